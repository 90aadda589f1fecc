import FormDocument
import FormSchemas
import TransparencyLog

/// What one reading of all records shows: how many there are, the root over them, and which are not
/// valid.
struct RecordSurvey: Sendable {
    /// A record that is not valid, or has warnings.
    struct Finding: Sendable {
        let number: Int
        let violations: [Violation]

        var isError: Bool { violations.contains { $0.severity == .error } }
    }

    /// The tree over the records.
    private(set) var tree = Frontier.empty
    private(set) var byteCount = 0
    /// How many records are not valid.
    private(set) var invalidCount = 0
    /// The first findings; nobody reads more.
    private(set) var findings: [Finding] = []

    var count: Int { Int(tree.size) }

    static let findingsMax = 100
    /// How many chunks are hashed and checked at the same time.
    private static let tasksMax = 4

    /// Reads all records.
    ///
    /// - Parameters:
    ///   - check: what the records are checked with; `nil` if they are not.
    ///   - progress: gets from time to time what there is so far.
    /// - Throws: ``ClientError``; `CancellationError`.
    /// - Cost: memory for a few thousand records, whatever their number.
    init(
        of files: RecordFiles, with check: RecordCheck?, progress: (RecordSurvey) -> Void
    ) async throws {
        var reader = try files.reader()
        var parts: [Task<Part, Never>] = []
        var first = 1
        while true {
            try Task.checkCancellation()
            let records = try reader.chunk()
            if !records.isEmpty {
                parts.append(Task { [first] in Part(records, first: first, check) })
                first += records.count
                guard first <= DocumentLimits.bulkRecordsMax + 1 else {
                    throw ClientError(.answerIsNo, .tooManyRecords(DocumentLimits.bulkRecordsMax))
                }
            }
            guard parts.count >= Self.tasksMax || records.isEmpty else { continue }
            guard !parts.isEmpty else { return }
            add(await parts.removeFirst().value)
            progress(self)
        }
    }

    private mutating func add(_ part: Part) {
        guard let growth = TreeGrowth(tree, appending: part.hashes) else {
            preconditionFailure("the number of records is bounded")
        }
        tree = growth.after
        byteCount += part.byteCount
        invalidCount += part.findings.count(where: \.isError)
        findings += part.findings.prefix(Self.findingsMax - findings.count)
    }

    /// Some records that follow each other.
    private struct Part: Sendable {
        let hashes: [MerkleHash]
        let byteCount: Int
        let findings: [Finding]

        init(_ records: [[UInt8]], first: Int, _ check: RecordCheck?) {
            hashes = records.map { MerkleHash(leaf: $0) }
            byteCount = records.reduce(0) { $0 + $1.count }
            guard let check else {
                findings = []
                return
            }
            findings = records.enumerated().compactMap { place, record in
                let violations = check.violations(in: record)
                return violations.isEmpty
                    ? nil : Finding(number: first + place, violations: violations)
            }
        }
    }
}
