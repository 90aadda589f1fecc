import FormDocument
import FormProtocol
import Foundation
import GRPCCore
import Testing
import TransparencyLog

extension EndToEnd {
    @Suite("Batches", .exchange())
    struct BatchTests {
        /// Sends requests in one stream; returns the responses.
        private func send(
            _ requests: [WireSubmitBatchRequest], as sender: String = "BE-DAP"
        ) async throws -> [WireSubmitBatchResponse] {
            try await TestExchange.current.withClient(sender) { client in
                try await client.submitBatch { writer in
                    for request in requests { try await writer.write(request) }
                } onResponse: { response in
                    var answers: [WireSubmitBatchResponse] = []
                    for try await answer in response.messages { answers.append(answer) }
                    return answers
                }
            }
        }

        @Test("Each form has its result at its place, and a refused one costs no other")
        func mixed() async throws {
            let exchange = try TestExchange.current
            let sender = exchange["BE-DAP"]
            let first = try SampleForm.plainForm()
            let signed = try sender.signed(first)
            var unsigned = try sender.signed(first.renewed())
            unsigned.signature = ""
            unsigned.signerChain = []
            let forms = [
                signed,
                try sender.signed(first.renewed().setting("urgency", "SOON")),
                signed,
                try sender.signed(first.setting("urgency", "IMMEDIATE")),
                unsigned,
                try exchange["BE-OCAM"].signed(first.renewed().from("BE-OCAM")),
                try sender.signed(first.renewed()),
            ]
            let answers = try await send([
                .with { $0.forms = forms }, .with { $0.forms = [signed, forms[6]] },
            ])
            #expect(answers.map(\.results.count) == [7, 2])
            let results = answers[0].results
            #expect(
                results.map(\.refused.reason)
                    == [
                        "", "INVALID_FORM", "", "CONFLICT", "INVALID_SIGNATURE",
                        "SENDER_IS_NOT_CALLER", "",
                    ])
            #expect(results[1].refused.violations.map(\.pointer) == ["/header/urgency"])
            #expect(!results[0].accepted.alreadyAccepted && results[2].accepted.alreadyAccepted)
            #expect(results[2].accepted.receipt == results[0].accepted.receipt)
            #expect(results[6].accepted.leafIndex == results[0].accepted.leafIndex + 1)
            let again = answers[1].results.map(\.accepted)
            #expect(again.map(\.alreadyAccepted) == [true, true])
            #expect(again.map(\.receipt) == [0, 6].map { results[$0].accepted.receipt })
            for accepted in [results[0], results[6]].map(\.accepted) {
                try Receipt(parsing: accepted.receipt)
                    .verify(with: [try NoteVerifier(exchange.exchangeKey)])
            }
        }

        @Test("Many requests at once: results in the order of the forms, leaves without a gap")
        func manyRequests() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            let ids = (0..<120).map { _ in SubmissionID.generate().description }
            let requests = try stride(from: 0, to: ids.count, by: 12).map { start in
                try WireSubmitBatchRequest.with {
                    $0.forms = try ids[start..<(start + 12)].map {
                        var signed = try exchange["BE-DAP"].signed(
                            form.setting("id", .string($0)))
                        signed.signerChain = []
                        return signed
                    }
                    $0.signerChain = exchange["BE-DAP"].chain.der.map { Data($0) }
                }
            }
            let accepted = try await send(requests).flatMap(\.results).map(\.accepted)
            #expect(accepted.count == ids.count)
            let receipts = try accepted.map { try Receipt(parsing: $0.receipt) }
            #expect(receipts.map(\.record.id.description) == ids)
            let leafIndexes = accepted.map(\.leafIndex)
            #expect(Set(leafIndexes).count == ids.count)
            // Requests overtake one another, the forms of one do not.
            for start in stride(from: 0, to: ids.count, by: 12) {
                let own = leafIndexes[start..<(start + 12)]
                #expect(Array(own) == own.sorted())
            }
        }

        @Test("A request without forms, or with too many, ends the stream after what came before")
        func badRequests() async throws {
            let signed = try TestExchange.current["BE-DAP"].signed(try SampleForm.plainForm())
            var tooMany = WireSubmitBatchRequest()
            tooMany.forms = Array(repeating: WireSignedForm(), count: 1_001)
            for bad in [WireSubmitBatchRequest(), tooMany] {
                let received = Recorded<WireSubmitBatchResponse>()
                let refusal = try await expectRefusal {
                    try await TestExchange.current.withClient("BE-DAP") { client in
                        try await client.submitBatch { writer in
                            try await writer.write(.with { $0.forms = [signed] })
                            try await writer.write(bad)
                        } onResponse: { response in
                            for try await answer in response.messages { received.append(answer) }
                        }
                    }
                }
                #expect(refusal.code == .invalidArgument)
                #expect(refusal.reason == "MALFORMED_REQUEST")
                #expect(received.all.flatMap(\.results).count == 1)
            }
        }

        @Test("Who may not submit cannot begin a stream")
        func notASubmitter() async throws {
            let exchange = try TestExchange.current
            let reader = try exchange.anotherCertificate(of: "NL-NCTV")
            try await exchange.admit(reader, roles: ["READER"])
            try await exchange.waitUntilKnown(reader)
            let refusal = try await expectRefusal {
                try await exchange.withClient(reader) { client in
                    try await client.submitBatch { _ in
                    } onResponse: { response in
                        for try await _ in response.messages {}
                    }
                }
            }
            #expect(refusal.reason == "ROLE_MISSING")
        }
    }
}
