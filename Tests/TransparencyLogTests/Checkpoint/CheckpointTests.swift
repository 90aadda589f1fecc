import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct CheckpointTests {
    private let log = try! NoteSigner(name: "log.example/1", seed: [UInt8](repeating: 1, count: 32))
    private let witness = try! NoteSigner(
        name: "witness.example/1", type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
    private let root = MerkleHash(leaf: [1])

    private func checkpoint(_ size: Int64 = 5) throws -> Checkpoint {
        try #require(Checkpoint(origin: "log.example/1", size: size, root: root))
    }

    @Test func theTextIsThatOfTheSpecification() throws {
        // The example of C2SP tlog-checkpoint and tlog-cosignature.
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/\
            Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJ\
            sX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

            """
        let signed = try SignedCheckpoint(parsing: text)
        #expect(signed.description == text)
        #expect(signed.checkpoint.origin == "example.com/behind-the-sofa")
        #expect(signed.checkpoint.size == 20_852_163)
        #expect("\(signed.checkpoint.root)" == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        #expect(TimedSignature(bytes: signed.note.signatures[1].bytes)?.time == 1_679_315_147)
        #expect(TimedSignature(bytes: signed.note.signatures[0].bytes) == nil)
    }

    @Test func theLogSignsAndWitnessesCosign() throws {
        let statement = try checkpoint()
        let signed = try statement.signed(by: log)
        try signed.verify(with: [log.verifier])
        #expect(try signed.cosignatures(of: [witness.verifier]).isEmpty)
        let cosigned = try signed.adding(statement.cosigned(by: witness, at: 7))
        try cosigned.verify(with: [log.verifier, witness.verifier])
        let expected = [Cosignature(witness: witness.verifier, time: 7)]
        #expect(try cosigned.cosignatures(of: [log.verifier, witness.verifier]) == expected)
        #expect(try cosigned.cosignatures(of: []).isEmpty)
        // A later cosignature takes the place of the earlier one.
        let later = try cosigned.adding(statement.cosigned(by: witness, at: 9))
        #expect(try later.cosignatures(of: [witness.verifier]).map(\.time) == [9])
        #expect(later.note.signatures.count == 2)
        let read = try SignedCheckpoint(parsing: later.description)
        #expect(read == later)
        // As a witness sends it: one line.
        let line = try #require(later.description.split(separator: "\n").last)
        #expect(try signed.adding(SignedNote.Signature(String(line))) == later)
    }

    @Test func keysSignOnlyWhatTheyAreFor() throws {
        let statement = try checkpoint()
        #expect(throws: CheckpointError.note(.signingFailed)) {
            try statement.cosigned(by: log, at: 7)
        }
        #expect(throws: CheckpointError.note(.signingFailed)) {
            try statement.cosigned(by: witness, at: -1)
        }
        #expect(throws: CheckpointError.foreignLog) { try statement.signed(by: witness) }
        let namesake = try NoteSigner.generate(name: "log.example/1", type: .cosignature)
        #expect(throws: CheckpointError.note(.signingFailed)) {
            try statement.signed(by: namesake)
        }
        #expect(throws: SignedNoteError.signingFailed) { try SignedNote.sign("a\n", with: witness) }
        // A witness of the log's own name is not the log.
        let alone = try SignedNote.sign(statement.text, with: try NoteSigner.generate(name: "x"))
            .adding(statement.cosigned(by: namesake, at: 1))
        let forged = try SignedCheckpoint(parsing: alone.description)
        #expect(throws: CheckpointError.foreignLog) { try forged.verify(with: [namesake.verifier]) }
    }

    @Test func everyChangedBitIsNoticed() throws {
        let statement = try checkpoint()
        let text = try statement.signed(by: log).adding(statement.cosigned(by: witness, at: 7))
            .description
        let known = [log.verifier, witness.verifier]
        let bytes = Array(text.utf8)
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let other = String(validating: changed, as: UTF8.self),
                let read = try? SignedCheckpoint(parsing: other)
            else { continue }
            // A signature whose name or key ID is another's is passed over, as the format asks.
            let isWhole = (try? read.verify(with: known)) != nil
            let times = (try? read.cosignatures(of: known))?.map(\.time)
            #expect(!isWhole || times != [7], "bit \(bit)")
        }
    }

    @Test func manySignaturesFit() throws {
        let statement = try checkpoint()
        var signed = try statement.signed(by: log)
        for number in 1..<LogLimits.noteSignaturesMax {
            let other = try NoteSigner(
                name: "w.example/\(number)", type: .cosignature,
                seed: [UInt8](repeating: UInt8(number), count: 32))
            signed = try signed.adding(statement.cosigned(by: other, at: 1))
        }
        #expect(try SignedCheckpoint(parsing: signed.description) == signed)
        let one = try statement.cosigned(by: witness, at: 1)
        #expect(throws: CheckpointError.note(.tooManySignatures)) { try signed.adding(one) }
    }

    @Test func malformedStatementsCannotBeMade() {
        func make(_ origin: String, _ size: Int64, _ lines: [String] = []) -> Checkpoint? {
            Checkpoint(origin: origin, size: size, root: root, extensionLines: lines)
        }
        #expect(make("a", 1, ["x", "y z"])?.text == "a\n1\n\(root)\nx\ny z\n")
        for origin in ["", "a b", "a+b", "a\n", String(repeating: "a", count: 129)] {
            #expect(make(origin, 1) == nil)
        }
        for size in [Int64.min, -1, 0, 1 << 62 + 1, .max] { #expect(make("a", size) == nil) }
        #expect(Checkpoint(origin: "a", size: 0, root: .emptyTree) != nil)
        for line in ["", "a\n", "\t", "a\0"] { #expect(make("a", 1, [line]) == nil) }
        #expect(make("a", 1, [String](repeating: "x", count: 17)) == nil)
    }

    /// Random and nearly right text: none crashes, and whatever is read is written the same.
    @Test func anyTextIsReadOrRefused() throws {
        var generator = SeededRandom(seed: 16)
        let statement = try checkpoint()
        let growth = try #require(TreeGrowth(.empty, appending: TestLog(5).hashes))
        let proof = try #require(growth.inclusionProof(of: 3))
        let logged = try #require(
            LoggedLeaf(leaf: [1, 2], proof: proof, checkpoint: statement.signed(by: log)))
        let texts = ["\(try statement.signed(by: log))", "\(logged)"].map { Array($0.utf8) }
        for round in 0..<4_000 {
            var bytes = texts[round % 2]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...127, using: &generator)
                case 1 where bytes.count > 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8(ascii: "\n"), at: place)
                default: bytes = Array(bytes[..<max(1, place)])
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let read = try? SignedCheckpoint(parsing: text) { #expect("\(read)" == text) }
            if let read = try? LoggedLeaf(parsing: text) { #expect("\(read)" == text) }
            if let read = Checkpoint(parsing: text) { #expect(read.text == text) }
        }
    }
}
