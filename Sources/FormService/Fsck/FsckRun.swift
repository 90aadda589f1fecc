internal import FormDocument
internal import Postgres
internal import TransparencyLog
internal import X509

/// One check of a database over one connection.
struct FsckRun {
    let connection: PostgresConnection
    let key: NoteVerifier
    let roots: [Certificate]?
    let repairs: Bool
    let limits: Limits

    typealias Checked<State> = (misfits: [FsckMisfit], state: State)

    func check(
        _ report: inout FsckReport, _ progress: (FsckProgress) -> Void,
        _ found: (FsckFinding) -> Void
    ) async throws {
        try await settle(&report, found) { session, _ in
            (Self.migrations(try await session.run(FsckQueries.migrations())), ())
        }
        try await followLog(&report, progress, found)
        func show(_ phase: FsckProgress.Phase) {
            progress(
                FsckProgress(
                    phase: phase, position: report.position, size: report.size,
                    findings: report.count))
        }
        show(.participants)
        // From acts of a log that does not hold nothing is derived.
        let isLogClean = report.isClean
        try await settle(&report, found) { session, _ in
            (try await participants(session, isRepairable: isLogClean), ())
        }
        try await followProjections(&report, found)
        // In this order: rows belong to a submission as long as that is there.
        for part in SurplusCheck.Part.allCases {
            show(.surplus)
            let (findings, isRepairable) = (report.findings, report.isClean)
            try await settle(&report, found) { session, _ in
                let check = SurplusCheck(
                    session: session, limits: limits, findings: findings,
                    isRepairable: isRepairable)
                return (try await check.misfits(part), ())
            }
        }
    }

    // MARK: The log

    private func followLog(
        _ report: inout FsckReport, _ progress: (FsckProgress) -> Void,
        _ found: (FsckFinding) -> Void
    ) async throws {
        let first = report.first
        let (head, begun) = try await snapshot { session in
            let head = try await HeadCheck(session)
            guard first <= head.size else {
                throw ConfigurationError(
                    "The log has \(head.size) leaves, and none from \(first) on.")
            }
            let walk = try await LogWalk(
                at: first, key: key, roots: roots, limits: limits, session)
            return (head, walk)
        }
        var walk = begun
        report.size = head.size
        while walk.position < head.size {
            try Task.checkCancellation()
            let before = walk
            walk = try await settle(&report, found) { session, isRepairing in
                var walk = before
                let end = try await walk.pieceEnd(below: head.size, session)
                let misfits = try await walk.follow(
                    to: end, isRepairing: isRepairing, session)
                return (misfits, walk)
            }
            // What is beyond is told only once a checkpoint has confirmed it.
            report.position = walk.tree.confirmed ?? first
            progress(
                FsckProgress(
                    phase: .log, position: walk.position, size: head.size, findings: report.count))
        }
        let before = walk
        try await settle(&report, found) { session, isRepairing in
            var walk = before
            guard isRepairing else {
                return (head.misfits(&walk, origin: key.name), ())
            }
            // Nobody appends now: what has been appended meanwhile is the rest.
            let now = try await HeadCheck(session)
            let rest =
                walk.position < now.size
                ? try await walk.follow(to: now.size, isRepairing: true, session) : []
            return (rest + now.misfits(&walk, origin: key.name), ())
        }
        report.position = head.size
    }

    // MARK: The rest

    /// What is owed, and what is seen of inspections, follows from forms: of forms that do not hold
    /// nothing is said.
    private func followProjections(
        _ report: inout FsckReport, _ found: (FsckFinding) -> Void
    ) async throws {
        let bases: [FsckTable] = [.leaf, .document, .submission, .delivery]
        let isFounded = !report.findings.contains { finding in
            !finding.isRepaired && bases.contains { $0.rawValue == finding.table }
        }
        guard isFounded else { return }
        try await sweep(DeadlineSweep.codes, &report, found, DeadlineSweep.misfits)
        try await sweep(InspectionSweep.codes, &report, found, InspectionSweep.misfits)
    }

    /// Checks what follows from the forms of some codes and from their dialogues.
    private func sweep(
        _ codes: [String], _ report: inout FsckReport, _ found: (FsckFinding) -> Void,
        _ check: ([StoredRow], any PostgresSession) async throws -> [FsckMisfit]
    ) async throws {
        var pages = FormPages(of: codes, limits)
        while !pages.isOver {
            let before = pages
            pages = try await settle(&report, found) { session, _ in
                var pages = before
                let rows = try await pages.next(session)
                return (try await check(rows, session), pages)
            }
        }
    }

    private func participants(
        _ session: any PostgresSession, isRepairable: Bool
    ) async throws -> [FsckMisfit] {
        var replay = ParticipantReplay()
        var next: Int64 = 0
        let size = try await HeadCheck(session).size
        var count: Int64 = 0
        while next < size {
            let rows = try await session.run(
                FsckQueries.acts(from: next, limit: limits.fsckRowsMax))
            let leaves = try await session.run(
                FsckQueries.leaves(rows.compactMap { $0["leaf_index"].number })
            ).reduce(into: [Int64: StoredLeaf]()) { $0[$1.values.0] = StoredLeaf($1.values.1) }
            for row in rows { replay.play(row, row["leaf_index"].number.flatMap { leaves[$0] }) }
            count += Int64(rows.count)
            guard rows.count == limits.fsckRowsMax, let last = rows.last?["leaf_index"].number
            else { break }
            next = last + 1
        }
        // From acts that are not all there nothing follows: that is found along the log.
        let (_, _, leafCount) = try await session.run(SurplusQueries.leafCounts()).values
        guard replay.isSound, count == leafCount else { return [] }
        return replay.misfits(
            agencies: try await session.run(FsckQueries.agencies()),
            certificates: try await session.run(FsckQueries.certificates()),
            witnesses: try await session.run(FsckQueries.witnesses()), isRepairable: isRepairable)
            + (try await cosignatures(CosignatureCheck(keys: replay.witnessKeys), session))
    }

    private func cosignatures(
        _ check: CosignatureCheck, _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        var misfits: [FsckMisfit] = []
        var last = (Int64.min, "")
        while true {
            let rows = try await session.run(
                FsckQueries.cosignatures(after: last.0, last.1, limit: limits.fsckRowsMax))
            let sizes = Set(rows.compactMap { $0["tree_size"].number })
            var notes: [Int64: String] = [:]
            for row in try await session.run(FsckQueries.notes(Array(sizes))) {
                if let size = row["tree_size"].number { notes[size] = row["note"].text }
            }
            misfits += check.misfits(rows, notes: notes)
            guard rows.count == limits.fsckRowsMax, let end = rows.last,
                let size = end["tree_size"].number, let agency = end["agency"].text
            else { return misfits }
            last = (size, agency)
        }
    }

    /// Every step has its row but those that wait until no older server runs.
    private static func migrations(_ rows: [StoredRow]) -> [FsckMisfit] {
        var stored: [[StoredValue]: StoredRow] = [:]
        for row in rows { stored[[row["name"], row["step"]]] = row }
        let misfits = Migration.embedded().flatMap(\.steps).flatMap { step -> [FsckMisfit] in
            let (name, number) = (
                StoredValue.text(step.migration), StoredValue.number(Int64(step.number))
            )
            let row = stored.removeValue(forKey: [name, number])
            if row == nil, step.isHeld { return [] }
            return FsckMisfit.compare(
                .schemaMigration,
                [
                    "name": name, "step": number, "kind": .text(step.kind.rawValue),
                    "checksum": .bytes(step.checksum),
                ],
                with: row, isRepairable: false)
        }
        return misfits
            + stored.sorted { "\($0.key)" < "\($1.key)" }
            .map { .surplus(.schemaMigration, $0.value, isRepairable: false) }
    }

    // MARK: Certainty

    private func snapshot<Value>(
        _ body: (any PostgresSession) async throws -> Value
    ) async throws -> Value {
        try await connection.transaction(isolation: .repeatableRead, readOnly: true) {
            try await body($0)
        }
    }

    /// Makes a check, and makes it once more if it finds something: then it is reported, or mended.
    ///
    /// A distributed database has no snapshot of all of it, so that what a server is storing may be
    /// seen by halves: only what is found again counts. What is to be mended is looked at under the
    /// head's lock, where nobody stores anything.
    private func settle<State>(
        _ report: inout FsckReport, _ found: (FsckFinding) -> Void,
        _ check: (any PostgresSession, _ isRepairing: Bool) async throws -> Checked<State>
    ) async throws -> State {
        let once = try await snapshot { try await check($0, false) }
        guard !once.misfits.isEmpty else { return once.state }
        var (misfits, state): Checked<State>
        if repairs, once.misfits.contains(where: { $0.repair != nil }) {
            (misfits, state) = try await connection.transaction { transaction in
                try await transaction.run(FsckQueries.lockHead())
                let before = try await check(transaction, true).misfits
                try await mend(before, transaction)
                // Mended is what is not found any more.
                let after = try await check(transaction, true)
                let left = Set(after.misfits.map(\.finding))
                let told = before.map { misfit in
                    var misfit = misfit
                    misfit.furtherCount = 0
                    misfit.finding.isRepaired = !left.contains(misfit.finding)
                    return misfit
                }
                return (told + after.misfits, after.state)
            }
        } else {
            try await Task.sleep(for: limits.fsckPause)
            (misfits, state) = try await snapshot { try await check($0, false) }
            let before = Set(once.misfits)
            misfits = misfits.filter { before.contains($0) }
        }
        for misfit in misfits {
            if report.add(misfit.finding, limit: limits.fsckFindingsMax) { found(misfit.finding) }
            report.count += misfit.furtherCount
        }
        return state
    }

    private func mend(_ misfits: [FsckMisfit], _ transaction: PostgresTransaction) async throws {
        var done: Set<ProjectionRepair> = []
        for repair in misfits.compactMap(\.repair) where done.insert(repair).inserted {
            for query in RepairQueries.statements(for: repair) {
                try await transaction.run(query)
            }
        }
    }
}
