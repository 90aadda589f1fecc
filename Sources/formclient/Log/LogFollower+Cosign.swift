import FormDocument
import FormProtocol
import TransparencyLog

extension LogFollower {
    /// Signs a checkpoint as the agency's witness, and hands the cosignature in.
    ///
    /// Requires that the checkpoint is kept as the last one cosigned: see
    /// ``check(receiptsMax:cosigning:)``.
    ///
    /// - Throws: ``ClientError``; `.answerIsNo` if the exchange did not take it.
    func cosign(
        _ checkpoint: SignedCheckpoint, with witness: NoteSigner, at time: Timestamp
    ) async throws {
        let signature: SignedNote.Signature
        do {
            signature = try checkpoint.checkpoint.cosigned(by: witness, at: time.seconds)
        } catch {
            throw ClientError(.local, .notAWitnessKey(state.witnessKeyPath))
        }
        let answer = try await connection.addCosignature(
            .with {
                $0.treeSize = checkpoint.checkpoint.size
                $0.signatureLine = signature.description
                $0.witnessKey = witness.verifier.description
            })
        guard let cosigned = try? SignedCheckpoint(parsing: answer),
            cosigned.checkpoint == checkpoint.checkpoint,
            let found = try? cosigned.cosignatures(of: [witness.verifier]), !found.isEmpty
        else { throw ClientError(.answerIsNo, .cosignatureNotTaken) }
    }
}
