internal import Postgres

/// What the database knows of a step.
struct StepRecord: PostgresRow {
    let name: String
    let step: Int
    /// `nil` while the step was begun and not finished.
    let kind: String?
    let checksum: [UInt8]?
    /// The rest is `nil` only if somebody has emptied the journal.
    let script: String?
    let startedAt: PostgresTimestamp?
    let finishedAt: PostgresTimestamp?
    let batches: Int64?
    let rows: Int64?
    let appliedBy: String?

    init(row: inout PostgresRowReader) throws(PostgresError) {
        name = try row.next()
        step = Int(try row.next(Int32.self))
        kind = try row.next()
        checksum = try row.next()
        script = try row.next()
        startedAt = try row.next()
        finishedAt = try row.next()
        batches = try row.next()
        rows = try row.next()
        appliedBy = try row.next()
    }

    var isApplied: Bool { checksum != nil }

    /// Whether the journal still has the text that was applied.
    var hasAppliedText: Bool {
        guard let kind, let script, let tokens = try? SQLTokens(script) else { return false }
        return MigrationStep.checksum(kind: kind, normalized: tokens.normalized) == checksum
    }
}
