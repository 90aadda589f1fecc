import FormSchemas
import Foundation
import Testing

@testable import TransparencyLog

/// Random proofs, which the independent checker judges as well.
@Suite(
    .enabled(
        if: LogChecker.python != nil,
        "FORMS_TEST_PYTHON is not set: it names a Python with scripts/requirements.txt"))
struct PythonTests {
    @Test func everyVectorIsJudgedAsPromised() throws {
        let folder = LogChecker.repository.appending(path: "docs/vectors")
        let text = String(decoding: try LogChecker.run(["--vectors", folder.path]), as: UTF8.self)
        #expect(text.hasSuffix(" passed, 0 failed\n"))
    }

    @Test func printsWhatIsProven() throws {
        let folder = LogChecker.repository.appending(path: "docs/vectors")
        let key = try String(contentsOf: folder.appending(path: "exchange.vkey"), encoding: .utf8)
        let text = String(
            decoding: try LogChecker.run([
                folder.appending(path: "log/submission.tlog-proof").path,
                "--log-key", String(key.dropLast()),
            ]), as: UTF8.self)
        #expect(text.contains("verified\n"))
        #expect(text.contains("index        41 of 42\n"))
        #expect(text.contains("sender       BE-DAP\n"))
        let checkpoint = folder.appending(path: "log/checkpoint.txt").path
        let answer = try LogChecker.run(
            [checkpoint, "--log-key", String(key.dropLast())], status: 1)
        #expect(String(decoding: answer, as: UTF8.self).contains("not verified: not a proof"))
    }

    @Test func randomProofsGetTheSameVerdict() throws {
        let log = TestLog(300, seed: 5)
        var generator = SeededRandom(seed: 5)
        var cases: [LogCase] = []
        for _ in 0..<400 {
            let size = Int.random(in: 1...300, using: &generator)
            var inclusion = LogCase(check: "inclusion")
            let index = Int.random(in: 0..<size, using: &generator)
            inclusion.index = Int64(index)
            inclusion.size = Int64(size)
            inclusion.leaf = Hex.encode(log.leaves[index])
            inclusion.root = "\(log.frontier(size).root)"
            inclusion.hashes = try InclusionProof(
                index: Int64(index), size: Int64(size), reading: log.tile
            ).hashes.map(\.description)
            let oldSize = Int.random(in: 0...size, using: &generator)
            var consistency = LogCase(check: "consistency")
            consistency.old_size = Int64(oldSize)
            consistency.new_size = Int64(size)
            consistency.old_root = "\(log.frontier(oldSize).root)"
            consistency.new_root = inclusion.root
            consistency.hashes = try ConsistencyProof(
                oldSize: Int64(oldSize), newSize: Int64(size), reading: log.tile
            ).hashes.map(\.description)
            cases += [inclusion, consistency]
            cases += [mutated(inclusion, &generator), mutated(consistency, &generator)]
        }
        let verdicts = try cases.map { try $0.judge() }
        #expect(verdicts.filter { $0.result == "verified" }.count >= 800)
        #expect(verdicts.contains { $0.result == "failed" })
        #expect(verdicts.contains { $0.result == "refused" })
        #expect(try LogChecker.ask(cases) == verdicts)
    }

    @Test func randomCheckpointsGetTheSameVerdict() throws {
        var generator = SeededRandom(seed: 6)
        let log = try NoteSigner(name: "log.example/1", seed: generator.bytes(32))
        let witness = try NoteSigner(
            name: "witness.example/1", type: .cosignature, seed: generator.bytes(32))
        let tree = TestLog(40)
        var cases: [LogCase] = []
        for round in 0..<150 {
            let size = Int.random(in: 1...40, using: &generator)
            let growth = try #require(TreeGrowth(.empty, appending: Array(tree.hashes[..<size])))
            let statement = try #require(
                Checkpoint(
                    origin: "log.example/1", size: Int64(size), root: growth.after.root))
            let signed = try statement.signed(by: log)
                .adding(statement.cosigned(by: witness, at: Int64(round)))
            let index = Int.random(in: 0..<size, using: &generator)
            let proof = try #require(growth.inclusionProof(of: Int64(index)))
            let logged = try #require(
                LoggedLeaf(leaf: tree.leaves[index], proof: proof, checkpoint: signed))
            for (check, text) in [("checkpoint", "\(signed)"), ("logged leaf", "\(logged)")] {
                var entry = LogCase(check: check)
                entry.text = text
                entry.keys = [log.verifier.description, witness.verifier.description]
                cases.append(entry)
                #expect(try entry.judge().result == "verified")
                // One character replaced, left out or doubled.
                var characters = Array(text.unicodeScalars)
                let place = Int.random(in: 0..<characters.count, using: &generator)
                switch round % 3 {
                case 0: characters[place] = ["A", "1", "\n", " ", "="][round / 3 % 5]
                case 1: characters.remove(at: place)
                default: characters.insert(characters[place], at: place)
                }
                entry.text = String(String.UnicodeScalarView(characters))
                cases.append(entry)
            }
        }
        #expect(try LogChecker.ask(cases) == cases.map { try $0.judge() })
    }

    private func mutated(_ entry: LogCase, _ generator: inout SeededRandom) -> LogCase {
        var entry = entry
        var hashes = entry.hashes ?? []
        switch Int.random(in: 0..<5, using: &generator) {
        case 0 where !hashes.isEmpty:
            let place = Int.random(in: 0..<hashes.count, using: &generator)
            hashes[place] = "\(MerkleHash(leaf: [1]))"
        case 1: hashes.append("\(MerkleHash(leaf: [2]))")
        case 2: hashes = Array(hashes.dropLast())
        case 3:
            entry.index? += Int64.random(in: -2...2, using: &generator)
            entry.old_size? += Int64.random(in: -2...2, using: &generator)
        default:
            entry.size? += Int64.random(in: -2...2, using: &generator)
            entry.new_size? += Int64.random(in: -2...2, using: &generator)
        }
        entry.hashes = hashes
        return entry
    }
}
