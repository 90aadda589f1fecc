/// The state of one running job: whether it was sent, and whether it is being stopped.
struct JobWatch {
    let job: ConnectionJob
    /// Whether the server may have seen the statement.
    var isSent = false
    /// Whether the work commits what it does, be it by itself or because no transaction is open.
    var commits: Bool
    /// The requests to the server to stop the statement, once there is a reason to.
    var stop: Stop?

    struct Stop {
        let reason: PostgresError.Kind
        let graceEnd: ContinuousClock.Instant
        var request: CancelRequest
        var repeatAt: ContinuousClock.Instant
    }

    init(_ job: ConnectionJob) {
        self.job = job
        commits = job.commits
    }

    /// When to look again even if nothing arrives.
    var nextLook: ContinuousClock.Instant {
        guard let stop else { return job.deadline }
        return stop.request.isDone ? min(stop.graceEnd, stop.repeatAt) : stop.graceEnd
    }

    /// The error of a statement that the server refused.
    func refused(_ error: PostgresError) -> PostgresError {
        guard let stop, error.sqlState == .queryCanceled else { return error }
        return error.with({ _ in }, kind: stop.reason)
    }

    /// The error of a statement whose connection broke.
    func broken(_ error: PostgresError, _ kind: PostgresError.Kind) -> PostgresError {
        let kind = isSent && commits ? .outcomeUnknown : kind
        return error.with({ $0.neverSent = !isSent }, kind: kind)
    }
}
