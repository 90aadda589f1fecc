internal import FormDocument
internal import GRPCNIOTransportHTTP2
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// Accepts connections with TLS 1.3 and a client certificate, and nothing else.
///
/// The stock listener allows TLS 1.2 and parses the client's certificate on every call; this one
/// does so once per connection (see `docs/decisions/0001-grpc-and-our-own-listener.md`).
struct MutualTLSListener: HTTP2ServerTransport.ListenerFactory {
    let host: String
    let port: Int
    let eventLoopGroup: any EventLoopGroup
    let credentials: TLSCredentials
    let peers: PeerIdentities
    /// Tells whose a certificate is; `nil` for whom the exchange does not know.
    let agency: @Sendable (PeerIdentity) -> AgencyCode?
    let limits: Limits
    private let open = ConnectionCount()

    init(
        host: String, port: Int, eventLoopGroup: any EventLoopGroup, credentials: TLSCredentials,
        peers: PeerIdentities, agency: @escaping @Sendable (PeerIdentity) -> AgencyCode?,
        limits: Limits
    ) {
        self.host = host
        self.port = port
        self.eventLoopGroup = eventLoopGroup
        self.credentials = credentials
        self.peers = peers
        self.agency = agency
        self.limits = limits
    }

    func makeListeningChannel(
        listenerConfigurator: HTTP2ServerTransport.ListenerConfigurator,
        connectionConfigurator: HTTP2ServerTransport.ConnectionConfigurator
    ) async throws -> NIOAsyncChannel<
        HTTP2ServerTransport.ConnectionConfigurator.ConnectionChannel, Never
    > {
        try await ServerBootstrap(group: eventLoopGroup)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { listenerConfigurator.configure(channel: $0) }
            .bind(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard open.increment(upTo: limits.connectionsMax) else {
                        channel.close(promise: nil)
                        throw ChannelError.ioOnClosedChannel
                    }
                    channel.closeFuture.whenComplete { _ in open.decrement() }
                    let tls = NIOSSLServerHandler(context: credentials.current)
                    let identity = IdentityHandler(
                        tls: tls, peers: peers, agency: agency,
                        timeout: TimeAmount(limits.handshakeTimeout))
                    try channel.pipeline.syncOperations.addHandlers(tls, identity)
                }.flatMap {
                    connectionConfigurator.configure(
                        channel: channel, tls: .configured(requireALPN: true))
                }
            }
    }
}

/// How many connections are open.
private final class ConnectionCount: Sendable {
    private let count = Mutex(0)

    /// Counts one more; false if there are as many as there may be.
    func increment(upTo limit: Int) -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func decrement() {
        count.withLock { $0 -= 1 }
    }
}
