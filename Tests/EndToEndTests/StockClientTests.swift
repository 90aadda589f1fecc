import FormDocument
import FormProtocol
import Foundation
import Testing

extension EndToEnd {
    @Suite(
        "Stock client", .needsPythonLibraries,
        .exchange(["BE-DAP", "BE-OCAM", "NL-DKDB", "NL-NCTV"]))
    struct StockClientTests {
        @Test("A client that is not ours submits a form and another reads it, byte for byte")
        func submitAndRead() async throws {
            let exchange = try TestExchange.current
            let form = try await exchange.mission().to(("NL-DKDB", "TO"))
            let signed = try exchange["BE-DAP"].signed(form)
            let files = try write(signed, into: exchange.folder)

            let submitted = try await run(exchange, "BE-DAP", "submit", ["--form", files])
            let receipt = try #require(submitted.receipt)
            #expect("\(try Receipt(parsing: receipt).record.id)" == form.id)
            #expect(submitted.requestId?.isEmpty == false)
            // The very form has a receipt already: the stock client's is the one that counts.
            let again = try await exchange.withClient("BE-DAP") { try await $0.submit(signed) }
            #expect(again.receipt == receipt)

            let found = try await run(
                exchange, "NL-DKDB", "get", ["--sender", form.sender, "--id", form.id])
            #expect(found.receipt == receipt)
            #expect(found.document == hex(signed.document))
            let parts = Dictionary(
                uniqueKeysWithValues: signed.parts.map { ($0.name, hex($0.content)) })
            #expect(!parts.isEmpty)
            #expect(found.parts == parts)
            let inbox = try await run(exchange, "NL-DKDB", "inbox", [])
            #expect(inbox.inbox?.contains(form.id) == true)
        }

        @Test("Its refusals have their details")
        func refusals() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            try await exchange.submit(form)
            let hidden = try await run(
                exchange, "NL-NCTV", "get", ["--sender", form.sender, "--id", form.id])
            #expect(hidden.status == "NOT_FOUND")
            #expect(hidden.reason == "NOT_FOUND")
            #expect(hidden.domain == "forms.benelux")

            let invalid = try exchange["BE-DAP"].signed(form.renewed().setting("urgency", "SOON"))
            let files = try write(invalid, into: exchange.folder)
            let refused = try await run(exchange, "BE-DAP", "submit", ["--form", files])
            #expect(refused.status == "INVALID_ARGUMENT")
            #expect(refused.reason == "INVALID_FORM")
            #expect(refused.fields == ["/header/urgency CODE_LIST"])
        }

        private struct Answer: Decodable {
            let receipt: String?
            let requestId: String?
            let document: String?
            let parts: [String: String]?
            let inbox: [String]?
            let status: String?
            let reason: String?
            let domain: String?
            let fields: [String]?
        }

        private func run(
            _ exchange: TestExchange, _ code: String, _ call: String, _ arguments: [String]
        ) async throws -> Answer {
            let agency = exchange[code]
            let run = try await ProgramRun.script(
                "stock_client.py",
                [
                    call, "--proto", Programs.repository.appending(path: "proto").path,
                    "--server", exchange.endpoint.description, "--trust", agency.trust.path,
                    "--certificate", agency.certificate.path, "--key", agency.key.path,
                ] + arguments)
            guard run.status == 0 else { throw TestFailure("the client failed: \(run.errors)") }
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Answer.self, from: Data(run.output.utf8))
        }

        /// Writes a signed form as files. Returns their folder.
        private func write(_ form: WireSignedForm, into folder: URL) throws -> String {
            let own = folder.appending(path: "form-\(UUID().uuidString.prefix(8))")
            let parts = own.appending(path: "parts")
            try FileManager.default.createDirectory(at: parts, withIntermediateDirectories: true)
            try form.document.write(to: own.appending(path: "document"))
            try Data(form.signature.utf8).write(to: own.appending(path: "signature"))
            try form.signerChain[0].write(to: own.appending(path: "certificate"))
            for part in form.parts { try part.content.write(to: parts.appending(path: part.name)) }
            return own.path
        }

        private func hex(_ data: Data) -> String {
            data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
