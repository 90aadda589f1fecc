internal import FormSchemas

/// What the check of a database has found.
public struct FsckReport: Sendable {
    /// How it ended.
    public enum Ending: Sendable, Equatable {
        /// Everything was looked at.
        case complete
        /// It was told to stop.
        case stopped
        /// The database went away, or was never there; says what it said.
        case databaseAway(String)
    }

    /// The leaf that it began at.
    public let first: Int64
    /// The leaf that it would go on at, had it not ended: everything before has been told.
    public internal(set) var position: Int64
    /// How many leaves the log had when it began.
    public internal(set) var size: Int64 = 0
    /// The first findings, in the order in which they were made.
    public internal(set) var findings: [FsckFinding] = []
    /// How many there were, those that are not listed included.
    public internal(set) var count = 0
    /// How many of all rows that did not fit were written anew.
    public internal(set) var repairedCount = 0
    public internal(set) var ending = Ending.complete

    init(first: Int64) {
        self.first = first
        position = first
    }

    /// Nothing is wrong, or nothing is wrong any more.
    public var isClean: Bool { count == repairedCount }

    /// The report as one JSON object.
    public var json: String {
        let ending: JSONValue =
            switch self.ending {
            case .complete: "COMPLETE"
            case .stopped: "STOPPED"
            case .databaseAway: "DATABASE_AWAY"
            }
        let value: JSONValue = [
            "ending": ending, "clean": .bool(isClean), "first_leaf": .number("\(first)"),
            "next_leaf": .number("\(position)"), "size": .number("\(size)"),
            "finding_count": .int(count), "repaired_count": .int(repairedCount),
            "findings": .array(findings.map(\.json)),
        ]
        return value.serialized()
    }

    /// - Returns: whether it is new and was listed.
    mutating func add(_ finding: FsckFinding, limit: Int) -> Bool {
        guard !findings.contains(where: { $0.isAbout(finding) }) else { return false }
        count += 1
        if finding.isRepaired { repairedCount += 1 }
        guard findings.count < limit else { return false }
        findings.append(finding)
        return true
    }
}

extension FsckFinding {
    fileprivate var json: JSONValue {
        [
            "table": .string(table), "key": .string(key),
            "column": column.map { .string($0) } ?? nil, "expected": .string(expected),
            "found": .string(found), "repaired": .bool(isRepaired),
        ]
    }

    /// Whether it is the same finding, mended or not.
    func isAbout(_ other: FsckFinding) -> Bool {
        var other = other
        other.isRepaired = isRepaired
        return self == other
    }
}

/// How far the check of a database is.
public struct FsckProgress: Sendable {
    public enum Phase: Sendable {
        /// Following the log; counts leaves.
        case log
        case participants
        /// Looking for rows that nothing accounts for.
        case surplus
    }

    public let phase: Phase
    public let position: Int64
    public let size: Int64
    public let findings: Int
}
