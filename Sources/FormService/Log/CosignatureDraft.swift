internal import FormDocument
internal import TransparencyLog

/// A cosignature as it was handed in: well formed, not yet compared with checkpoint and key.
struct CosignatureDraft: Sendable {
    let agency: AgencyCode
    let treeSize: Int64
    let signature: SignedNote.Signature
    /// The line with its newline, as it goes into notes.
    let line: String
    /// The witness's key, if it was stated.
    let witness: NoteVerifier?

    /// - Parameter witnessKey: empty if it was left out.
    /// - Throws: ``ServiceError`` `.malformedRequest`; `.witnessNotAccepted` for a key that cannot
    ///   be one of this agency's witness.
    init(
        treeSize: Int64, line: String, witnessKey: String, agency: AgencyCode
    ) throws(ServiceError) {
        self.agency = agency
        self.treeSize = treeSize
        guard let signature = try? SignedNote.Signature(line) else {
            throw ServiceError(
                .malformedRequest,
                "This is not the line of a signature: an em dash, the key's name, Base64, with "
                    + "single spaces and no newline.")
        }
        self.signature = signature
        self.line = line + "\n"
        guard !witnessKey.isEmpty else {
            witness = nil
            return
        }
        guard let witness = try? NoteVerifier(witnessKey), witness.type == .cosignature else {
            throw ServiceError(
                .malformedRequest,
                "This is not the public key of a witness: NAME+ID+BASE64, of type 0x04.")
        }
        guard witness.name.hasPrefix("\(agency)/") else {
            throw ServiceError(
                .witnessNotAccepted,
                "The name of your agency's witness has to start with \(agency)/.")
        }
        self.witness = witness
    }

    /// When the witness signed `checkpoint`.
    ///
    /// - Throws: ``ServiceError`` `.invalidSignature`.
    func signedAt(
        _ checkpoint: SignedCheckpoint, by witness: NoteVerifier
    ) throws(ServiceError) -> Timestamp {
        guard
            let cosignature = try? checkpoint.adding(signature).cosignatures(of: [witness]).first,
            let time = Timestamp(exactlySeconds: cosignature.time)
        else {
            throw ServiceError(
                .invalidSignature,
                "The line is not a cosignature of the checkpoint with \(treeSize) leaves by the "
                    + "key \(witness).")
        }
        return time
    }
}

extension Timestamp {
    /// `nil` for a time before 1970 or after the year 9999.
    fileprivate init?(exactlySeconds seconds: Int64) {
        guard (0...253_402_300_799).contains(seconds) else { return nil }
        self.init(microseconds: seconds * 1_000_000)
    }
}
