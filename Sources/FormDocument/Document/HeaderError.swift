public import FormSchemas

/// Why a document's header cannot be read, and where.
public struct HeaderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong; the raw value is the stable code shown to users.
    public enum Code: String, Sendable, CaseIterable {
        /// A member is missing.
        case required = "REQUIRED"
        /// A value is of another JSON type.
        case type = "TYPE"
        /// `format` is not the one that this library knows.
        case const = "CONST"
        /// A value is none of the codes allowed.
        case `enum` = "ENUM"
        /// A text does not have the form of what it should be.
        case pattern = "PATTERN"
        /// A text is not a date or a date-time.
        case format = "FORMAT"
    }

    /// Where: of a missing member, where it would be.
    public let pointer: JSONPointer
    public let code: Code

    public var description: String { "\(pointer): \(code.rawValue)" }
}
