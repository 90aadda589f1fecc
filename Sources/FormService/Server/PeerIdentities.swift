internal import Crypto
internal import FormDocument
internal import Foundation
internal import NIOCore
internal import Synchronization
internal import X509

/// The certificate at the other end of a connection, as far as calls need it.
struct PeerIdentity: Sendable {
    /// SHA-256 of the certificate's DER, 32 bytes: what the participants table knows it by.
    let fingerprint: [UInt8]
    let notAfter: Timestamp

    /// - Throws: an ASN.1 error if the bytes are not a certificate.
    init(certificateDER: [UInt8]) throws {
        let certificate = try Certificate(derEncoded: certificateDER)
        fingerprint = Array(SHA256.hash(data: certificateDER))
        notAfter = Timestamp(
            microseconds: Int64(certificate.notValidAfter.timeIntervalSince1970) * 1_000_000)
    }
}

/// Who stands at the other end of each open connection.
///
/// The transport gives a call no more than the text of its peer's address, so that text is the key.
/// A token per connection keeps the late end of an old connection from removing the identity of a
/// new one that got the same port.
final class PeerIdentities: Sendable {
    /// Marks the entry of one connection.
    struct Token: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    private struct Entry {
        let token: Token
        let identity: PeerIdentity
        let agency: AgencyCode?
        let hangUp: @Sendable () -> Void
    }

    private struct State {
        var lastToken: UInt64 = 0
        var entries: [String: Entry] = [:]
        var counts = HolderCounts<AgencyCode?>()

        mutating func remove(_ peer: String) {
            guard let entry = entries.removeValue(forKey: peer) else { return }
            counts.remove(entry.agency)
        }
    }

    private let state = Mutex(State())
    private let limits: Limits

    init(limits: Limits) {
        self.limits = limits
    }

    /// Ties `identity` to the connection with `peer`, in place of whatever stood there.
    ///
    /// - Parameters:
    ///   - agency: whose it is; `nil` for all that are no participant's together.
    ///   - hangUp: closes the connection.
    /// - Returns: `nil` if the agency has as many connections as it may.
    func insert(
        _ identity: PeerIdentity, of peer: String, agency: AgencyCode?,
        hangUp: @escaping @Sendable () -> Void
    ) -> Token? {
        state.withLock { state in
            state.remove(peer)
            guard state.counts[agency] < limits.connectionsPerAgencyMax else { return nil }
            state.counts.add(agency)
            state.lastToken += 1
            let token = Token(number: state.lastToken)
            state.entries[peer] = Entry(
                token: token, identity: identity, agency: agency, hangUp: hangUp)
            return token
        }
    }

    /// Removes the entry that `token` marks; another connection's entry under the same text stays.
    func remove(_ token: Token, of peer: String) {
        state.withLock { state in
            if state.entries[peer]?.token == token { state.remove(peer) }
        }
    }

    /// Finds who stands behind `peer`; `nil` means that the call must be refused.
    func find(_ peer: String) -> PeerIdentity? {
        state.withLock { $0.entries[peer]?.identity }
    }

    /// Closes the connection with `peer`, if there is one.
    func hangUp(on peer: String) {
        state.withLock { $0.entries[peer]?.hangUp }?()
    }

    /// The text under which the transport names a peer to a call, or `nil` for a peer without an
    /// Internet address.
    ///
    /// Must give the very text of `ServerContext.remotePeer`; a difference would refuse every call.
    static func key(of address: SocketAddress?) -> String? {
        switch address {
        case .v4(let v4): address?.port.map { "ipv4:\(v4.host):\($0)" }
        case .v6(let v6): address?.port.map { "ipv6:[\(v6.host)]:\($0)" }
        default: nil
        }
    }
}
