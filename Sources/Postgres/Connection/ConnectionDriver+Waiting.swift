import CLibpq

extension ConnectionDriver {
    /// Waits until `PQgetResult` has an answer, while the statement is still being sent as well.
    ///
    /// - Throws: ``PostgresError`` if the answer is given up: the connection is then unusable.
    func awaitResult(_ watch: inout JobWatch) throws(PostgresError) {
        var flush = PQflush(connection)
        while flush == 1 || PQisBusy(connection) == 1 {
            try look(&watch)
            let ready = Readiness.wait(
                socket: PQsocket(connection), forWriting: flush == 1, wake: mailbox.wake,
                timeout: watch.nextLook - .now)
            if ready.wasWoken { mailbox.wake.drain() }
            if ready.isReadable, PQconsumeInput(connection) == 0 {
                // The server's last words may have come with the end: PQgetResult tells.
                return
            }
            if flush == 1 { flush = PQflush(connection) }
        }
    }

    /// Stops the statement, or waiting for it, if there is a reason to.
    private func look(_ watch: inout JobWatch) throws(PostgresError) {
        if mailbox.isClosing {
            throw breaking(watch.broken(ConnectionMailbox.closed, .closed))
        }
        let now = ContinuousClock.now
        guard let stop = watch.stop else {
            if watch.job.isCancelled {
                requestStop(.cancelled, &watch)
            } else if now >= watch.job.deadline {
                requestStop(.timeout, &watch)
            }
            return
        }
        if now >= stop.graceEnd {
            let error = PostgresError(stop.reason, "no answer, not even to the request to stop")
            throw breaking(watch.broken(error, stop.reason))
        }
        // A request that overtakes its statement stops nothing, so it is made again.
        if stop.request.isDone, now >= stop.repeatAt, let cancelHandle {
            watch.stop?.request = CancelRequest(cancelHandle, wake: mailbox.wake)
            watch.stop?.repeatAt = now + PostgresLimits.cancelRepeat
        }
    }

    private func requestStop(_ reason: PostgresError.Kind, _ watch: inout JobWatch) {
        guard let cancelHandle else { return }
        watch.stop = JobWatch.Stop(
            reason: reason,
            graceEnd: .now + PostgresLimits.cancelGrace,
            request: CancelRequest(cancelHandle, wake: mailbox.wake),
            repeatAt: .now + PostgresLimits.cancelRepeat)
    }

    /// Waits until no request to stop is under way any more: it would hit the next statement.
    func settleCancel(_ watch: inout JobWatch) {
        guard let stop = watch.stop else { return }
        while !stop.request.isDone, fault == nil {
            guard ContinuousClock.now < stop.graceEnd, !mailbox.isClosing else {
                fault = PostgresError(.connectionLost, "a request to stop did not end")
                return
            }
            let ready = Readiness.wait(
                socket: -1, wake: mailbox.wake, timeout: stop.graceEnd - .now)
            if ready.wasWoken { mailbox.wake.drain() }
        }
    }
}
