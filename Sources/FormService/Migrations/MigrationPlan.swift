internal import FormSchemas

/// What would be applied, and what a trial of it has shown.
public struct MigrationPlan: Sendable {
    /// How a step went in a transaction that was rolled back.
    public enum Trial: Sendable, Hashable {
        case passed(took: Duration)
        /// Why it could not be tried, or not in full; that says nothing against it.
        case skipped(String)
        /// Why the trial ended here without a verdict.
        case unclear(String)
        case failed(String)

        var endsTrial: Bool {
            switch self {
            case .passed, .skipped: false
            case .unclear, .failed: true
            }
        }
    }

    public struct Step: Sendable {
        public let name: StepName
        /// The beginnings of its statements.
        public let statements: [String]
        /// Whether it waits for `migrate up --contract`.
        public let isHeld: Bool
        /// Whether an earlier run has begun it.
        public let isBegun: Bool
        /// What is to be known before it is run.
        public internal(set) var remarks: [String] = []
        public internal(set) var trial: Trial?
    }

    /// In the order in which they would be applied.
    public internal(set) var steps: [Step] = []
    /// What keeps them from being applied.
    public internal(set) var findings: [MigrationFinding] = []

    /// Whether `migrate up` would refuse, or fail as far as can be told.
    public var isRefused: Bool {
        !findings.isEmpty
            || steps.contains { step in
                if case .failed = step.trial { true } else { false }
            }
    }

    public var json: String {
        let value: JSONValue = [
            "refused": .bool(isRefused),
            "steps": .array(steps.map(\.json)),
            "findings": .array(findings.map(\.json)),
        ]
        return value.serialized()
    }
}

extension MigrationPlan.Step {
    fileprivate var json: JSONValue {
        var value = name.json
        value["statements"] = .array(statements.map { .string($0) })
        value["held"] = .bool(isHeld)
        value["begun"] = .bool(isBegun)
        value["remarks"] = .array(remarks.map { .string($0) })
        switch trial {
        case .passed(let took):
            value["trial"] = "PASSED"
            value["trial_milliseconds"] = .int(Int(took.milliseconds))
        case .skipped(let why):
            value["trial"] = "SKIPPED"
            value["trial_message"] = .string(why)
        case .unclear(let why):
            value["trial"] = "UNCLEAR"
            value["trial_message"] = .string(why)
        case .failed(let why):
            value["trial"] = "FAILED"
            value["trial_message"] = .string(why)
        case nil:
            value["trial"] = .null
        }
        return value
    }
}

extension StepName {
    var json: JSONValue {
        [
            "migration": .string(migration), "step": .int(number), "step_count": .int(count),
            "kind": .string(kind), "title": .string(title),
        ]
    }
}
