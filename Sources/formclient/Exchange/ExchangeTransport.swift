import GRPCCore
import GRPCNIOTransportHTTP2
import Glibc
import NIOCore
import NIOPosix

extension HTTP2ClientTransport.Posix {
    /// The way to a server with mutual TLS, as the agency of a profile.
    ///
    /// Nothing is sent before the first call; a server that is away is noticed there.
    ///
    /// - Throws: ``ClientError`` `.local` for keys and certificates that cannot be used.
    init(
        to server: ServerAddress, as profile: Profile,
        on loops: any EventLoopGroup = .singletonMultiThreadedEventLoopGroup
    ) throws(ClientError) {
        // Read first for the sake of a clear error; the transport opens the files again.
        _ = try Credentials.keyText(profile.key)
        _ = try Credentials.chain(profile.certificate)
        _ = try Credentials.roots(profile.trust)
        do {
            try self.init(
                target: server.target,
                transportSecurity: .mTLS(
                    certificateChain: [.file(path: profile.certificate, format: .pem)],
                    privateKey: .file(path: profile.key, format: .pem)
                ) { tls in
                    tls.trustRoots = .certificates([.file(path: profile.trust, format: .pem)])
                    tls.serverCertificateVerification = .fullVerification
                },
                eventLoopGroup: loops)
        } catch {
            throw ClientError(.local, .tlsSetup(profile.certificate, profile.key))
        }
    }
}

typealias ExchangeClient = GRPCClient<HTTP2ClientTransport.Posix>

/// As gRPC's own `withGRPCClient`, which waits for ever for the connection to end.
///
/// A server that hangs does not keep the client from ending: closing waits for it only after a
/// success, and not for long.
func withExchangeClient<Result: Sendable>(
    over transport: HTTP2ClientTransport.Posix,
    _ body: (ExchangeClient) async throws -> Result
) async throws -> Result {
    let client = ExchangeClient(transport: transport)
    let (closed, closing) = AsyncStream.makeStream(of: Never.self)
    let connections = Task {
        defer { closing.finish() }
        try await client.runConnections()
    }
    defer { connections.cancel() }
    defer { client.beginGracefulShutdown() }
    let result = try await body(client)
    client.beginGracefulShutdown()
    let limit = Task {
        try await Task.sleep(for: .seconds(2))
        closing.finish()
    }
    for await _ in closed {}
    limit.cancel()
    return result
}

extension ServerAddress {
    /// An address as such must not be looked up, nor named in the TLS handshake.
    fileprivate var target: any ResolvableTarget {
        var scratch = in6_addr()
        if inet_pton(AF_INET, host, &scratch) == 1 { return .ipv4(address: host, port: port) }
        if inet_pton(AF_INET6, host, &scratch) == 1 { return .ipv6(address: host, port: port) }
        return .dns(host: host, port: port)
    }
}
