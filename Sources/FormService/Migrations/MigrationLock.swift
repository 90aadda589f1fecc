internal import Postgres

/// The right to migrate a database, held on a connection of its own for as long as that lives.
///
/// The same connection watches the one that works.
struct MigrationLock: Sendable {
    private let connection: PostgresConnection

    var watch: StatementWatch { StatementWatch(connection: connection) }

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
        return MigrationLock(connection: connection)
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
}
