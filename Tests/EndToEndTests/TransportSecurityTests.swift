import Crypto
import FormDocument
import FormProtocol
import Foundation
import GRPCCore
import SwiftASN1
import Testing
import X509

@testable import FormService

extension EndToEnd {
    @Suite("Transport security", .exchange())
    struct TransportSecurityTests {
        /// What a client may come with that is not good enough.
        enum Intruder: String, CaseIterable, Sendable {
            case noCertificate = "no certificate"
            case expired = "an expired certificate"
            case notYetValid = "a certificate that is not valid yet"
            case otherAuthority = "a certificate of another authority with the same name"
            case selfSigned = "a certificate signed by itself"
            case serverCertificate = "the server's own certificate"
        }

        @Test("A participant is let in, with TLS 1.3 and HTTP/2")
        func participant() async throws {
            let exchange = try TestExchange.current
            let handshake = try await Handshake.attempt(exchange, exchange["BE-DAP"])
            #expect(handshake.accepted)
            #expect(handshake.version == "TLSv1.3")
            #expect(handshake.protocol == "h2")
        }

        @Test("TLS 1.2 is refused, whatever the certificate")
        func oldVersion() async throws {
            let exchange = try TestExchange.current
            let handshake = try await Handshake.attempt(exchange, exchange["BE-DAP"], "--tls12")
            #expect(!handshake.accepted)
            #expect(handshake.error == "SSLError")
        }

        @Test("Another protocol than HTTP/2 is refused")
        func otherProtocol() async throws {
            let exchange = try TestExchange.current
            let handshake = try await Handshake.attempt(
                exchange, exchange["BE-DAP"], "--alpn", "http/1.1")
            #expect(!handshake.accepted)
        }

        @Test("A connection without a good certificate is refused", arguments: Intruder.allCases)
        func intruder(kind: Intruder) async throws {
            let exchange = try TestExchange.current
            let agency: Agency? =
                switch kind {
                case .noCertificate: nil
                case .expired: try exchange.expiredCertificate(of: "BE-DAP")
                case .notYetValid: try exchange.futureCertificate(of: "BE-DAP")
                case .otherAuthority: try exchange.stranger("BE-DAP")
                case .selfSigned:
                    try Agency("BE-DAP", issued: try SelfSigned.issue(), in: exchange.folder)
                case .serverCertificate:
                    try Agency(
                        "BE-DAP", issued: try exchange.authority.issueServer(), in: exchange.folder)
                }
            let handshake = try await Handshake.attempt(exchange, agency)
            #expect(!handshake.accepted)
            #expect(handshake.error != nil)
        }

        @Test("A certificate that is not admitted connects, and every call is refused")
        func unknownCertificate() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            try await exchange.submit(form)
            let unknown = try exchange.anotherCertificate(of: "NL-DKDB")
            #expect(try await Handshake.attempt(exchange, unknown).accepted)
            let signed = try exchange["BE-DAP"].signed(form)
            let before = try await exchange.database.traces()
            let refusals = try await exchange.withClient(unknown) { client in
                [
                    try await expectRefusal { try await client.submit(signed) },
                    try await expectRefusal { try await client.validate(signed) },
                    try await expectRefusal { try await client.get(form.reference) },
                    try await expectRefusal { try await client.search() },
                    try await expectRefusal { try await client.inbox() },
                    try await expectRefusal { try await client.acknowledge(form.reference) },
                ]
            }
            for refusal in refusals {
                #expect(refusal.code == .unauthenticated)
                #expect(refusal.reason == "CERTIFICATE_UNKNOWN")
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A withdrawn certificate is refused within seconds, also on an open connection")
        func withdrawnCertificate() async throws {
            let exchange = try TestExchange.current
            let second = try exchange.anotherCertificate(of: "NL-DKDB")
            try await exchange.admitAndWait(second)
            try await exchange.withClient(second) { client in
                _ = try await client.search()
                try await exchange.withdraw(second)
                try await waitUntil("the withdrawn certificate is refused") {
                    do {
                        _ = try await client.search()
                        return false
                    } catch let error as RPCError {
                        #expect(try Refusal(error).reason == "CERTIFICATE_UNKNOWN")
                        return true
                    }
                }
            }
        }
    }

    @Suite("IPv6", .exchange(["BE-DAP", "NL-DKDB"], host: "::1"))
    struct IPv6Tests {
        @Test("An agency submits over IPv6, another reads")
        func submitAndRead() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            let signed = try exchange["BE-DAP"].signed(form)
            try await exchange.withClient("BE-DAP") { _ = try await $0.submit(signed) }
            let found = try await exchange.withClient("NL-DKDB") {
                try await $0.get(form.reference)
            }
            #expect(found.form.document == signed.document)
        }
    }
}

/// A certificate that vouches for itself.
private enum SelfSigned {
    static func issue() throws -> TestAuthority.Issued {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName([
            RelativeDistinguishedName.Attribute(
                type: CertificateIdentity.organizationIdentifier,
                value: .init(utf8String: "BE-DAP"))
        ])
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey,
            notValidBefore: Date(timeIntervalSinceNow: -3_600),
            notValidAfter: Date(timeIntervalSinceNow: 86_400), issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                try ExtendedKeyUsage([.clientAuth])
            },
            issuerPrivateKey: key)
        return TestAuthority.Issued(certificate: certificate, key: key)
    }
}
