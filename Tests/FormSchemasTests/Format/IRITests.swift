import Testing

@testable import FormSchemas

struct IRITests {
    private static func accepts(_ format: Format, _ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { format.accepts($0.baseAddress!, $0.count) }
    }

    /// The bounds of ucschar and iprivate. Source: RFC 3987, section 2.2.
    @Test(
        arguments: [
            (0x9F, false, false), (0xA0, true, true), (0xD7FF, true, true), (0xE000, false, true),
            (0xF8FF, false, true), (0xF900, true, true), (0xFDCF, true, true),
            (0xFDD0, false, false),
            (0xFDEF, false, false), (0xFDF0, true, true), (0xFFEF, true, true),
            (0xFFF0, false, false),
            (0x10000, true, true), (0x1FFFD, true, true), (0x1FFFE, false, false),
            (0xDFFFD, true, true), (0xE0000, false, false), (0xE0FFF, false, false),
            (0xE1000, true, true), (0xEFFFD, true, true), (0xEFFFE, false, false),
            (0xF0000, false, true), (0xFFFFD, false, true), (0x100000, false, true),
            (0x10FFFD, false, true), (0x10FFFF, false, false),
        ] as [(UInt32, Bool, Bool)])
    func scalars(value: UInt32, inPath: Bool, inQuery: Bool) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(Self.accepts(.iri, "http://e/\(scalar)") == inPath)
        #expect(Self.accepts(.iri, "http://e/?\(scalar)") == inQuery)
        #expect(!Self.accepts(.uri, "http://e/\(scalar)"))
    }
}
