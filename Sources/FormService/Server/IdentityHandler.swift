internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// Reads the client's certificate once, when the handshake is done, and ties its identity to the
/// connection.
///
/// A connection that takes too long over its handshake, one without TLS 1.3, without a certificate, without an address
/// or with a certificate that cannot be read is closed before any call reaches it.
final class IdentityHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private let tls: NIOSSLServerHandler
    private let peers: PeerIdentities
    private let timeout: TimeAmount
    private var deadline: Scheduled<Void>?
    private var entry: (peer: String, token: PeerIdentities.Token)?

    init(tls: NIOSSLServerHandler, peers: PeerIdentities, timeout: TimeAmount) {
        self.tls = tls
        self.peers = peers
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
                let peer = PeerIdentities.key(of: context.remoteAddress)
            else {
                context.close(promise: nil)
                return
            }
            let channel = context.channel
            let token = peers.insert(identity, of: peer) { channel.close(promise: nil) }
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
