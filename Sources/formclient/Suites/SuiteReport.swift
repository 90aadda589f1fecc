import FormSchemas

/// What a run of test files says: a line for each failure, then how many passed and failed.
struct SuiteReport {
    private(set) var passed = 0
    private(set) var failed = 0
    /// Files and groups that are not in the format of a suite, or cannot be read.
    private(set) var undecided = 0

    mutating func countPassed() { passed += 1 }
    mutating func countFailed() { failed += 1 }
    mutating func countUndecided() { undecided += 1 }

    /// For people and programs alike, and so never translated.
    var summary: String { "\(passed) passed, \(failed) failed" }

    var json: JSONValue {
        ["passed": .int(passed), "failed": .int(failed), "undecided": .int(undecided)]
    }

    var hasNoTests: Bool { passed + failed == 0 }

    var status: ExitStatus {
        if undecided > 0 || hasNoTests { return .undecided }
        return failed > 0 ? .answerIsNo : .done
    }
}

extension SuiteRun.Failure {
    /// The place and names of the test, and below what was expected and what came instead.
    func lines(file: String, in language: Language) -> [String] {
        let names = [group, test].map(Table.oneLine).joined(separator: " › ")
        let verdict = Phrase.suiteFailure(expectsValid: expectsValid, outcome: outcome)[language]
        return ["\(file):\(line)  \(names)", "    " + Table.oneLine(verdict)]
    }

    /// One line, tab-separated and in full.
    func tabSeparated(file: String, in language: Language) -> String {
        [
            "\(file):\(line)", group, test, expectsValid ? "valid" : "invalid", outcome.name,
            outcome.reason(in: language),
        ].map(Table.oneLine).joined(separator: "\t")
    }

    func json(file: String, in language: Language) -> JSONValue {
        [
            "file": .string(file),
            "line": .int(line),
            "group": .string(group),
            "test": .string(test),
            "expected": expectsValid ? "valid" : "invalid",
            "got": .string(outcome.name),
            "reason": .string(outcome.reason(in: language)),
        ]
    }
}

extension SuiteRun.Outcome {
    /// The stable word for programs.
    var name: String {
        switch self {
        case .valid: "valid"
        case .invalid: "invalid"
        case .undecided: "undecided"
        case .schemaRefused: "schema refused"
        case .dataRefused: "data refused"
        }
    }

    /// Why, in one sentence; empty for a valid value.
    func reason(in language: Language) -> String {
        switch self {
        case .valid, .invalid(nil): ""
        case .invalid(let violation?), .undecided(let violation):
            [violation.instanceLocation.description, violation.message(in: language)]
                .filter { !$0.isEmpty }.joined(separator: " ")
        case .schemaRefused(let why): why
        case .dataRefused(let error): error.description
        }
    }
}
