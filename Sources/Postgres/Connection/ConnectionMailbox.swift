import Synchronization

/// What a connection's thread and its users share: the queue of jobs and how things stand.
final class ConnectionMailbox: Sendable {
    enum Next {
        case job(ConnectionJob)
        case nothing
        case closing
    }

    private struct State {
        var jobs: [ConnectionJob] = []
        var isClosing = false
        var end: PostgresError?
        var isInTransaction = false
        var processID: Int32 = 0
    }

    let wake: WakeSignal
    private let state = Mutex(State())

    init(wake: WakeSignal) {
        self.wake = wake
    }

    var isClosing: Bool { state.withLock(\.isClosing) }
    var isUsable: Bool { state.withLock { $0.end == nil && !$0.isClosing } }
    var isInTransaction: Bool { state.withLock(\.isInTransaction) }
    var processID: Int32 { state.withLock(\.processID) }

    /// Hands a job to the thread, or finishes it if there is no thread any more.
    func post(_ job: ConnectionJob) {
        let refusal: PostgresError? = state.withLock { state in
            if let end = state.end { return end }
            if state.isClosing { return Self.closed }
            state.jobs.append(job)
            return nil
        }
        if let refusal {
            job.finish(.failure(refusal.with { $0.neverSent = true }))
        } else {
            wake.wake()
        }
    }

    /// Asks the thread to close the connection, if need be in the middle of a statement.
    func close() {
        state.withLock { $0.isClosing = true }
        wake.wake()
    }

    func next() -> Next {
        state.withLock { state in
            if state.isClosing { return .closing }
            return state.jobs.isEmpty ? .nothing : .job(state.jobs.removeFirst())
        }
    }

    /// Publishes how the connection stands, before the job that led to it is finished.
    func publish(isInTransaction: Bool, processID: Int32) {
        state.withLock { state in
            state.isInTransaction = isInTransaction
            state.processID = processID
        }
    }

    /// Says that nothing will be done any more, and fails whatever waits.
    func end(_ error: PostgresError) {
        let abandoned = state.withLock { state in
            if state.end == nil { state.end = error }
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in abandoned {
            job.finish(.failure(error.with { $0.neverSent = true }))
        }
    }

    static var closed: PostgresError { PostgresError(.closed, "the connection is closed") }
}
