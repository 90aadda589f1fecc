import ArgumentParser
import FormService
import Foundation
import Logging

/// Serves a whole exchange from one folder: database, authority and demo participants included.
struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev",
        abstract: "Serve an exchange for development: everything included, nothing to configure.",
        discussion: """
            Makes a private PostgreSQL cluster, a throw-away certificate authority and demo
            agencies in one folder, and a client profile for each agency:
              formclient inbox --profile FOLDER/profiles/BE-DAP
            Everything it makes is marked TEST.
            """)

    @Option(help: "The folder for all of it. (default: \(DevCommand.defaultFolder))")
    var data: String?

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 7443

    @Flag(help: "Log every call.")
    var verbose = false

    func run() async throws {
        var log = Logger(label: "formserver")
        log.logLevel = verbose ? .info : .warning
        let folder = URL(filePath: data ?? Self.defaultFolder)
        let exchange = try DevelopmentExchange(folder: folder, port: port, log: log)
        var signals: ServerSignals?
        try await exchange.run(
            progress: { Self.say($0) },
            start: { server in
                signals = ServerSignals(
                    shutdown: { server.beginShutdown() }, reload: { server.reloadCredentials() })
            },
            ready: { port in
                Self.say("profiles     \(exchange.profiles.path)")
                Self.say("Ready on port \(port). Ctrl-C stops it.")
            })
        signals?.cancel()
        Self.say("Stopped. The data stays in \(folder.path).")
    }

    /// As root PostgreSQL runs as another user, who can seldom enter root's own folders.
    private static var defaultFolder: String {
        let environment = ProcessInfo.processInfo.environment
        if geteuid() == 0 { return "/var/lib/benelux-forms-dev" }
        let home = environment["HOME"] ?? "."
        let base = environment["XDG_DATA_HOME"] ?? "\(home)/.local/share"
        return "\(base)/benelux-forms/dev"
    }

    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
