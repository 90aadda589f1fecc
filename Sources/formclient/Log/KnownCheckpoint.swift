import TransparencyLog

/// A checkpoint that the exchange has signed at some time: its log has to continue it for ever.
struct KnownCheckpoint: Sendable {
    /// Where the client has it from. The raw values stand in evidence and JSON.
    enum Source: String, Sendable {
        /// The last one that this client saw.
        case lastSeen = "LAST_SEEN"
        /// The last one that this client cosigned.
        case lastCosigned = "LAST_COSIGNED"
        /// The receipt of an own form.
        case receipt = "RECEIPT"
        /// The last one that any witness cosigned, as the exchange says.
        case cosigned = "COSIGNED"
    }

    let source: Source
    let signed: SignedCheckpoint
    /// The file that holds it, if there is one.
    let path: String?

    var size: Int64 { signed.checkpoint.size }
    var root: MerkleHash { signed.checkpoint.root }
}
