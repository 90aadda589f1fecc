internal import FormDocument
internal import Postgres

/// One participating agency.
struct AgencyRow: PostgresRow {
    let agency: AgencyCode
    let name: String
}

extension AgencyRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        agency = try row.next()
        name = try row.next()
    }
}

/// One certificate of a participant.
struct CertificateRow: PostgresRow {
    let fingerprint: [UInt8]
    let agency: AgencyCode
    let kind: HolderKind
    let roles: Set<Role>
}

extension CertificateRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        fingerprint = try row.next()
        agency = try row.next()
        kind = try row.next()
        roles = Set(try row.next([Role].self))
    }
}

/// The statements about participants.
enum ParticipantQueries {
    static func epoch() -> Query<Int64> {
        "select participant_epoch from log_head"
    }

    static func advanceEpoch() -> Query<Void> {
        "update log_head set participant_epoch = participant_epoch + 1"
    }

    static func listAgencies() -> Query<[AgencyRow]> {
        "select agency, name from agency where left_at is null"
    }

    /// The certificates that may still be used.
    static func listCertificates() -> Query<[CertificateRow]> {
        """
        select fingerprint, c.agency, kind, roles
        from certificate c join agency a on a.agency = c.agency
        where c.withdrawn_at is null and a.left_at is null
        """
    }

    static func admit(_ agency: AgencyRow, at time: Timestamp) -> Query<Void> {
        """
        insert into agency (agency, name, admitted_at)
        values (\(agency.agency), \(agency.name), \(time))
        on conflict (agency) do update set name = excluded.name, left_at = null
        """
    }

    static func admit(
        _ certificate: CertificateRow, holder: String, at time: Timestamp
    ) -> Query<Void> {
        """
        insert into certificate (fingerprint, agency, holder, kind, roles, admitted_at)
        values (\(certificate.fingerprint), \(certificate.agency), \(holder),
            \(certificate.kind), \(certificate.roles.map(\.rawValue).sorted()), \(time))
        on conflict (fingerprint) do update
        set agency = excluded.agency, holder = excluded.holder, kind = excluded.kind,
            roles = excluded.roles, withdrawn_at = null
        """
    }

    /// Whether a certificate was withdrawn; `nil` if there is none.
    static func isWithdrawn(_ fingerprint: [UInt8]) -> Query<Bool?> {
        "select withdrawn_at is not null from certificate where fingerprint = \(fingerprint)"
    }

    /// Returns the fingerprint if there was such a certificate, not withdrawn yet.
    static func withdraw(_ fingerprint: [UInt8], at time: Timestamp) -> Query<[[UInt8]]> {
        """
        update certificate set withdrawn_at = \(time)
        where fingerprint = \(fingerprint) and withdrawn_at is null
        returning fingerprint
        """
    }
}
