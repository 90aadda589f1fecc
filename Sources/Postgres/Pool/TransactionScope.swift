import Synchronization

/// Remembers in a task which pool's transaction it is in.
///
/// Taking a second connection there is a mistake: the statement would not be part of the
/// transaction, and with every connection doing so the pool would wait for itself.
final class TransactionScope: Sendable {
    @TaskLocal private static var current: TransactionScope?

    private let pool: ObjectIdentifier
    private let outer: TransactionScope?
    private let hasEnded = Atomic(false)

    private init(pool: ObjectIdentifier, outer: TransactionScope?) {
        self.pool = pool
        self.outer = outer
    }

    static nonisolated(nonsending) func with<Result>(
        _ pool: PostgresPool, _ body: nonisolated(nonsending) () async throws -> Result
    ) async rethrows -> Result {
        let scope = TransactionScope(pool: ObjectIdentifier(pool), outer: current)
        // Tasks started in the body inherit the scope and may outlive it.
        defer { scope.hasEnded.store(true, ordering: .releasing) }
        return try await $current.withValue(scope) { try await body() }
    }

    static func isInside(_ pool: PostgresPool) -> Bool {
        var scope = current
        while let inner = scope {
            if inner.pool == ObjectIdentifier(pool), !inner.hasEnded.load(ordering: .acquiring) {
                return true
            }
            scope = inner.outer
        }
        return false
    }
}
