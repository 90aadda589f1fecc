internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Holds the log's head against the log that was followed.
struct HeadCheck: Sendable {
    let stored: StoredRow?
    /// Rows beside it: there must be none.
    private let others: [StoredRow]
    /// How many leaves the log has, as far as that can be told: the head says so, unless it
    /// contradicts leaves and checkpoints alike.
    let size: Int64

    /// Reads the head.
    init(_ session: any PostgresSession) async throws {
        let rows = try await session.run(FsckQueries.head())
        stored = rows.first
        others = Array(rows.dropFirst())
        let end = try await session.run(FsckQueries.leavesEnd())
        let signed = try await session.run(FsckQueries.lastCheckpointSize())
        let claimed = stored?["size"].number ?? end
        // Leaves that a checkpoint covers are there for good; ones that none covers are not missing.
        let isTooSmall = claimed < end && claimed < signed
        let isTooLarge = claimed > end && signed <= end
        size = isTooSmall || isTooLarge ? end : claimed
    }

    /// Requires that `walk` has followed the log up to ``size``.
    func misfits(_ walk: inout LogWalk, origin: String) -> [FsckMisfit] {
        let (misfits, frontier) = walk.finishTree(frontier: stored?["frontier"].bytes)
        let isSound =
            walk.tree.areLeavesConfirmed && misfits.allSatisfy { $0.finding.table != "leaf" }
        var expected: [String: StoredValue] = [
            "only_row": .bool(true), "size": .number(size),
            "next_audit_number": .number(walk.nextAudit),
            "participant_epoch": .number(walk.lastAct + 1),
            "origin": walk.tree.lastCheckpoint > 0 ? .text(origin) : .null,
            "frontier": frontier.map { .bytes($0) } ?? stored?["frontier"] ?? .null,
            "last_leaf_at": .null,
        ]
        let last = size == 0 ? Self.beforeAll : walk.tree.last?.time
        // Of a leaf that cannot be read the time is not known.
        expected["last_leaf_at"] = last.map { StoredValue($0) } ?? stored?["last_leaf_at"]
        return misfits
            + FsckMisfit.compare(
                .logHead, expected, with: stored,
                isRepairable: isSound && stored != nil && others.isEmpty)
            + others.map { .surplus(.logHead, $0, isRepairable: false) }
    }

    /// What an empty log has for the time of its last leaf.
    private static let beforeAll = Timestamp(microseconds: 946_684_800_000_000)
}
