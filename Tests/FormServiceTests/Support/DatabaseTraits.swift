import Synchronization
import Testing

extension Trait where Self == ConditionTrait {
    /// Only where there is a PostgreSQL.
    static var needsPostgres: Self {
        .enabled(if: TestDatabase.server != nil, "needs a PostgreSQL: run scripts/test")
    }
}

extension Trait where Self == TurnTrait {
    /// At most two such tests run at a time, each case one by one: whoever waits for a database would
    /// give up if a hundred others kept the processors.
    static var inTurn: Self { TurnTrait() }
}

struct TurnTrait: SuiteTrait, TestTrait, TestScoping {
    private static let turnstile = Turnstile(width: 2)

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await Self.turnstile.enter()
        defer { Self.turnstile.leave() }
        try await function()
    }
}

/// Lets so many in at a time, in the order in which they come.
private final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(width: Int) { state = Mutex(State(free: width)) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isIn = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isIn { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
