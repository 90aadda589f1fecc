internal import FormDocument
internal import TransparencyLog

/// A batch as it is to be committed: what is decided about its entries, and the tree and the
/// checkpoint that follow.
struct LogBatch: Sendable {
    let decisions: LogDecisions
    /// The leaves and their tree.
    let growth: LogGrowth
    /// What the log says of itself once the batch is committed, and not before.
    let checkpoint: SignedCheckpoint

    /// Cost: one signature, and a hash and a half for each leaf.
    init(_ decisions: LogDecisions, signer: NoteSigner) throws(LogFailure) {
        let head = decisions.head
        guard head.origin == nil || head.origin == signer.verifier.name else { throw .otherLog }
        let growth = try LogGrowth(decisions.leaves, at: decisions.time, after: head)
        let after = growth.tree.after
        guard
            let checkpoint = try? Checkpoint(
                origin: signer.verifier.name, size: after.size, root: after.root)?
                .signed(by: signer)
        else { throw .signing }
        self.decisions = decisions
        self.growth = growth
        self.checkpoint = checkpoint
    }

    var appendsNothing: Bool { decisions.leaves.isEmpty }

    /// What becomes of each entry. Only to be told once the batch is committed.
    var outcomes: [LogOutcome] {
        decisions.decisions.map { decision in
            switch decision {
            case .settled(let outcome): outcome
            case .append(let index, let warnings):
                .appended(
                    AppendedLeaf(
                        index: index, leaf: decisions.leaves[Int(index - growth.first)],
                        time: decisions.time, growth: growth.tree, checkpoint: checkpoint,
                        warnings: warnings))
            }
        }
    }
}
