import GRPCCore

/// What a load consists of.
protocol BenchCall: Sendable {
    /// How many successes the first call of a connection is.
    var probeCount: Int { get }

    /// Makes one call, to open the connection and to learn whether there will be answers.
    ///
    /// - Throws: what gRPC throws.
    func probe(over client: ExchangeClient, options: CallOptions) async throws

    /// Calls again and again until the window is over, and notes each outcome.
    ///
    /// Closes the window if nothing is left to be sent.
    func work(over client: ExchangeClient, _ window: BenchWindow, _ tally: BenchTally) async
}

extension BenchCall {
    var probeCount: Int { 1 }
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
    func probe(over client: ExchangeClient, options: CallOptions) async throws {
        guard let request = next() else { return }
        _ = try await call(request, over: client, options)
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
