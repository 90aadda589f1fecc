/// Who has which connection; pure, so that every decision is made in one place under one lock.
///
/// Each method returns what has to be done after the lock is released.
struct PoolState {
    /// What follows from a decision.
    struct Actions {
        /// After how long to open another connection; `nil` opens none.
        var opensAfter: Duration?
        var resumed: [(waiter: PoolWaiter, outcome: PoolWaiter.Outcome)] = []
        var closed: [PostgresConnection] = []
        /// Those waiting for the pool to have closed.
        var finished: [CheckedContinuation<Void, Never>] = []
    }

    /// The server cannot be reached since the last attempt.
    private struct Outage {
        let error: PostgresError
        let lastAttempt: ContinuousClock.Instant
    }

    private let size: Int
    private var idle: [PostgresConnection] = []
    private var busy: [ObjectIdentifier: PostgresConnection] = [:]
    private var opening = 0
    private var queue = PoolQueue()
    private var outage: Outage?
    private var isClosed = false
    private var isForced = false
    private var closers: [CheckedContinuation<Void, Never>] = []

    init(size: Int) {
        self.size = size
    }

    var waiterCount: Int { queue.count }
    private var openCount: Int { idle.count + busy.count }
    private var isDrained: Bool { isClosed && openCount == 0 && (opening == 0 || isForced) }

    /// For how long a caller may wait, given how things stand.
    func patience(_ acquireTimeout: Duration) -> Duration {
        outage == nil ? acquireTimeout : min(acquireTimeout, PostgresLimits.outageWait)
    }

    /// The error of a caller whose patience ran out.
    var impatience: PostgresError {
        if openCount > 0 { return PostgresError(.poolExhausted, "no connection became free") }
        return outage?.error ?? PostgresError(.connectFailed, "no answer in time")
    }

    /// Gives out an idle connection unless others wait already.
    mutating func claimIdle() -> PostgresConnection? {
        guard !isClosed, queue.isEmpty else { return nil }
        // The last one used is the likeliest to be alive and warm.
        while let connection = idle.popLast() {
            guard connection.isUsable else { continue }
            busy[ObjectIdentifier(connection)] = connection
            return connection
        }
        return nil
    }

    mutating func enqueue(_ waiter: PoolWaiter) -> Actions {
        var actions = Actions()
        if isClosed {
            actions.resumed = [(waiter, .failure(Self.closed))]
        } else if let connection = claimIdle() {
            actions.resumed = [(waiter, .success(connection))]
        } else if queue.count >= PostgresLimits.poolWaitersMax {
            actions.resumed = [(waiter, .failure(PostgresError(.poolExhausted, "queue full")))]
        } else {
            queue.append(waiter)
            serveQueue(&actions)
        }
        return actions
    }

    /// - Returns: whether the waiter was still there and must be resumed by the caller.
    mutating func abandon(_ waiter: PoolWaiter) -> Bool {
        queue.remove(waiter)
    }

    mutating func release(_ connection: PostgresConnection) -> Actions {
        var actions = Actions()
        busy[ObjectIdentifier(connection)] = nil
        // An open transaction was forgotten by whoever had the connection; nobody may inherit it.
        if isClosed || !connection.isUsable || connection.isInTransaction {
            actions.closed = [connection]
        } else {
            idle.append(connection)
        }
        serveQueue(&actions)
        finishIfDrained(&actions)
        return actions
    }

    mutating func opened(_ result: PoolWaiter.Outcome) -> Actions {
        var actions = Actions()
        opening -= 1
        idle.removeAll { !$0.isUsable }
        switch result {
        case .success(let connection):
            outage = nil
            if isClosed { actions.closed = [connection] } else { idle.append(connection) }
        case .failure(let error):
            outage = Outage(error: error, lastAttempt: .now)
            // Those who wait for connections in use go on waiting.
            if openCount == 0, opening == 0 {
                actions.resumed = queue.removeAll().map { ($0, .failure(error)) }
            }
        }
        serveQueue(&actions)
        finishIfDrained(&actions)
        return actions
    }

    mutating func close(_ closer: CheckedContinuation<Void, Never>) -> Actions {
        var actions = Actions()
        isClosed = true
        actions.closed = idle
        idle = []
        actions.resumed = queue.removeAll().map { ($0, .failure(Self.closed)) }
        closers.append(closer)
        finishIfDrained(&actions)
        return actions
    }

    /// Closes what is still in use, and no longer waits for connections that are being opened.
    mutating func forceClose() -> Actions {
        var actions = Actions()
        isForced = true
        actions.closed = Array(busy.values)
        finishIfDrained(&actions)
        return actions
    }

    /// Hands idle connections to those who wait, and opens new ones for the rest.
    private mutating func serveQueue(_ actions: inout Actions) {
        idle.removeAll { !$0.isUsable }
        while !idle.isEmpty, let waiter = queue.popFirst() {
            let connection = idle.removeLast()
            busy[ObjectIdentifier(connection)] = connection
            actions.resumed.append((waiter, .success(connection)))
        }
        guard !queue.isEmpty, openCount + opening < size else { return }
        guard let outage else {
            if opening < queue.count {
                opening += 1
                actions.opensAfter = .zero
            }
            return
        }
        // While the server is away there is one attempt at a time, and always another one soon:
        // a call fails only with an attempt, so that the first after the return succeeds.
        guard opening == 0 else { return }
        opening += 1
        let sinceLast = ContinuousClock.now - outage.lastAttempt
        actions.opensAfter = max(.zero, PostgresLimits.outageRetryInterval - sinceLast)
    }

    private mutating func finishIfDrained(_ actions: inout Actions) {
        guard isDrained else { return }
        actions.finished = closers
        closers = []
    }

    static var closed: PostgresError { PostgresError(.closed, "the pool is closed") }
}
