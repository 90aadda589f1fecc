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
    /// A short English reason without any of the document's content.
    public let message: String
    /// Another place that belongs to it: where the same name stands first, or where what is not
    /// closed begins.
    public let other: TextPosition?
    /// The bound that was exceeded.
    public let limit: Int?

    init(_ diagnosis: JSONDiagnosis, in bytes: UnsafeBufferPointer<UInt8>) {
        let failure = diagnosis.failure
        var cursor = TextPositionCursor(bytes)
        other = diagnosis.otherOffset.map { cursor.position(of: min($0, failure.offset)) }
        let position = cursor.position(of: failure.offset)
        code = failure.code
        byteOffset = failure.offset
        line = position.line
        column = position.column
        message = failure.message.description
        limit = diagnosis.limit
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
