internal import Postgres
internal import Synchronization

/// The right to migrate a database, held on a connection of its own for as long as that lives.
///
/// The same connection looks who is in the way of the one that works.
final class MigrationLock: Sendable {
    private let connection: PostgresConnection

    private init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Waits for the lock.
    ///
    /// - Parameter waiting: called once, with who has it.
    /// - Throws: ``MigrationError`` `.busy`; ``PostgresError``.
    static func take(
        on connection: PostgresConnection, patience: Duration, waiting: ([String]) -> Void
    ) async throws -> MigrationLock {
        let deadline = ContinuousClock.now + patience
        var isTold = false
        while !(try await connection.run(MigrationQueries.tryLock())) {
            let holders = try await connection.run(MigrationQueries.lockHolders())
                .map(\.description)
            guard ContinuousClock.now < deadline else {
                throw MigrationError(
                    .busy,
                    "Another program has been migrating this database for "
                        + "\(patience.components.seconds) s: \(holders.joined(separator: "; ")). "
                        + "Try again when it is done.")
            }
            if !isTold { waiting(holders) }
            isTold = true
            try await Task.sleep(for: .milliseconds(200))
        }
        return MigrationLock(connection)
    }

    /// Gives the lock back, whatever happened.
    func release() { connection.close() }

    /// - Throws: ``MigrationError`` `.away` if the lock is lost: somebody else may have it.
    func requireHeld(before step: MigrationStep) async throws(MigrationError) {
        do throws(PostgresError) {
            if try await connection.run(MigrationQueries.holdsLock()) { return }
        } catch {
            // The same as a lock that is gone.
        }
        throw MigrationError(
            .away,
            "The connection that holds the migrator's lock is lost; stopped before \(step). "
                + "Run `formserver migrate up` again, it goes on there.")
    }

    /// What is seen of a statement from aside.
    enum Sight: Sendable {
        /// Others are in its way than before.
        case blocked([Blocker])
        /// Nobody is; and how far the index is, if it builds one.
        case working(phase: String?, percent: Int?)
    }

    /// Runs `work` while looking how the server process `pid` gets on.
    ///
    /// - Returns: what `work` returns, and whoever was in its way last.
    func watching<Value: Sendable>(
        _ pid: Int32, every interval: Duration, report: @escaping @Sendable (Sight) -> Void,
        _ work: () async throws(PostgresError) -> Value
    ) async -> (Result<Value, PostgresError>, [Blocker]) {
        let seen = Seen()
        let watch = Task { [connection] in
            while (try? await Task.sleep(for: interval)) != nil {
                // A query that is cancelled could cost the connection, and the lock with it.
                let look = Task { try? await Self.look(at: pid, connection) }
                switch await look.value {
                case .blocked(let found): if seen.change(to: found) { report(.blocked(found)) }
                case .some(let sight): report(sight)
                case nil: break
                }
            }
        }
        let result: Result<Value, PostgresError>
        do throws(PostgresError) {
            result = .success(try await work())
        } catch {
            result = .failure(error)
        }
        watch.cancel()
        await watch.value
        return (result, seen.blockers)
    }

    private static func look(
        at pid: Int32, _ connection: PostgresConnection
    ) async throws(PostgresError) -> Sight {
        let blockers = try await connection.run(MigrationQueries.blockers(of: pid))
        guard blockers.isEmpty else { return .blocked(blockers) }
        let progress = try await connection.run(IndexQueries.progress(of: pid))?.values
        return .working(phase: progress?.0, percent: progress?.1.map { Int($0) })
    }
}

/// Who was in the way last.
private final class Seen: Sendable {
    private let state = Mutex<[Blocker]>([])

    var blockers: [Blocker] { state.withLock { $0 } }

    /// - Returns: whether they are others than before.
    func change(to blockers: [Blocker]) -> Bool {
        state.withLock { state in
            let isNew = state.map(\.pid) != blockers.map(\.pid)
            state = blockers
            return isNew
        }
    }
}
