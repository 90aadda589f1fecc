import FormProtocol

// The calls about the exchange's log. What they return is not believed: see ``LogFollower``.
extension ExchangeConnection {
    /// The text of the latest checkpoint, or of the latest that has a cosignature.
    ///
    /// - Returns: `nil` if the exchange says that there is none.
    func latestCheckpoint(cosigned: Bool = false) async throws -> String? {
        do {
            return try await call(retries: .reading) { metadata, options in
                try await log.getCheckpoint(
                    .with { $0.cosigned = cosigned }, metadata: metadata, options: options)
            }.checkpoint
        } catch let error as ClientError where error.reason == RefusalReason.outOfRange.rawValue {
            return nil
        }
    }

    /// The hashes that are to prove that a tree is the beginning of a later one.
    func consistencyProof(from oldSize: Int64, to newSize: Int64) async throws -> [[UInt8]] {
        let request = WireGetConsistencyProofRequest.with {
            $0.oldSize = oldSize
            $0.newSize = newSize
        }
        return try await call(retries: .reading) { metadata, options in
            try await log.getConsistencyProof(request, metadata: metadata, options: options)
        }.hashes.map { [UInt8]($0) }
    }

    /// Sends a cosignature. Returns the text of the checkpoint that has it.
    func addCosignature(_ request: WireAddCosignatureRequest) async throws -> String {
        try await call(retries: .reading) { metadata, options in
            try await log.addCosignature(request, metadata: metadata, options: options)
        }.checkpoint
    }
}
