/// One connection to PostgreSQL, served by a thread of its own.
///
/// Statements of several tasks run one after the other, in the order in which they came. Usually a
/// ``PostgresPool`` owns the connections; open one by yourself for work that holds it for long.
public final class PostgresConnection: PostgresSession {
    let mailbox: ConnectionMailbox
    let statementTimeout: Duration

    private init(mailbox: ConnectionMailbox, statementTimeout: Duration) {
        self.mailbox = mailbox
        self.statementTimeout = statementTimeout
    }

    deinit {
        mailbox.close()
    }

    /// Opens a connection.
    ///
    /// - Throws: ``PostgresError`` `.connectFailed`, or `.cancelled`.
    public static func connect(
        _ configuration: PostgresConfiguration
    ) async throws(PostgresError) -> PostgresConnection {
        try await connect(configuration, onEvent: nil)
    }

    static func connect(
        _ configuration: PostgresConfiguration,
        onEvent: (@Sendable (ConnectionEvent) -> Void)?
    ) async throws(PostgresError) -> PostgresConnection {
        guard let wake = WakeSignal() else {
            throw PostgresError(.connectFailed, "no file descriptors left")
        }
        let mailbox = ConnectionMailbox(wake: wake)
        let started = DedicatedThread.start {
            ConnectionDriver(configuration, mailbox: mailbox, onEvent: onEvent).serve()
        }
        guard started else { throw PostgresError(.connectFailed, "no threads left") }
        // Dropped on failure, and then the thread ends as soon as libpq lets go of it.
        let connection = PostgresConnection(
            mailbox: mailbox, statementTimeout: configuration.statementTimeout)
        let job = ConnectionJob(.connect, timeout: PostgresLimits.connectWait)
        // libpq cannot be interrupted while it connects, so the caller is let go instead.
        let timer = Task {
            try await Task.sleep(for: PostgresLimits.connectWait)
            job.finish(.failure(PostgresError(.connectFailed, "no answer")))
        }
        defer { timer.cancel() }
        _ = try await connection.perform(job)
        return connection
    }

    /// Whether the connection can still be used, as far as is known.
    public var isUsable: Bool { mailbox.isUsable }

    /// The server process that serves this connection (`pg_backend_pid()`).
    public var processID: Int32 { mailbox.processID }

    /// Whether a transaction is open after the last statement, be it one that has failed.
    var isInTransaction: Bool { mailbox.isInTransaction }

    /// Closes the connection, if need be in the middle of a statement. Returns at once.
    public func close() {
        mailbox.close()
    }

    public func execute(
        _ statement: PostgresStatement, timeout: Duration?
    ) async throws(PostgresError) -> PostgresResultSet {
        try statement.checkLimits()
        return try await perform(job(.statement(statement), timeout))[0]
    }

    public func run(
        _ pipeline: PostgresPipeline, timeout: Duration?
    ) async throws(PostgresError) -> PostgresPipeline.Results {
        guard pipeline.count > 0 else { return PostgresPipeline.Results(sets: []) }
        return try await run(pipeline.statements, .asItWas, timeout: timeout)
    }

    /// Runs statements that were checked for nothing yet, in one round trip.
    func run(
        _ statements: [PostgresStatement], _ end: ConnectionJob.PipelineEnd, timeout: Duration?,
        isShielded: Bool = false
    ) async throws(PostgresError) -> PostgresPipeline.Results {
        guard statements.count <= PostgresLimits.pipelineStatementsMax,
            Set(statements.map(\.identity)).count <= PostgresLimits.preparedStatementsMax
        else {
            throw PostgresError(.misuse, "pipeline of too many statements")
        }
        for statement in statements { try statement.checkLimits() }
        let job = ConnectionJob(
            .pipeline(statements, end), timeout: timeout ?? statementTimeout,
            isShielded: isShielded)
        return PostgresPipeline.Results(sets: try await perform(job))
    }

    /// Runs a text of several statements, such as a migration file.
    ///
    /// Without a `begin` of its own it is one transaction. Nothing is bound: the text must come
    /// from a trusted place and never hold anybody's input.
    ///
    /// - Throws: ``PostgresError``; its `position` counts characters in `script`.
    public func runScript(
        _ script: String, timeout: Duration? = nil
    ) async throws(PostgresError) {
        _ = try await results(ofScript: script, timeout: timeout)
    }

    /// Runs a text of several statements like ``runScript(_:timeout:)``.
    ///
    /// - Returns: what each of them answered, with values as text:
    ///   ``PostgresResultSet/text(row:column:)`` reads them.
    public func results(
        ofScript script: String, timeout: Duration? = nil
    ) async throws(PostgresError) -> [PostgresResultSet] {
        guard !script.utf8.contains(0) else {
            throw PostgresError(.misuse, "script with U+0000")
        }
        return try await perform(job(.script(script), timeout))
    }

    private func job(
        _ request: ConnectionJob.Request, _ timeout: Duration?
    ) -> ConnectionJob {
        ConnectionJob(request, timeout: timeout ?? statementTimeout)
    }

    /// Waits for the thread to do `job`; the task's cancellation is passed on to it.
    func perform(
        _ job: ConnectionJob
    ) async throws(PostgresError) -> [PostgresResultSet] {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if job.enqueue(continuation) { mailbox.post(job) }
            }
        } onCancel: {
            if job.cancel() { mailbox.wake.wake() }
        }
        return try outcome.get()
    }
}
