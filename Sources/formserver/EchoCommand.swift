import ArgumentParser
import FormService
import Foundation

/// Serves the exchange's listener with nothing behind it.
struct EchoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo",
        abstract: "Serve the same listener, returning what it gets; for sizing.",
        discussion: """
            Calls to it cost what connection, TLS and gRPC cost; the difference from a call to the
            exchange is the exchange's own work. It has no database and knows no participants.

            EXAMPLE
              formserver echo --host 127.0.0.1 --port 7444 --certificate server.pem \\
                --key server.key --trust roots.pem
              formclient bench --call echo --server 127.0.0.1:7444
            """,
        shouldDisplay: false)

    @OptionGroup var listener: ListenerOptions

    func run() async throws {
        let server = try EchoServer(host: listener.host, port: listener.port, tls: listener.tls)
        let signals = ServerSignals(shutdown: { server.beginShutdown() })
        defer { signals.cancel() }
        try await server.run {
            print("Ready on port \($0)."); fflush(nil)
        }
    }
}
