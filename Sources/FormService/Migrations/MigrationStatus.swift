internal import FormSchemas
internal import Postgres

/// What is applied, what is not, and what is wrong.
public struct MigrationStatus: Sendable {
    public enum State: String, Sendable {
        case applied = "APPLIED"
        /// An earlier run has begun it, the next goes on with it.
        case begun = "BEGUN"
        case pending = "PENDING"
        /// Waits for `migrate up --contract`.
        case held = "HELD"
        /// Applied, and not known to this program.
        case unknown = "UNKNOWN"
    }

    public struct Step: Sendable {
        public let name: StepName
        public let state: State
        /// Microseconds since 1970; `nil` if not finished, or not known any more.
        public let finishedAt: Int64?
        /// Milliseconds from its beginning to its end, pauses included.
        public let tookMilliseconds: Int64?
        public let batches: Int
        public let rows: Int
        public let appliedBy: String?
    }

    public let steps: [Step]
    public let findings: [MigrationFinding]

    public var json: String {
        let value: JSONValue = [
            "steps": .array(steps.map(\.json)), "findings": .array(findings.map(\.json)),
        ]
        return value.serialized()
    }
}

extension MigrationStatus.Step {
    init(_ name: StepName, _ state: MigrationStatus.State, _ record: StepRecord?) {
        self.name = name
        self.state = state
        let (start, end) = (record?.startedAt, record?.finishedAt)
        finishedAt = end?.microsecondsSince1970
        if let start, let end {
            tookMilliseconds = (end.microsecondsSince1970 - start.microsecondsSince1970) / 1_000
        } else {
            tookMilliseconds = nil
        }
        batches = Int(record?.batches ?? 0)
        rows = Int(record?.rows ?? 0)
        appliedBy = record?.appliedBy
    }

    fileprivate var json: JSONValue {
        var value = name.json
        value["state"] = .string(state.rawValue)
        value["finished_at_microseconds"] = finishedAt.map { .number("\($0)") } ?? .null
        value["took_milliseconds"] = tookMilliseconds.map { .number("\($0)") } ?? .null
        value["batches"] = .int(batches)
        value["rows"] = .int(rows)
        value["applied_by"] = appliedBy.map { .string($0) } ?? .null
        return value
    }
}

extension StepName {
    /// A step that this program has no file of.
    init(_ record: StepRecord, of count: Int) {
        migration = record.name
        number = record.step
        self.count = count
        kind = record.kind ?? ""
        title = ""
    }
}
