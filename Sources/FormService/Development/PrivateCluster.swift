internal import Foundation

/// A PostgreSQL cluster of our own in a data folder: no network port, a Unix socket only its owner
/// can reach.
///
/// PostgreSQL refuses to run as root. There it runs as the user `postgres`, who must be able to
/// reach the folder; elsewhere it runs as whoever runs this process.
struct PrivateCluster {
    let folder: URL
    private let programs: URL
    private let asRoot = geteuid() == 0

    /// The longest path that `sockaddr_un` holds, without its final zero.
    private static let socketPathBytesMax = 107
    private static let socketName = ".s.PGSQL.5432"

    /// - Throws: ``ConfigurationError`` if PostgreSQL is not installed.
    init(folder: URL) throws {
        guard !folder.path.contains(where: { "\"`$\\\n".contains($0) }) else {
            throw ConfigurationError(
                "The folder's name has a character that PostgreSQL's tools cannot cope with. Choose "
                    + "one without quotation marks, backslashes, backquotes and dollar signs.")
        }
        self.folder = folder
        programs = try Self.findPrograms()
    }

    /// What libpq needs to connect.
    var connectionString: String {
        "host=\(socketFolder.path) user=\(Self.owner) dbname=postgres"
    }

    /// The role that owns everything in the cluster.
    static let owner = "forms"

    private var data: URL { folder.appending(path: "cluster") }
    private var log: URL { folder.appending(path: "postgresql.log") }

    /// Beside the data if the path is short and plain enough, else in the temporary folder.
    private var socketFolder: URL {
        let beside = folder.appending(path: "socket")
        let length = beside.appending(path: Self.socketName).path.utf8.count
        // In a connection string and in PostgreSQL's settings other characters have a meaning.
        let isPlain = folder.path.utf8.allSatisfy { byte in
            UInt8(ascii: "/") == byte || UInt8(ascii: ".") == byte || UInt8(ascii: "-") == byte
                || UInt8(ascii: "_") == byte || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
                || (byte >= 0x30 && byte <= 0x39)
        }
        if length <= Self.socketPathBytesMax, isPlain { return beside }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a: the same folder, the same name
        for byte in folder.path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return URL(filePath: "/tmp/benelux-forms-\(String(hash, radix: 36))")
    }

    /// Makes the cluster if there is none, and starts it unless it runs already.
    ///
    /// A cluster that outlived its server (`kill -9`) is adopted as it is.
    ///
    /// - Throws: ``ConfigurationError`` with the last lines of PostgreSQL's own words.
    func start() async throws {
        try await makeFolders()
        if !FileManager.default.fileExists(atPath: data.appending(path: "PG_VERSION").path) {
            try await run(
                "initdb", "-D", data.path, "-U", Self.owner, "--auth=trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--data-checksums")
        }
        guard !(await isRunning) else { return }
        let options = [
            "-c listen_addresses=''", "-c unix_socket_directories='\(socketFolder.path)'",
            "-c unix_socket_permissions=0700", "-c max_connections=64", "-c timezone=UTC",
        ].joined(separator: " ")
        try await run(
            "pg_ctl", "start", "-D", data.path, "-l", log.path, "-w", "-t", "60", "-o", options)
    }

    /// Stops the cluster and waits until it has stopped.
    func stop() async throws {
        guard await isRunning else { return }
        try await run("pg_ctl", "stop", "-D", data.path, "-m", "fast", "-w", "-t", "60")
        if socketFolder.deletingLastPathComponent().path != folder.path {
            try? FileManager.default.removeItem(at: socketFolder)
        }
    }

    private var isRunning: Bool {
        get async { (try? await run("pg_ctl", "status", "-D", data.path)) != nil }
    }

    private func makeFolders() async throws {
        let owned = [data, socketFolder]
        let files = FileManager.default
        for place in owned where !files.fileExists(atPath: place.path) {
            try files.createDirectory(
                at: place, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        if !files.fileExists(atPath: log.path) {
            _ = files.createFile(
                atPath: log.path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        // The socket may have to lie in a folder where everybody can make things.
        try requireOwn(socketFolder)
        guard asRoot else { return }
        for place in owned + [log] { try giveToPostgres(place) }
        guard (try? await runAsOwner("/usr/bin/test", ["-x", data.path])) != nil else {
            throw ConfigurationError(
                "PostgreSQL runs as the user postgres here, who cannot reach \(folder.path). Choose "
                    + "a folder below one that everybody may enter, for example "
                    + "`--data /var/lib/benelux-forms-dev`.")
        }
    }

    private func requireOwn(_ place: URL) throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
        let owners = [geteuid(), asRoot ? getpwnam("postgres")?.pointee.pw_uid : nil]
        guard attributes[.type] as? FileAttributeType == .typeDirectory,
            owners.contains((attributes[.ownerAccountID] as? NSNumber)?.uint32Value)
        else {
            throw ConfigurationError("\(place.path) is somebody else's. Remove it, or use --data.")
        }
    }

    private func giveToPostgres(_ place: URL) throws {
        guard let user = getpwnam("postgres") else {
            throw ConfigurationError(
                "There is no user postgres. Install PostgreSQL: apt-get install postgresql")
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
        let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
        if owner == user.pointee.pw_uid { return }
        guard chown(place.path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
            throw ConfigurationError("\(place.path) cannot be given to the user postgres")
        }
    }

    private func run(_ program: String, _ arguments: String...) async throws {
        try await runAsOwner(programs.appending(path: program).path, arguments)
    }

    private func runAsOwner(_ program: String, _ arguments: [String]) async throws {
        guard asRoot else { return try await ChildProcess.run(program, arguments) }
        let identity = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
        try await ChildProcess.run("/usr/bin/setpriv", identity + [program] + arguments)
    }

    private static func findPrograms() throws -> URL {
        let versions = URL(filePath: "/usr/lib/postgresql")
        let found = (try? FileManager.default.contentsOfDirectory(atPath: versions.path)) ?? []
        let newest =
            found
            .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
            .map { versions.appending(path: "\($0)/bin") }
            .first {
                FileManager.default.isExecutableFile(atPath: $0.appending(path: "initdb").path)
            }
        guard let newest else {
            throw ConfigurationError(
                "PostgreSQL is not installed. On Debian: apt-get install postgresql")
        }
        return newest
    }
}
