/// The name of a confidential part within its document, such as `medical_note` or `statement.2`.
///
/// `^[a-z][a-z0-9_]{0,62}(\.[0-9]{1,4})?$`. What stands before the dot is the part's kind, which
/// the form's version has a schema for; the number tells several parts of one kind apart.
public struct PartName: Hashable, Sendable, Comparable, LosslessStringConvertible {
    /// The name as text, ASCII only.
    public let description: String

    /// Reads a name; `nil` if `text` does not have the form above.
    public init?(_ text: String) {
        let pieces = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let kind = pieces.first, pieces.count <= 2, (1...63).contains(kind.count),
            kind.first.map(ASCII.isSmall) == true,
            kind.allSatisfy({
                ASCII.isSmall($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "_")
            })
        else { return nil }
        if pieces.count == 2 {
            guard (1...4).contains(pieces[1].count), pieces[1].allSatisfy(ASCII.isDigit) else {
                return nil
            }
        }
        description = text
    }

    /// The kind: the name up to the dot.
    public var kind: String {
        String(description.prefix { $0 != "." })
    }

    public static func < (left: PartName, right: PartName) -> Bool {
        left.description < right.description
    }
}
