import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Testing
import TransparencyLog

@testable import formclient

/// What the exchange says about records is believed only if it can be proven.
struct BulkResultsTests {
    private let exchange: NoteSigner
    private let folder: TemporaryFolder
    private let files: RecordFiles

    init() throws {
        exchange = try NoteSigner.generate(name: "forms.test")
        folder = try TemporaryFolder()
        files = try RecordFiles(try folder.write("1\n2\n3\n4\n5\n", as: "records.ndjson"))
    }

    private func results(output: RefusedFile? = nil) throws -> BulkResults {
        let results = BulkResults(
            count: 5, files: files, output: output,
            Console(language: .en, json: false, quiet: true, noColor: true))
        results.begin()
        return results
    }

    private func progress(
        _ stored: UInt32, _ refused: UInt32, _ noted: [(UInt32, Bool, [String])] = []
    ) -> WireSubmitBulkResponse {
        .with {
            $0.progress = .with {
                $0.stored = stored
                $0.refused = refused
                $0.results = noted.map { number, accepted, codes in
                    .with {
                        $0.number = number
                        $0.accepted = accepted
                        $0.codes = codes
                        $0.violations = codes.map { code in
                            .with {
                                $0.pointer = "/body/a"
                                $0.line = 1
                                $0.column = 3
                                $0.code = code
                                $0.message = "is wrong"
                            }
                        }
                        $0.violationCount = UInt32(codes.count)
                    }
                }
            }
        }
    }

    /// A log of a manifest's leaf and one with results.
    private func log(
        accepted: UInt32, refused: UInt32, root: MerkleHash, manifest: Int64 = 0,
        by signer: NoteSigner? = nil
    ) throws -> (Receipt, WireBulkCompletion) {
        let digest = [UInt8](repeating: 1, count: 32)
        let record = SubmissionRecord(
            sender: try #require(AgencyCode("BE-DAP")), id: SubmissionID.generate(),
            documentDigest: digest, signatureDigest: digest, chainDigest: digest)
        let contents: [LeafContents] = [
            .bulkManifest(record, count: 5, root: root),
            .bulkResult(manifest: manifest, accepted: accepted, refused: refused, root: root),
        ]
        let leaves = try contents.map { try #require($0.leaf(at: .now())) }
        let growth = try #require(TreeGrowth(.empty, appending: leaves.map(\.hash)))
        let signer = signer ?? exchange
        let checkpoint = try #require(
            Checkpoint(origin: signer.verifier.name, size: 2, root: growth.after.root)
        ).signed(by: signer)
        let logged = try (0..<2).map { index in
            let proof = try #require(growth.inclusionProof(of: Int64(index)))
            return try #require(
                LoggedLeaf(leaf: leaves[index].bytes, proof: proof, checkpoint: checkpoint))
        }
        let completion = WireBulkCompletion.with {
            $0.resultReceipt = logged[1].description
            $0.accepted = accepted
            $0.refused = refused
        }
        return (try #require(Receipt(logged[0])), completion)
    }

    private func root(_ results: [RecordResult]) throws -> MerkleHash {
        try #require(TreeGrowth(.empty, appending: results.map(\.hash))).after.root
    }

    @Test("The root over what was told has to be the one in the log, behind the manifest")
    func verify() throws {
        let results = try results()
        try results.take(progress(0, 0))
        try results.take(progress(3, 1, [(2, false, ["TYPE"])]))
        try results.take(progress(5, 1, [(5, true, ["NISS_CHECK"])]))
        let refused = RecordResult(isAccepted: false, codes: ["TYPE"])
        let warned = RecordResult(isAccepted: true, codes: ["NISS_CHECK"])
        let told = try root([.plain, refused, .plain, .plain, warned])
        let (manifest, completion) = try log(accepted: 4, refused: 1, root: told)
        let logged = try results.verify(completion, of: manifest, exchange: exchange.verifier)
        #expect(logged.proof.index == 1)

        let other = try root([.plain, refused, .plain, .plain, .plain])
        let stranger = try NoteSigner.generate(name: "forms.test")
        let bad = [
            try log(accepted: 4, refused: 1, root: other),
            try log(accepted: 3, refused: 2, root: told),
            try log(accepted: 4, refused: 0, root: told),
            try log(accepted: 4, refused: 1, root: told, manifest: 1),
            try log(accepted: 4, refused: 1, root: told, by: stranger),
            (manifest, WireBulkCompletion.with { $0.resultReceipt = "nothing" }),
        ]
        for (manifest, completion) in bad {
            let error = #expect(throws: ClientError.self) {
                try results.verify(completion, of: manifest, exchange: exchange.verifier)
            }
            #expect(error?.status == .answerIsNo)
        }
    }

    @Test("What makes no sense is not taken")
    func nonsense() throws {
        let cases = [
            [progress(6, 0)],
            [progress(3, 1, [(4, false, ["TYPE"])])],
            [progress(3, 1, [(0, false, ["TYPE"])])],
            [progress(5, 2, [(2, false, ["TYPE"]), (2, false, ["TYPE"])])],
            [progress(3, 1, [(2, false, ["TYPE"])]), progress(5, 2, [(1, false, ["TYPE"])])],
            [WireSubmitBulkResponse()],
        ]
        for answers in cases {
            let results = try results()
            let error = #expect(throws: ClientError.self) {
                for answer in answers { try results.take(answer) }
            }
            #expect(error?.status == .refused)
        }
    }

    @Test("In a new call everything is told anew, but reported once")
    func again() throws {
        let output = folder.path + "/refused.ndjson"
        let file = try RefusedFile(output, of: [1])
        let results = try results(output: file)
        try results.take(progress(3, 1, [(2, false, ["TYPE"])]))
        results.begin()
        try results.take(progress(3, 1))
        try results.take(progress(3, 1, [(2, false, ["TYPE"])]))
        try results.take(progress(5, 2, [(5, false, ["ENUM"])]))
        #expect(results.noted.map(\.number) == [2, 5])
        #expect(results.stored == 5 && results.refused == 2)
        let told = try root([
            .plain, RecordResult(isAccepted: false, codes: ["TYPE"]), .plain, .plain,
            RecordResult(isAccepted: false, codes: ["ENUM"]),
        ])
        let (manifest, completion) = try log(accepted: 3, refused: 2, root: told)
        _ = try results.verify(completion, of: manifest, exchange: exchange.verifier)

        #expect(!FileManager.default.fileExists(atPath: output))
        try file.finish()
        let written = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
            .map { try JSONDocument(Array($0.utf8)).root }
        #expect(written.map { $0["number"]?.int } == [2, 5])
        #expect(written[1]["codes"]?[0]?.string == "ENUM")
        // The line is that of the file, not of the record.
        #expect(written[1]["violations"]?[0]?["line"]?.int == 5)
        #expect(written[1]["violations"]?[0]?["column"]?.int == 3)
    }
}
