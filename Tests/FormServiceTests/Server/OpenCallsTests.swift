import FormDocument
import Foundation
import GRPCCore
import Synchronization
import Testing

@testable import FormService

@Suite("Open calls")
struct OpenCallsTests {
    private static let agency = AgencyCode("BE-DAP")
    private let peers = PeerIdentities(limits: Limits())
    private let limits: Limits = {
        var limits = Limits()
        limits.callsPerAgencyMax = 3
        limits.uploadsPerAgencyMax = 2
        limits.watchesPerAgencyMax = 4
        limits.refusalDelay = .milliseconds(1)
        return limits
    }()

    private func context(_ method: String, peer: String = "ipv4:127.0.0.1:4711") -> ServerContext {
        ServerContext(
            descriptor: MethodDescriptor(
                fullyQualifiedService: "benelux.forms.v1.FormExchange", method: method),
            remotePeer: peer, localPeer: "ipv4:127.0.0.1:7443", cancellation: .init())
    }

    @Test(
        "An agency has its share of calls of each kind, and gets room again when one ends",
        arguments: [("Submit", 3), ("Log/GetCheckpoint", 3), ("SubmitBatch", 2), ("Watch", 4)])
    func share(method: String, maximum: Int) async throws {
        let calls = OpenCalls(peers: peers, limits: limits)
        var tokens: [OpenCalls.Token] = []
        for _ in 0..<maximum { tokens.append(try await calls.open(Self.agency, context(method))) }
        for _ in 0..<2 {
            let error = await #expect(throws: ServiceError.self) {
                _ = try await calls.open(Self.agency, context(method))
            }
            #expect(error?.code == .overloaded)
        }
        let others = try await [
            calls.open(AgencyCode("NL-DKDB"), context(method)), calls.open(nil, context(method)),
            calls.open(Self.agency, context(method == "Watch" ? "Get" : "ListRecords")),
        ]
        tokens.removeLast()
        tokens.append(try await calls.open(Self.agency, context(method)))
        withExtendedLifetime((tokens, others)) {}
    }

    @Test("Who stalls loses its connection; streams that are kept open, and others, do not")
    func overdue() async throws {
        let hungUp = Mutex<[String]>([])
        let pem = try TestAuthority().issue(to: try #require(Self.agency)).pem().certificate
        let identity = try PeerIdentity(certificateDER: try SignerChain(pem: pem).leafDER)
        for peer in ["stalled", "following", "quick"] {
            _ = peers.insert(identity, of: peer, agency: nil) {
                hungUp.withLock { $0.append(peer) }
            }
        }
        let calls = OpenCalls(peers: peers, limits: limits)
        let stalled = try await calls.open(Self.agency, context("Submit", peer: "stalled"))
        let following = try await calls.open(Self.agency, context("Watch", peer: "following"))
        do { _ = try await calls.open(Self.agency, context("Submit", peer: "quick")) }
        calls.hangUpOnOverdue(at: .now + limits.callTimeout - .seconds(1))
        #expect(hungUp.withLock { $0 } == [])
        calls.hangUpOnOverdue(at: .now + limits.callTimeout + .seconds(1))
        #expect(hungUp.withLock { $0 } == ["stalled"])
        withExtendedLifetime((stalled, following)) {}
    }
}
