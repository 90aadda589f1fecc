internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import TransparencyLog

/// Everything between a bulk submission on the wire and its place in the log, in reading order: the
/// manifest, the records, the acceptance.
struct BulkIntake: Sendable {
    let intake: SubmissionIntake
    let store: BulkStore
    let log: LogStore

    /// What a manifest leads to.
    enum Opening: Sendable {
        /// All of it was accepted before.
        case accepted(DocumentIdentity, BulkAcceptance)
        /// Records are awaited, or only the acceptance.
        case open(BulkSubmission)
    }

    /// Begins a bulk submission, or goes on with one.
    ///
    /// - Throws: ``ServiceError`` with any code but `.notFound`.
    func open(_ form: WireSignedForm, from caller: Caller) async throws -> Opening {
        let draft = try intake.draft(form, as: .manifest, from: caller)
        if let earlier = try await intake.submissions.findAccepted(draft) {
            return .accepted(draft.identity, try await acceptance(earlier))
        }
        var manifest = try await check(draft).manifest
        // Before anybody sends records for nothing; they are held against the dialogue as well.
        let verdict = try await intake.submissions.judge(manifest.form, intake.catalogue)
        manifest.records.dialogue = verdict.context
        if let upload = try await store.open(manifest) {
            return .open(BulkSubmission(manifest: manifest, upload: upload))
        }
        guard let earlier = try await intake.submissions.findAccepted(draft) else {
            throw LogFailure.isIncomplete
        }
        return .accepted(draft.identity, try await acceptance(earlier))
    }

    /// Accepts a bulk submission of which all records are stored: the manifest and the results
    /// together.
    ///
    /// - Throws: ``ServiceError`` `.recordsDiffer`, and as ``open(_:from:)``.
    func accept(
        _ manifest: CheckedManifest, _ upload: BulkUpload
    ) async throws -> BulkAcceptance {
        guard upload.records.root == manifest.root else {
            try await store.discard(upload.identity)
            throw ServiceError(
                .recordsDiffer,
                "The \(upload.count) records that have come have the root \(upload.records.root), "
                    + "not the manifest's. They are discarded; make the manifest again from the "
                    + "records.")
        }
        let submissions = intake.submissions
        for _ in 0..<intake.limits.participantChangesMax {
            // Certificates and participants may have changed since the first record came.
            let entry = try await check(manifest.form.draft, totals: upload.totals).entry
            let ticket = Result { try submissions.sequencer.enqueue([.submission(entry)]) }
            do {
                let result = await submissions.results(of: [entry], ticket)[0]
                return try await acceptance(try result.get(), warnings: entry.checked.warnings)
            } catch is ParticipantsChanged {
                try await intake.participants.refresh()
            }
        }
        throw SubmissionIntake.participantsChange
    }

    private func check(
        _ draft: SubmissionDraft, totals: BulkTotals? = nil
    ) async throws -> (entry: SubmissionEntry, manifest: CheckedManifest) {
        let snapshot = try await intake.participants.current()
        let signature = try await intake.signatures.verify(draft, participants: snapshot)
        let manifest = try CheckedManifest(
            draft, catalogue: intake.catalogue, limits: intake.limits)
        try intake.requireAcceptable(manifest.form, among: snapshot)
        let entry = SubmissionEntry(
            manifest.form, signature: signature, participantEpoch: snapshot.epoch, bulk: totals)
        return (entry, manifest)
    }

    /// The results have the leaf after the manifest's.
    private func acceptance(
        _ manifest: AcceptedSubmission, warnings: [Violation] = []
    ) async throws -> BulkAcceptance {
        let receipt = try await ServiceError.readingStored {
            try await log.receipt(of: manifest.receipt.proof.index + 1)
        }
        guard let leaf = Leaf(bytes: receipt.leaf),
            case .bulkResult(_, let accepted, let refused, _) = LeafContents(leaf)
        else { throw LogFailure.isIncomplete }
        return BulkAcceptance(
            manifest: SubmissionIntake.Acceptance(submission: manifest, warnings: warnings),
            resultReceipt: receipt, accepted: accepted, refused: refused)
    }
}

/// A bulk submission that is not accepted yet.
struct BulkSubmission: Sendable {
    let manifest: CheckedManifest
    var upload: BulkUpload
}

/// What the exchange has committed itself to for one bulk submission.
struct BulkAcceptance: Sendable {
    let manifest: SubmissionIntake.Acceptance
    let resultReceipt: LoggedLeaf
    let accepted: UInt32
    let refused: UInt32
}
