import FormDocument
import Testing
import TransparencyLog

@testable import FormService

@Suite("Cosignatures as they are handed in")
struct CosignatureDraftTests {
    private let agency = AgencyCode("BE-DAP")!

    private func checkpoint() throws -> SignedCheckpoint {
        let log = try NoteSigner.generate(name: "forms.test")
        let root = MerkleHash(leaf: [1])
        return try #require(Checkpoint(origin: "forms.test", size: 1, root: root)).signed(by: log)
    }

    private func draft(_ line: String, key: String = "") throws -> CosignatureDraft {
        try CosignatureDraft(treeSize: 1, line: line, witnessKey: key, agency: agency)
    }

    @Test("A line by a witness of the agency is read, and its time is the one that was signed")
    func good() throws {
        let checkpoint = try checkpoint()
        let witness = try NoteSigner.generate(name: "BE-DAP/witness", type: .cosignature)
        let line = try checkpoint.checkpoint.cosigned(by: witness, at: 1_767_225_600).description
        let draft = try draft(line, key: witness.verifier.description)
        let time = try draft.signedAt(checkpoint, by: witness.verifier)
        #expect("\(time)".hasPrefix("2026-01-01T00:00:00"))
        #expect(draft.line == line + "\n")

        let other = try NoteSigner.generate(name: "BE-DAP/witness", type: .cosignature)
        #expect(throws: ServiceError.self) { try draft.signedAt(checkpoint, by: other.verifier) }
        let elsewhere = try self.checkpoint()
        let changed = try #require(
            Checkpoint(origin: "forms.test", size: 1, root: MerkleHash(leaf: [2])))
        let foreign = try changed.cosigned(by: witness, at: 1_767_225_600).description
        #expect(throws: ServiceError.self) {
            try self.draft(foreign).signedAt(elsewhere, by: witness.verifier)
        }
    }

    @Test(
        "What is no line is refused",
        arguments: [
            "", "\u{2014}", "- BE-DAP/witness AAAAAAAA", "\u{2014} BE-DAP/witness",
            "\u{2014} BE-DAP/witness AAAAAAA", "\u{2014}  BE-DAP/witness AAAAAAAA",
            "\u{2014} BE-DAP/witness AAAAAAAA\n", "\u{2014} BE-DAP/witness AAAAAAAA\n\u{2014} x y",
            "\u{2014} BE+DAP AAAAAAAA", "\u{2014} BE-DAP/witness AAAA",
        ])
    func noLine(_ line: String) {
        let error = #expect(throws: ServiceError.self) { try draft(line) }
        #expect(error?.code == .malformedRequest)
    }

    @Test("What is no witness's key, or not the agency's, is refused")
    func keys() throws {
        let line = "\u{2014} BE-DAP/witness AAAAAAAA"
        let note = try NoteSigner.generate(name: "BE-DAP/witness").verifier
        for key in ["x", "BE-DAP/witness+00000000+AAAA", "\(note)"] {
            let error = #expect(throws: ServiceError.self) { try draft(line, key: key) }
            #expect(error?.code == .malformedRequest)
        }
        for name in ["BE-DAP", "BE-DAPX/witness", "NL-DKDB/witness", "be-dap/witness", "/BE-DAP/"] {
            let key = try NoteSigner.generate(name: name, type: .cosignature).verifier
            let error = #expect(throws: ServiceError.self) { try draft(line, key: "\(key)") }
            #expect(error?.code == .witnessNotAccepted)
        }
        let key = try NoteSigner.generate(name: "BE-DAP/2026", type: .cosignature).verifier
        #expect(try draft(line, key: "\(key)").witness == key)
    }
}
