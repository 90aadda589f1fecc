internal import Postgres
internal import Synchronization

/// Looks from one connection how a statement on another gets on.
struct StatementWatch: Sendable {
    let connection: PostgresConnection

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
        let watch = Task {
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
