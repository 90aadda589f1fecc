internal import FormDocument
internal import Postgres
internal import TransparencyLog
internal import X509

/// Follows the log piece by piece, with every row that its leaves commit to.
///
/// A value: a piece that has to be looked at again is followed by a copy.
struct LogWalk: Sendable {
    private let limits: Limits
    private(set) var tree: TreeCheck
    private(set) var chains: ChainCheck
    /// The number that the next audit batch begins with.
    private(set) var nextAudit: Int64
    /// The index of the last administrative act; -1 before the first.
    private(set) var lastAct: Int64

    /// Takes the log up at a leaf: what is before it is believed until a checkpoint confirms it.
    ///
    /// - Throws: ``ConfigurationError`` if the tiles before are not whole.
    init(
        at first: Int64, key: NoteVerifier, roots: [Certificate]?, limits: Limits,
        _ session: any PostgresSession
    ) async throws {
        self.limits = limits
        chains = ChainCheck(roots: roots)
        var edges: [[MerkleHash]] = []
        for (level, range) in TiledTree.edgeRanges(size: first).enumerated() {
            let hashes =
                level == 0
                ? try await session.run(LogQueries.listLeaves(range)).map { MerkleHash(leaf: $0) }
                : try await session.run(LogQueries.listNodes(level: level, range))
                    .compactMap { MerkleHash(bytes: $0) }
            edges.append(hashes)
        }
        guard let before = TiledTree(size: first, edges: edges) else {
            throw ConfigurationError(
                "The log cannot be taken up at leaf \(first): leaves or tiles before it are missing. "
                    + "Begin at an earlier leaf.")
        }
        let rest = first - min(first, 1)..<first
        let last = try await session.run(FsckQueries.leaves(rest)).first
        tree = TreeCheck(
            key: key, findingsMax: limits.fsckFindingsMax, after: before,
            last: last.map { StoredLeaf($0.values.1) },
            lastCheckpoint: try await session.run(FsckQueries.lastCheckpointSize(upTo: first)))
        let audit = try await session.run(FsckQueries.lastAuditLeaf(before: first))
        nextAudit = 0
        if case .auditBatch(let start, let count, _)? = audit.flatMap({ StoredLeaf($0).contents }) {
            nextAudit = start + Int64(count)
        }
        lastAct = try await session.run(FsckQueries.lastAct(before: first))
    }

    /// The index of the next leaf.
    var position: Int64 { tree.size }

    /// Where the next piece ends: at a checkpoint, if there is one near enough.
    func pieceEnd(below bound: Int64, _ session: any PostgresSession) async throws -> Int64 {
        let end = min(position + Int64(limits.fsckLeavesMax), bound)
        let sizes = try await session.run(FsckQueries.checkpoints(position..<end))
            .compactMap { $0["tree_size"].number }
        return sizes.max() ?? end
    }

    /// Follows the leaves up to `end`.
    ///
    /// - Parameter isRepairing: whether what is found will be mended at once.
    mutating func follow(
        to end: Int64, isRepairing: Bool, _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        let piece = try await load(position..<end, session)
        var misfits = tree.follow(piece)
        // Of leaves that nobody vouches for nothing is derived that would be written.
        let isSound =
            tree.areLeavesConfirmed
            && !misfits.contains { $0.finding.table == FsckTable.leaf.rawValue }
        let forms = FormLoader(limits: limits, isRepairable: isSound, isRepairing: isRepairing)
        misfits += try await forms.check(piece, &chains, session)
        misfits += try await checkEvents(piece, isRepairable: isSound, session)
        misfits += try await checkAudit(piece, session)
        let acts = try await session.run(FsckQueries.acts(piece.range))
        misfits += ParticipantReplay.misfits(acts, piece.leaves)
        lastAct =
            piece.leaves.filter { $0.value.leaf?.kind == 5 }.keys.max() ?? lastAct
        return misfits
    }

    /// Ends the walk, see ``TreeCheck/finish(frontier:)``.
    mutating func finishTree(
        frontier: [UInt8]?
    ) -> (misfits: [FsckMisfit], frontier: [UInt8]?) {
        tree.finish(frontier: frontier)
    }

    private func load(
        _ range: Range<Int64>, _ session: any PostgresSession
    ) async throws -> LogPiece {
        var piece = LogPiece(range: range)
        for row in try await session.run(FsckQueries.leaves(range)) {
            piece.leaves[row.values.0] = StoredLeaf(row.values.1)
        }
        for row in try await session.run(FsckQueries.checkpoints(range)) {
            if let size = row["tree_size"].number { piece.checkpoints[size] = row }
        }
        let nodes = LogPiece.nodes(in: range)
        guard !nodes.isEmpty else { return piece }
        for row in try await session.run(FsckQueries.nodes(nodes)) {
            guard let level = row["tile_level"].number, let index = row["node_index"].number else {
                continue
            }
            piece.nodes[TileNode(level: Int(level), index: index)] = row
        }
        return piece
    }

    // MARK: Events

    private func checkEvents(
        _ piece: LogPiece, isRepairable: Bool, _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        var checks: [EventCheck] = []
        for (index, stored) in piece.leaves.sorted(by: { $0.key < $1.key }) {
            guard case .receiptEvent(let event, let submission, let recipient) = stored.contents,
                let time = stored.time
            else { continue }
            checks.append(
                EventCheck(
                    leafIndex: index, time: time, event: event, submission: submission,
                    recipient: recipient))
        }
        guard !checks.isEmpty else { return [] }
        let records = try await session.run(
            FsckQueries.leaves(Array(Set(checks.map(\.submission))))
        ).reduce(into: [Int64: SubmissionRecord]()) { records, row in
            records[row.values.0] = StoredLeaf(row.values.1).record
        }
        let forms = Set(records.values.map { DocumentIdentity(sender: $0.sender, id: $0.id) })
        var deliveries: [DeliveryKey: StoredRow] = [:]
        for row in try await session.run(FsckQueries.deliveries(of: Array(forms))) {
            guard let form = row.form, let recipient = row["recipient"].agency else { continue }
            deliveries[DeliveryKey(form: form, recipient: recipient)] = row
        }
        let places = checks.flatMap { check in
            records[check.submission].map { check.places(of: $0) } ?? []
        }
        let inbox = try await Self.inbox(places, session)
        return checks.flatMap { check in
            let record = records[check.submission]
            let delivery = record.flatMap {
                deliveries[
                    DeliveryKey(
                        form: DocumentIdentity(sender: $0.sender, id: $0.id),
                        recipient: check.recipient)]
            }
            return check.misfits(
                record, delivery: delivery, inbox: inbox, isRepairable: isRepairable)
        }
    }

    static func inbox(
        _ places: [InboxPlace], _ session: any PostgresSession
    ) async throws -> [InboxPlace: StoredRow] {
        var inbox: [InboxPlace: StoredRow] = [:]
        for row in try await session.run(FsckQueries.inboxEntries(places)) {
            guard let recipient = row["recipient"].agency, let index = row["leaf_index"].number
            else { continue }
            inbox[InboxPlace(recipient: recipient, leafIndex: index)] = row
        }
        return inbox
    }

    // MARK: Audit

    private mutating func checkAudit(
        _ piece: LogPiece, _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        var checks: [AuditCheck] = []
        for (index, stored) in piece.leaves.sorted(by: { $0.key < $1.key }) {
            guard case .auditBatch(let first, let count, let root) = stored.contents else {
                continue
            }
            checks.append(AuditCheck(leafIndex: index, first: first, count: count, root: root))
        }
        var misfits: [FsckMisfit] = []
        // Entries are read ahead: leaves often commit to one each.
        let end = checks.map(\.end).max() ?? 0
        var page: (numbers: Range<Int64>, rows: [Int64: StoredRow]) = (0..<0, [:])
        for var check in checks {
            check.checkStart(nextAudit)
            while let start = check.next {
                if !page.numbers.contains(start) {
                    var numbers = start..<min(start + Int64(limits.fsckRowsMax), end)
                    let fitting = try await session.run(
                        FsckQueries.auditEnd(numbers, bytesMax: limits.fsckBytesMax))
                    numbers = start..<fitting
                    page = (numbers, [:])
                    let entries = FsckQueries.auditEntries(
                        numbers, bytesMax: limits.messageBytesMax)
                    for row in try await session.run(entries) {
                        page.rows[row["audit_number"].number ?? -1] = row
                    }
                }
                check.follow(start..<min(page.numbers.upperBound, check.end), page.rows)
            }
            misfits += check.misfits
            nextAudit = check.end
        }
        return misfits
    }
}
