import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct SignerChainTests {
    private let accepted = Timestamp("2026-03-01T09:30:01Z")!

    @Test(arguments: signers)
    func leadsToTheRoot(_ signer: String) async throws {
        let roots = try Vectors.roots().certificates
        let chain = try Vectors.chain(signer)
        #expect(await chain.validate(roots: roots, at: accepted) == .valid)
        // With the root in the chain as well.
        let whole = try SignerChain(der: chain.der + Vectors.roots().der)
        #expect(await whole.validate(roots: roots, at: accepted) == .valid)
    }

    @Test func leadsNowhereWithoutRootOrIssuer() async throws {
        let chain = try Vectors.chain("es256")
        let leafOnly = try SignerChain(der: [chain.leafDER])
        let roots = try Vectors.roots().certificates
        #expect(await chain.validate(roots: [], at: accepted) != .valid)
        #expect(await leafOnly.validate(roots: roots, at: accepted) != .valid)
        // What the signer sends is never a root, whatever it says.
        let own = try SignerChain(
            der: Vectors.chain("foreign").der + Vectors.chain("foreign-root").der)
        #expect(await own.validate(roots: roots, at: accepted) != .valid)
        // Nor is the signer's own certificate one.
        #expect(await leafOnly.validate(roots: leafOnly.certificates, at: accepted) != .valid)
    }

    @Test(arguments: [
        ("2024-12-31T23:59:59.999999Z", false), ("2025-01-01T00:00:00Z", true),
        ("2028-01-01T00:00:00Z", true), ("2028-01-01T00:00:00.999999Z", true),
        ("2028-01-01T00:00:01Z", false), ("2060-01-01T00:00:00Z", false),
    ])
    func isJudgedAtTheTimeGiven(_ time: String, _ isValid: Bool) async throws {
        let validation = try await Vectors.chain("es256").validate(
            roots: Vectors.roots().certificates, at: try #require(Timestamp(time)))
        #expect((validation == .valid) == isValid)
    }

    @Test(arguments: ["foreign", "expired", "authority", "not-for-signing", "issued-by-signer"])
    func refuses(_ chain: String) async throws {
        let validation = try await Vectors.chain(chain).validate(
            roots: Vectors.roots().certificates, at: accepted)
        #expect(validation != .valid)
    }

    private struct Cases: Decodable {
        struct Case: Decodable {
            let name: String
            let result: String
            let chain: [String]
        }

        let at: String
        let cases: [Case]
    }

    @Test func everyVectorHasTheResultItPromises() async throws {
        let vectors = try Vectors.list("chains/cases.json", of: Cases.self)
        let time = try #require(Timestamp(vectors.at))
        let roots = try Vectors.roots().certificates
        #expect(vectors.cases.count >= 30)
        for vector in vectors.cases {
            let der = try vector.chain.map { try #require(Base64.standard.decode($0)) }
            var result = "refused"
            if let chain = try? SignerChain(der: der) {
                let isValid = await chain.validate(roots: roots, at: time) == .valid
                let identity = try? CertificateIdentity(certificateDER: chain.leafDER)
                #expect(identity == nil || identity?.agency == AgencyCode("BE-DAP"))
                result = !isValid ? "invalid" : identity == nil ? "stranger" : "accepted"
            }
            #expect(result == vector.result, "\(vector.name)")
        }
    }

    @Test func everyCertificateHandedInMustBeValid() async throws {
        let roots = try Vectors.roots().certificates
        let chain = try Vectors.chain("es256")
        let spare = try SignerChain(der: chain.der + [Vectors.chain("es384").leafDER])
        #expect(await spare.validate(roots: roots, at: accepted) == .valid)
        let expired = try SignerChain(der: chain.der + [Vectors.chain("expired").leafDER])
        #expect(await expired.validate(roots: roots, at: accepted) != .valid)
    }

    @Test func isBounded() throws {
        let der = try Vectors.chain("es256").der
        #expect(throws: SignerChainError.empty) { try SignerChain(der: []) }
        #expect(throws: SignerChainError.tooManyCertificates) {
            try SignerChain(der: der + der + der)
        }
        #expect(throws: SignerChainError.certificateTooLarge(index: 1)) {
            try SignerChain(der: [der[0], [UInt8](repeating: 0x30, count: 8_193)])
        }
        #expect(throws: SignerChainError.malformedCertificate(index: 0)) {
            try SignerChain(der: [der[0] + [0]])
        }
        #expect(throws: SignerChainError.malformedCertificate(index: 1)) {
            try SignerChain(der: [der[0], Array(der[1].dropLast())])
        }
        #expect(throws: SignerChainError.empty) { try SignerChain(pem: "no certificate") }
        #expect(throws: SignerChainError.notPEM) {
            try SignerChain(pem: "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----")
        }
    }

    @Test func theDigestIsOverAllCertificates() throws {
        let receipt = try Receipt(parsing: try Vectors.text("receipt.txt"))
        let chain = try Vectors.chain("es256")
        #expect(chain.digest == receipt.record.chainDigest)
        #expect(try SignerChain(der: [chain.leafDER]).digest != receipt.record.chainDigest)
    }
}

@Suite struct CertificateIdentityTests {
    @Test func readsTheSubject() throws {
        let chain = try Vectors.chain("es256")
        let identity = try CertificateIdentity(certificateDER: chain.leafDER)
        #expect(identity.agency == AgencyCode("BE-DAP"))
        #expect(identity.commonName == "Vector signer es256")
        #expect(identity.notBefore == Timestamp("2025-01-01T00:00:00Z"))
        #expect(identity.notAfter == Timestamp("2028-01-01T00:00:00Z"))
        let jws = try DetachedJWS(parsing: try Vectors.text("signatures/es256.jws"))
        #expect(identity.fingerprint == jws.certificateDigest)
        #expect(
            try CertificateIdentity(chain.leaf, fingerprint: identity.fingerprint) == identity)
    }

    @Test func refuses() throws {
        #expect(throws: CertificateIdentity.Failure.notACertificate) {
            try CertificateIdentity(certificateDER: [0x30, 0])
        }
        #expect(throws: CertificateIdentity.Failure.noAgency) {
            try CertificateIdentity(certificateDER: try Vectors.chain("no-agency").leafDER)
        }
    }
}
