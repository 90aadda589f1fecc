internal import FormDocument
internal import TransparencyLog

/// A row that does not fit: what is there, and what all the other rows say should be.
public struct FsckFinding: Hashable, Sendable, CustomStringConvertible {
    public let table: String
    /// The row's primary key, `column=value` for each of its columns. Where only a range of rows can
    /// be named, as the log proves them together, `first…last`.
    public let key: String
    /// `nil` if it is about the whole row.
    public let column: String?
    public let expected: String
    public let found: String
    /// Whether the row was written anew.
    public internal(set) var isRepaired = false

    public var description: String {
        let place = [table, key, column].compactMap { $0 }.joined(separator: "  ")
        return "\(place)  expected \(expected), found \(found)\(isRepaired ? "  (repaired)" : "")"
    }
}

extension FsckFinding {
    init(
        _ table: FsckTable, _ key: [String: StoredValue], column: String? = nil,
        expected: String, found: String
    ) {
        self.init(
            table, key: table.key.map { "\($0)=\(key[$0] ?? .null)" }.joined(separator: " "),
            column: column, expected: expected, found: found)
    }

    init(
        _ table: FsckTable, key: String, column: String? = nil, expected: String, found: String
    ) {
        self.table = table.rawValue
        self.key = Self.visible(key)
        self.column = column.map { Self.visible($0) }
        self.expected = Self.visible(expected)
        self.found = Self.visible(found)
    }

    /// Spells out the characters that a terminal would obey: whoever wrote a row may have meant them
    /// for whoever reads this.
    static func visible(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                shown.append(contentsOf: scalar.escaped(asASCII: true).unicodeScalars)
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }
}

/// A finding with what would mend it; `nil` for whatever is an original.
struct FsckMisfit: Hashable, Sendable {
    var finding: FsckFinding
    var repair: ProjectionRepair?
    /// How many others there are beside it, of which nothing is kept.
    var furtherCount = 0

    init(_ finding: FsckFinding, repair: ProjectionRepair? = nil) {
        self.finding = finding
        self.repair = repair
    }
}

/// How a row of a projection is mended.
enum ProjectionRepair: Hashable, Sendable {
    /// The row has to be this, whether or not there is one with its key.
    case put(FsckTable, [String: StoredValue])
    /// There has to be no such row.
    case remove(FsckTable, key: [String: StoredValue])
    /// The rows of an inspection with this key have to be these; none at all for `nil`.
    case inspection([String: StoredValue], InspectionRow?)
    /// Delivery and inbox entry have to show an event.
    case mark(EventEntry, leafIndex: Int64, at: Timestamp)
}

extension FsckMisfit {
    /// Compares a row with what it should be.
    ///
    /// - Parameters:
    ///   - expected: values by column, those of the key included; there are no other columns.
    ///   - isRepairable: whether `expected` follows from originals that hold.
    static func compare(
        _ table: FsckTable, _ expected: [String: StoredValue], with stored: StoredRow?,
        isRepairable: Bool
    ) -> [FsckMisfit] {
        let repair: ProjectionRepair? = isRepairable ? .put(table, expected) : nil
        let unknown = stored.map { Set($0.values.keys).subtracting(expected.keys).sorted() } ?? []
        return compare(table, some: expected, with: stored, repair: repair)
            + unknown.map { name in
                FsckMisfit(
                    FsckFinding(
                        table, expected, column: name, expected: "no such column", found: "one"))
            }
    }

    /// Compares some of a row's columns with what they should be.
    ///
    /// - Parameter repair: what mends them.
    static func compare(
        _ table: FsckTable, some expected: [String: StoredValue], with stored: StoredRow?,
        repair: ProjectionRepair? = nil
    ) -> [FsckMisfit] {
        guard let stored else {
            let finding = FsckFinding(table, expected, expected: "a row", found: "none")
            return [FsckMisfit(finding, repair: repair)]
        }
        return expected.keys.sorted().filter { expected[$0] != stored[$0] }.map { name in
            let (value, other) = (expected[name] ?? .null, stored[name])
            let looksSame = "\(value)" == "\(other)"
            return FsckMisfit(
                FsckFinding(
                    table, expected, column: name,
                    expected: looksSame ? value.byteDescription : "\(value)",
                    found: looksSame ? other.byteDescription : "\(other)"),
                repair: repair)
        }
    }

    /// A row that nothing accounts for.
    static func surplus(
        _ table: FsckTable, _ stored: StoredRow, isRepairable: Bool
    ) -> FsckMisfit {
        let key = stored.values.filter { table.key.contains($0.key) }
        return FsckMisfit(
            FsckFinding(table, key, expected: "no row", found: "one"),
            repair: isRepairable ? .remove(table, key: key) : nil)
    }
}
