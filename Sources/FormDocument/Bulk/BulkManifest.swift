public import TransparencyLog

/// What a bulk submission's sender signs: the header of all records, how many there are, and the
/// root of the Merkle tree over them.
///
/// Byte layout: `docs/formats.md`. It is a document, so that identity, signature and receipt are
/// those of a form.
public struct BulkManifest: Sendable {
    public let document: SealedDocument
    /// How many records there are.
    public let count: UInt32
    /// The root of the RFC 6962 tree whose leaves are the records' bytes.
    public let root: MerkleHash

    /// Reads what `document` says about its records. Whether the header is valid is not looked at.
    ///
    /// - Throws: ``HeaderError`` with the first member that cannot be read.
    public init(_ document: SealedDocument) throws(HeaderError) {
        let bulk = try HeaderReader(document.json.root, at: .root).object("bulk")
        guard let count = try bulk.required("count").int else {
            throw bulk.failure("count", .type)
        }
        guard (1...DocumentLimits.bulkRecordsMax).contains(count) else {
            throw bulk.failure("count", .pattern)
        }
        self.document = document
        self.count = UInt32(count)
        root = try bulk.value("root", .pattern) { MerkleHash($0) }
    }

    /// The bytes of a manifest, as our client writes them.
    ///
    /// - Parameter header: the text of the header's object, taken over as it is.
    public static func bytes(header: [UInt8], count: Int, root: MerkleHash) -> [UInt8] {
        Array("{\"header\":".utf8) + header
            + Array(",\"bulk\":{\"count\":\(count),\"root\":\"\(root)\"}}\n".utf8)
    }
}
