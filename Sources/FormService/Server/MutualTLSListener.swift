internal import GRPCNIOTransportHTTP2
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

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
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .bind(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = NIOSSLServerHandler(context: credentials.current)
                    let identity = IdentityHandler(tls: tls, peers: peers)
                    try channel.pipeline.syncOperations.addHandlers(tls, identity)
                }.flatMap {
                    connectionConfigurator.configure(
                        channel: channel, tls: .configured(requireALPN: true))
                }
            }
    }
}
