import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct ReceiptTests {
    private func vector() throws -> Receipt {
        try Receipt(parsing: try Vectors.text("receipt.txt"))
    }

    @Test func readsWhatAnotherImplementationWrote() throws {
        let receipt = try vector()
        try receipt.verify(with: [try Vectors.exchange()])
        #expect(receipt.exchange == "forms.example/test")
        #expect(receipt.leafIndex == 41)
        #expect(receipt.accepted == Timestamp("2026-03-01T09:30:01.123456Z"))
        #expect(receipt.contents == .submission(receipt.record))
        #expect(receipt.record.sender == AgencyCode("BE-DAP"))
        #expect(receipt.record.id == SubmissionID("0195a3c2-7b1e-7d44-9c55-3f0f6a1b2c3d"))
        let document = try SealedDocument(bytes: try Vectors.bytes("document.json"))
        #expect(receipt.record.documentDigest == document.digest)
        let jws = try DetachedJWS(parsing: try Vectors.line("signatures/es256.jws"))
        #expect(receipt.record.signatureDigest == jws.digest)
        #expect(receipt.record.chainDigest == (try Vectors.chain("es256").digest))
    }

    private struct Vector: Decodable {
        let about: String
        let result: String
        let text: String
    }

    @Test func everyVectorHasTheResultItPromises() throws {
        let vectors = try Vectors.list("receipts.json", of: [Vector].self)
        let known = [try Vectors.exchange()]
        #expect(vectors.count >= 60)
        for vector in vectors {
            var result = "refused"
            if let receipt = try? Receipt(parsing: vector.text) {
                result = (try? receipt.verify(with: known)) == nil ? "failed" : "verified"
                #expect(receipt.description == vector.text, "\(vector.about)")
            }
            #expect(result == vector.result, "\(vector.about)")
        }
    }

    @Test func makesTheVeryBytesOfTheVector() throws {
        let receipt = try VectorLog.receipt(
            for: SealedDocument(bytes: try Vectors.bytes("document.json")),
            DetachedJWS(parsing: try Vectors.line("signatures/es256.jws")), Vectors.chain("es256"))
        #expect(receipt.description == (try Vectors.text("receipt.txt")))
        #expect(receipt == (try vector()))
    }

    @Test func onlyTheExchangeItselfIsBelieved() throws {
        let contents = try vector().contents
        let known = try Vectors.exchange()
        let other = try NoteSigner.generate(name: "forms.example/other")
        let foreign = try #require(Receipt(try VectorLog.logged(contents, by: other)))
        #expect(foreign.exchange == "forms.example/other")
        try foreign.verify(with: [known, other.verifier])
        #expect(throws: ReceiptError.proof(.checkpoint(.note(.noKnownSignature)))) {
            try foreign.verify(with: [known])
        }
        let impostor = try NoteSigner.generate(name: known.name)
        let forged = try #require(Receipt(try VectorLog.logged(contents, by: impostor)))
        #expect(throws: ReceiptError.proof(.checkpoint(.note(.noKnownSignature)))) {
            try forged.verify(with: [known])
        }
        // A checkpoint by a key that the reader knows, of an exchange that is not that key's.
        let vector = try vector()
        let checkpoint = vector.loggedLeaf.checkpoint.checkpoint
        let note = try SignedNote.sign(checkpoint.text, with: other)
        let text = vector.description.replacing(
            "\(vector.loggedLeaf.checkpoint)", with: note.description)
        #expect(throws: ReceiptError.proof(.checkpoint(.foreignLog))) {
            try Receipt(parsing: text).verify(with: [known, other.verifier])
        }
    }

    @Test func onlyAcceptedFormsAndManifestsHaveReceipts() throws {
        let record = try vector().record
        let root = MerkleHash(leaf: [])
        let exchange = try VectorLog.exchange()
        let manifest = try VectorLog.logged(
            .bulkManifest(record, count: 3, root: root), by: exchange)
        #expect(Receipt(manifest)?.record == record)
        let others: [LeafContents] = [
            .receiptEvent(.acknowledged, submission: 40, recipient: record.sender),
            .auditBatch(first: 0, count: 1, root: root),
            .tombstone(submission: 40, reason: .retention, decision: record.documentDigest),
            .administration(action: "admit", record: record.documentDigest),
            .bulkResult(manifest: 40, accepted: 1, refused: 0, root: root),
            .unknown(kind: 8, bytes: []),
        ]
        for contents in others {
            let logged = try VectorLog.logged(contents, by: exchange)
            try logged.verify(with: [exchange.verifier])
            #expect(Receipt(logged) == nil)
            #expect(throws: ReceiptError.notAReceipt) { try Receipt(parsing: "\(logged)") }
        }
        #expect(throws: ReceiptError.proof(.malformed)) { try Receipt(parsing: "") }
    }

    @Test func everyChangedCharacterIsNoticed() throws {
        let text = try Vectors.text("receipt.txt")
        let known = [try Vectors.exchange()]
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            guard let other = String(validating: changed, as: UTF8.self) else { continue }
            #expect(throws: ReceiptError.self, "byte \(index)") {
                try Receipt(parsing: other).verify(with: known)
            }
        }
    }
}
