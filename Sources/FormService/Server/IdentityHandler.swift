internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// Reads the client's certificate once, when the handshake is done, and ties its identity to the
/// connection.
///
/// A connection without TLS 1.3, without a certificate, without an address or with a certificate
/// that cannot be read is closed before any call reaches it.
final class IdentityHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private let tls: NIOSSLServerHandler
    private let peers: PeerIdentities
    private var entry: (peer: String, token: PeerIdentities.Token)?

    init(tls: NIOSSLServerHandler, peers: PeerIdentities) {
        self.tls = tls
        self.peers = peers
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            guard tls.tlsVersion == .tlsv13,
                let certificate = tls.peerCertificate,
                let identity = try? PeerIdentity(certificateDER: certificate.toDERBytes()),
                let peer = PeerIdentities.key(of: context.remoteAddress)
            else {
                context.close(promise: nil)
                return
            }
            entry = (peer, peers.insert(identity, of: peer))
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
        guard let (peer, token) = entry else { return }
        peers.remove(token, of: peer)
        entry = nil
    }
}
