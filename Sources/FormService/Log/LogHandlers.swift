internal import FormProtocol
internal import Foundation
internal import GRPCCore
internal import TransparencyLog

/// The service `benelux.forms.v1.Log`: proves to every participant what is in the log.
///
/// It gives out hashes and never a leaf, which would tell every participant who sends to whom: the
/// parties have theirs with their receipts. So no reading here is a consultation in the sense of the
/// audit trail.
struct LogService: WireLog.SimpleServiceProtocol {
    let participants: ParticipantDirectory
    let log: LogStore
    let witnesses: WitnessStore

    /// Returns a signed checkpoint with its cosignatures.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.outOfRange`, `.unavailable`.
    func getCheckpoint(
        request: WireGetCheckpointRequest, context: ServerContext
    ) async throws -> WireGetCheckpointResponse {
        _ = try await participants.caller(of: context)
        let checkpoint = try await witnesses.checkpoint(
            from: request.treeSize, cosigned: request.cosigned)
        return .with { $0.checkpoint = checkpoint.description }
    }

    /// Proves that a leaf is in a tree, and returns its hash.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.outOfRange`, `.unavailable`.
    func getInclusionProof(
        request: WireGetInclusionProofRequest, context: ServerContext
    ) async throws -> WireGetInclusionProofResponse {
        _ = try await participants.caller(of: context)
        let (proof, leafHash) = try await log.inclusionProof(
            of: request.leafIndex, inTreeOf: request.treeSize)
        return .with {
            $0.hashes = proof.hashes.map { Data($0.bytes) }
            $0.leafHash = Data(leafHash.bytes)
        }
    }

    /// Proves that a tree is the beginning of a later one.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.outOfRange`, `.unavailable`.
    func getConsistencyProof(
        request: WireGetConsistencyProofRequest, context: ServerContext
    ) async throws -> WireGetConsistencyProofResponse {
        _ = try await participants.caller(of: context)
        let proof = try await log.consistencyProof(from: request.oldSize, to: request.newSize)
        return .with { $0.hashes = proof.hashes.map { Data($0.bytes) } }
    }

    /// Returns a tile of hashes.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.outOfRange`, `.unavailable`.
    func getTile(
        request: WireGetTileRequest, context: ServerContext
    ) async throws -> WireGetTileResponse {
        _ = try await participants.caller(of: context)
        guard let tile = Tile(request.path) else {
            throw ServiceError(
                .malformedRequest,
                "This is not the path of a tile. Paths look like tile/0/x001/234 or "
                    + "tile/1/000.p/17.")
        }
        let content = try await log.content(of: tile)
        return .with { $0.content = Data(content) }
    }

    /// Adds a cosignature of the caller's agency to a checkpoint.
    ///
    /// - Throws: ``ServiceError`` `.roleMissing`, `.malformedRequest`, `.invalidSignature`,
    ///   `.witnessNotAccepted`, `.outOfRange`, `.noteFull`, `.unavailable`.
    func addCosignature(
        request: WireAddCosignatureRequest, context: ServerContext
    ) async throws -> WireAddCosignatureResponse {
        let caller = try await participants.caller(of: context)
        try caller.require(.reader)
        let draft = try CosignatureDraft(
            treeSize: request.treeSize, line: request.signatureLine,
            witnessKey: request.witnessKey, agency: caller.agency)
        let checkpoint = try await witnesses.add(draft)
        return .with { $0.checkpoint = checkpoint.description }
    }
}
