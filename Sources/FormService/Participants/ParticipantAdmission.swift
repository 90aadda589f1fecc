internal import Crypto
internal import FormDocument
internal import Postgres
internal import X509

/// Admits participants from the host's own console.
public struct ParticipantAdmission: Sendable {
    private let pool: PostgresPool

    public init(connectionString: String) {
        pool = PostgresPool(connectionString: connectionString, size: 1, limits: Limits())
    }

    /// The roles that a certificate can have.
    public static var roles: [String] { Role.allCases.map(\.rawValue) }

    /// Admits an agency with one certificate, or changes what is known of them. Idempotent.
    ///
    /// Servers notice within seconds, and before they accept anything else.
    ///
    /// - Parameters:
    ///   - isPerson: whether the certificate is an officer's rather than a system's.
    ///   - again: whether a certificate that was withdrawn may come back.
    /// - Throws: ``ConfigurationError`` for a code, certificate or role that cannot be, and for a
    ///   certificate that was withdrawn.
    public func admit(
        agency code: String, name: String, certificatePEM: String, isPerson: Bool, roles: [String],
        again: Bool = false
    ) async throws {
        let agency = try Self.agency(code)
        let known = try roles.map { text in
            guard let role = Role(rawValue: text) else {
                throw ConfigurationError(
                    "There is no role \(text). The roles are \(Self.roles.joined(separator: ", "))."
                )
            }
            return role
        }
        let certificate = try Self.certificate(certificatePEM, of: agency)
        let admitted = try await Self.explaining {
            try await ParticipantStore(pool: pool).admit(
                AgencyRow(agency: agency, name: name),
                certificate: CertificateRow(
                    fingerprint: certificate.fingerprint, agency: agency,
                    kind: isPerson ? .person : .system, roles: Set(known)),
                holder: certificate.commonName ?? code, again: again)
        }
        guard admitted else {
            throw ConfigurationError(
                "This certificate of \(code) was withdrawn. `--again` admits it nevertheless.")
        }
    }

    /// Whether the exchange knows a certificate, be it one that was withdrawn.
    func knows(certificatePEM: String) async throws -> Bool {
        let fingerprint = try Self.fingerprint(certificatePEM)
        return try await Self.explaining {
            try await ParticipantStore(pool: pool).knows(fingerprint: fingerprint)
        }
    }

    /// Withdraws a certificate. Returns whether it was admitted.
    public func withdraw(certificatePEM: String) async throws -> Bool {
        let fingerprint = try Self.fingerprint(certificatePEM)
        return try await Self.explaining {
            try await ParticipantStore(pool: pool).withdraw(fingerprint: fingerprint)
        }
    }

    /// Removes the key with which an agency cosigns the log, so that its next cosignature registers
    /// another. Cosignatures that were made with it stay.
    ///
    /// - Returns: the key; `nil` if there was none.
    /// - Throws: ``ConfigurationError`` for a code that cannot be.
    public func removeWitness(of code: String) async throws -> String? {
        let agency = try Self.agency(code)
        return try await Self.explaining {
            try await WitnessStore(pool: pool).removeKey(of: agency)
        }
    }

    /// Closes the connection to the database.
    public func close() async {
        await pool.close()
    }

    /// Turns what clients would hear into what whoever sits at the console needs to know.
    private static func explaining<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as ServiceError {
            throw ConfigurationError(error.message)
        }
    }

    private static func agency(_ code: String) throws -> AgencyCode {
        guard let agency = AgencyCode(code) else {
            throw ConfigurationError(
                "\(code) is not an agency's code. Codes look like BE-DAP or DE-NW-LKA.")
        }
        return agency
    }

    private static func certificate(
        _ pem: String, of agency: AgencyCode
    ) throws -> CertificateIdentity {
        let identity: CertificateIdentity
        do {
            identity = try CertificateIdentity(certificateDER: try der(pem))
        } catch let failure as CertificateIdentity.Failure {
            throw ConfigurationError(
                "The certificate's subject does not name an agency (organizationIdentifier, "
                    + "2.5.4.97): \(failure).")
        }
        guard identity.agency == agency else {
            throw ConfigurationError(
                "The certificate was issued to \(identity.agency), not to \(agency).")
        }
        return identity
    }

    /// Also of a certificate that names no agency: it must be possible to withdraw any.
    private static func fingerprint(_ pem: String) throws -> [UInt8] {
        Array(SHA256.hash(data: try der(pem)))
    }

    private static func der(_ pem: String) throws -> [UInt8] {
        do {
            return try SignerChain(pem: pem).leafDER
        } catch {
            throw ConfigurationError("This is not a certificate in PEM (\(error)).")
        }
    }
}
