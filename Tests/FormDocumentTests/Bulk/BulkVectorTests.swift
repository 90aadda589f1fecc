import FormDocument
import Testing
import TransparencyLog

/// Trees over records and their results, as another implementation has computed them.
struct BulkVectorTests {
    private struct Case: Decodable {
        struct Result: Decodable {
            let accepted: Bool
            let codes: [String]
        }

        let records: [String]
        let root: String
        let results: [Result]
        let leaves: [String]
        let result_root: String
    }

    @Test func everyTreeHasTheRootItPromises() throws {
        let cases = try Vectors.list("bulk.json", of: [Case].self)
        #expect(cases.count >= 7)
        for vector in cases {
            let records = try vector.records.map { try #require(Base64.standard.decode($0)) }
            let tree = try #require(
                TreeGrowth(.empty, appending: records.map { MerkleHash(leaf: $0) }))
            #expect(tree.after.root.description == vector.root)
            let results = vector.results.map {
                // In any order, and more than once.
                RecordResult(isAccepted: $0.accepted, codes: $0.codes.reversed() + $0.codes)
            }
            #expect(results.map { Hex.encode($0.bytes) } == vector.leaves)
            let told = try #require(TreeGrowth(.empty, appending: results.map(\.hash)))
            #expect(told.after.root.description == vector.result_root)
        }
    }
}
