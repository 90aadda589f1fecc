internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Leaves that follow the log's head, with the tree that they give: whatever is appended, is
/// appended like this.
struct LogGrowth: Sendable {
    let leaves: [[UInt8]]
    let time: Timestamp
    /// The tree before and after.
    let tree: TreeGrowth

    /// - Parameter time: that of all the leaves, as ``LogHead/nextTime(_:)`` has it.
    init(_ leaves: [[UInt8]], at time: Timestamp, after head: LogHead) throws(LogFailure) {
        guard let frontier = Frontier(size: head.size, bytes: head.frontierBytes),
            let tree = TreeGrowth(frontier, appending: leaves.map { MerkleHash(leaf: $0) })
        else { throw .headIsDamaged }
        self.leaves = leaves
        self.time = time
        self.tree = tree
    }

    /// The index of the first of the leaves.
    var first: Int64 { tree.before.size }

    /// Adds the statements that store the leaves and their tree and move the head. What they commit
    /// to, and a checkpoint, is for the caller to add.
    ///
    /// Require that the transaction holds the head's row.
    func add(
        to pipeline: inout PostgresPipeline, nextAuditNumber: Int64, participantEpoch: Int64
    ) {
        pipeline.add(LogQueries.insertLeaves(leaves, from: first))
        if let nodes = LogQueries.insertNodes(of: tree) { pipeline.add(nodes) }
        pipeline.add(
            LogHeadQueries.advance(
                to: tree.after, at: time, nextAuditNumber: nextAuditNumber,
                participantEpoch: participantEpoch))
    }
}
