import CLibpq

/// What a connection tells its listener.
enum ConnectionEvent: Sendable {
    case notification(PostgresNotification)
    case ended
}

/// Everything that is done with one `PGconn`, on the one thread that does it.
///
/// ```
/// serve ─► perform(job) ─► run / runPipeline / runScript ─► collect ─► await (socket, wake-ups)
///      └─► waitWhileIdle: notifications, and a server that goes away
/// ```
final class ConnectionDriver {
    let configuration: PostgresConfiguration
    let mailbox: ConnectionMailbox
    private let onEvent: (@Sendable (ConnectionEvent) -> Void)?
    /// `nil` until connected.
    var connection: OpaquePointer?
    var cancelHandle: CancelHandle?
    var statements = StatementCache()
    /// Why the connection cannot be used any more.
    var fault: PostgresError?

    init(
        _ configuration: PostgresConfiguration, mailbox: ConnectionMailbox,
        onEvent: (@Sendable (ConnectionEvent) -> Void)?
    ) {
        self.configuration = configuration
        self.mailbox = mailbox
        self.onEvent = onEvent
    }

    deinit {
        PQfinish(connection)
    }

    /// Works until the connection is closed or broken.
    func serve() {
        while fault == nil {
            switch mailbox.next() {
            case .job(let job): perform(job)
            case .nothing: waitWhileIdle()
            case .closing: fault = ConnectionMailbox.closed
            }
        }
        mailbox.end(fault ?? ConnectionMailbox.closed)
        PQfinish(connection)
        connection = nil
        onEvent?(.ended)
    }

    private func perform(_ job: ConnectionJob) {
        guard job.begin() else { return }
        var watch = JobWatch(job)
        let outcome: ConnectionJob.Outcome
        do throws(PostgresError) {
            outcome = .success(try answer(job, &watch))
        } catch {
            outcome = .failure(error)
        }
        settleCancel(&watch)
        publish()
        // Whoever gets the outcome must already see that the connection is gone.
        if let fault { mailbox.end(fault) }
        job.finish(outcome)
    }

    private func answer(
        _ job: ConnectionJob, _ watch: inout JobWatch
    ) throws(PostgresError) -> [PostgresResultSet] {
        if case .connect = job.request {
            try connect(&watch)
            return []
        }
        try checkAlive()
        switch job.request {
        case .connect: return []
        case .statement(let statement): return [try run(statement, &watch)]
        case .pipeline(let statements, let end):
            return try run(pipeline: statements, end, &watch)
        case .script(let script): return try run(script: script, &watch)
        }
    }

    private func publish() {
        guard let connection else { return }
        mailbox.publish(
            isInTransaction: PQtransactionStatus(connection) != PQTRANS_IDLE,
            processID: PQbackendPID(connection))
    }

    /// Marks the connection as unusable because of `error`, the error of the job at hand.
    func breaking(_ error: PostgresError) -> PostgresError {
        guard fault == nil else { return error }
        switch error.kind {
        case .closed, .connectFailed: fault = error
        // For the jobs behind it, it does not matter in what the connection broke.
        default: fault = error.with({ _ in }, kind: .connectionLost)
        }
        return error
    }

    // MARK: Between jobs

    private func waitWhileIdle() {
        let socket = connection.map { PQsocket($0) } ?? -1
        let ready = Readiness.wait(socket: socket, wake: mailbox.wake, timeout: nil)
        if ready.wasWoken { mailbox.wake.drain() }
        if ready.isReadable { readWhileIdle() }
    }

    /// Finds out, without waiting, whether the server has closed the connection in the meantime:
    /// as long as nothing is sent, the caller can safely take another connection.
    private func checkAlive() throws(PostgresError) {
        while fault == nil, let connection {
            let socket = PQsocket(connection)
            guard Readiness.wait(socket: socket, wake: nil, timeout: .zero).isReadable else {
                return
            }
            readWhileIdle()
        }
        throw (fault ?? ConnectionMailbox.closed).with { $0.neverSent = true }
    }

    private func readWhileIdle() {
        guard let connection else { return }
        if PQconsumeInput(connection) == 0 {
            _ = breaking(PostgresError(.connectionLost, connection: connection))
        }
        deliverNotifications()
    }

    func deliverNotifications() {
        while let connection, let notification = PQnotifies(connection) {
            defer { PQfreemem(notification) }
            onEvent?(
                .notification(
                    PostgresNotification(
                        channel: String(cString: notification.pointee.relname),
                        payload: String(cString: notification.pointee.extra),
                        processID: notification.pointee.be_pid)))
        }
    }
}
