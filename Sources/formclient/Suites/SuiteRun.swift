import FormSchemas

/// Runs the tests of suite files against the schema engine.
struct SuiteRun {
    /// A test whose verdict is not the expected one.
    struct Failure {
        let line: Int
        let group: String
        let test: String
        let expectsValid: Bool
        let outcome: Outcome
    }

    /// What the engine made of a test.
    enum Outcome {
        case valid
        case invalid(Violation?)
        /// The engine gave up before there was a verdict.
        case undecided(Violation)
        /// The schema cannot be compiled, for this reason.
        case schemaRefused(String)
        /// The value is not JSON as the engine reads it.
        case dataRefused(JSONError)
    }

    let remotes: [String: JSONDocument]
    let assertsFormats: Bool

    /// Runs every test of a file in order and reports each, with what failed or `nil`.
    ///
    /// A schema that cannot be compiled fails its own tests only.
    func run(_ file: SuiteFile, report: (Failure?) -> Void) {
        var lines = LineCounter(file.bytes)
        for group in file.groups {
            let schema = compile(Array(file.bytes[group.schema]))
            for test in group.tests {
                let outcome =
                    switch schema {
                    case .program(let program):
                        outcome(of: Array(file.bytes[test.data]), program)
                    case .refused(let why): Outcome.schemaRefused(why)
                    }
                guard !outcome.isExpected(test.isValid) else {
                    report(nil)
                    continue
                }
                report(
                    Failure(
                        line: lines.line(of: test.offset), group: group.description,
                        test: test.description, expectsValid: test.isValid, outcome: outcome))
            }
        }
    }

    private enum Schema {
        case program(SchemaProgram)
        case refused(String)
    }

    private func compile(_ bytes: [UInt8]) -> Schema {
        do throws(JSONError) {
            // A document of its own: the rest of the file is no part of the schema.
            let document = try JSONDocument(bytes, limits: SuiteFile.limits)
            return compile(document)
        } catch {
            return .refused(error.description)
        }
    }

    private func compile(_ document: JSONDocument) -> Schema {
        var options = SchemaOptions()
        options.assertsFormats = assertsFormats
        let isOurs = FormLibrary.isOfExchange(document)
        options.exchangeKeywords = isOurs
        do throws(SchemaError) {
            return .program(
                try SchemaProgram(
                    compiling: document,
                    resources: isOurs
                        ? remotes.merging(FormLibrary.resources) { remote, _ in remote } : remotes,
                    codeLists: isOurs ? FormLibrary.catalogue.codeLists : [:], options: options))
        } catch {
            return .refused(error.description)
        }
    }

    private func outcome(of bytes: [UInt8], _ program: SchemaProgram) -> Outcome {
        do throws(JSONError) {
            let data = try JSONDocument(bytes, limits: SuiteFile.limits).root
            if program.isValid(data) { return .valid }
            let violations = program.violations(in: data)
            if let limit = violations.first(where: { $0.code == .tooComplex }) {
                return .undecided(limit)
            }
            return .invalid(violations.first { $0.severity == .error })
        } catch {
            return .dataRefused(error)
        }
    }
}

extension SuiteRun.Outcome {
    func isExpected(_ expectsValid: Bool) -> Bool {
        switch self {
        case .valid: expectsValid
        case .invalid: !expectsValid
        case .undecided, .schemaRefused, .dataRefused: false
        }
    }
}
