import ArgumentParser
import FormService
import Foundation
import Logging

/// Serves an exchange from a configured database with certificates of a real authority.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve an exchange.")

    @OptionGroup var database: DatabaseOptions

    @OptionGroup var listener: ListenerOptions

    @Option(help: "The file with the key that signs receipts, as `formserver key` made it.")
    var receiptKey: String

    @Flag(help: "This exchange is for tests: it accepts forms with action TEST.")
    var test = false

    func run() async throws {
        let connectionString = try database.connectionString
        try await Migrator(connectionString: connectionString).verify()
        let keyText = try TextFile.read(receiptKey)
        let server = try FormServer(
            ServerConfiguration(
                host: listener.host, port: listener.port, database: connectionString,
                tls: listener.tls,
                receiptKey: keyText.trimmingCharacters(in: .whitespacesAndNewlines),
                isTestExchange: test),
            log: Logger(label: "formserver"))
        let signals = ServerSignals(
            shutdown: { server.beginShutdown() }, reload: { server.reloadCredentials() })
        defer { signals.cancel() }
        try await server.run {
            print("Ready on port \($0)."); fflush(nil)
        }
    }
}
