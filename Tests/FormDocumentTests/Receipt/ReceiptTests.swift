import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct ReceiptTests {
    private func vector() throws -> SignedReceipt {
        try SignedReceipt(parsing: try Vectors.text("receipt.txt"))
    }

    @Test func readsWhatAnotherImplementationWrote() throws {
        let signed = try vector()
        try signed.verify(with: [try Vectors.exchange()])
        let receipt = signed.receipt
        #expect(receipt.exchange == "forms.example/test")
        #expect(receipt.sender == AgencyCode("BE-DAP"))
        #expect(receipt.id == SubmissionID("0195a3c2-7b1e-7d44-9c55-3f0f6a1b2c3d"))
        #expect(receipt.position == 41)
        #expect(receipt.accepted == Timestamp("2026-03-01T09:30:01.123456Z"))
        let document = try SealedDocument(bytes: try Vectors.bytes("document.json"))
        #expect(receipt.documentDigest == document.digest)
        #expect(receipt.text == signed.note.text)
    }

    private struct Vector: Decodable {
        let about: String
        let result: String
        let note: String
    }

    @Test func everyVectorHasTheResultItPromises() throws {
        let vectors = try Vectors.list("receipts.json", of: [Vector].self)
        let known = [try Vectors.exchange()]
        #expect(vectors.count >= 15)
        for vector in vectors {
            var result = "refused"
            if let receipt = try? SignedReceipt(parsing: vector.note) {
                result = (try? receipt.verify(with: known)) == nil ? "failed" : "verified"
            }
            #expect(result == vector.result, "\(vector.about)")
        }
    }

    @Test func signsTheVeryBytesOfTheVector() throws {
        let signer = try NoteSigner(try Vectors.line("keys/exchange.skey"))
        let signed = try vector().receipt.signed(by: signer)
        #expect(signed.description == (try Vectors.text("receipt.txt")))
        #expect(try SignedReceipt(parsing: signed.description) == signed)
    }

    @Test func onlyTheExchangeItselfSigns() throws {
        let receipt = try vector().receipt
        let other = try NoteSigner.generate(name: "forms.example/other")
        #expect(throws: SignedReceiptError.foreignExchange) { try receipt.signed(by: other) }
        // A note by a key that the reader knows, about an exchange that is not that key's.
        let forged = try SignedNote.sign(receipt.text, with: other)
        let signed = try SignedReceipt(parsing: forged.description)
        #expect(throws: SignedReceiptError.foreignExchange) {
            try signed.verify(with: [other.verifier, try Vectors.exchange()])
        }
        #expect(throws: SignedReceiptError.note(.noKnownSignature)) {
            try signed.verify(with: [try Vectors.exchange()])
        }
        // The key of a witness signs no receipts, whatever its name.
        let witness = try NoteSigner.generate(name: receipt.exchange, type: .cosignature)
        #expect(throws: SignedReceiptError.note(.signingFailed)) { try receipt.signed(by: witness) }
    }

    @Test func everyChangedCharacterIsNoticed() throws {
        let text = try Vectors.text("receipt.txt")
        let known = [try Vectors.exchange()]
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            guard let other = String(validating: changed, as: UTF8.self) else { continue }
            #expect(throws: SignedReceiptError.self, "byte \(index)") {
                try SignedReceipt(parsing: other).verify(with: known)
            }
        }
    }

    @Test func refusesEveryOtherSpelling() throws {
        let text = try vector().receipt.text
        #expect(Receipt(parsing: text) != nil)
        let changes = [
            ("receipt/1", "receipt/2"), ("exchange forms", "exchange  forms"),
            ("forms.example/test", "forms example"), ("BE-DAP", "be-dap"),
            ("id 0195a3c2", "id 0195A3C2"), ("-7d44-", "-4d44-"), ("sha256:", "sha512:"),
            ("document sha256:", "document sha256:00"), ("document ", "Document "),
            ("position 41", "position 041"), ("position 41", "position +41"),
            ("position 41", "position -41"), ("position 41", "position 9223372036854775808"),
            ("position 41", "position "), ("01.123456Z", "01.12345Z"),
            ("01.123456Z", "01.1234560Z"), ("01.123456Z", "01.123456+00:00"),
            ("01.123456Z", "01.123456z"), ("2026-03-01", "2026-02-30"),
            ("accepted", "more x\naccepted"), ("\nposition 41", ""), ("\n", "\r\n"),
        ]
        for (old, new) in changes {
            let changed = text.replacing(old, with: new)
            #expect(changed != text, "\(old)")
            #expect(Receipt(parsing: changed) == nil, "\(new)")
        }
        #expect(Receipt(parsing: "") == nil)
        #expect(Receipt(parsing: text + "\n") == nil)
        #expect(Receipt(parsing: String(text.dropLast())) == nil)
        #expect(Receipt(parsing: " " + text) == nil)
    }
}
