import Synchronization

/// The notifications of some channels, over a connection of its own that is opened again whenever
/// it breaks.
///
/// A notification is only a hint: it may be lost while the connection is away. Each
/// ``Event/reread(_:)`` says that something may have been missed before it; the first one comes
/// when the channels are being listened to.
///
/// ```swift
/// for await event in try pool.listen(to: ["inbox"]) {
///     switch event {
///     case .reread: await readEverythingNew()
///     case .notification(let notification): await readNew(of: notification.payload)
///     }
/// }
/// ```
///
/// The sequence ends only with the task that iterates over it.
public struct PostgresListener: AsyncSequence, Sendable {
    public enum Event: Hashable, Sendable {
        case reread(Cause)
        case notification(PostgresNotification)
    }

    /// Why there may be news that no notification told of.
    public enum Cause: Hashable, Sendable {
        /// Listening has begun.
        case subscribed
        /// The connection was away.
        case reconnected
        /// Notifications came faster than they were taken, and the oldest were dropped.
        case overflowed
    }

    private let configuration: PostgresConfiguration
    private let script: String

    /// - Throws: ``PostgresError`` `.misuse` for names that PostgreSQL would truncate or refuse.
    public init(
        _ configuration: PostgresConfiguration, channels: [String]
    ) throws(PostgresError) {
        for channel in channels {
            guard (1...PostgresLimits.channelNameBytesMax).contains(channel.utf8.count),
                !channel.utf8.contains(0)
            else { throw PostgresError(.misuse, "not a channel's name: \(channel)") }
        }
        self.configuration = configuration
        // `listen` takes no parameters; in a quoted identifier only the quote is special.
        script = channels.map { channel in
            "listen \""
                + channel.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\";"
        }.joined()
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var events: AsyncStream<Event>.AsyncIterator

        public mutating func next() async -> Event? {
            await events.next()
        }

        public mutating func next(isolation actor: isolated (any Actor)?) async -> Event? {
            await events.next(isolation: actor)
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        let events = AsyncStream<Event>(
            bufferingPolicy: .bufferingNewest(PostgresLimits.notificationsMax)
        ) { continuation in
            let outlet = Outlet(continuation)
            let task = Task { await listen(outlet) }
            continuation.onTermination = { _ in task.cancel() }
        }
        return AsyncIterator(events: events.makeAsyncIterator())
    }

    private func listen(_ outlet: Outlet) async {
        let shortestPause = Duration.milliseconds(50)
        var pause = shortestPause
        var cause = Cause.subscribed
        while !Task.isCancelled {
            if await listenOnce(outlet, cause) {
                cause = .reconnected
                pause = shortestPause
            }
            try? await Task.sleep(for: pause)
            pause = Swift.min(pause * 2, PostgresLimits.listenerPauseMax)
        }
    }

    /// Listens until the connection breaks or the task is cancelled.
    ///
    /// - Returns: whether it listened at all.
    private func listenOnce(_ outlet: Outlet, _ cause: Cause) async -> Bool {
        let (ended, end) = AsyncStream<Never>.makeStream()
        do throws(PostgresError) {
            let connection = try await PostgresConnection.connect(configuration) { event in
                switch event {
                case .notification(let notification): outlet.yield(.notification(notification))
                case .ended: end.finish()
                }
            }
            defer { connection.close() }
            try await connection.runScript(script)
            outlet.yield(.reread(cause))
            for await _ in ended {}
            return true
        } catch {
            return false
        }
    }
}

/// The way into a listener's buffer, which never loses a notification without saying so.
private final class Outlet: Sendable {
    private let continuation: AsyncStream<PostgresListener.Event>.Continuation
    private let sinceReread = Mutex(Int.max / 2)

    init(_ continuation: AsyncStream<PostgresListener.Event>.Continuation) {
        self.continuation = continuation
    }

    func yield(_ event: PostgresListener.Event) {
        sinceReread.withLock { sinceReread in
            sinceReread += 1
            if case .reread = event { sinceReread = 0 }
            guard case .dropped = continuation.yield(event) else { return }
            // One reread behind the gap is enough, as long as the buffer still holds it.
            guard sinceReread > PostgresLimits.notificationsMax / 2 else { return }
            sinceReread = 0
            continuation.yield(.reread(.overflowed))
        }
    }
}

extension PostgresPool {
    /// The notifications of `channels`, over a connection beside the pool's.
    ///
    /// - Throws: ``PostgresError`` `.misuse` for names that PostgreSQL would truncate or refuse.
    public func listen(to channels: [String]) throws(PostgresError) -> PostgresListener {
        try PostgresListener(configuration, channels: channels)
    }
}
