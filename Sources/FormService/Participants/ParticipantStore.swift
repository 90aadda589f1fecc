internal import FormDocument
internal import Postgres

/// Reads the participants and admits new ones: each act is a leaf in the log.
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
    /// Idempotent but for the act in the log.
    ///
    /// - Returns: `false`, and nothing has changed, if the certificate was withdrawn and is not to
    ///   come back `again`.
    func admit(
        _ agency: AgencyRow, certificate: CertificateRow, holder: String, again: Bool
    ) async throws -> Bool {
        let act = AdministrativeAct.admit(
            agency: agency.agency, name: agency.name,
            certificate: .init(
                fingerprint: certificate.fingerprint, holder: holder, kind: certificate.kind,
                roles: certificate.roles))
        return try await perform(act, on: certificate.fingerprint) { $0 != true || again }
    }

    /// Whether there is such a certificate, be it one that was withdrawn.
    func knows(fingerprint: [UInt8]) async throws -> Bool {
        try await ServiceError.translating {
            try await pool.run(ParticipantQueries.isWithdrawn(fingerprint)) != nil
        }
    }

    /// Withdraws a certificate. Returns whether there was one to withdraw.
    func withdraw(fingerprint: [UInt8]) async throws -> Bool {
        try await perform(.withdraw(fingerprint: fingerprint), on: fingerprint) { $0 == false }
    }

    /// Stores an act about a certificate if it `isAllowed`, which is told whether the certificate
    /// was withdrawn; `nil` if there is none.
    private func perform(
        _ act: AdministrativeAct, on fingerprint: [UInt8], if isAllowed: @Sendable (Bool?) -> Bool
    ) async throws -> Bool {
        try await ServiceError.translating {
            try await pool.transaction { transaction in
                let head = try await transaction.run(LogHeadQueries.lock())
                let isWithdrawn = try await transaction.run(
                    ParticipantQueries.isWithdrawn(fingerprint))
                guard isAllowed(isWithdrawn) else { return false }
                try await AdministrativeActStore.append(act, after: head, transaction)
                return true
            }
        }
    }
}
