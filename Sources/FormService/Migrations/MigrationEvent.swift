/// What happens while a database is migrated.
public enum MigrationEvent: Sendable {
    /// Another migrator is at work.
    case waiting(holders: [String])
    case began(StepName)
    /// A batch of a backfill has been committed; counts are of all batches of the step so far.
    case batch(StepName, batches: Int, rows: Int, ownRows: Int)
    /// A statement is at work; of an index that is built it is known how far.
    case working(StepName, phase: String?, percent: Int?)
    /// A statement waits for others.
    case blocked(StepName, blockers: [String])
    /// An attempt was given up, the next one follows after a pause.
    case retrying(StepName, attempt: Int, pause: Duration, blockers: [String])
    /// An index that an interrupted run has left is dropped and built again.
    case leftover(StepName, index: String)
    /// What a statement was to do has been done already.
    case accepted(StepName, what: String)
    case applied(StepName, took: Duration, batches: Int, rows: Int)
}

/// Which step it is.
public struct StepName: Sendable, Hashable, CustomStringConvertible {
    public let migration: String
    public let number: Int
    public let count: Int
    public let kind: String
    public let title: String

    init(_ step: MigrationStep, of count: Int) {
        migration = step.migration
        number = step.number
        self.count = count
        kind = step.kind.rawValue
        title = step.title
    }

    public var description: String {
        kind == "plain"
            ? migration
            : "\(migration)  \(number)/\(count) \(kind)\(title.isEmpty ? "" : ": \(title)")"
    }
}
