internal import FormDocument
internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// Reads the client's certificate once, when the handshake is done, and ties its identity to the
/// connection.
///
/// A connection that takes too long over its handshake, one without TLS 1.3, without a certificate,
/// without an address, with a certificate that cannot be read, or of an agency that has too many is
/// closed before any call reaches it.
final class IdentityHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private let tls: NIOSSLServerHandler
    private let peers: PeerIdentities
    private let agency: @Sendable (PeerIdentity) -> AgencyCode?
    private let timeout: TimeAmount
    private var deadline: Scheduled<Void>?
    private var entry: (peer: String, token: PeerIdentities.Token)?

    /// - Parameter agency: tells whose a certificate is, for the number of their connections.
    init(
        tls: NIOSSLServerHandler, peers: PeerIdentities,
        agency: @escaping @Sendable (PeerIdentity) -> AgencyCode?, timeout: TimeAmount
    ) {
        self.tls = tls
        self.peers = peers
        self.agency = agency
        self.timeout = timeout
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Who says nothing, or says it slowly, must not hold a connection.
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            deadline?.cancel()
            guard tls.tlsVersion == .tlsv13,
                let certificate = tls.peerCertificate,
                let identity = try? PeerIdentity(certificateDER: certificate.toDERBytes()),
                let peer = PeerIdentities.key(of: context.remoteAddress),
                let token = peers.insert(
                    identity, of: peer, agency: agency(identity),
                    hangUp: { [channel = context.channel] in channel.close(promise: nil) })
            else {
                context.close(promise: nil)
                return
            }
            entry = (peer, token)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        forget()
    }

    private func forget() {
        deadline?.cancel()
        guard let (peer, token) = entry else { return }
        peers.remove(token, of: peer)
        entry = nil
    }
}
