import Testing

@testable import TransparencyLog

@Suite struct LoggedLeafTests {
    private let log = try! NoteSigner(name: "log.example/1", seed: [UInt8](repeating: 1, count: 32))

    private func logged(_ index: Int, of size: Int) throws -> LoggedLeaf {
        let tree = TestLog(size)
        let growth = try #require(TreeGrowth(.empty, appending: tree.hashes))
        let checkpoint = try #require(
            Checkpoint(origin: "log.example/1", size: Int64(size), root: growth.after.root))
        let proof = try #require(growth.inclusionProof(of: Int64(index)))
        return try #require(
            LoggedLeaf(
                leaf: tree.leaves[index], proof: proof, checkpoint: checkpoint.signed(by: log)))
    }

    @Test func everyLeafIsProven() throws {
        for size in [1, 2, 5, 8] {
            for index in 0..<size {
                let logged = try logged(index, of: size)
                try logged.verify(with: [log.verifier])
                #expect(try LoggedLeaf(parsing: logged.description) == logged)
            }
        }
    }

    @Test func everyChangedCharacterIsNoticed() throws {
        let text = try logged(3, of: 5).description
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            for bit in [1, 4, 32] as [UInt8] {
                var changed = bytes
                changed[index] ^= bit
                guard let other = String(validating: changed, as: UTF8.self) else { continue }
                #expect(throws: LoggedLeafError.self, "byte \(index)") {
                    try LoggedLeaf(parsing: other).verify(with: [log.verifier])
                }
            }
        }
    }

    @Test func whatDoesNotBelongTogetherIsRefused() throws {
        let five = try logged(3, of: 5)
        let six = try logged(3, of: 6)
        #expect(LoggedLeaf(leaf: [], proof: five.proof, checkpoint: six.checkpoint) == nil)
        let long = [UInt8](repeating: 0, count: 1_025)
        #expect(LoggedLeaf(leaf: long, proof: five.proof, checkpoint: five.checkpoint) == nil)
        let other = try #require(
            LoggedLeaf(leaf: [9], proof: five.proof, checkpoint: five.checkpoint))
        #expect(throws: LoggedLeafError.notIncluded) { try other.verify(with: [log.verifier]) }
        #expect(throws: LoggedLeafError.checkpoint(.note(.noKnownSignature))) {
            try five.verify(with: [])
        }
    }
}
