import CLibpq

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ConnectionDriver {
    /// Opens the connection and makes its settings.
    ///
    /// libpq's blocking call is right here: only it goes on to the next host of a connection
    /// string when one does not answer, and looking up names blocks either way.
    func connect(_ watch: inout JobWatch) throws(PostgresError) {
        connection = Self.open(configuration)
        guard let connection else {
            throw breaking(PostgresError(.connectFailed, "out of memory"))
        }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw breaking(PostgresError(.connectFailed, connection: connection))
        }
        // By default libpq prints the server's notices to the standard error stream.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        PQsetnonblocking(connection, 1)
        cancelHandle = CancelHandle(connection: connection)
        do throws(PostgresError) {
            try applySettings(&watch)
        } catch {
            throw breaking(error.with({ _ in }, kind: .connectFailed))
        }
    }

    private func applySettings(_ watch: inout JobWatch) throws(PostgresError) {
        guard !configuration.settings.isEmpty else { return }
        let names = configuration.settings.keys.sorted()
        let values = names.map { configuration.settings[$0] ?? "" }
        let query: Query<Void> = """
            select set_config(name, value, false)
            from unnest(\(names), \(values)) as setting (name, value)
            """
        _ = try run(PostgresStatement(query.fragment), &watch)
    }

    private static func open(_ configuration: PostgresConfiguration) -> OpaquePointer? {
        let timeout = max(1, configuration.connectTimeout.components.seconds)
        // The last value of a keyword wins: the connection string overrides what precedes it.
        let options = [
            ("application_name", configuration.applicationName),
            ("connect_timeout", String(timeout)),
            // A peer that vanished without a word is noticed within some 25 seconds.
            ("keepalives_idle", "10"),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "25000"),
            ("dbname", configuration.connectionString),
            ("client_encoding", "UTF8"),
        ]
        let keywords = options.map { strdup($0.0) } + [nil]
        let values = options.map { strdup($0.1) } + [nil]
        defer { (keywords + values).forEach { free($0) } }
        return PQconnectdbParams(
            keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
    }
}
