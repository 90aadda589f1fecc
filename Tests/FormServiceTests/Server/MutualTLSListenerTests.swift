import FormDocument
import Foundation
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import FormService

@Suite("Listener")
struct MutualTLSListenerTests {
    @Test("Who connects and says nothing is shown the door")
    func silence() async throws {
        try await withServer {
            $0.handshakeTimeout = .milliseconds(100)
        } _: { port in
            try await connect(port).closeFuture.get()
        }
    }

    @Test("Connections beyond the maximum are closed at once, the others stay")
    func maximum() async throws {
        try await withServer {
            $0.connectionsMax = 2
            // Nothing but the third is to be closed, however busy the machine is.
            $0.handshakeTimeout = .seconds(600)
        } _: { port in
            let first = try await connect(port)
            let second = try await connect(port)
            try await connect(port).closeFuture.get()
            #expect(first.isActive && second.isActive)
            try await first.close()
            try await second.close()
        }
    }

    /// A connection on which nothing is ever said.
    private func connect(_ port: Int) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// Runs `body` beside a server without a database, which accepting connections does not need.
    private func withServer(
        _ change: (inout Limits) -> Void, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "listener-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let credentials = try DevelopmentCredentials(folder: folder, exchangeName: "test/listener")
        var configuration = ServerConfiguration(
            host: "127.0.0.1", port: 0, database: "host=/nonexistent",
            tls: credentials.serverFiles, receiptKey: credentials.receiptKey.secretText,
            isTestExchange: true)
        change(&configuration.limits)
        configuration.limits.shutdownGrace = .milliseconds(100)
        var log = Logger(label: "test")
        log.logLevel = .critical
        let server = try FormServer(configuration, log: log)
        try await server.run { port in
            defer { server.beginShutdown() }
            try await body(port)
        }
    }
}
