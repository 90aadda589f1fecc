internal import Logging
internal import Synchronization

/// The one way into the log: collects what calls want to append, and hands it to the lane in
/// batches.
///
/// What arrives while a batch is being committed forms the next one, so that the more there is to
/// do, the more of it shares one commit. The queue is bounded: a call for which there is no room is
/// refused at once rather than kept waiting.
final class Sequencer: Sendable {
    private struct Queue {
        var tickets: [LogTicket] = []
        var entryCount = 0
        var byteCount = 0
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let wake = AsyncStream.makeStream(
        of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let limits: Limits

    init(limits: Limits) {
        self.limits = limits
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

    /// Takes `entries` on, behind all that was taken on before.
    ///
    /// - Throws: ``ServiceError`` `.overloaded` if there is no room for them, `.unavailable` if the
    ///   server goes down; nothing is stored then.
    func enqueue(_ entries: [LogEntry]) throws -> LogTicket {
        let ticket = LogTicket(entries)
        if entries.isEmpty {
            ticket.settle([])
            return ticket
        }
        try queue.withLock { queue in
            if queue.isClosed { throw Self.goingDown }
            guard
                queue.entryCount + entries.count <= limits.queuedEntriesMax,
                queue.byteCount + ticket.byteCount <= limits.queuedBytesMax
            else {
                throw ServiceError(
                    .overloaded,
                    "The exchange has more to store than it can at the moment. Nothing was "
                        + "stored; try again shortly.")
            }
            queue.tickets.append(ticket)
            queue.entryCount += entries.count
            queue.byteCount += ticket.byteCount
        }
        wake.continuation.yield()
        return ticket
    }

    /// Appends what is queued to the log, until ``close()``; then what is queued still, and returns.
    func run(_ lane: LogLane) async {
        for await _ in wake.stream {
            while let batch = nextBatch() {
                var results = await lane.append(batch.flatMap(\.entries))[...]
                for ticket in batch {
                    ticket.settle(Array(results.prefix(ticket.entries.count)))
                    results = results.dropFirst(ticket.entries.count)
                }
            }
        }
        let rest = queue.withLock { queue in
            queue.isClosed = true
            defer { queue.tickets = [] }
            return queue.tickets
        }
        for ticket in rest {
            ticket.settle(ticket.entries.map { _ in .failure(Self.goingDown) })
        }
        await lane.close()
    }

    /// Takes no more entries.
    func close() {
        queue.withLock { $0.isClosed = true }
        wake.continuation.finish()
    }

    /// As many tickets from the front of the queue as one batch may have; at least one.
    private func nextBatch() -> [LogTicket]? {
        queue.withLock { queue in
            var entryCount = 0
            var byteCount = 0
            let batch = queue.tickets.prefix { ticket in
                let isFirst = entryCount == 0
                entryCount += ticket.entries.count
                byteCount += ticket.byteCount
                return isFirst
                    || (entryCount <= limits.batchEntriesMax && byteCount <= limits.batchBytesMax)
            }
            guard !batch.isEmpty else { return nil }
            queue.tickets.removeFirst(batch.count)
            queue.entryCount -= batch.reduce(0) { $0 + $1.entries.count }
            queue.byteCount -= batch.reduce(0) { $0 + $1.byteCount }
            return Array(batch)
        }
    }

    private static var goingDown: ServiceError {
        ServiceError(
            .unavailable, "The server is going down. Nothing was stored; send it again.")
    }
}
