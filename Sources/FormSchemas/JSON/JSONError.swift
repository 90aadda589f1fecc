/// Why bytes are not acceptable JSON, and where.
public struct JSONError: Error, Sendable, Equatable {
    /// The kinds of refusal; the raw value is the stable code shown to users.
    public enum Code: String, Sendable, CaseIterable {
        case notJSON = "NOT_JSON"
        case byteOrderMark = "BYTE_ORDER_MARK"
        case duplicateKey = "DUPLICATE_KEY"
        case invalidUTF8 = "INVALID_UTF8"
        case loneSurrogate = "LONE_SURROGATE"
        case nulCharacter = "NUL_CHARACTER"
        case numberTooLong = "NUMBER_TOO_LONG"
        case tooDeep = "TOO_DEEP"
        case tooLarge = "DOCUMENT_TOO_LARGE"
        case trailingBytes = "TRAILING_BYTES"
    }

    public let code: Code
    /// Offset of the first byte that cannot be accepted.
    public let byteOffset: Int
    /// Line of that byte, counted from 1.
    public let line: Int
    /// Column of that byte in Unicode scalars, counted from 1.
    public let column: Int
    /// One English sentence without any of the document's content.
    public let message: String

    public init(code: Code, byteOffset: Int, line: Int, column: Int, message: String) {
        self.code = code
        self.byteOffset = byteOffset
        self.line = line
        self.column = column
        self.message = message
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String { "\(line):\(column) \(message) (\(code.rawValue))" }
}

/// A refusal while reading, before its line and column are known.
struct JSONFailure: Error {
    let code: JSONError.Code
    let offset: Int
    let message: StaticString

    @inline(never)
    init(_ code: JSONError.Code, at offset: Int, _ message: StaticString) {
        self.code = code
        self.offset = offset
        self.message = message
    }
}
