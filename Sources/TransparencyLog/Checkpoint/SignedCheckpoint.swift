/// Why text is not a signed checkpoint, or it cannot be relied on.
public enum CheckpointError: Error, Sendable, Equatable {
    /// The note around the statement is malformed, or a signature does not hold.
    case note(SignedNoteError)
    /// The note's text is not the statement of a checkpoint.
    case notACheckpoint
    /// The key that signed has another name than the log that the checkpoint is about.
    case foreignLog
}

/// A witness's statement that it saw a checkpoint and that it continued all it had seen before.
public struct Cosignature: Hashable, Sendable {
    public let witness: NoteVerifier
    /// When the witness signed, in seconds since 1970.
    public let time: Int64
}

/// A checkpoint with the log's signature and those of witnesses.
///
/// Source: C2SP tlog-checkpoint and tlog-cosignature.
public struct SignedCheckpoint: Hashable, Sendable, CustomStringConvertible {
    public let checkpoint: Checkpoint
    public let note: SignedNote

    /// Reads a checkpoint. This checks the form only: see ``verify(with:)``.
    public init(parsing text: String) throws(CheckpointError) {
        do {
            try self.init(note: SignedNote(parsing: text))
        } catch let error as SignedNoteError {
            throw .note(error)
        } catch {
            throw .notACheckpoint
        }
    }

    private init(note: SignedNote) throws(CheckpointError) {
        guard let checkpoint = Checkpoint(parsing: note.text) else { throw .notACheckpoint }
        self.checkpoint = checkpoint
        self.note = note
    }

    fileprivate init(_ checkpoint: Checkpoint, note: SignedNote) {
        self.checkpoint = checkpoint
        self.note = note
    }

    /// The whole text as it travels.
    public var description: String { note.description }

    /// Checks that the log named in the checkpoint signed it, with one of the `known` keys.
    ///
    /// - Throws: `.foreignLog` if only keys of other names, or of witnesses, signed; `.note`.
    public func verify(with known: [NoteVerifier]) throws(CheckpointError) {
        let signers: [NoteVerifier]
        do {
            signers = try note.verify(with: known)
        } catch {
            throw .note(error)
        }
        guard signers.contains(where: { $0.name == checkpoint.origin && $0.type == .note }) else {
            throw .foreignLog
        }
    }

    /// The cosignatures of the witnesses that the reader knows, each witness once.
    ///
    /// Keys that are not those of witnesses are passed over, and so are witnesses unknown here.
    ///
    /// - Throws: `.note(.signatureInvalid)` if one that names a known witness is not its.
    public func cosignatures(
        of witnesses: [NoteVerifier]
    ) throws(CheckpointError) -> [Cosignature] {
        var found: [Cosignature] = []
        for signature in note.signatures {
            let candidates = witnesses.filter {
                $0.type == .cosignature && $0.name.utf8.elementsEqual(signature.name.utf8)
                    && $0.keyID == signature.keyID
            }
            guard !candidates.isEmpty else { continue }
            guard
                let witness = candidates.first(where: {
                    $0.isValid(signature.bytes, over: note.text)
                }), let time = TimedSignature(bytes: signature.bytes)?.time
            else { throw .note(.signatureInvalid) }
            if !found.contains(where: { $0.witness == witness }) {
                found.append(Cosignature(witness: witness, time: time))
            }
        }
        return found
    }

    /// This checkpoint with one more signature, which is not checked here; it takes the place of
    /// an earlier one by the same key.
    ///
    /// - Throws: `.note(.tooManySignatures)`, `.note(.tooLong)`.
    public func adding(
        _ signature: SignedNote.Signature
    ) throws(CheckpointError) -> SignedCheckpoint {
        do {
            return SignedCheckpoint(checkpoint, note: try note.adding(signature))
        } catch {
            throw .note(error)
        }
    }
}

extension Checkpoint {
    /// This statement with the signature of the log.
    ///
    /// - Throws: `.foreignLog` unless the signer has the log's name; `.note(.signingFailed)` for
    ///   the key of a witness.
    public func signed(by log: NoteSigner) throws(CheckpointError) -> SignedCheckpoint {
        guard log.verifier.name == origin else { throw .foreignLog }
        do {
            return SignedCheckpoint(self, note: try SignedNote.sign(text, with: log))
        } catch {
            throw .note(error)
        }
    }

    /// A witness's signature of this statement, a line to add to the log's own note.
    ///
    /// Only for a checkpoint that is proven to continue the last one that the witness signed.
    ///
    /// - Parameter time: when the witness signs, in seconds since 1970.
    /// - Throws: `.note(.signingFailed)` for a key that is not a witness's, or a time before 1970.
    public func cosigned(
        by witness: NoteSigner, at time: Int64
    ) throws(CheckpointError) -> SignedNote.Signature {
        guard witness.verifier.type == .cosignature, time >= 0 else { throw .note(.signingFailed) }
        do {
            let signature = try witness.sign(TimedSignature.message(text, time: time))
            return SignedNote.Signature(
                by: witness.verifier, bytes: TimedSignature.bytes(time: time, signature: signature))
        } catch {
            throw .note(error)
        }
    }
}
