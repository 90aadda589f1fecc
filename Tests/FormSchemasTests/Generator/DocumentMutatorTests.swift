import Testing

@testable import FormSchemas

/// Documents with one mistake: the engine names exactly that one, at its place.
struct DocumentMutatorTests {
    static let kinds = DocumentMutation.Kind.allCases.filter { $0 != .brokenRule }

    @Test(arguments: DocumentGeneratorTests.forms, kinds)
    func exactlyOneViolation(form: String, kind: DocumentMutation.Kind) throws {
        let generator = try DocumentGeneratorTests.generator(form)
        let made = try mutations(kind, of: generator, needed: !Self.isAbsent(kind, form))
        #expect(made > 0 || Self.isAbsent(kind, form), "no \(kind) in \(form)")
    }

    /// The catalogue's forms have code lists; one of another author may enumerate.
    @Test func aValueThatIsNotEnumerated() throws {
        var files = CatalogueFiles.all
        let path = "forms/VIP-01/1.0/parts/medical_note.json"
        let part = String(decoding: try #require(files[path]), as: UTF8.self)
        let enumerating = part.replacing(
            #""codeList": "blood-group""#, with: #""enum": ["A+", "A-"]"#)
        files[path] = Array(enumerating.utf8)
        let catalogue = try Catalogue(files: files)
        let generator = try DocumentGenerator(
            try #require(catalogue.newestVersion(form: "VIP-01")), catalogue: catalogue)
        #expect(try mutations(.otherValue, of: generator, needed: true) > 0)
    }

    /// Checks mutations of a random document; `scripts/bench forms` has ten thousand of each form.
    ///
    /// - Parameter needed: whether to go on until there is one.
    /// - Returns: how many there were.
    private func mutations(
        _ kind: DocumentMutation.Kind, of generator: DocumentGenerator, needed: Bool
    ) throws -> Int {
        let mutator = try DocumentMutator(generator.version)
        let mode: FormVersion.Mode = kind == .openPart ? .sealed : .draft
        var random = SeededRandom(seed: 21)
        var made = 0
        // More documents only where none so far had the place for the mistake.
        for _ in 0..<(needed ? 60 : 8) where made == 0 {
            let document = try generator.document(mode: mode, using: &random)
            for _ in 0..<2 {
                guard
                    let mutation = mutator.mutation(
                        of: document, mode: mode, kind: kind, using: &random)
                else { break }
                made += 1
                #expect(mutation.kind == kind)
                try check(mutation, generator.version, mode)
            }
        }
        return made
    }

    /// What the schemas of a form give no occasion for.
    static func isAbsent(_ kind: DocumentMutation.Kind, _ form: String) -> Bool {
        switch kind {
        case .notMultiple, .otherValue: true
        case .tooFewFields: form != "VIP-01"
        // Telephone numbers have no check that a wrong digit fails, chassis numbers have one.
        case .failedCheck: form != "VIP-01"
        // An accreditation has no number and no list that a generated one would fill.
        case .tooSmall, .tooLarge, .tooManyElements: form == "SOC-04"
        case .otherPart, .openPart: form != "VIP-01"
        default: false
        }
    }

    /// What no small change of one place, with values like the generator's, breaks alone; the
    /// catalogue has samples for each.
    private static let rulesOfSeveralPlaces: Set<String> = [
        "CROSSING_NOT_ADJACENT", "CONTACT_PERIOD_REVERSED", "SECOND_APPROVER_IS_SENDER",
        "PERIOD_TOO_LONG", "REPLACES_LATER_VERSION",
        "NATIONALITIES_EXCEED_WORKERS", "POWER_WITHOUT_WEAPONS",
    ]

    /// Every rule is broken alone by some change of a generated document.
    @Test(arguments: DocumentGeneratorTests.forms)
    func everyRuleIsBrokenAlone(form: String) throws {
        let generator = try DocumentGeneratorTests.generator(form)
        let mutator = try DocumentMutator(generator.version)
        #expect(!generator.version.rules.isEmpty)
        var random = SeededRandom(seed: 22)
        var left = generator.version.rules.filter {
            !Self.rulesOfSeveralPlaces.contains($0.code.rawValue)
        }
        #expect(left.count >= generator.version.rules.count - 3)
        for _ in 0..<100 where !left.isEmpty {
            let document = try generator.document(using: &random)
            for rule in left {
                guard
                    let mutation = mutator.mutation(of: document, breaking: rule, using: &random)
                else { continue }
                left.removeAll { $0.code == rule.code }
                #expect(mutation.code == rule.code && mutation.kind == .brokenRule)
                let read = try JSONDocument(mutation.bytes)
                let violations = generator.version.violations(in: read, mode: .draft)
                #expect(violations.map(\.code) == [rule.code])
                #expect(violations.map(\.instanceLocation) == [mutation.pointer])
                #expect(violations.map(\.severity) == [rule.severity])
                let isValid = generator.version.isValid(read, mode: .draft)
                #expect(isValid == (rule.severity == .warning))
            }
        }
        #expect(left.isEmpty, "\(left.map(\.code))")
    }

    private func check(
        _ mutation: DocumentMutation, _ version: FormVersion, _ mode: FormVersion.Mode
    ) throws {
        let read = try JSONDocument(mutation.bytes)
        let violations = version.violations(in: read, mode: mode)
        let found = violations.map { "\($0.instanceLocation.description) \($0.code)" }
        let expected = "\(mutation.pointer.description) \(mutation.code)"
        #expect(found == [expected], "\(mutation.kind)")
        #expect(violations.map(\.severity) == [mutation.severity])
        // Both programs agree.
        #expect(version.isValid(read, mode: mode) == (mutation.severity == .warning))
    }
}
