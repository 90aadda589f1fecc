import FormDocument
import FormProtocol
import Foundation
import Testing
import TransparencyLog

@testable import formclient

/// What the client makes of the receipts in `docs/vectors`, when an exchange answers with them.
@Suite struct ReceiptTests {
    private typealias Bundle = FormDocument.Bundle

    private func vector(_ name: String) throws -> Bundle {
        try Bundle(decoding: [UInt8](try Data(contentsOf: file("bundles/\(name).json"))))
    }

    private func file(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/vectors/\(path)")
    }

    /// The outcome of submitting `document.json` with `es256.jws`.
    private func take(_ response: WireSubmitResponse) async throws -> Bundle {
        let roots = try Credentials.roots(file("roots.pem").path)
        let key = try String(contentsOf: file("exchange.vkey"), encoding: .utf8)
        var sent = try vector("accepted-es256")
        sent.receipt = nil
        let receipt = try await sent.takeReceipt(
            from: response, roots: roots, exchange: try NoteVerifier(String(key.dropLast())))
        #expect(sent.receipt == receipt)
        return sent
    }

    private func answer(_ receipt: Receipt?, accepted: Bundle? = nil) throws -> WireSubmitResponse {
        var response = WireSubmitResponse()
        response.receipt = try #require(receipt).description
        if let accepted {
            response.alreadyAccepted = true
            response.acceptedSignature = accepted.signature.compact
            response.acceptedSignerChain = accepted.chain.der.map { .init($0) }
        }
        return response
    }

    @Test(arguments: ["accepted-es256", "receipt-cosigned"])
    func whatHoldsIsTaken(_ name: String) async throws {
        let good = try vector(name)
        #expect(try await take(try answer(good.receipt)).encoded() == good.encoded())
    }

    @Test(arguments: [
        "accepted-es384", "receipt-of-manifest", "receipt-other-chain", "receipt-other-exchange",
        "receipt-other-id", "receipt-other-sender", "receipt-other-signature",
        "receipt-tampered-checkpoint", "receipt-tampered-index", "receipt-tampered-leaf",
        "receipt-tampered-proof", "receipt-tampered-root", "receipt-unknown-key", "short-salt",
    ])
    func whatDoesNotHoldIsNot(_ name: String) async throws {
        let response = try answer(try vector(name).receipt)
        let error = await #expect(throws: ClientError.self) { try await take(response) }
        #expect(error?.status == .answerIsNo)
    }

    @Test func whatIsNoReceiptIsNot() async throws {
        let checkpoint = try String(contentsOf: file("log/checkpoint.txt"), encoding: .utf8)
        for text in ["", "accepted", checkpoint] {
            let error = await #expect(throws: ClientError.self) {
                try await take(.with { $0.receipt = text })
            }
            #expect(error?.status == .answerIsNo)
        }
    }

    @Test func anEarlierSignatureIsTakenOverIfItHolds() async throws {
        let earlier = try vector("accepted-es384")
        let taken = try await take(try answer(earlier.receipt, accepted: earlier))
        #expect(taken.encoded() == earlier.encoded())
        // The receipts of these hold; what the exchange says was signed does not.
        for name in ["expired-certificate", "other-agency", "wrong-alg"] {
            let other = try vector(name)
            let response = try answer(other.receipt, accepted: other)
            let error = await #expect(throws: ClientError.self) { try await take(response) }
            #expect(error?.status == .answerIsNo)
        }
        // This one is about the signature that was sent, not about the earlier one.
        let response = try answer(try vector("accepted-es256").receipt, accepted: earlier)
        await #expect(throws: ClientError.self) { try await take(response) }
        var broken = try answer(earlier.receipt, accepted: earlier)
        broken.acceptedSignature = "none"
        let error = await #expect(throws: ClientError.self) { try await take(broken) }
        #expect(error?.status == .refused)
    }
}
