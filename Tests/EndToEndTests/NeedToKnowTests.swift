import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    /// BE-DAP has sent a mission to NL-DKDB, with a copy to BE-OCAM and LU-USP observing; NL-NCTV
    /// has nothing to do with it.
    @Suite("Need to know", .exchange())
    struct NeedToKnowTests {
        private func submittedMission(_ exchange: TestExchange) async throws -> SampleForm {
            let form = try await exchange.mission()
                .to(("NL-DKDB", "TO"), ("BE-OCAM", "CC"), ("LU-USP", "OBSERVER"))
            try await exchange.submit(form)
            return form
        }

        @Test("For a third agency a form is exactly as if it did not exist")
        func stranger() async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            let missing = WireFormReference.with {
                $0.sender = form.sender
                $0.id = SubmissionID.generate().description
            }
            try await exchange.withClient("NL-NCTV") { client in
                let gets = [
                    try await expectRefusal { try await client.get(form.reference) },
                    try await expectRefusal { try await client.get(missing) },
                ]
                let acknowledgements = [
                    try await expectRefusal { try await client.acknowledge(form.reference) },
                    try await expectRefusal { try await client.acknowledge(missing) },
                ]
                for pair in [gets, acknowledgements] {
                    #expect(pair[0].code == .notFound)
                    #expect(pair[0].reason == "NOT_FOUND")
                    #expect(pair[0].shape(without: form.id) == pair[1].shape(without: missing.id))
                }
                #expect(try await client.search().isEmpty)
                #expect(try await client.inbox().allSatisfy { $0.entry == .caughtUp(.init()) })
            }
        }

        @Test("A vain reading is in the audit trail too, the same for both kinds")
        func vainReadings() async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            _ = try await exchange.withClient("NL-NCTV") { client in
                try await expectRefusal { try await client.get(form.reference) }
            }
            let trail = try await exchange.database.auditTrail(of: form.id)
            #expect(
                trail == [
                    AuditRow(
                        agency: "NL-NCTV", officer: "Officer 4711", reason: "end-to-end test",
                        call: "Get", filters: "", results: 0)
                ])
        }

        @Test(
            "Who acts on a form gets its parts, others their digests; the signature always verifies",
            arguments: [("BE-DAP", true), ("NL-DKDB", true), ("BE-OCAM", false), ("LU-USP", false)])
        func parts(reader: String, seesParts: Bool) async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            let found = try await exchange.withClient(reader) { try await $0.get(form.reference) }

            #expect(!found.form.parts.isEmpty)
            for part in found.form.parts {
                #expect(part.withheld == !seesParts)
                #expect(part.content.isEmpty == !seesParts)
            }
            let document = [UInt8](found.form.document)
            let chain = try SignerChain(der: found.form.signerChain.map { [UInt8]($0) })
            let signature = try DetachedJWS(parsing: found.form.signature)
            try signature.verify(document, certificateDER: chain.leafDER)
            #expect(throws: JWSError.signatureInvalid) {
                try signature.verify(document + [0x20], certificateDER: chain.leafDER)
            }
            let shown = found.form.parts.filter { !$0.withheld }.compactMap { part in
                PartName(part.name).map { DocumentPart(name: $0, bytes: [UInt8](part.content)) }
            }
            let findings = try SealedDocument(bytes: document).findings(
                for: shown, complete: seesParts)
            #expect(findings.isEmpty)
        }

        @Test("The sender sees every delivery, a recipient only its own")
        func deliveries() async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            func seen(by reader: String) async throws -> [String] {
                try await exchange.withClient(reader) { client in
                    let got = try await client.get(form.reference).summary
                    let listed = try await client.search().map(\.summary)
                        .first { $0.id == form.id }
                    #expect(got.deliveries.map(\.recipient) == listed?.deliveries.map(\.recipient))
                    return got.deliveries.map { "\($0.recipient) \($0.role)" }
                }
            }
            #expect(
                try await seen(by: "BE-DAP") == ["BE-OCAM CC", "LU-USP OBSERVER", "NL-DKDB TO"])
            #expect(try await seen(by: "NL-DKDB") == ["NL-DKDB TO"])
            #expect(try await seen(by: "BE-OCAM") == ["BE-OCAM CC"])
            let inbox = try await exchange.withClient("BE-OCAM") { try await $0.inbox() }
            let entry = inbox.map(\.form).first { $0.id == form.id }
            #expect(entry?.deliveries.map(\.recipient) == ["BE-OCAM"])
        }

        @Test("Every reading has its audit row, with officer and reason")
        func auditTrail() async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            let access = WireAccess.with {
                $0.officer = "  Commissaris Ilse De Wolf "
                $0.reason = "Voorbereiding van missie 7 — veiligheid"
            }
            try await exchange.withClient("NL-DKDB") { client in
                _ = try await client.get(
                    .with {
                        $0.access = access
                        $0.form = form.reference
                    })
                _ = try await client.acknowledge(
                    .with {
                        $0.access = access
                        $0.form = form.reference
                    })
                _ = try await client.search {
                    $0.access = access
                    $0.form = "VIP-01"
                    $0.partner = "BE-DAP"
                }
            }
            func row(_ call: String, _ filters: String = "", results: Int32 = 1) -> AuditRow {
                AuditRow(
                    agency: "NL-DKDB", officer: "Commissaris Ilse De Wolf",
                    reason: "Voorbereiding van missie 7 — veiligheid", call: call,
                    filters: filters, results: results)
            }
            let own = try await exchange.database.auditTrail(of: form.id)
            #expect(own == [row("Get"), row("Acknowledge")])
            let lists = try await exchange.database.auditTrail(of: nil)
                .filter { $0.officer.hasPrefix("Commissaris") }
            #expect(lists.map(\.call) == ["Search"])
            #expect(lists.first?.filters == "direction=both form=VIP-01 partner=BE-DAP")
            #expect((lists.first?.results ?? 0) >= 1)
        }

        @Test("Following the inbox is in the audit trail with the leaves that were read")
        func watchTrail() async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            let leafIndex = try await exchange.withClient("NL-DKDB") { client in
                let leafIndex = try await client.get(form.reference).summary.leafIndex
                #expect(try await client.inbox(from: leafIndex).count == 2)
                return leafIndex
            }
            let lists = try await exchange.database.auditTrail(of: nil)
            #expect(
                lists.contains {
                    $0.agency == "NL-DKDB" && $0.call == "Watch" && $0.results == 1
                        && $0.filters == "leaves=\(leafIndex)...\(leafIndex)"
                })
        }

        @Test(
            "A reading without officer or reason is refused and leaves nothing",
            arguments: [
                ("", "a good reason"), ("   ", "a good reason"), ("Officer 1", ""),
                ("Officer 1", " x "), ("Officer\u{7}", "a good reason"),
                ("Officer 1", "a good\u{0} reason"),
                (String(repeating: "o", count: 201), "a good reason"),
                ("Officer 1", String(repeating: "r", count: 501)),
            ])
        func unstatedAccess(officer: String, reason: String) async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            let access = WireAccess.with {
                $0.officer = officer
                $0.reason = reason
            }
            let before = try await exchange.database.traces()
            let refusals = try await exchange.withClient("NL-DKDB") { client in
                [
                    try await expectRefusal {
                        try await client.get(
                            .with {
                                $0.access = access
                                $0.form = form.reference
                            })
                    },
                    try await expectRefusal {
                        try await client.acknowledge(
                            .with {
                                $0.access = access
                                $0.form = form.reference
                            })
                    },
                    try await expectRefusal { try await client.search { $0.access = access } },
                    try await expectRefusal {
                        try await client.watch(.with { $0.access = access }) { response in
                            for try await _ in response.messages {}
                        }
                    },
                ]
            }
            for refusal in refusals {
                #expect(refusal.code == .invalidArgument)
                #expect(refusal.reason == "ACCESS_NOT_STATED")
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A certificate without the role READER reads nothing")
        func roleMissing() async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            let submitter = try exchange.anotherCertificate(of: "NL-DKDB")
            try await exchange.admitAndWait(submitter, roles: ["SUBMITTER"])
            let before = try await exchange.database.traces()
            let refusals = try await exchange.withClient(submitter) { client in
                [
                    try await expectRefusal { try await client.get(form.reference) },
                    try await expectRefusal { try await client.search() },
                    try await expectRefusal { try await client.inbox() },
                    try await expectRefusal { try await client.acknowledge(form.reference) },
                ]
            }
            for refusal in refusals {
                #expect(refusal.code == .permissionDenied)
                #expect(refusal.reason == "ROLE_MISSING")
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A sender cannot acknowledge its own form")
        func ownForm() async throws {
            let exchange = try TestExchange.current
            let form = try await submittedMission(exchange)
            let before = try await exchange.database.traces()
            let refusal = try await exchange.withClient("BE-DAP") { client in
                try await expectRefusal { try await client.acknowledge(form.reference) }
            }
            #expect(refusal.code == .failedPrecondition)
            #expect(refusal.reason == "NOT_RECIPIENT")
            #expect(try await exchange.database.traces() == before)
        }
    }
}

extension Refusal {
    /// Everything in it but the form's ID and the request's own.
    fileprivate func shape(without id: String) -> [String] {
        [
            "\(code)", message.replacing(id, with: "ID"), reason ?? "", domain ?? "",
            metadata.keys.sorted().joined(separator: " "), "\(fields)", "\(retryDelay as Any)",
        ]
    }
}
