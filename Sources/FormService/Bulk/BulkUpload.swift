internal import FormDocument
internal import FormSchemas
internal import TransparencyLog

/// How far a bulk submission has come.
struct BulkUpload: Sendable {
    let identity: DocumentIdentity
    let count: UInt32
    var stored: UInt32
    var storedBytes: Int64
    var refused: UInt32
    /// The right edges of the trees over the records and over their results, so far.
    var records: Frontier
    var results: Frontier

    var isComplete: Bool { stored == count }

    /// The number of the next record.
    var next: UInt32 { stored + 1 }

    /// Takes records over that follow those that are stored.
    ///
    /// - Throws: ``LogFailure`` if a tree would become too large, which the count makes impossible.
    func appending(_ chunk: CheckedChunk) throws(LogFailure) -> BulkUpload {
        guard let records = TreeGrowth(records, appending: chunk.hashes),
            let results = TreeGrowth(results, appending: chunk.resultHashes)
        else { throw .headIsDamaged }
        var upload = self
        upload.stored += UInt32(chunk.count)
        upload.storedBytes += chunk.byteCount
        upload.refused += UInt32(chunk.refused)
        upload.records = records.after
        upload.results = results.after
        return upload
    }

    /// What the results' leaf commits to. Requires that the upload is complete.
    var totals: BulkTotals {
        BulkTotals(count: count, refused: refused, root: records.root, resultRoot: results.root)
    }
}

/// Records of one request, each with its verdict.
struct CheckedChunk: Sendable {
    /// A record about which there is something to tell.
    struct Noted: Sendable {
        let number: UInt32
        let result: RecordResult
        let violations: [Violation]
    }

    /// The number of the first record.
    let first: UInt32
    private(set) var byteCount: Int64 = 0
    private(set) var refused = 0
    private(set) var noted: [Noted] = []
    // What is stored of each record.
    private(set) var contents: [[UInt8]?] = []
    private(set) var refusedHashes: [[UInt8]?] = []
    private(set) var codes: [String?] = []
    // What the trees get of each.
    private(set) var hashes: [MerkleHash] = []
    private(set) var resultHashes: [MerkleHash] = []

    var count: Int { hashes.count }

    /// - Parameter count: how many records there will be.
    init(first: UInt32, count: Int) {
        self.first = first
        contents.reserveCapacity(count)
        refusedHashes.reserveCapacity(count)
        codes.reserveCapacity(count)
        hashes.reserveCapacity(count)
        resultHashes.reserveCapacity(count)
    }

    /// Checks the next records.
    ///
    /// Cost: one evaluation and one hash for each record.
    mutating func append(_ records: some Sequence<[UInt8]>, with check: RecordCheck) {
        for record in records { append(record, check.violations(in: record)) }
    }

    private mutating func append(_ record: [UInt8], _ violations: [Violation]) {
        let hash = MerkleHash(leaf: record)
        hashes.append(hash)
        byteCount += Int64(record.count)
        if violations.isEmpty {
            contents.append(record)
            refusedHashes.append(nil)
            codes.append(nil)
            resultHashes.append(RecordResult.plainHash)
            return
        }
        let isRefused = violations.contains { $0.severity == .error }
        let result = RecordResult(
            isAccepted: !isRefused, codes: violations.map(\.code.rawValue))
        if isRefused { refused += 1 }
        contents.append(isRefused ? nil : record)
        refusedHashes.append(isRefused ? hash.bytes : nil)
        codes.append(result.joinedCodes)
        resultHashes.append(result.hash)
        noted.append(
            Noted(number: first + UInt32(count) - 1, result: result, violations: violations))
    }
}
