internal import FormDocument
internal import TransparencyLog

/// Holds stored cosignatures against checkpoints and the keys that witnesses have registered.
///
/// That one is missing cannot be told: nothing in the log counts them, the witnesses themselves do.
struct CosignatureCheck: Sendable {
    /// Every key that an agency has, or had.
    let keys: [AgencyCode: [NoteVerifier]]

    /// - Parameter notes: the checkpoints by size.
    func misfits(_ rows: [StoredRow], notes: [Int64: String]) -> [FsckMisfit] {
        rows.flatMap { row -> [FsckMisfit] in
            let note = row["tree_size"].number.flatMap { notes[$0] }
            let checkpoint = note.flatMap { try? SignedCheckpoint(parsing: $0) }
            // Of a checkpoint that is none, cosignatures are not to blame.
            if note != nil, checkpoint == nil { return [] }
            guard let time = checkpoint.flatMap({ signedAt(row, $0) }) else {
                return [
                    FsckMisfit(
                        FsckFinding(
                            .cosignature, row.values, column: "line",
                            expected: "a cosignature by a key of the agency's witness",
                            found: "\(row["line"])"))
                ]
            }
            // A witness may sign any time, also one that no row can have.
            let (microseconds, isTooLate) = time.multipliedReportingOverflow(by: 1_000_000)
            return FsckMisfit.compare(
                .cosignature,
                some: [
                    "tree_size": row["tree_size"], "agency": row["agency"],
                    "signed_at": .time(isTooLate ? .max : microseconds),
                ], with: row)
        }
    }

    /// When a witness of the agency signed the checkpoint, in seconds since 1970; `nil` if none did.
    private func signedAt(_ row: StoredRow, _ checkpoint: SignedCheckpoint) -> Int64? {
        guard let agency = row["agency"].agency, let line = row["line"].text, line.hasSuffix("\n"),
            let signature = try? SignedNote.Signature(String(line.dropLast())),
            let cosigned = try? checkpoint.adding(signature)
        else { return nil }
        let known = keys[agency, default: []].filter { $0.name.hasPrefix("\(agency)/") }
        return try? cosigned.cosignatures(of: known).first?.time
    }
}
