import FormDocument
import FormSchemas
import Foundation
import Testing
import TransparencyLog

@testable import formclient

@Suite("What the client keeps about the log")
struct LogStateTests {
    private let log = try! NoteSigner.generate(name: "forms.test")

    private func checkpoint(_ size: Int64) throws -> SignedCheckpoint {
        try #require(
            Checkpoint(origin: "forms.test", size: size, root: MerkleHash(leaf: [UInt8(size)]))
        ).signed(by: log)
    }

    private func vectors(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/vectors/\(path)")
    }

    @Test("A checkpoint is kept only if nobody else has kept one meanwhile")
    func comparedAndKept() throws {
        let folder = try TemporaryFolder()
        let state = StateFolder(folder: "\(folder.path)/state")
        let none = try state.logHistory()
        #expect(none.known.isEmpty)
        #expect(try state.keep(try checkpoint(1), after: none, cosigned: false))
        #expect(try !state.keep(try checkpoint(2), after: none, cosigned: true))
        let first = try state.logHistory()
        #expect(first.known.map(\.source) == [.lastSeen])
        #expect(try state.keep(try checkpoint(2), after: first, cosigned: true))
        let second = try state.logHistory()
        #expect(second.known.map(\.source) == [.lastSeen, .lastCosigned])
        #expect(second.known.map(\.size) == [2, 2])
        // What was cosigned last stays when the client goes on without cosigning.
        #expect(try state.keep(try checkpoint(3), after: second, cosigned: false))
        #expect(try state.logHistory().known.map(\.size) == [3, 2])
    }

    @Test("Receipts are read newest first, up to a number; damaged ones are named")
    func receipts() throws {
        let folder = try TemporaryFolder()
        let state = StateFolder(folder: "\(folder.path)/state")
        try LocalFile.makePrivateFolder("\(folder.path)/state/bundles")
        let good = [UInt8](try Data(contentsOf: vectors("bundles/accepted-es256.json")))
        for (name, bytes) in [
            ("NL-DKDB_01900000-0000-7000-8000-000000000001", good),
            ("BE-DAP_01900000-0000-7000-8000-000000000003", Array("{}".utf8)),
            ("BE-DAP_01900000-0000-7000-8000-000000000002", good),
        ] {
            try LocalFile.writePrivate(
                bytes, to: "\(folder.path)/state/bundles/\(name).bundle.json")
        }
        let proof = [UInt8](try Data(contentsOf: vectors("receipt.txt")))
        for (name, bytes) in [
            ("NL-DKDB_01900000-0000-7000-8000-000000000000.results", proof),
            ("NL-DKDB_00900000-0000-7000-8000-000000000000.acknowledgement", Array("{}".utf8)),
        ] {
            try LocalFile.writePrivate(
                bytes, to: "\(folder.path)/state/bundles/\(name).tlog-proof")
        }
        let key = try String(contentsOf: vectors("exchange.vkey"), encoding: .utf8)
        let exchange = try NoteVerifier(key.trimmingCharacters(in: .newlines))
        let all = KeptReceipts(in: state, of: exchange, newest: .max)
        #expect(all.count == 5 && all.leftCount == 0)
        // Two receipts with one checkpoint are compared once.
        #expect(all.known.map(\.size) == [42])
        #expect(all.damaged.count == 2 && all.damaged[0].contains("-000000000003"))
        #expect(all.damaged[1].hasSuffix(".acknowledgement.tlog-proof"))
        let newest = KeptReceipts(in: state, of: exchange, newest: 2)
        #expect(newest.count == 2 && newest.leftCount == 3)
        #expect(newest.known[0].path?.contains("-000000000002") == true)
        let foreign = KeptReceipts(in: state, of: log.verifier, newest: .max)
        #expect(foreign.known.isEmpty && foreign.damaged.count == 5)
    }

    @Test("The witness's key is made once, for the agency, and read by its owner only")
    func witness() throws {
        let folder = try TemporaryFolder()
        let state = StateFolder(folder: "\(folder.path)/state")
        #expect(try state.findWitness()?.verifier == nil)
        let agency = try #require(AgencyCode("BE-DAP"))
        let made = try state.witness(of: agency)
        #expect(made.isNew && made.signer.verifier.name == "BE-DAP/witness")
        #expect(made.signer.verifier.type == .cosignature)
        let again = try state.witness(of: agency)
        #expect(!again.isNew && again.signer.verifier == made.signer.verifier)
        #expect(!LocalFile.laxPermissions(of: state.witnessKeyPath))
        // The exchange's kind of key is none with which to cosign.
        try LocalFile.writePrivate(Array(log.secretText.utf8), to: state.witnessKeyPath)
        #expect(throws: ClientError.self) { try state.findWitness() }
    }

    @Test("Each alarm says in every language what it means", arguments: Language.allCases)
    func texts(language: Language) {
        let texts = LogAlarm.Finding.allCases.map { Phrase.alarm($0)[language] }
        #expect(Set(texts).count == texts.count)
        #expect(texts.allSatisfy { $0.hasPrefix("ALARM") && $0.hasSuffix(".") })
    }
}
