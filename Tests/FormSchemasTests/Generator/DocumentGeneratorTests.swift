import Testing

@testable import FormSchemas

/// Generated documents: valid, complete, the same for the same seed.
struct DocumentGeneratorTests {
    static let forms = (try? CatalogueFiles.catalogue.get())?.forms.map(\.code) ?? []
    static let seeds = 0..<5 as Range<UInt64>

    static func generator(_ form: String) throws -> DocumentGenerator {
        let catalogue = try CatalogueFiles.catalogue.get()
        return try DocumentGenerator(
            try #require(catalogue.newestVersion(form: form)), catalogue: catalogue)
    }

    @Test(arguments: forms, seeds)
    func documentsAreValid(form: String, seed: UInt64) throws {
        let generator = try Self.generator(form)
        var random = SeededRandom(seed: seed)
        for number in 0..<40 {
            let mode: FormVersion.Mode = number % 4 == 3 ? .sealed : .draft
            let value = try generator.document(mode: mode, using: &random)
            let document = try JSONDocument(value.bytes())
            #expect(generator.version.isValid(document, mode: mode))
            // No warnings either: nothing in a document of the generator is suspicious.
            let violations = generator.version.violations(in: document, mode: mode)
            #expect(violations.isEmpty, "\(form) seed \(seed) number \(number): \(violations)")
        }
    }

    /// Hints make fields follow from each other: hardly a document must be drawn again.
    @Test(arguments: forms)
    func rightAtOnce(form: String) throws {
        let generator = try Self.generator(form)
        var reasons: [String] = []
        for seed in 0..<200 as Range<UInt64> {
            guard let value = generator.draw(.draft, [:], seed: seed) else {
                reasons.append("nothing")
                continue
            }
            let document = try JSONDocument(value.bytes())
            let violations = generator.version.violations(in: document, mode: .draft)
            if !violations.isEmpty { reasons.append("\(violations.map(\.code.rawValue))") }
        }
        #expect(reasons.count <= 10, "\(reasons)")
    }

    @Test(arguments: forms)
    func everyFieldIsMade(form: String) throws {
        let generator = try Self.generator(form)
        var random = SeededRandom(seed: 7)
        var missing = Set(generator.version.fields(in: .en).map(\.path))
        missing = missing.filter { !$0.contains("/digest") }
        for _ in 0..<400 where !missing.isEmpty {
            Self.visit(try generator.document(using: &random), "") { path, _ in
                missing.remove(path)
            }
        }
        // What a part's own schema describes stands below the value in a draft.
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test(arguments: forms)
    func sameSeedSameDocument(form: String) throws {
        func bytes(_ seed: UInt64) throws -> [[UInt8]] {
            let generator = try Self.generator(form)
            var random = SeededRandom(seed: seed)
            return try (0..<3).map { _ in try generator.document(using: &random).bytes() }
        }
        #expect(try bytes(1) == bytes(1))
        #expect(try bytes(1) != bytes(2))
        #expect(Set(try bytes(1)).count == 3)
    }

    @Test func formsShareNoIdentifiers() throws {
        var seen: Set<JSONValue> = []
        for form in Self.forms {
            let generator = try Self.generator(form)
            var random = SeededRandom(seed: 1)
            for _ in 0..<5 {
                let document = try generator.document(using: &random)
                #expect(seen.insert(try #require(document["header"]?["id"])).inserted)
            }
        }
    }

    @Test(arguments: forms)
    func partsAreDigestsWhenSealed(form: String) throws {
        let generator = try Self.generator(form)
        guard !generator.version.parts.isEmpty else { return }
        var random = SeededRandom(seed: 3)
        var found = 0
        for _ in 0..<60 {
            let document = try JSONDocument(
                try generator.document(mode: .sealed, using: &random).bytes())
            for place in PartReferences.list(in: document.root, at: .root) {
                found += 1
                #expect(place.node["digest"] != nil && place.node["value"] == nil)
            }
        }
        #expect(found > 0)
    }

    @Test func knownValuesStay() throws {
        let generator = try Self.generator("VIP-01")
        var random = SeededRandom(seed: 5)
        for _ in 0..<20 {
            let value = try generator.document(
                values: [
                    "/header/sender": "LU-USP", "/header/action": "NEW", "/header/language": "de",
                    "/body/mission_title": "Übung",
                ], using: &random)
            #expect(value["header"]?["sender"] == "LU-USP")
            #expect(value["header"]?["corrects"] == nil)
            #expect(value["body"]?["mission_title"] == "Übung")
            guard case .array(let recipients)? = value["header"]?["recipients"] else {
                Issue.record("no recipients")
                return
            }
            #expect(!recipients.contains { $0["agency"] == "LU-USP" })
        }
    }

    /// A null leaves a field out, also when something below it is said to be left out.
    @Test func whatIsKnownIsThereOrNot() throws {
        let generator = try Self.generator("VIP-02")
        var random = SeededRandom(seed: 6)
        for _ in 0..<20 {
            let without = try generator.document(
                values: [
                    "/body/risk": .null, "/body/risk/assessment_ref": .null,
                    "/body/period": .null,
                ], using: &random)
            #expect(without["body"]?["risk"] == nil)
            let with = try generator.document(
                values: ["/body/period/end": "2026-04-01T12:00:00Z"], using: &random)
            #expect(with["body"]?["period"]?["end"] == "2026-04-01T12:00:00Z")
        }
    }

    @Test func elementsAreKnownInPart() throws {
        let generator = try Self.generator("SOC-09")
        var random = SeededRandom(seed: 5)
        var rows = 0
        for _ in 0..<20 {
            let value = try generator.document(
                values: [
                    "/body/answers/0/item": "VEHICLE", "/body/answers/1/item": "EMPLOYMENT",
                    "/body/answers/*/data/*/from": "2025-05-01",
                    "/body/answers/1/data/*/from": "2025-06-01",
                ], using: &random)
            guard case .array(let answers)? = value["body"]?["answers"] else {
                Issue.record("no answers")
                return
            }
            #expect(answers.map { $0["item"] } == ["VEHICLE", "EMPLOYMENT"])
            for (answer, from) in zip(answers, ["2025-05-01", "2025-06-01"]) {
                guard case .array(let data)? = answer["data"] else { continue }
                rows += data.count
                #expect(data.allSatisfy { $0["from"] == .string(from) })
            }
        }
        #expect(rows > 0)
    }

    @Test func elementsThatCannotBeAreRefused() throws {
        let generator = try Self.generator("SOC-09")
        var random = SeededRandom(seed: 5)
        #expect(throws: DocumentGenerator.Failure.self) {
            _ = try generator.document(values: ["/body/answers/9/item": "WAGE"], using: &random)
        }
        #expect(throws: DocumentGenerator.Failure.self) {
            _ = try generator.document(values: ["/body/answers/*/item": "NONE"], using: &random)
        }
    }

    /// The other tests run once for each form; without any they would not run.
    @Test func thereAreForms() {
        #expect(Self.forms.count >= 3)
    }

    @Test func whatCannotBeIsRefused() throws {
        let generator = try Self.generator("VIP-01")
        var random = SeededRandom(seed: 5)
        do {
            _ = try generator.document(values: ["/header/sender": 1], using: &random)
            Issue.record("made a document with a number for a sender")
        } catch {
            guard case .exhausted(let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.contains("/header/sender"))
        }
        #expect(throws: DocumentGenerator.Failure.self) {
            try DocumentGenerator(generator.version, moment: "yesterday")
        }
    }

    /// Calls `body` with every value, paths as in `FormVersion.fields`.
    static func visit(
        _ value: JSONValue, _ path: String, _ body: (String, JSONValue) -> Void
    ) {
        body(path, value)
        switch value {
        case .object(let members):
            for member in members {
                visit(member.value, path + "/" + JSONPointer.escaped(member.name), body)
            }
        case .array(let elements): for element in elements { visit(element, path + "/*", body) }
        default: break
        }
    }
}
