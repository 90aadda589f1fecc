internal import FormDocument
internal import Postgres

/// Reads the participants and admits new ones.
struct ParticipantStore: Sendable {
    let pool: PostgresPool

    /// All participants and their certificates, at one moment.
    ///
    /// - Throws: ``ServiceError`` `.unavailable`.
    func snapshot(startedAt: ContinuousClock.Instant) async throws -> ParticipantSnapshot {
        try await ServiceError.translating {
            try await pool.transaction(isolation: .repeatableRead) { transaction in
                ParticipantSnapshot(
                    epoch: try await transaction.run(ParticipantQueries.epoch()),
                    agencies: try await transaction.run(ParticipantQueries.listAgencies()),
                    certificates: try await transaction.run(ParticipantQueries.listCertificates()),
                    startedAt: startedAt)
            }
        }
    }

    /// Admits an agency with a certificate, or changes what is known of them.
    ///
    /// Idempotent. The epoch changes, so that servers which still work with an older snapshot notice
    /// before they accept anything.
    ///
    /// - Returns: `false`, and nothing has changed, if the certificate was withdrawn and is not to
    ///   come back `again`.
    func admit(
        _ agency: AgencyRow, certificate: CertificateRow, holder: String, again: Bool
    ) async throws -> Bool {
        let now = Timestamp.now()
        return try await ServiceError.translating {
            try await pool.transaction { transaction in
                let isWithdrawn = try await transaction.run(
                    ParticipantQueries.isWithdrawn(certificate.fingerprint))
                if isWithdrawn == true, !again { return false }
                try await transaction.run(ParticipantQueries.advanceEpoch())
                try await transaction.run(ParticipantQueries.admit(agency, at: now))
                try await transaction.run(
                    ParticipantQueries.admit(certificate, holder: holder, at: now))
                return true
            }
        }
    }

    /// Whether there is such a certificate, be it one that was withdrawn.
    func knows(fingerprint: [UInt8]) async throws -> Bool {
        try await ServiceError.translating {
            try await pool.run(ParticipantQueries.isWithdrawn(fingerprint)) != nil
        }
    }

    /// Withdraws a certificate. Returns whether there was one to withdraw.
    func withdraw(fingerprint: [UInt8]) async throws -> Bool {
        let now = Timestamp.now()
        return try await ServiceError.translating {
            try await pool.transaction { transaction in
                try await transaction.run(ParticipantQueries.advanceEpoch())
                let withdrawn = try await transaction.run(
                    ParticipantQueries.withdraw(fingerprint, at: now))
                return !withdrawn.isEmpty
            }
        }
    }
}
