import FormDocument
import FormProtocol
import FormSchemas
import Synchronization
import TransparencyLog

/// What the exchange says about the records of a bulk submission: counted, shown, and put into the
/// tree that its results' leaf has the root of.
final class BulkResults: Sendable {
    private struct State {
        /// The tree over what was told in this call.
        var tree = Frontier.empty
        /// How many of its results are refusals.
        var refusedInTree = 0
        var stored = 0
        var refused = 0
        var completion: WireBulkCompletion?
        /// The first records that were refused or have warnings.
        var noted: [BulkResult] = []
        /// Up to which record everything was noted, in this call or one before.
        var notedThrough = 0
        var line: ProgressLine
        var begun = ContinuousClock.now
        var storedBefore = 0
    }

    private let count: Int
    private let language: Language
    private let files: RecordFiles
    private let output: RefusedFile?
    private let state: Mutex<State>

    /// How many records with violations are kept to be shown.
    static let notedMax = 100

    /// - Parameter output: gets every record that is refused.
    init(count: Int, files: RecordFiles, output: RefusedFile?, _ console: Console) {
        self.count = count
        self.files = files
        self.output = output
        language = console.language
        state = Mutex(State(line: ProgressLine(console)))
    }

    var stored: Int { state.withLock { $0.stored } }
    var refused: Int { state.withLock { $0.refused } }
    var completion: WireBulkCompletion? { state.withLock { $0.completion } }
    var noted: [BulkResult] { state.withLock { $0.noted } }

    /// A call begins, in which everything is told anew.
    func begin() {
        state.withLock { state in
            state.tree = .empty
            state.refusedInTree = 0
            state.begun = .now
            state.storedBefore = -1
        }
    }

    /// Something else is to be said.
    func pause() {
        state.withLock { $0.line.clear() }
    }

    /// Takes an answer.
    ///
    /// - Throws: ``ClientError`` `.refused` if it makes no sense, `.local` if `output` cannot be
    ///   written.
    func take(_ answer: WireSubmitBulkResponse) throws(ClientError) {
        switch answer.content {
        case .progress(let progress)?:
            let records = try state.withLock { state throws(ClientError) in
                try take(progress, &state)
            }
            for record in records where !record.isAccepted {
                try output?.write(record, in: files)
            }
        case .completion(let completion)?:
            state.withLock { state in
                state.completion = completion
                state.line.clear()
            }
        case nil: throw ClientError(.refused, .answerNotUnderstood)
        }
    }

    /// - Returns: what was not known before.
    private func take(
        _ progress: WireBulkProgress, _ state: inout State
    ) throws(ClientError) -> [BulkResult] {
        guard (0...count).contains(Int(progress.stored)) else {
            throw ClientError(.refused, .answerNotUnderstood)
        }
        state.stored = Int(progress.stored)
        state.refused = Int(progress.refused)
        if state.storedBefore < 0 { state.storedBefore = state.stored }
        var new: [BulkResult] = []
        for result in progress.results {
            guard result.number > state.tree.size, Int(result.number) <= state.stored else {
                throw ClientError(.refused, .answerNotUnderstood)
            }
            state.tree = state.tree.appending(plain: Int(result.number) - 1)
            let told = RecordResult(isAccepted: result.accepted, codes: result.codes)
            state.tree = state.tree.appending([told.hash])
            if !told.isAccepted { state.refusedInTree += 1 }
            guard Int(result.number) > state.notedThrough else { continue }
            state.notedThrough = Int(result.number)
            new.append(BulkResult(result))
        }
        state.noted += new.prefix(Self.notedMax - state.noted.count)
        let (stored, before) = (state.stored, state.storedBefore)
        let seconds = (ContinuousClock.now - state.begun) / .seconds(1)
        let refused = state.refused
        state.line.update(
            Phrase.bulkSending(
                stored, of: count, refused: refused,
                rate: seconds > 0 ? Double(stored - before) / seconds : 0)[language])
        return new
    }

    /// Checks that the results' leaf is in the log, behind the manifest's, and has the root over
    /// all that was told.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if it does not hold.
    func verify(
        _ completion: WireBulkCompletion, of manifest: Receipt, exchange: NoteVerifier
    ) throws(ClientError) -> LoggedLeaf {
        let (tree, told) = state.withLock {
            ($0.tree.appending(plain: count), $0.refusedInTree)
        }
        guard let logged = try? LoggedLeaf(parsing: completion.resultReceipt),
            (try? logged.verify(with: [exchange])) != nil,
            logged.proof.index == manifest.leafIndex + 1,
            let leaf = Leaf(bytes: logged.leaf),
            case .bulkResult(manifest.leafIndex, let accepted, let refused, let root) =
                LeafContents(leaf),
            accepted == completion.accepted, refused == completion.refused,
            Int(refused) == told, Int(accepted) == count - told, root == tree.root
        else {
            throw ClientError(.answerIsNo, .resultsDoNotHold, advice: .receiptAdvice)
        }
        return logged
    }
}

/// A record that was refused, or has warnings.
struct BulkResult: Sendable {
    let number: Int
    let isAccepted: Bool
    let codes: [String]
    let violations: [ViolationReport.Entry]
    /// How many violations there are.
    let violationCount: Int

    init(_ result: WireRecordResult) {
        number = Int(result.number)
        isAccepted = result.accepted
        codes = result.codes
        violations = result.violations.map(ViolationReport.Entry.init)
        violationCount = Int(result.violationCount)
    }

    /// A record that was checked on this machine.
    init(_ finding: RecordSurvey.Finding, in language: Language) {
        number = finding.number
        isAccepted = !finding.isError
        codes =
            RecordResult(isAccepted: isAccepted, codes: finding.violations.map(\.code.rawValue))
            .codes
        violations = finding.violations.map { ViolationReport.Entry($0, in: language) }
        violationCount = violations.count
    }

    /// The violations with their lines in the file; where only codes are known, one for each.
    func entries(in files: RecordFiles) -> (file: String, entries: [ViolationReport.Entry]) {
        let (file, linesBefore) = files.place(of: number)
        guard violations.isEmpty else {
            return (file, violations.map { $0.moved(by: linesBefore) })
        }
        return (
            file,
            codes.map {
                ViolationReport.Entry(line: linesBefore + 1, code: $0, isWarning: isAccepted)
            }
        )
    }

    func json(in files: RecordFiles) -> JSONValue {
        let (file, entries) = entries(in: files)
        return [
            "number": .int(number), "file": .string(file), "accepted": .bool(isAccepted),
            "codes": .array(codes.map { .string($0) }),
            "violations": .array(entries.map(\.json)),
        ]
    }
}

extension Frontier {
    /// Appends leaves by their hashes. Requires that the tree does not become too large.
    fileprivate func appending(_ hashes: [MerkleHash]) -> Frontier {
        guard let growth = TreeGrowth(self, appending: hashes) else {
            preconditionFailure("the number of records is bounded")
        }
        return growth.after
    }

    /// Appends the result of most records until there are `size`.
    fileprivate func appending(plain size: Int) -> Frontier {
        var tree = self
        while tree.size < size {
            let count = min(size - Int(tree.size), 4_096)
            tree = tree.appending(Array(repeating: RecordResult.plainHash, count: count))
        }
        return tree
    }
}
