internal import Logging
internal import Synchronization

/// The one way into the log: collects what calls want to append, and hands it to the lane in
/// batches.
///
/// What arrives while a batch is being committed forms the next one, so that the more there is to
/// do, the more of it shares one commit. Agencies take turns. The queue is bounded: a call for which
/// there is no room is refused at once rather than kept waiting.
final class Sequencer: Sendable {
    private struct State {
        var queue: TicketQueue
        var isClosed = false
    }

    private let state: Mutex<State>
    private let wake = AsyncStream.makeStream(
        of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(limits: Limits) {
        state = Mutex(State(queue: TicketQueue(limits: limits)))
    }

    /// Appends `entries`, in this order, and returns once they are durable.
    ///
    /// A cancelled task waits all the same: its entries may be in a batch already.
    ///
    /// - Returns: one result for each entry, see ``LogLane/append(_:)``.
    /// - Throws: as ``enqueue(_:)``.
    func append(_ entries: [LogEntry]) async throws -> [LogTicket.Outcome] {
        try await enqueue(entries).outcomes()
    }

    /// Appends that something was consulted, and returns once that is durable.
    ///
    /// - Throws: as ``enqueue(_:)`` and whatever became of it.
    func append(_ consultation: AuditRecord) async throws {
        for result in try await append([.consultation(consultation)]) { _ = try result.get() }
    }

    /// Takes `entries` on, behind all of the same agency that were taken on before.
    ///
    /// - Parameter entries: all of the same agency.
    /// - Throws: ``ServiceError`` `.overloaded` if there is no room for them, `.unavailable` if the
    ///   server goes down; nothing is stored then.
    func enqueue(_ entries: [LogEntry]) throws -> LogTicket {
        let ticket = LogTicket(entries)
        guard let agency = entries.first?.agency else {
            ticket.settle([])
            return ticket
        }
        try state.withLock { state in
            if state.isClosed { throw Self.goingDown }
            guard state.queue.add(ticket, of: agency) else {
                throw ServiceError(
                    .overloaded,
                    "The exchange has more to store than it can at the moment. Nothing was "
                        + "stored; try again shortly.")
            }
        }
        wake.continuation.yield()
        return ticket
    }

    /// Appends what is queued to the log, until ``close()``; then what is queued still, and returns.
    func run(_ lane: LogLane) async {
        for await _ in wake.stream { await appendQueued(to: lane) }
        close()
        await appendQueued(to: lane)
        await lane.close()
    }

    private func appendQueued(to lane: LogLane) async {
        while true {
            let batch = state.withLock { $0.queue.takeBatch() }
            if batch.isEmpty { return }
            var results = await lane.append(batch.flatMap(\.entries))[...]
            for ticket in batch {
                ticket.settle(Array(results.prefix(ticket.entries.count)))
                results = results.dropFirst(ticket.entries.count)
            }
        }
    }

    /// Takes no more entries.
    func close() {
        state.withLock { $0.isClosed = true }
        wake.continuation.finish()
    }

    private static var goingDown: ServiceError {
        ServiceError(
            .unavailable, "The server is going down. Nothing was stored; send it again.")
    }
}
