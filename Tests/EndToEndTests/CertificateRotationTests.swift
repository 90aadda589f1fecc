import Crypto
import FormDocument
import FormProtocol
import Foundation
import Testing
import X509

@testable import FormService

extension EndToEnd {
    @Suite("Certificates swapped under a running server", .exchange(["BE-DAP", "NL-DKDB"]))
    struct CertificateRotationTests {
        @Test(
            "A new server certificate: after SIGHUP, or within seconds", arguments: [true, false])
        func serverCertificate(signalled: Bool) async throws {
            let exchange = try TestExchange.current
            let agency = exchange["BE-DAP"]
            let recorder = ConnectionRecorder()
            try await exchange.withClient(agency, interceptors: [recorder]) { client in
                _ = try await client.search()
                let fresh = try exchange.authority.issueServer()
                let old = try await Handshake.attempt(exchange, agency).serverCertificate
                #expect(try old != fresh.fingerprint)
                try TestExchange.write(fresh, named: "server", to: exchange.folder)
                if signalled { exchange.process.process.signal(SIGHUP) }
                try await waitUntil("new connections meet the new certificate") {
                    try await Handshake.attempt(exchange, agency).serverCertificate
                        == fresh.fingerprint
                }
                _ = try await client.search()
            }
            #expect(Set(recorder.connections).count == 1)
        }

        @Test("Files that cannot be used change nothing")
        func unusableFiles() async throws {
            let exchange = try TestExchange.current
            let file = exchange.folder.appending(path: "server.pem")
            let good = try String(contentsOf: file, encoding: .utf8)
            try PrivateFile.write("not a certificate", to: file)
            exchange.process.process.signal(SIGHUP)
            try await waitUntil("the log says that the certificates cannot be read") {
                exchange.process.process.errors.contains("certificates cannot be read")
            }
            #expect(try await Handshake.attempt(exchange, exchange["BE-DAP"]).accepted)
            try PrivateFile.write(good, to: file)
        }

        @Test("New trust roots: the new authority's clients come in, the old one's no more")
        func trustRoots() async throws {
            let exchange = try TestExchange.current
            let old = exchange["BE-DAP"]
            let next = try TestAuthority.called("Next TEST authority")
            let fresh = try Agency(
                "BE-DAP", issued: try next.issue(to: old.code), in: exchange.folder)
            let roots = exchange.folder.appending(path: "roots.pem")
            let oldRoots = try String(contentsOf: roots, encoding: .utf8)
            let oldRootsFile = exchange.folder.appending(path: "old-roots.pem")
            try PrivateFile.write(oldRoots, to: oldRootsFile)
            try await exchange.admit(fresh)
            #expect(try await !Handshake.attempt(exchange, fresh).accepted)

            // Both authorities for a while, as in real life; the server's certificate stays.
            let nextRoots = try next.pem().certificate
            let recorder = ConnectionRecorder()
            try await exchange.withClient(old, interceptors: [recorder]) { client in
                _ = try await client.search()
                try await replaceRoots(oldRoots + "\n" + nextRoots, exchange, letsIn: fresh)
                #expect(try await Handshake.attempt(exchange, old).accepted)
                try await exchange.waitUntilKnown(fresh)
                let signed = try fresh.signed(try SampleForm.plainForm())
                _ = try await exchange.withClient(fresh) { try await $0.submit(signed) }

                try TestExchange.write(
                    try next.issueServer(), named: "server", to: exchange.folder)
                try PrivateFile.write(nextRoots, to: roots)
                exchange.process.process.signal(SIGHUP)
                try await waitUntil("the old authority's clients are refused") {
                    try await !Handshake.attempt(exchange, old).accepted
                }
                #expect(try await Handshake.attempt(exchange, fresh).accepted)
                // An open connection goes on; what it signs is judged by the new roots.
                _ = try await client.search()
                let late = try old.signed(try SampleForm.plainForm())
                let refusal = try await expectRefusal { try await client.submit(late) }
                #expect(refusal.reason == "SIGNER_NOT_ACCEPTED")
            }
            #expect(Set(recorder.connections).count == 1)
            try PrivateFile.write(oldRoots, to: roots)
            try TestExchange.write(
                try exchange.authority.issueServer(), named: "server", to: exchange.folder)
            exchange.process.process.signal(SIGHUP)
            try await waitUntil("the old authority is back") {
                try await Handshake.attempt(exchange, old).accepted
            }
        }

        private func replaceRoots(
            _ roots: String, _ exchange: TestExchange, letsIn agency: Agency
        ) async throws {
            try PrivateFile.write(roots, to: exchange.folder.appending(path: "roots.pem"))
            exchange.process.process.signal(SIGHUP)
            try await waitUntil("the new authority's clients are let in") {
                try await Handshake.attempt(exchange, agency).accepted
            }
        }
    }
}

extension TestAuthority {
    /// An authority with a name of its own, as the next one in real life has.
    fileprivate static func called(_ name: String) throws -> TestAuthority {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        let root = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey,
            notValidBefore: Date(timeIntervalSinceNow: -3_600),
            notValidAfter: Date(timeIntervalSinceNow: 86_400), issuer: subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
            },
            issuerPrivateKey: key)
        let pem = try Issued(certificate: root, key: key).pem()
        return try TestAuthority(certificatePEM: pem.certificate, keyPEM: pem.key)
    }
}

extension TestAuthority.Issued {
    /// SHA-256 of the certificate in DER, hexadecimal.
    fileprivate var fingerprint: String {
        get throws {
            let chain = try SignerChain(pem: try pem().certificate)
            return SHA256.hash(data: chain.leafDER)
                .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
