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

    /// - Throws: ``ServiceError`` `.roleMissing`.
    func require(_ role: Role) throws {
        guard roles.contains(role) else {
            throw ServiceError(
                .roleMissing,
                "The certificate of \(agency) lacks the role \(role.rawValue). An administrator of "
                    + "the exchange can grant it.")
        }
    }
}
