import Foundation
import Testing

@testable import FormSchemas

struct NormalizedTextTests {
    private func normalized(_ text: String) -> String {
        String(decoding: NormalizedText.of(text), as: UTF8.self)
    }

    @Test(arguments: [
        ("Liesbeth VERSTRAETEN", "liesbeth verstraeten"),
        ("Élodie  Çetin-Müller", "elodie cetin muller"),
        ("Straße", "strasse"), ("STRAẞE", "strasse"), ("Œuvre Ærø", "oeuvre aero"),
        ("IJsselmeer ĳs", "ijsselmeer ijs"), ("Łódź", "lodz"), ("İstanbul ı", "istanbul i"),
        ("d’Hondt / O'Brien", "d hondt o brien"), (" \t––«x»! ", "x"), ("", ""), ("--", ""),
        ("A1 19×2", "a1 19 2"), ("Ørsted", "orsted"), ("Ťř ǆ", "tr dz"),
    ])
    func examples(text: String, expected: String) {
        #expect(normalized(text) == expected)
        #expect(normalized(normalized(text)) == expected)
        // Composed or decomposed: the same.
        #expect(normalized(text.decomposedStringWithCanonicalMapping) == expected)
        #expect(normalized(text.precomposedStringWithCanonicalMapping) == expected)
    }

    /// Foundation's own folding is the oracle for every Latin letter that Unicode decomposes.
    @Test func agreesWithFoundation() throws {
        var compared = 0
        for value in [UInt32](0xC0..<0x250) + [UInt32](0x1E00..<0x1F00) {
            let scalar = try #require(Unicode.Scalar(value))
            guard scalar.properties.isAlphabetic else {
                #expect(normalized("a\(scalar)b") == "a b", "U+\(String(value, radix: 16))")
                continue
            }
            let folded = String(scalar).decomposedStringWithCompatibilityMapping
                .folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
                .filter(\.isASCII)
            guard !folded.isEmpty else { continue }
            // Folding by case makes ss of ß, which is also what stands in the table.
            #expect(normalized(String(scalar)) == folded, "U+\(String(value, radix: 16))")
            compared += 1
        }
        #expect(compared > 500)
    }

    @Test func otherScripts() {
        #expect(normalized("ΑΘΗΝΑ Москва") == "αθηνα москва")
        #expect(normalized("東京 🚓 ½") == "東京 ½")
    }

    @Test func bytesThatAreNoText() {
        for bytes: [UInt8] in [
            [0x61, 0xFF, 0x62], [0x61, 0xC3, 0x62], [0x61, 0xE2, 0x80, 0x62],
            [0x61, 0xED, 0xA0, 0x80, 0x62], [0x61, 0xF5, 0x80, 0x80, 0x80, 0x62],
        ] {
            let text = bytes.withUnsafeBufferPointer { NormalizedText.of($0) }
            #expect(text == Array("a b".utf8), "\(bytes)")
        }
        #expect([0xC3].withUnsafeBufferPointer { NormalizedText.of($0) } == [])
    }

    @Test func noScalarNeedsMuchRoom() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(scalar)
            let count = NormalizedText.of("a" + text).count - 1
            #expect(count <= 2 * text.utf8.count, "U+\(String(value, radix: 16))")
        }
    }

    @Test func anyBytesAreTaken() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let text = bytes.withUnsafeBufferPointer { NormalizedText.of($0) }
            #expect(String(validating: text, as: UTF8.self) != nil, "\(bytes)")
            #expect(text.count <= 3 * bytes.count)
            let again = text.withUnsafeBufferPointer { NormalizedText.of($0) }
            #expect(again == text, "\(bytes)")
        }
    }
}
