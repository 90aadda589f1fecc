import FormDocument
import TransparencyLog

/// The checkpoints of the receipts that this client keeps: what it was promised.
struct KeptReceipts: Sendable {
    /// One for each checkpoint, as many receipts may have the same.
    private(set) var known: [KnownCheckpoint] = []
    /// How many receipts were looked at.
    private(set) var count = 0
    /// How many there are besides, older ones.
    let leftCount: Int
    /// The files whose receipt cannot be read or does not hold, as it did when it was kept.
    private(set) var damaged: [String] = []

    /// Reads up to `limit` receipts, the newest first.
    ///
    /// - Parameter exchange: whose receipts they are.
    init(in state: StateFolder, of exchange: NoteVerifier, newest limit: Int) {
        let paths = state.receiptPaths()
        leftCount = max(0, paths.count - limit)
        var seen: Set<String> = []
        for path in paths.prefix(limit) {
            count += 1
            guard let receipt = StateFolder.loggedLeaf(at: path),
                (try? receipt.verify(with: [exchange])) != nil
            else {
                damaged.append(path)
                continue
            }
            let signed = receipt.checkpoint
            if seen.insert(signed.checkpoint.text).inserted {
                known.append(KnownCheckpoint(source: .receipt, signed: signed, path: path))
            }
        }
    }
}
