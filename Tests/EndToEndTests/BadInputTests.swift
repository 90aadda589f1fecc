import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    @Suite("Bad input", .exchange(TestExchange.everyone))
    struct BadInputTests {
        @Test(
            "One thing wrong: one clear refusal, nothing left behind", arguments: BadSubmission.all)
        func refused(bad: BadSubmission) async throws {
            let exchange = try TestExchange.current
            let form = try await bad.make(exchange)
            let before = try await exchange.database.traces()
            let refusal = try await exchange.withClient("BE-DAP") { client in
                try await expectRefusal { try await client.submit(form) }
            }
            #expect(refusal.code == bad.code)
            #expect(refusal.reason == bad.reason)
            #expect(refusal.domain == "forms.benelux")
            #expect(refusal.metadata["request_id"]?.isEmpty == false)
            if !bad.fields.isEmpty {
                let codes = Set(refusal.fields.map { [$0.pointer, $0.code] })
                #expect(codes.isSuperset(of: bad.fields), "found \(codes)")
                #expect(refusal.fields.allSatisfy { !$0.description.isEmpty })
            }
            #expect(refusal.isDiscreet)
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A good form of the same kind is accepted")
        func accepted() async throws {
            let exchange = try TestExchange.current
            for form in [try await exchange.mission(), try SampleForm.plainForm()] {
                let receipt = try Receipt(parsing: try await exchange.submit(form).receipt)
                #expect("\(receipt.record.id)" == form.id)
            }
        }

        @Test(
            "Every valid sample is valid, or lacks just the forms before it, which are not there",
            arguments: try SampleForm.files("valid"))
        func validSample(file: String) async throws {
            let exchange = try TestExchange.current
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
            let document = try JSONDocument(bytes)
            let sender = try #require(document.root["header"]?["sender"]?.string)
            let signed = try sealedAndSigned(bytes, by: exchange[sender])
            guard try !isRecord(document) else {
                return try await expectRefusedAlone(signed, from: exchange[sender])
            }
            let answer = try await exchange.withClient(sender) { try await $0.validate(signed) }
            let unknown = try unknownForms(of: document)
            #expect(answer.valid == unknown.isEmpty)
            #expect(answer.violations.map { "\($0.pointer) \($0.code)" }.sorted() == unknown)
        }

        @Test("Every invalid sample has exactly the violations that it declares")
        func invalidSamples() async throws {
            let exchange = try TestExchange.current
            let before = try await exchange.database.traces()
            for file in try SampleForm.files("invalid") {
                let sample = try InvalidSample(file)
                // A malformed sender is nobody: any agency may ask.
                let caller = exchange.agencies[sample.sender] ?? exchange["BE-DAP"]
                let signed = try sealedAndSigned(sample.document, by: caller)
                if sample.isLoneRecord {
                    try await expectRefusedAlone(signed, from: caller)
                    continue
                }
                let answer = try await exchange.withClient(caller) {
                    try await $0.validate(signed)
                }
                #expect(sample.differences(answer.violations) == [], "\(sample.name)")
                #expect(answer.valid == sample.isValid, "\(sample.name)")
                #expect(answer.violations.allSatisfy { !$0.message.isEmpty && $0.line > 0 })
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A refused submission lists the violations in its details, in the caller's language")
        func violationsInDetails() async throws {
            let exchange = try TestExchange.current
            let file = SampleForm.folder("VIP-01").appending(
                path: "invalid/everything-at-once.json")
            let sample = try InvalidSample(file.path)
            let signed = try sealedAndSigned(sample.document, by: exchange["BE-DAP"])
            let before = try await exchange.database.traces()
            try await exchange.withClient("BE-DAP") { client in
                let english = try await expectRefusal { try await client.submit(signed) }
                let dutch = try await expectRefusal {
                    try await client.submit(
                        .with { $0.form = signed }, metadata: ["accept-language": "nl-BE, en;q=0.5"]
                    )
                }
                #expect(english.code == .invalidArgument)
                #expect(english.reason == "INVALID_FORM")
                #expect(english.metadata["violations"] == "\(sample.declared.count)")
                #expect(
                    english.fields.map { "\($0.pointer) \($0.code) error" }.sorted()
                        == sample.declared)
                #expect(dutch.fields.map(\.code) == english.fields.map(\.code))
                #expect(dutch.fields.map(\.description) != english.fields.map(\.description))
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test("Validate checks the signature if there is one, and stores nothing")
        func validateSignature() async throws {
            let exchange = try TestExchange.current
            let document = try SampleForm.plainForm().bytes
            let foreign = try exchange["NL-DKDB"].signed(document)
            let before = try await exchange.database.traces()
            try await exchange.withClient("BE-DAP") { client in
                let refusal = try await expectRefusal { try await client.validate(foreign) }
                #expect(refusal.reason == "SIGNER_NOT_ACCEPTED")
                let good = try await client.validate(try exchange["BE-DAP"].signed(document))
                #expect(good.valid)
                let unsigned = try await client.validate(.with { $0.document = Data(document) })
                #expect(unsigned.valid)
                let broken = try await client.validate(.with { $0.document = Data("{".utf8) })
                #expect(!broken.valid)
                #expect(broken.violations.map(\.code) == ["NOT_JSON"])
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test(
            "A reference that cannot be one is refused",
            arguments: [
                ("nobody", SubmissionID.generate().description), ("BE-DAP", "7"),
                ("BE-DAP", SubmissionID.generate().description.uppercased()), ("", ""),
                ("BE-DAP' or '1'='1", SubmissionID.generate().description),
            ])
        func malformedReference(sender: String, id: String) async throws {
            let exchange = try TestExchange.current
            let reference = WireFormReference.with {
                $0.sender = sender
                $0.id = id
            }
            let before = try await exchange.database.traces()
            try await exchange.withClient("BE-DAP") { client in
                for refusal in [
                    try await expectRefusal { try await client.get(reference) },
                    try await expectRefusal { try await client.acknowledge(reference) },
                ] {
                    #expect(refusal.code == .invalidArgument)
                    #expect(refusal.reason == "MALFORMED_REQUEST")
                    #expect(refusal.isDiscreet)
                }
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test("100 MiB: the call fails, the connection serves on, the memory stays bounded")
        func hugeMessage() async throws {
            let exchange = try TestExchange.current
            let recorder = ConnectionRecorder()
            let before = try await exchange.database.traces()
            let good = try exchange["BE-DAP"].signed(try SampleForm.plainForm())
            try await exchange.withClient(exchange["BE-DAP"], interceptors: [recorder]) { client in
                #expect(try await client.validate(good).valid)
                let huge = WireSignedForm.with {
                    $0.document = Data(repeating: 0x20, count: 104_857_600)
                }
                let refusal = try await expectRefusal { try await client.submit(huge) }
                #expect([.resourceExhausted, .unavailable, .unknown].contains(refusal.code))
                #expect(try await client.validate(good).valid)
            }
            #expect(recorder.connections.count == 3)
            #expect(Set(recorder.connections).count == 1)
            #expect(try await exchange.database.traces() == before)
            #expect(try exchange.process.peakMemoryBytes < 200_000_000)
        }
    }
}

/// Seals and signs a draft; what cannot be sealed is signed as it is, as a foreign client might.
private func sealedAndSigned(_ draft: [UInt8], by agency: Agency) throws -> WireSignedForm {
    guard let sealed = try? Draft(bytes: draft).seal() else { return try agency.signed(draft) }
    return try agency.signed(sealed.document.bytes, parts: sealed.parts)
}

/// Whether a document is a record of a bulk submission.
private func isRecord(_ document: JSONDocument) throws -> Bool {
    let flow = try #require(Catalogue.builtIn.version(of: document)).flow
    return flow.turn(of: document.root)?.isBulk == true
}

/// A record that is valid is refused outside of its bulk submission.
private func expectRefusedAlone(_ record: WireSignedForm, from sender: Agency) async throws {
    let refusal = try await TestExchange.current.withClient(sender) { client in
        try await expectRefusal { try await client.validate(record) }
    }
    #expect(refusal.reason == "MALFORMED_REQUEST")
    #expect(refusal.message.contains("bulk submissions only"))
}

/// What is wrong with a form, valid by itself, where nobody knows the forms that it names; sorted.
private func unknownForms(of document: JSONDocument) throws -> [String] {
    let named: [(JSONPointer, String)] = [
        ("/header/in_reply_to", "REPLY_UNKNOWN"), ("/header/corrects", "CORRECTS_UNKNOWN"),
    ]
    let flow = try #require(Catalogue.builtIn.version(of: document)).flow
    return (named + flow.references.map { ($0.pointer, "REFERENCE_UNKNOWN") })
        .filter { document.root[$0.0]?.isNull == false }.map { "\($0.0) \($0.1)" }.sorted()
}

/// An invalid sample of the catalogue with the violations that it must have.
private struct InvalidSample {
    let name: String
    let document: [UInt8]
    let sender: String
    /// Pointer, code and severity of each violation, sorted; a form without errors is held against
    /// its dialogue, too.
    let declared: [String]
    /// Whether it is a record of a bulk submission with no error but that it comes alone.
    let isLoneRecord: Bool
    /// Whether it is a draft that cannot be sealed, so that the exchange gets to see it as it is.
    let isUnsealed: Bool

    var isValid: Bool { declared.allSatisfy { $0.hasSuffix("warning") } }

    init(_ file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        let root = try JSONDocument(bytes).root
        name = URL(filePath: file).lastPathComponent
        let sample = try #require(root["document"])
        document = Array(bytes[sample.byteRange])
        sender = sample["header"]?["sender"]?.string ?? ""
        let own = try #require(root["violations"]).elements.map { violation in
            let pointer = violation["pointer"]?.string ?? ""
            let code = violation["code"]?.string ?? ""
            return "\(pointer) \(code) \(violation["severity"]?.string ?? "error")"
        }
        if own.contains(where: { $0.hasSuffix("error") }) {
            isLoneRecord = false
            declared = own.sorted()
        } else {
            let form = try JSONDocument(document)
            isLoneRecord = try isRecord(form)
            declared = (own + (try unknownForms(of: form)).map { "\($0) error" }).sorted()
        }
        isUnsealed = (try? Draft(bytes: document).seal()) == nil
    }

    /// What a sample that cannot be sealed has besides: its parts stand in it, or are not handed in.
    private static let ofUnsealed: Set = ["PART_NOT_SEALED", "PART_MISSING"]

    /// What is missing (-) or too much (+) among the violations that were found.
    func differences(_ found: [WireViolation]) -> [String] {
        var missing = declared
        var surplus: [String] = []
        for violation in found {
            let severity = violation.severity == .warning ? "warning" : "error"
            let text = "\(violation.pointer) \(violation.code) \(severity)"
            if let index = missing.firstIndex(of: text) {
                missing.remove(at: index)
            } else if !isUnsealed || !Self.ofUnsealed.contains(violation.code) {
                surplus.append(text)
            }
        }
        return missing.map { "- \($0)" } + surplus.map { "+ \($0)" }
    }
}

extension Refusal {
    /// Whether nothing in it shows how the exchange works inside.
    fileprivate var isDiscreet: Bool {
        let betrayals = [
            "select ", "insert ", "update ", " from submission", "SQLSTATE", "postgres", "libpq",
            "/tmp", "/usr", "/var", "/home", ".swift", "Sources/", "0x0000",
        ]
        let text = text.lowercased()
        return !betrayals.contains { text.contains($0.lowercased()) }
    }
}
