import FormDocument
import FormSchemas
import TransparencyLog

/// The exchange's log is not what it has to be, and what proves it.
struct LogAlarm: Error, Sendable {
    /// What is wrong. The raw values stand in evidence and JSON.
    enum Finding: String, CaseIterable, Sendable {
        /// The checkpoint is none, or one that this exchange did not sign.
        case badCheckpoint = "BAD_CHECKPOINT"
        /// The log is smaller than it was.
        case rollback = "ROLLBACK"
        /// The log does not begin with what it was.
        case fork = "FORK"
        /// There is a receipt for another leaf than the first one.
        case otherReceipt = "OTHER_RECEIPT"
    }

    let finding: Finding
    /// What it was compared with.
    var known: KnownCheckpoint?
    /// The checkpoint that the exchange gave; `nil` if it says that its log is empty.
    let received: String?
    /// The hashes that it gave as a proof.
    var consistency: [[UInt8]]?
    /// What the exchange answered when it was asked for a proof and gave none.
    var refusal: ClientError?
    /// The receipts that contradict each other.
    var receipts: (known: LoggedLeaf, received: LoggedLeaf)?

    /// All of it, for others to judge: one JSON object, see `docs/log.md`.
    func evidence(_ profile: Profile, at time: Timestamp) -> JSONValue {
        var evidence = facts
        evidence["found_at"] = .string("\(time)")
        evidence["exchange"] = .string("\(profile.server)")
        evidence["exchange_key"] = .string("\(profile.exchangeKey)")
        return evidence
    }

    /// What is the same whenever the same is found again.
    var facts: JSONValue {
        var facts: JSONValue = [
            "format": .int(1), "finding": .string(finding.rawValue),
            "received": received.map { .string($0) } ?? .null,
        ]
        if let known {
            facts["known"] = [
                "source": .string(known.source.rawValue),
                "checkpoint": .string(known.signed.description),
            ]
            facts["known"]?["file"] = known.path.map { .string($0) }
        }
        if let consistency {
            facts["consistency_proof"] = .array(
                consistency.map { .string(Base64.standard.encode($0)) })
        }
        facts["refusal"] = refusal?.reason.map { .string($0) }
        if let receipts {
            facts["known"]?["receipt"] = .string(receipts.known.description)
            facts["received_receipt"] = .string(receipts.received.description)
        }
        return facts
    }
}

extension LogAlarm {
    /// A receipt that contradicts the one which is kept at `path` for the same: it proves another
    /// leaf. One for the same leaf contradicts nothing, under whichever checkpoint.
    ///
    /// - Parameter exchange: whose receipt the kept one has to be.
    /// - Returns: `nil` if they go together, or what is kept is damaged.
    init?(
        _ known: LoggedLeaf, at path: String, contradictedBy received: LoggedLeaf,
        exchange: NoteVerifier
    ) {
        guard known.leaf != received.leaf || known.proof.index != received.proof.index,
            (try? known.verify(with: [exchange])) != nil
        else { return nil }
        self.init(
            finding: .otherReceipt,
            known: KnownCheckpoint(source: .receipt, signed: known.checkpoint, path: path),
            received: received.checkpoint.description, receipts: (known, received))
    }
}
