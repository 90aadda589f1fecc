import TransparencyLog

extension LeafContents {
    /// The bytes that follow the leaf's head.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .submission(let record):
            bytes.append(record)
        case .receiptEvent(let event, let submission, let recipient):
            bytes.append(event.rawValue)
            bytes.appendBigEndian(submission)
            bytes.append(recipient)
        case .auditBatch(let first, let count, let root):
            bytes.appendBigEndian(first)
            bytes.appendBigEndian(count)
            bytes += root.bytes
        case .tombstone(let submission, let reason, let decision):
            bytes.appendBigEndian(submission)
            bytes.append(reason.rawValue)
            bytes += decision
        case .administration(let action, let record):
            bytes += record + Array(action.utf8)
        case .bulkManifest(let record, let count, let root):
            bytes.append(record)
            bytes.appendBigEndian(count)
            bytes += root.bytes
        case .bulkResult(let manifest, let accepted, let refused, let root):
            bytes.appendBigEndian(manifest)
            bytes.appendBigEndian(accepted)
            bytes.appendBigEndian(refused)
            bytes += root.bytes
        case .unknown(_, let contents):
            bytes = contents
        }
        return bytes
    }

    /// Reads the contents of a leaf of `kind`; the caller sees to it that nothing is left over.
    static func read(kind: UInt8, from reader: inout LeafReader) -> LeafContents? {
        switch kind {
        case 1:
            return reader.record().map(LeafContents.submission)
        case 2:
            guard let event = reader.byte().flatMap(ReceiptEvent.init(rawValue:)),
                let submission = reader.place(), let recipient = reader.agency()
            else { return nil }
            return .receiptEvent(event, submission: submission, recipient: recipient)
        case 3:
            guard let first = reader.place(), let count = reader.count(), count > 0,
                let root = reader.hash()
            else { return nil }
            return .auditBatch(first: first, count: count, root: root)
        case 4:
            guard let submission = reader.place(),
                let reason = reader.byte().flatMap(ErasureReason.init(rawValue:)),
                let decision = reader.digest()
            else { return nil }
            return .tombstone(submission: submission, reason: reason, decision: decision)
        case 5:
            guard let record = reader.digest(), let action = reader.name() else { return nil }
            return .administration(action: action, record: record)
        case 6:
            guard let record = reader.record(), let count = reader.count(), count > 0,
                let root = reader.hash()
            else { return nil }
            return .bulkManifest(record, count: count, root: root)
        case 7:
            guard let manifest = reader.place(), let accepted = reader.count(),
                let refused = reader.count(), let root = reader.hash()
            else { return nil }
            return .bulkResult(manifest: manifest, accepted: accepted, refused: refused, root: root)
        default:
            return .unknown(kind: kind, bytes: reader.rest())
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ agency: AgencyCode) {
        append(UInt8(truncatingIfNeeded: agency.description.utf8.count))
        append(contentsOf: agency.description.utf8)
    }

    fileprivate mutating func append(_ record: SubmissionRecord) {
        append(contentsOf: record.id.bytes)
        append(contentsOf: record.documentDigest)
        append(contentsOf: record.signatureDigest)
        append(contentsOf: record.chainDigest)
        append(record.sender)
    }
}

/// Reads the values that leaves are made of, front to back; `nil` for what is not there.
struct LeafReader {
    private var reader: ByteReader

    init(_ bytes: [UInt8]) {
        reader = ByteReader(bytes)
    }

    var isAtEnd: Bool { reader.isAtEnd }

    mutating func byte() -> UInt8? { reader.number(UInt8.self) }
    mutating func count() -> UInt32? { reader.number(UInt32.self) }
    mutating func digest() -> [UInt8]? { reader.bytes(32) }
    mutating func hash() -> MerkleHash? { digest().flatMap { MerkleHash(bytes: $0) } }
    mutating func rest() -> [UInt8] { reader.remainder() }

    /// The index of a leaf, or the number of an audit entry: below 2^62.
    mutating func place() -> Int64? {
        reader.number(UInt64.self).flatMap(Int64.init(exactly:))
            .flatMap { $0 < LogLimits.treeSizeMax ? $0 : nil }
    }

    mutating func agency() -> AgencyCode? {
        guard let length = byte(), let text = reader.bytes(Int(length)) else { return nil }
        return String(validating: text, as: UTF8.self).flatMap(AgencyCode.init)
    }

    mutating func record() -> SubmissionRecord? {
        guard let id = reader.bytes(16).flatMap({ SubmissionID(bytes: $0) }),
            let document = digest(), let signature = digest(), let chain = digest(),
            let sender = agency()
        else { return nil }
        return SubmissionRecord(
            sender: sender, id: id, documentDigest: document, signatureDigest: signature,
            chainDigest: chain)
    }

    /// Everything that is left, as a name: a small letter, then up to 62 small letters, digits and
    /// underscores.
    mutating func name() -> String? {
        let text = rest()
        guard (1...63).contains(text.count), ASCII.isSmall(text[0]),
            text.allSatisfy({ ASCII.isSmall($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
