import Postgres
import Testing

@Suite(.needsPostgres, .database)
struct ConnectionTests {
    @Test func settingsAndNameHoldFromTheStart() async throws {
        var configuration = try TestDatabase.current.configuration
        configuration.applicationName = "settled"
        configuration.settings["lock_timeout"] = "1234ms"
        configuration.settings["app.caller"] = "it's \"x\""
        let session = try await PostgresConnection.connect(configuration)
        let found: PostgresColumns<String, String, String, String, String> = try await session.run(
            """
            select current_setting('lock_timeout'), current_setting('app.caller'),
                current_setting('idle_in_transaction_session_timeout'),
                current_setting('application_name'), current_setting('client_encoding')
            """)
        #expect(found.values == ("1234ms", "it's \"x\"", "30s", "settled", "UTF8"))
        let processID: Int32 = try await session.run("select pg_backend_pid()")
        #expect(session.processID == processID)
    }

    @Test(arguments: [
        "host=/nonexistent", "host=127.0.0.1 port=1 user=x", "nonsense", "host=x.invalid",
    ])
    func connectionStringsThatLeadNowhere(_ connectionString: String) async throws {
        let error = try await postgresError {
            _ = try await PostgresConnection.connect(PostgresConfiguration(connectionString))
        }
        #expect(error.kind == .connectFailed)
        #expect(!error.message.isEmpty)
    }

    @Test func aDatabaseOrSettingThatDoesNotExist() async throws {
        let absent = try await postgresError {
            _ = try await PostgresConnection.connect(
                try TestDatabase.configuration(database: "absent"))
        }
        #expect(absent.kind == .connectFailed)
        var configuration = try TestDatabase.current.configuration
        configuration.settings["work_mem"] = "a lot"
        let refused = try await postgresError { [configuration] in
            _ = try await PostgresConnection.connect(configuration)
        }
        #expect(refused.kind == .connectFailed)
        #expect(refused.sqlState?.classCode == "22")
    }

    @Test func severalHosts() async throws {
        let configuration = try TestDatabase.current.configuration
        let words = configuration.connectionString.split(separator: " ")
        let several = words.map { word in
            word.hasPrefix("host=") ? "host=/nonexistent,\(word.dropFirst(5))" : String(word)
        }
        let session = try await PostgresConnection.connect(
            PostgresConfiguration(
                several.joined(separator: " ") + " target_session_attrs=read-write"))
        #expect(try await session.run("select 1" as Query<Int>) == 1)
    }

    @Test func oneConnectionServesManyTasksInTurn() async throws {
        let session = try await TestDatabase.current.connect()
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...300 {
                group.addTask { try await session.run("select \(number)") }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 300 * 301 / 2)
    }

    @Test func scriptsRunAllOrNothing() async throws {
        let session = try await TestDatabase.current.connect()
        let error = try await postgresError {
            try await session.runScript(
                "create table half (n int); insert into half values (1); select 1/0;")
        }
        #expect(error.kind == .server(.divisionByZero))
        let table: String? = try await session.run(
            "select relname from pg_class where relname = 'half'")
        #expect(table == nil)
        let zero = try await postgresError { try await session.runScript("select 1\u{0}") }
        #expect(zero.kind == .misuse)
    }

    @Test func copyIsRefusedWithoutHanging() async throws {
        let session = try await TestDatabase.current.connect()
        try await session.runScript("create temporary table copied (n int)")
        for script in ["copy copied from stdin", "copy (select 1) to stdout"] {
            let other = try await TestDatabase.current.connect()
            try await other.runScript("create temporary table copied (n int)")
            let error = try await postgresError { try await other.runScript(script) }
            #expect(error.kind == .misuse)
            #expect(!other.isUsable)
        }
        #expect(session.isUsable)
    }

    @Test func limitsOfParameters() async throws {
        let session = try await TestDatabase.current.connect()
        let item: SQLFragment = "(\(1 as Int16))"
        let most = Array(repeating: item, count: PostgresLimits.parametersMax)
        let count: Int = try await session.run(
            "select count(*) from (values \(most.joined(separator: ","))) as v")
        #expect(count == PostgresLimits.parametersMax)
        let error = try await postgresError {
            let _: Int = try await session.run(
                "select count(*) from (values \((most + [item]).joined(separator: ","))) as v")
        }
        #expect(error.kind == .misuse)
        #expect(error.message.contains("65536"))
    }

    @Test func closedConnections() async throws {
        let session = try await TestDatabase.current.connect()
        let running = Task { try await session.run("select pg_sleep(60)") }
        try await waitUntil("the statement runs") {
            try await TestDatabase.current.isRunning(session.processID)
        }
        session.close()
        let interrupted = try await postgresError { try await running.value }
        #expect(interrupted.kind == .closed)
        let after = try await postgresError { try await session.run("select 1") }
        #expect(after.kind == .closed)
        #expect(!session.isUsable)
    }

    @Test func aConnectionThatTheServerEnds() async throws {
        let session = try await TestDatabase.current.connect()
        let other = try await TestDatabase.current.connect()
        let running = Task { try await session.run("select pg_sleep(60)") }
        try await waitUntil("the statement runs") {
            try await TestDatabase.current.isRunning(session.processID)
        }
        try await other.run("select pg_terminate_backend(\(session.processID))")
        let error = try await postgresError { try await running.value }
        #expect(error.kind == .connectionLost)
        #expect(error.sqlState == .adminShutdown)
        #expect(!session.isUsable)
    }

    @Test func connectionsEndWithTheirLastUser() async throws {
        let observer = try await TestDatabase.current.connect()
        var processID: Int32 = 0
        do {
            let session = try await TestDatabase.current.connect()
            processID = session.processID
            try await session.run("select 1")
        }
        try await waitUntil("the server process is gone") {
            let found: Int = try await observer.run(
                "select count(*) from pg_stat_activity where pid = \(processID)")
            return found == 0
        }
    }
}

extension TestDatabase {
    /// Whether a server process is in the middle of a statement.
    func isRunning(_ processID: Int32) async throws -> Bool {
        let observer = try await connect()
        defer { observer.close() }
        let state: String? = try await observer.run(
            "select state from pg_stat_activity where pid = \(processID)")
        return state == "active"
    }
}
