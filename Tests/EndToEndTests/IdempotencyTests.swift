import Crypto
import FormDocument
import FormProtocol
import Foundation
import GRPCCore
import Postgres
import Testing
import TransparencyLog

extension EndToEnd {
    @Suite("Idempotency", .exchange())
    struct IdempotencyTests {
        @Test("The same form again gets the first receipt and leaves no second trace")
        func sameFormAgain() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            let sender = exchange[form.sender]
            let signed = try sender.signed(form)
            try await exchange.withClient(sender) { client in
                let first = try await client.submit(signed)
                #expect(!first.alreadyAccepted)
                let before = try await exchange.database.traces()

                let second = try await client.submit(signed)
                #expect(second.alreadyAccepted)
                #expect(second.receipt == first.receipt)
                #expect(second.leafIndex == first.leafIndex)
                #expect(second.acceptedAt == first.acceptedAt)
                // Identity is sender, ID and document: another signature over it changes nothing.
                let third = try await client.submit(
                    try sender.signed([UInt8](signed.document)))
                #expect(third.receipt == first.receipt)
                #expect(try await exchange.database.traces() == before)
            }
        }

        @Test("What is refused because the participants are changing is not stored")
        func participantsChanging() async throws {
            let exchange = try TestExchange.current
            let sender = exchange["BE-DAP"]
            let forms = try (0..<150).map { _ in try SampleForm.plainForm().renewed() }
            let changes = Task {
                // Faster than anything can be checked again.
                try await exchange.database.query { connection in
                    while !Task.isCancelled {
                        try await connection.run(
                            "update log_head set participant_epoch = participant_epoch + 1"
                                as Query<Void>)
                        try? await Task.sleep(for: .milliseconds(1))
                    }
                }
            }
            let refused = try await exchange.withClient(sender) { client in
                try await withThrowingTaskGroup(of: String?.self) { group in
                    for form in forms {
                        group.addTask {
                            do {
                                _ = try await client.submit(try sender.signed(form))
                                return nil
                            } catch let error as RPCError {
                                #expect(try Refusal(error).reason == "UNAVAILABLE")
                                return form.id
                            }
                        }
                    }
                    return try await group.reduce(into: [String]()) { ids, id in
                        if let id { ids.append(id) }
                    }
                }
            }
            changes.cancel()
            _ = await changes.result
            #expect(!refused.isEmpty)
            let stored = try await exchange.database.query { connection in
                try await connection.run(
                    """
                    select submission_id::text from submission
                    where submission_id::text = any(\(refused))
                    """ as Query<[String]>)
            }
            #expect(stored == [])
        }

        @Test("The receipt states what was handed in, signed by the exchange")
        func receipt() async throws {
            let exchange = try TestExchange.current
            let form = try await exchange.mission().to(("NL-DKDB", "TO"))
            let sender = exchange[form.sender]
            let signed = try sender.signed(form)
            let answer = try await exchange.withClient(sender) { try await $0.submit(signed) }

            let receipt = try Receipt(parsing: answer.receipt)
            try receipt.verify(with: [try NoteVerifier(exchange.exchangeKey)])
            #expect(receipt.record.sender == sender.code)
            #expect(receipt.record.id.description == form.id)
            #expect(receipt.record.documentDigest == Array(SHA256.hash(data: signed.document)))
            #expect(receipt.leafIndex == answer.leafIndex)
            #expect(receipt.exchange == "forms.example/end-to-end")
            let foreign = try NoteSigner.generate(name: "forms.example/end-to-end").verifier
            #expect(throws: ReceiptError.self) { try receipt.verify(with: [foreign]) }
        }

        @Test("Another document under the same ID is a conflict, and the first one stays")
        func otherFormUnderTheSameID() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            let sender = exchange[form.sender]
            let first = try sender.signed(form)
            let other = try sender.signed(form.setting("urgency", "IMMEDIATE"))
            try await exchange.withClient(sender) { client in
                _ = try await client.submit(first)
                let before = try await exchange.database.traces()
                let refusal = try await expectRefusal { try await client.submit(other) }
                #expect(refusal.code == .alreadyExists)
                #expect(refusal.reason == "CONFLICT")
                #expect(refusal.message.contains(form.id))
                #expect(try await exchange.database.traces() == before)
                #expect(try await client.get(form.reference).form.document == first.document)
            }
        }

        @Test("Twenty submissions of one form at once: one leaf, one receipt", arguments: 1...4)
        func concurrentSubmissions(round: Int) async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            let signed = try exchange[form.sender].signed(form)
            let before = try await exchange.database.traces()
            let answers = try await exchange.withClient(form.sender) { client in
                // Over a connection that is there already, so that all of them arrive together.
                #expect(try await client.validate(signed).valid)
                return try await withThrowingTaskGroup(of: WireSubmitResponse.self) { group in
                    for _ in 0..<20 { group.addTask { try await client.submit(signed) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            #expect(answers.count == 20)
            #expect(Set(answers.map(\.receipt)).count == 1)
            #expect(Set(answers.map(\.leafIndex)).count == 1)
            #expect(answers.count { !$0.alreadyAccepted } == 1)
            let after = try await exchange.database.traces()
            #expect(after["submission"] == (before["submission"] ?? 0) + 1)
            #expect(after["log size"] == (before["log size"] ?? 0) + 1)
        }

        @Test("A retry gets its receipt even if the signer's certificate was withdrawn meanwhile")
        func retryAfterWithdrawal() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            let second = try exchange.anotherCertificate(of: form.sender)
            try await exchange.admitAndWait(second)
            let signed = try second.signed(form)
            let first = try await exchange.withClient(second) { try await $0.submit(signed) }
            try await exchange.withdrawAndWait(second)

            try await exchange.withClient(form.sender) { client in
                let again = try await client.submit(signed)
                #expect(again.receipt == first.receipt)
                #expect(again.alreadyAccepted)
                let late = try second.signed(form.renewed())
                let refusal = try await expectRefusal { try await client.submit(late) }
                #expect(refusal.code == .permissionDenied)
                #expect(refusal.reason == "SIGNER_NOT_ACCEPTED")
            }
        }

        @Test("The first acknowledgement counts")
        func acknowledgeTwice() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            let submitted = try await exchange.submit(form)
            try await exchange.withClient("NL-DKDB") { client in
                let first = try await client.acknowledge(form.reference)
                #expect(first.leafIndex > submitted.leafIndex)
                let before = try await exchange.database.traces()
                let second = try await client.acknowledge(form.reference)
                #expect(second == first)
                #expect(try await exchange.database.traces() == before)
            }
            let inbox = try await exchange.withClient(form.sender) { try await $0.inbox() }
            let own = inbox.map(\.acknowledgement).filter { $0.form == form.reference }
            #expect(own.count == 1)
        }
    }
}
