internal import Logging
internal import Synchronization

/// The one way into the log: collects what calls want to append, and hands it to the lane in
/// batches.
///
/// What arrives while a batch is being committed forms the next one, so that the more there is to
/// do, the more of it shares one commit. The queue is bounded: a call for which there is no room is
/// refused at once rather than kept waiting.
final class Sequencer: Sendable {
    /// The entries of one call: they are never spread over batches.
    private final class Group: Sendable {
        let entries: [LogEntry]
        let byteCount: Int
        let continuation: CheckedContinuation<[Result<LogOutcome, any Error>], Never>

        init(
            _ entries: [LogEntry],
            _ continuation: CheckedContinuation<[Result<LogOutcome, any Error>], Never>
        ) {
            self.entries = entries
            byteCount = entries.reduce(0) { $0 + $1.byteCount }
            self.continuation = continuation
        }
    }

    private struct Queue {
        var groups: [Group] = []
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
    /// - Throws: ``ServiceError`` `.overloaded` if the queue is full, `.unavailable` if the server
    ///   goes down; nothing is stored then.
    func append(_ entries: [LogEntry]) async throws -> [Result<LogOutcome, any Error>] {
        guard !entries.isEmpty else { return [] }
        var refusal: ServiceError?
        let results = await withCheckedContinuation { continuation in
            refusal = enqueue(Group(entries, continuation))
            if refusal == nil {
                wake.continuation.yield()
            } else {
                continuation.resume(returning: [])
            }
        }
        if let refusal { throw refusal }
        return results
    }

    /// - Returns: why there is no room.
    private func enqueue(_ group: Group) -> ServiceError? {
        queue.withLock { queue in
            if queue.isClosed { return Self.goingDown }
            guard
                queue.entryCount + group.entries.count <= limits.queuedEntriesMax,
                queue.byteCount + group.byteCount <= limits.queuedBytesMax
            else {
                return ServiceError(
                    .overloaded,
                    "The exchange has more to store than it can at the moment. Nothing was "
                        + "stored; try again shortly.")
            }
            queue.groups.append(group)
            queue.entryCount += group.entries.count
            queue.byteCount += group.byteCount
            return nil
        }
    }

    /// Appends what is queued to the log, until ``close()``; then what is queued still, and returns.
    func run(_ lane: LogLane) async {
        for await _ in wake.stream {
            while let batch = nextBatch() {
                var results = await lane.append(batch.flatMap(\.entries))[...]
                for group in batch {
                    group.continuation.resume(returning: Array(results.prefix(group.entries.count)))
                    results = results.dropFirst(group.entries.count)
                }
            }
        }
        let rest = queue.withLock { queue in
            queue.isClosed = true
            defer { queue.groups = [] }
            return queue.groups
        }
        for group in rest {
            group.continuation.resume(
                returning: group.entries.map { _ in .failure(Self.goingDown) })
        }
        await lane.close()
    }

    /// Takes no more entries.
    func close() {
        queue.withLock { $0.isClosed = true }
        wake.continuation.finish()
    }

    /// As many groups from the front of the queue as one batch may have; at least one.
    private func nextBatch() -> [Group]? {
        queue.withLock { queue in
            var entryCount = 0
            var byteCount = 0
            let batch = queue.groups.prefix { group in
                let isFirst = entryCount == 0
                entryCount += group.entries.count
                byteCount += group.byteCount
                return isFirst
                    || (entryCount <= limits.batchEntriesMax && byteCount <= limits.batchBytesMax)
            }
            guard !batch.isEmpty else { return nil }
            queue.groups.removeFirst(batch.count)
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
