import FormDocument
import FormSchemas
import Foundation
import Testing
import TransparencyLog

@testable import formclient

struct LeafReportTests {
    private let log = try! NoteSigner.generate(name: "forms.test")

    private func logged(_ leaf: [UInt8]) throws -> LoggedLeaf {
        let hash = MerkleHash(leaf: leaf)
        let checkpoint = try #require(Checkpoint(origin: "forms.test", size: 1, root: hash))
        let proof = try #require(InclusionProof(index: 0, size: 1, hashes: []))
        return try #require(
            LoggedLeaf(leaf: leaf, proof: proof, checkpoint: try checkpoint.signed(by: log)))
    }

    @Test("Each kind of leaf is told in words of its own", arguments: Language.allCases)
    func words(language: Language) throws {
        let digest = [UInt8](repeating: 7, count: 32)
        let root = MerkleHash(leaf: [1])
        let agency = try #require(AgencyCode("NL-DKDB"))
        let record = SubmissionRecord(
            sender: agency, id: .generate(), documentDigest: digest, signatureDigest: digest,
            chainDigest: digest)
        let all: [LeafContents] =
            [
                .submission(record), .bulkManifest(record, count: 3, root: root),
                .bulkResult(manifest: 5, accepted: 2, refused: 1, root: root),
                .auditBatch(first: 1, count: 2, root: root),
                .tombstone(submission: 4, reason: .retention, decision: digest),
                .administration(action: "admit_certificate", record: digest),
                .unknown(kind: 99, bytes: [1]),
            ] + ReceiptEvent.allCases.map { .receiptEvent($0, submission: 4, recipient: agency) }
        var texts: Set<String> = []
        for contents in all {
            let leaf = try #require(contents.leaf(at: Timestamp(microseconds: 0)))
            let report = LeafReport(try logged(leaf.bytes), exchange: log.verifier)
            #expect(report.isVerified && report.contents == contents)
            let text = report.checks[2].finding[language]
            #expect(text.hasPrefix("1970-01-01") && text.hasSuffix("."))
            #expect(!text.contains("AgencyCode") && !text.contains("SubmissionID"))
            texts.insert(text)
        }
        #expect(texts.count == all.count)
    }

    @Test("A leaf that is none, another leaf, another key and another exchange do not hold")
    func doesNotHold() throws {
        func failed(_ logged: LoggedLeaf, _ exchange: NoteVerifier) -> [BundleCheck.Name] {
            LeafReport(logged, exchange: exchange).checks.filter { !$0.isPassed }.map(\.name)
        }
        #expect(failed(try logged([1, 2, 3]), log.verifier) == [.receiptContent])
        let contents = LeafContents.administration(
            action: "admit_certificate", record: Array(repeating: 1, count: 32))
        let leaf = try #require(contents.leaf(at: .now())).bytes
        let good = try logged(leaf)
        #expect(failed(good, log.verifier) == [])
        let stranger = try NoteSigner.generate(name: "forms.test").verifier
        #expect(failed(good, stranger) == [.receiptSignature])
        let other = try #require(contents.leaf(at: .now())).bytes
        let swapped = try #require(
            LoggedLeaf(leaf: other, proof: good.proof, checkpoint: good.checkpoint))
        #expect(failed(swapped, log.verifier) == [.receiptInclusion])
    }
}
