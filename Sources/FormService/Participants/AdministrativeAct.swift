internal import Crypto
internal import FormDocument
internal import FormSchemas
internal import TransparencyLog

/// Something that changes who takes part and with which keys: all that the tables of participants
/// and witnesses follow from.
///
/// Its record is JSON, `docs/formats.md`; the log has the record's digest.
enum AdministrativeAct: Hashable, Sendable {
    /// An agency and one of its certificates are admitted, or what is known of them changes.
    case admit(agency: AgencyCode, name: String, certificate: AdmittedCertificate)
    /// A certificate is withdrawn.
    case withdraw(fingerprint: [UInt8])
    /// An agency cosigns the log with this key from now on.
    case registerWitness(agency: AgencyCode, key: String)
    /// The key with which an agency cosigned the log counts no more.
    case removeWitness(agency: AgencyCode)

    /// What is known of a certificate.
    struct AdmittedCertificate: Hashable, Sendable {
        let fingerprint: [UInt8]
        let holder: String
        let kind: HolderKind
        let roles: Set<Role>
    }

    /// The act's name.
    var action: String {
        switch self {
        case .admit: "admit"
        case .withdraw: "withdraw"
        case .registerWitness: "register_witness"
        case .removeWitness: "remove_witness"
        }
    }

    /// The bytes that are kept, of which the log has the digest: one spelling for one act.
    var record: [UInt8] {
        let value: JSONValue =
            switch self {
            case .admit(let agency, let name, let certificate):
                [
                    "agency": .string(agency.description), "name": .string(name),
                    "certificate": .string(Hex.encode(certificate.fingerprint)),
                    "holder": .string(certificate.holder),
                    "kind": .string(certificate.kind.rawValue),
                    "roles": .array(certificate.roles.map(\.rawValue).sorted().map { .string($0) }),
                ]
            case .withdraw(let fingerprint):
                ["certificate": .string(Hex.encode(fingerprint))]
            case .registerWitness(let agency, let key):
                ["agency": .string(agency.description), "key": .string(key)]
            case .removeWitness(let agency):
                ["agency": .string(agency.description)]
            }
        return value.bytes()
    }

    /// Reads an act; `nil` unless `record` is, to the byte, what ``record`` of the result gives.
    init?(action: String, record: [UInt8]) {
        guard let root = try? JSONDocument(record).root else { return nil }
        let agency = root["agency"]?.string.flatMap { AgencyCode($0) }
        let fingerprint = root["certificate"]?.string.flatMap { Hex.decode($0) }
        switch (action, agency, fingerprint) {
        case ("admit", let agency?, let fingerprint?):
            guard let name = root["name"]?.string,
                let certificate = AdmittedCertificate(root, fingerprint)
            else { return nil }
            self = .admit(agency: agency, name: name, certificate: certificate)
        case ("withdraw", nil, let fingerprint?): self = .withdraw(fingerprint: fingerprint)
        case ("register_witness", let agency?, nil):
            guard let key = root["key"]?.string else { return nil }
            self = .registerWitness(agency: agency, key: key)
        case ("remove_witness", let agency?, nil): self = .removeWitness(agency: agency)
        default: return nil
        }
        guard self.record == record else { return nil }
    }

    /// What the log says of it.
    var contents: LeafContents {
        .administration(action: action, record: Array(SHA256.hash(data: record)))
    }
}

extension AdministrativeAct.AdmittedCertificate {
    fileprivate init?(_ root: JSONNode, _ fingerprint: [UInt8]) {
        guard fingerprint.count == 32, let holder = root["holder"]?.string,
            let kind = root["kind"]?.string.flatMap(HolderKind.init(rawValue:)),
            let roles = root["roles"]?.elements.compactMap({
                $0.string.flatMap(Role.init(rawValue:))
            })
        else { return nil }
        self.init(fingerprint: fingerprint, holder: holder, kind: kind, roles: Set(roles))
    }
}
