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

    @Test("Of an agency so many requests may be coming at a time, whatever the kind of call")
    func coming() async throws {
        var limits = limits
        limits.comingRequestsPerAgencyMax = 2
        let calls = OpenCalls(peers: peers, limits: limits)
        let first = try await calls.open(Self.agency, context("Watch"))
        var second: OpenCalls.Token? = try await calls.open(Self.agency, context("SubmitBatch"))
        await #expect(throws: ServiceError.self) {
            _ = try await calls.open(Self.agency, context("Get"))
        }
        first.requestHasCome()
        first.requestHasCome()
        let third = try await calls.open(Self.agency, context("Get"))
        await #expect(throws: ServiceError.self) {
            _ = try await calls.open(Self.agency, context("Watch"))
        }
        withExtendedLifetime(second) {}
        second = nil
        let fourth = try await calls.open(Self.agency, context("Watch"))
        withExtendedLifetime((first, third, fourth)) {}
    }

    @Test("Who stalls loses its connection; who waits, or follows a stream, does not")
    func overdue() async throws {
        let hungUp = Mutex<Set<String>>([])
        let pem = try TestAuthority().issue(to: try #require(Self.agency)).pem().certificate
        let identity = try PeerIdentity(certificateDER: try SignerChain(pem: pem).leafDER)
        for peer in ["half", "half watch", "waiting", "following", "not taking", "quick"] {
            _ = peers.insert(identity, of: peer, agency: nil) {
                hungUp.withLock { _ = $0.insert(peer) }
            }
        }
        let calls = OpenCalls(peers: peers, limits: limits)
        let half = try await calls.open(Self.agency, context("Submit", peer: "half"))
        let halfWatch = try await calls.open(Self.agency, context("Watch", peer: "half watch"))
        let waiting = try await calls.open(Self.agency, context("Submit", peer: "waiting"))
        waiting.requestHasCome()
        let following = try await calls.open(Self.agency, context("Watch", peer: "following"))
        following.requestHasCome()
        following.answerIsReady()
        let notTaking = try await calls.open(Self.agency, context("Get", peer: "not taking"))
        notTaking.requestHasCome()
        notTaking.answerIsReady()
        do {
            let other = AgencyCode("NL-DKDB")
            _ = try await calls.open(other, context("Submit", peer: "quick"))
        }
        calls.hangUpOnOverdue(at: .now + limits.callTimeout - .seconds(1))
        #expect(hungUp.withLock { $0 } == [])
        calls.hangUpOnOverdue(at: .now + limits.callTimeout + .seconds(1))
        #expect(hungUp.withLock { $0 } == ["half", "half watch", "not taking"])
        withExtendedLifetime((half, halfWatch, waiting, following, notTaking)) {}
    }
}
