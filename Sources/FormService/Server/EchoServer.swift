internal import FormProtocol
internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import NIOPosix

/// The exchange's listener without an exchange behind it: answers with the bytes that it gets.
///
/// For sizing: what a call costs here is the part of connection, TLS and gRPC in every call to the
/// exchange. Whoever has a certificate of the trusted authorities may call; there is nothing to
/// read, and no database.
public final class EchoServer: Sendable {
    private typealias Transport = HTTP2ServerTransport.Custom<MutualTLSListener>

    private let transport: Transport
    private let server: GRPCServer<Transport>

    /// - Parameter port: 0 takes a free one.
    /// - Throws: ``ConfigurationError`` for keys and certificates that cannot be used.
    public init(host: String, port: Int, tls: TLSCredentials.Files) throws {
        let limits = Limits()
        transport = Transport(
            listenerFactory: MutualTLSListener(
                host: host, port: port, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                credentials: try TLSCredentials(files: tls),
                peers: PeerIdentities(limits: limits), agency: { _ in nil }, limits: limits),
            config: .exchange(limits))
        server = GRPCServer(transport: transport, services: [SizingService()])
    }

    /// Serves until ``beginShutdown()``.
    ///
    /// - Parameter ready: gets the port once calls are accepted.
    /// - Throws: ``ConfigurationError`` if the address cannot be listened on.
    public func run(ready: @escaping @Sendable (Int) -> Void) async throws {
        async let serving: Void = serve()
        if let port = await transport.port { ready(port) }
        try await serving
    }

    /// Accepts no more connections and lets open calls end.
    public func beginShutdown() {
        server.beginGracefulShutdown()
    }

    private func serve() async throws {
        do {
            try await server.serve()
        } catch let error as RuntimeError where error.code == .transportError {
            throw ConfigurationError(
                "The address cannot be listened on: \(error.cause.map { "\($0)" } ?? error.message)"
            )
        }
    }
}

/// The service `benelux.forms.v1.Sizing`.
private struct SizingService: WireSizing.SimpleServiceProtocol {
    func echo(request: WireEchoRequest, context: ServerContext) async throws -> WireEchoResponse {
        .with { $0.payload = request.payload }
    }
}
