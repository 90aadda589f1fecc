import FormSchemas
import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct LeafContentsTests {
    private struct Vector: Decodable {
        let about: String
        let leaf: String
        let result: String
        let fields: [String: String]?
    }

    @Test func everyVectorIsReadOrRefused() throws {
        let vectors = try Vectors.list("log/leaves.json", of: [Vector].self)
        #expect(vectors.count >= 50)
        for vector in vectors {
            let bytes = try #require(Hex.decode(vector.leaf))
            let leaf = Leaf(bytes: bytes)
            let contents = leaf.flatMap(LeafContents.init)
            #expect((contents == nil) == (vector.result == "refused"), "\(vector.about)")
            guard let leaf, let contents else { continue }
            var fields = fields(of: contents)
            fields["time"] = "\(leaf.time)"
            fields["random"] = Hex.encode(leaf.random)
            #expect(fields == vector.fields, "\(vector.about)")
            let again = contents.leaf(at: leaf.timestamp, random: leaf.random)
            #expect(again?.bytes == bytes, "\(vector.about)")
        }
    }

    @Test func theSubmissionIsTheReceiptWithCosignatures() throws {
        let logged = try LoggedLeaf(parsing: try Vectors.text("log/submission.tlog-proof"))
        try logged.verify(with: [try Vectors.exchange()])
        let receipt = try Vectors.text("receipt.txt")
        #expect(logged.description.hasPrefix(receipt))
        #expect(logged.leaf == (try Receipt(parsing: receipt).loggedLeaf.leaf))
        let witness = try NoteVerifier(try Vectors.line("witness.vkey"))
        #expect(try logged.checkpoint.cosignatures(of: [witness]).map(\.time) == [1_772_357_402])
    }

    @Test func signsTheVeryBytesOfTheVector() throws {
        let text = try Vectors.text("log/checkpoint.txt")
        let vector = try SignedCheckpoint(parsing: text)
        let exchange = try NoteSigner(try Vectors.line("keys/exchange.skey"))
        let witness = try NoteSigner(try Vectors.line("keys/witness.skey"))
        #expect(witness.verifier == (try NoteVerifier(try Vectors.line("witness.vkey"))))
        let signed = try vector.checkpoint.signed(by: exchange)
            .adding(vector.checkpoint.cosigned(by: witness, at: 1_772_357_402))
        #expect(text.hasPrefix(signed.description))
    }

    @Test func whatNoLeafHoldsIsRefused() throws {
        let agency = try #require(AgencyCode("BE-DAP"))
        let digest = [UInt8](repeating: 1, count: 32)
        let root = MerkleHash(leaf: [])
        let time = Timestamp(microseconds: 5)
        #expect(LeafContents.auditBatch(first: 0, count: 1, root: root).leaf(at: time) != nil)
        let refused: [LeafContents] = [
            .receiptEvent(.read, submission: -1, recipient: agency),
            .receiptEvent(.read, submission: 1 << 62, recipient: agency),
            .auditBatch(first: 0, count: 0, root: root),
            .tombstone(submission: 1, reason: .retention, decision: Array(digest.dropLast())),
            .tombstone(submission: 1, reason: .retention, decision: digest + [1]),
            .administration(action: "", record: digest),
            .administration(action: "Admit", record: digest),
            .administration(action: "admit", record: []),
            // It would be read as another record and another name.
            .administration(action: "ab", record: Array(digest.dropLast())),
            .bulkResult(manifest: .max, accepted: 0, refused: 0, root: root),
            .unknown(kind: 0, bytes: []), .unknown(kind: 7, bytes: []),
            .unknown(kind: 8, bytes: [UInt8](repeating: 0, count: 999)),
        ]
        for contents in refused { #expect(contents.leaf(at: time) == nil, "\(contents)") }
        let contents = LeafContents.administration(action: "admit", record: digest)
        #expect(contents.leaf(at: Timestamp(microseconds: -1)) == nil)
        #expect(contents.leaf(at: time, random: []) == nil)
        #expect(contents.leaf(at: time)?.random != contents.leaf(at: time)?.random)
    }

    /// Changed bytes of every kind: none crashes, and whatever is read is written the same.
    @Test func anyBytesAreReadOrRefused() throws {
        let vectors = try Vectors.list("log/leaves.json", of: [Vector].self)
        let leaves = vectors.filter { $0.result == "read" }.compactMap { Hex.decode($0.leaf) }
        var generator = SeededRandom(seed: 18)
        for round in 0..<20_000 {
            var bytes = leaves[round % leaves.count]
            for _ in 0..<Int.random(in: 1...2, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = .random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(.random(in: 0...255, using: &generator), at: place)
                default: bytes = Array(bytes[..<place])
                }
            }
            guard let leaf = Leaf(bytes: bytes), let contents = LeafContents(leaf) else { continue }
            #expect(contents.leaf(at: leaf.timestamp, random: leaf.random)?.bytes == bytes)
        }
    }

    /// The values as the vectors name them.
    private func fields(of contents: LeafContents) -> [String: String] {
        func fields(of record: SubmissionRecord) -> [String: String] {
            [
                "id": "\(record.id)", "sender": "\(record.sender)",
                "document": Hex.encode(record.documentDigest),
                "signature": Hex.encode(record.signatureDigest),
                "chain": Hex.encode(record.chainDigest),
            ]
        }
        switch contents {
        case .submission(let record):
            return fields(of: record).merging(["kind": "submission"]) { $1 }
        case .receiptEvent(let event, let submission, let recipient):
            return [
                "kind": "receipt event", "event": "\(event)", "submission": "\(submission)",
                "recipient": "\(recipient)",
            ]
        case .auditBatch(let first, let count, let root):
            return [
                "kind": "audit batch", "first": "\(first)", "count": "\(count)",
                "root": Hex.encode(root.bytes),
            ]
        case .tombstone(let submission, let reason, let decision):
            return [
                "kind": "tombstone", "submission": "\(submission)", "reason": "\(reason)",
                "decision": Hex.encode(decision),
            ]
        case .administration(let action, let record):
            return ["kind": "administration", "action": action, "record": Hex.encode(record)]
        case .bulkManifest(let record, let count, let root):
            return fields(of: record).merging([
                "kind": "bulk manifest", "count": "\(count)", "root": Hex.encode(root.bytes),
            ]) { $1 }
        case .bulkResult(let manifest, let accepted, let refused, let root):
            return [
                "kind": "bulk result", "manifest": "\(manifest)", "accepted": "\(accepted)",
                "refused": "\(refused)", "root": Hex.encode(root.bytes),
            ]
        case .unknown(let kind, let bytes):
            return ["kind": "unknown \(kind)", "contents": Hex.encode(bytes)]
        }
    }
}
