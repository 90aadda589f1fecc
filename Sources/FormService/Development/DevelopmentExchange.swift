public import Foundation
public import Logging

/// A whole exchange on one machine for development: its own database, its own certificate
/// authority, demo participants. One folder holds all of it, and everything in it says TEST.
public final class DevelopmentExchange: Sendable {
    private let folder: URL
    private let host: String
    private let port: Int
    private let log: Logger
    private let cluster: PrivateCluster

    /// The name in the receipts: nobody can take them for those of a live exchange.
    private static let exchangeName = "forms.localhost/test"

    /// - Parameter port: 0 takes a free one.
    /// - Throws: ``ConfigurationError`` if PostgreSQL is missing.
    public init(folder: URL, host: String = "127.0.0.1", port: Int, log: Logger) throws {
        self.folder = folder.standardizedFileURL
        self.host = host
        self.port = port
        self.log = log
        cluster = try PrivateCluster(folder: self.folder)
    }

    /// Where a client finds what it needs to be one of the demo agencies.
    public var profiles: URL { folder.appending(path: "profiles") }

    /// Makes or takes up everything, serves until told to stop, and stops the database again.
    ///
    /// - Parameters:
    ///   - progress: gets a line for each step.
    ///   - start: gets the server, so that signals can reach it.
    ///   - ready: gets the port once calls are accepted.
    public func run(
        progress: @escaping @Sendable (String) -> Void,
        start: (FormServer) -> Void,
        ready: @escaping @Sendable (Int) -> Void
    ) async throws {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let lock = try FolderLock(folder)
        defer { lock.release() }

        progress("database     \(folder.path)/cluster")
        try await cluster.start()
        do {
            try await serve(progress: progress, start: start, ready: ready)
        } catch {
            try? await cluster.stop()
            throw error
        }
        progress("stopping the database")
        try await cluster.stop()
    }

    private func serve(
        progress: @escaping @Sendable (String) -> Void, start: (FormServer) -> Void,
        ready: @escaping @Sendable (Int) -> Void
    ) async throws {
        // Nobody else uses this database, so that nothing has to wait for older servers.
        try await Migrator(connectionString: cluster.connectionString).up(contract: true) { event in
            if case .applied(let step, _, _, _) = event { progress("migration    \(step)") }
        }
        let credentials = try DevelopmentCredentials(
            folder: folder, exchangeName: Self.exchangeName)
        try await admitParticipants(credentials)
        let server = try FormServer(
            ServerConfiguration(
                host: host, port: port, database: cluster.connectionString,
                tls: credentials.serverFiles, receiptKey: credentials.receiptKey.secretText,
                isTestExchange: true),
            log: log)
        start(server)
        try await server.run { port in
            try credentials.writeProfiles(
                for: DemoParticipant.all.map(\.code), to: self.profiles,
                server: "\(self.host):\(port)")
            ready(port)
        }
    }

    private func admitParticipants(_ credentials: DevelopmentCredentials) async throws {
        let admission = ParticipantAdmission(connectionString: cluster.connectionString)
        for participant in DemoParticipant.all {
            let certificate = try credentials.certificatePEM(of: participant.code)
            // What was changed or withdrawn while trying things out stays as it is.
            if try await admission.knows(certificatePEM: certificate) { continue }
            try await admission.admit(
                agency: participant.code, name: participant.name, certificatePEM: certificate,
                isPerson: false, roles: participant.roles.map(\.rawValue))
        }
    }
}
