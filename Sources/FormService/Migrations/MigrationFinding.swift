internal import FormSchemas

/// Something about a database's migrations that is not as it must be.
public struct MigrationFinding: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// The database has a migration that this program does not know.
        case unknown = "UNKNOWN"
        /// A step was edited after it was applied.
        case edited = "EDITED"
        /// A migration was put before one that is applied already.
        case outOfOrder = "OUT_OF_ORDER"
        /// A verify step finds rows.
        case notVerified = "NOT_VERIFIED"
        /// An index that nobody can use.
        case invalidIndex = "INVALID_INDEX"
    }

    public let kind: Kind
    public let what: String
    public let remedy: String
    /// Lines that show the difference, or the rows; may be empty.
    public var lines: [String] = []

    public var description: String {
        ([what] + lines.map { "    \($0)" } + [remedy]).joined(separator: "\n")
    }

    /// One JSON object for all of `findings`.
    public static func json(_ findings: [MigrationFinding]) -> String {
        (["findings": .array(findings.map(\.json))] as JSONValue).serialized()
    }

    var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "what": .string(what), "remedy": .string(remedy),
            "lines": .array(lines.map { .string($0) }),
        ]
    }
}
