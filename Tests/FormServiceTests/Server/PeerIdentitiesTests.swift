import FormDocument
import Foundation
import NIOCore
import Testing

@testable import FormService

@Suite("Peer identities")
struct PeerIdentitiesTests {
    private func identity() throws -> PeerIdentity {
        let authority = try TestAuthority()
        let agency = try #require(AgencyCode("BE-DAP"))
        let pem = try authority.issue(to: agency).pem().certificate
        return try PeerIdentity(certificateDER: try SignerChain(pem: pem).leafDER)
    }

    @Test("The late end of an old connection does not remove its successor's identity")
    func reusedPort() throws {
        let peers = PeerIdentities()
        let old = try identity()
        let new = try identity()
        let oldToken = peers.insert(old, of: "ipv4:127.0.0.1:4000") {}
        let newToken = peers.insert(new, of: "ipv4:127.0.0.1:4000") {}
        peers.remove(oldToken, of: "ipv4:127.0.0.1:4000")
        #expect(peers.find("ipv4:127.0.0.1:4000")?.fingerprint == new.fingerprint)
        peers.remove(newToken, of: "ipv4:127.0.0.1:4000")
        #expect(peers.find("ipv4:127.0.0.1:4000") == nil)
    }

    @Test("A peer without an Internet address has no key, and so no identity")
    func keys() throws {
        #expect(
            PeerIdentities.key(of: try SocketAddress(unixDomainSocketPath: "/tmp/socket")) == nil)
        #expect(PeerIdentities.key(of: nil) == nil)
    }

    @Test("Bytes that are no certificate give no identity")
    func notACertificate() {
        #expect(throws: (any Error).self) { try PeerIdentity(certificateDER: [1, 2, 3]) }
    }
}
