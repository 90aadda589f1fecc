internal import FormDocument

/// What a certificate may be used for.
enum Role: String, CaseIterable, Sendable {
    case submitter = "SUBMITTER"
    case signer = "SIGNER"
    case reader = "READER"
    case inspector = "INSPECTOR"
    case administrator = "ADMINISTRATOR"
    case auditor = "AUDITOR"
    case dataProtectionOfficer = "DATA_PROTECTION_OFFICER"
    case observer = "OBSERVER"
}

/// Whether a certificate belongs to an officer or to an agency's system.
enum HolderKind: String, CaseIterable, Sendable {
    case person = "PERSON"
    case system = "SYSTEM"
}

/// Who makes a call: the agency that the certificate speaks for, and what it may do.
struct Caller: Sendable {
    let agency: AgencyCode
    let kind: HolderKind
    let roles: Set<Role>
    /// SHA-256 of the certificate, 32 bytes.
    let fingerprint: [UInt8]

    /// - Parameter wanted: one of them is enough.
    /// - Throws: ``ServiceError`` `.roleMissing`.
    func require(_ wanted: Role...) throws { try require(wanted) }

    func require(_ wanted: [Role]) throws {
        guard !roles.isDisjoint(with: wanted) else {
            let names = wanted.map(\.rawValue).joined(separator: " or ")
            throw ServiceError(
                .roleMissing,
                "The certificate of \(agency) lacks the role \(names). An administrator of the "
                    + "exchange can grant it.")
        }
    }

    /// Whether it sends any forms at all; which, their turns say.
    ///
    /// - Throws: ``ServiceError`` `.roleMissing`.
    func requireToSubmit() throws { try require(.submitter, .inspector) }
}
