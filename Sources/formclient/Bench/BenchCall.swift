import GRPCCore

/// What a load consists of.
protocol BenchCall: Sendable {
    /// Makes one call, to open the connection and to learn whether there will be answers.
    ///
    /// - Returns: how many successes the call is.
    /// - Throws: what gRPC throws.
    func probe(over client: ExchangeClient, options: CallOptions) async throws -> Int

    /// Calls again and again until the window is over, and notes each outcome.
    ///
    /// Closes the window if nothing is left to be sent.
    func work(over client: ExchangeClient, _ window: BenchWindow, _ tally: BenchTally) async
}

/// A kind of call of which each worker has one open at a time.
protocol UnaryBenchCall: BenchCall {
    associatedtype Request: Sendable

    /// How failures are read.
    var setting: ExchangeFailure.Setting { get }

    /// What to send next; `nil` if there is nothing left.
    func next() -> Request?

    /// Sends it.
    ///
    /// - Returns: what kept it from counting as a success; `nil` if it is one.
    func call(
        _ request: Request, over client: ExchangeClient, _ options: CallOptions
    ) async throws -> BenchFailure?
}

extension UnaryBenchCall {
    func probe(over client: ExchangeClient, options: CallOptions) async throws -> Int {
        guard let request = next() else { return 0 }
        return try await call(request, over: client, options) == nil ? 1 : 0
    }

    // No deadline for each call: it would cost two tasks and a timer. Who starts the workers ends
    // those that hang.
    func work(over client: ExchangeClient, _ window: BenchWindow, _ tally: BenchTally) async {
        while !window.isOver {
            guard let request = next() else { return window.close() }
            let begin = BenchWindow.now
            do {
                if let failure = try await call(request, over: client, .defaults) {
                    tally.fail(failure, in: window)
                } else {
                    tally.succeed(begunAt: begin, in: window)
                }
            } catch {
                tally.fail(BenchFailure(error, setting), in: window)
                // As a well-behaved client does. A second's failures would use up all forms.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
