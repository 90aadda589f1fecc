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

    static func insert(_ act: AdministrativeAct, leafIndex: Int64) -> Query<Void> {
        """
        insert into administrative_act (leaf_index, action, record)
        values (\(leafIndex), \(act.action), \(act.record))
        """
    }

    /// What follows from an act: the tables of participants hold nothing that does not.
    static func apply(_ act: AdministrativeAct, at time: Timestamp) -> [Query<Void>] {
        switch act {
        case .admit(let agency, let name, let certificate):
            [
                """
                insert into agency (agency, name, admitted_at) values (\(agency), \(name), \(time))
                on conflict (agency) do update set name = excluded.name, left_at = null
                """,
                """
                insert into certificate (fingerprint, agency, holder, kind, roles, admitted_at)
                values (\(certificate.fingerprint), \(agency), \(certificate.holder),
                    \(certificate.kind), \(certificate.roles.map(\.rawValue).sorted()), \(time))
                on conflict (fingerprint) do update
                set agency = excluded.agency, holder = excluded.holder, kind = excluded.kind,
                    roles = excluded.roles, withdrawn_at = null
                """,
                "select create_inspection_partitions(\(agency.description))",
            ]
        case .withdraw(let fingerprint):
            ["update certificate set withdrawn_at = \(time) where fingerprint = \(fingerprint)"]
        case .registerWitness(let agency, let key):
            [WitnessQueries.register(key, of: agency, at: time)]
        case .removeWitness(let agency): [WitnessQueries.remove(of: agency)]
        }
    }

    /// Whether a certificate was withdrawn; `nil` if there is none.
    static func isWithdrawn(_ fingerprint: [UInt8]) -> Query<Bool?> {
        "select withdrawn_at is not null from certificate where fingerprint = \(fingerprint)"
    }
}
