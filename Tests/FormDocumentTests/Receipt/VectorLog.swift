import FormDocument
import Testing
import TransparencyLog

/// The log that the receipts of the vectors are from: 41 leaves, which are the numbers from 0 on as
/// decimal text, then the one that the receipt is about.
enum VectorLog {
    static func exchange() throws -> NoteSigner {
        try NoteSigner(try Vectors.line("keys/exchange.skey"))
    }

    /// What the log holds about a form, accepted at 2026-03-01T09:30:01.123456Z.
    static func logged(_ contents: LeafContents, by exchange: NoteSigner) throws -> LoggedLeaf {
        let accepted = try #require(Timestamp("2026-03-01T09:30:01.123456Z"))
        let leaf = try #require(contents.leaf(at: accepted, random: Array(0..<16)))
        let earlier = (0..<41).map { MerkleHash(leaf: Array("\($0)".utf8)) }
        let growth = try #require(TreeGrowth(.empty, appending: earlier + [leaf.hash]))
        let proof = try #require(growth.inclusionProof(of: 41))
        let checkpoint = try #require(
            Checkpoint(origin: exchange.verifier.name, size: 42, root: growth.after.root))
        return try #require(
            LoggedLeaf(leaf: leaf.bytes, proof: proof, checkpoint: checkpoint.signed(by: exchange)))
    }

    /// The receipt for a form, by the exchange of the vectors.
    static func receipt(
        for document: SealedDocument, _ signature: DetachedJWS, _ chain: SignerChain
    ) throws -> Receipt {
        let header = try document.readHeader()
        let record = SubmissionRecord(
            sender: header.sender, id: header.id, documentDigest: document.digest,
            signatureDigest: signature.digest, chainDigest: chain.digest)
        return try #require(Receipt(try logged(.submission(record), by: exchange())))
    }
}
