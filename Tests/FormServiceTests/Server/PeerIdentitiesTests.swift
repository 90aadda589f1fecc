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
        let peers = PeerIdentities(limits: Limits())
        let old = try identity()
        let new = try identity()
        let oldToken = peers.insert(old, of: "ipv4:127.0.0.1:4000", agency: nil) {}
        let newToken = peers.insert(new, of: "ipv4:127.0.0.1:4000", agency: nil) {}
        peers.remove(try #require(oldToken), of: "ipv4:127.0.0.1:4000")
        #expect(peers.find("ipv4:127.0.0.1:4000")?.fingerprint == new.fingerprint)
        peers.remove(try #require(newToken), of: "ipv4:127.0.0.1:4000")
        #expect(peers.find("ipv4:127.0.0.1:4000") == nil)
    }

    @Test("An agency has so many connections and no more; others, and strangers together, as many")
    func maximum() throws {
        var limits = Limits()
        limits.connectionsPerAgencyMax = 2
        let peers = PeerIdentities(limits: limits)
        let identity = try identity()
        let agencies = [AgencyCode("BE-DAP"), AgencyCode("NL-DKDB"), nil]
        var tokens: [AgencyCode?: PeerIdentities.Token] = [:]
        for (index, agency) in agencies.enumerated() {
            _ = peers.insert(identity, of: "\(index).0", agency: agency) {}
            tokens[agency] = peers.insert(identity, of: "\(index).1", agency: agency) {}
            #expect(tokens[agency] != nil)
            #expect(peers.insert(identity, of: "\(index).2", agency: agency) {} == nil)
            #expect(peers.find("\(index).2") == nil)
        }
        peers.remove(try #require(tokens[agencies[0]]), of: "0.1")
        #expect(peers.insert(identity, of: "0.2", agency: agencies[0]) {} != nil)
        #expect(peers.insert(identity, of: "1.2", agency: agencies[1]) {} == nil)
        // A port that is used again counts once.
        #expect(peers.insert(identity, of: "1.1", agency: agencies[1]) {} != nil)
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
