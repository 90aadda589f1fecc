import ArgumentParser
import FormService
import Foundation
import Logging

/// Serves an exchange from a configured database with certificates of a real authority.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve an exchange.")

    @OptionGroup var database: DatabaseOptions

    @Option(help: "The address to listen on.")
    var host = "0.0.0.0"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 7443

    @Option(help: "The server's certificate chain, PEM.")
    var certificate: String

    @Option(help: "The server's private key, PEM.")
    var key: String

    @Option(help: "The authorities whose certificates clients and signers may have, PEM.")
    var trust: String

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
                host: host, port: port, database: connectionString,
                tls: .init(certificateChain: certificate, privateKey: key, trustRoots: trust),
                receiptKey: keyText.trimmingCharacters(in: .whitespacesAndNewlines),
                isTestExchange: test),
            log: Logger(label: "formserver"))
        let signals = ServerSignals(server)
        defer { signals.cancel() }
        try await server.run {
            print("Ready on port \($0)."); fflush(nil)
        }
    }
}
