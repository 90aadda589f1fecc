import Foundation
import Testing

/// Waits until `condition` holds; the test fails if that takes more than a minute.
func waitUntil(
    _ what: Comment, within limit: Duration = .seconds(60),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, what, sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// Runs `body`, which must end within `limit`: a stream that should end and does not would keep the
/// tests waiting for ever.
func bounded<Value: Sendable>(
    _ limit: Duration = .seconds(60), _ what: String,
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask(operation: body)
        group.addTask {
            try await Task.sleep(for: limit)
            throw TestFailure("\(what) has not ended within \(limit)")
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw TestFailure(what) }
        return value
    }
}

/// Runs `body` and then `cleanUp`, whether or not the body throws.
func withCleanUp<Value>(
    _ body: () async throws -> Value, _ cleanUp: () async throws -> Void
) async throws -> Value {
    let outcome: Result<Value, any Error>
    do {
        outcome = .success(try await body())
    } catch {
        outcome = .failure(error)
    }
    try await cleanUp()
    return try outcome.get()
}
