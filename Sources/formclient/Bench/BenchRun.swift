import GRPCCore
import GRPCNIOTransportHTTP2
import NIOPosix

/// Applies a load over several connections and counts.
struct BenchRun: Sendable {
    let plan: BenchPlan
    let profile: Profile
    let server: ServerAddress
    let setting: ExchangeFailure.Setting
    /// Makes the first call of each connection.
    let probe: any BenchCall

    /// A connection, and the thread on which everything about it happens.
    private struct Connection: Sendable {
        let client: ExchangeClient
        let executor: LoopExecutor
        let tally = BenchTally()
    }

    /// How the load has gone.
    struct Outcome: Sendable {
        var counts = BenchTally.Counts()
        /// How long the window was open.
        let seconds: Double
        /// Whether the user ended it.
        let stopped: Bool
        /// Whether it ended early for want of forms.
        let formsUsedUp: Bool
    }

    private static let probeTimeout = Duration.seconds(30)
    /// How long calls that are open at the end may go on.
    private static let endingTimeout = Duration.seconds(10)
    private static let lookInterval = Duration.milliseconds(50)

    /// Opens the connections, applies the load, closes them.
    ///
    /// - Parameters:
    ///   - stop: ends the load before its time.
    ///   - prepare: makes the load, once every connection has had its first call answered.
    ///   - progress: gets from time to time how far it is.
    /// - Throws: ``ClientError`` if the first call of a connection fails; what `prepare` throws.
    func outcome(
        stop: Latch, prepare: () async throws -> any BenchCall,
        progress: (BenchProgress) -> Void
    ) async throws -> Outcome {
        try await withConnections { connections in
            var probed = 0
            for connection in connections { probed += try await probe(connection) }
            let load = try await prepare()
            var outcome = await apply(load, connections, stop: stop, progress: progress)
            outcome.counts.succeededInTotal += probed
            return outcome
        }
    }

    private func withConnections(
        _ open: [Connection] = [], _ body: ([Connection]) async throws -> Outcome
    ) async throws -> Outcome {
        guard open.count < plan.connections else { return try await body(open) }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let transport = try HTTP2ClientTransport.Posix(to: server, as: profile, on: loop)
        return try await withExchangeClient(over: transport) { client in
            let connection = Connection(client: client, executor: LoopExecutor(loop))
            return try await withConnections(open + [connection], body)
        }
    }

    /// The first call of a connection: what it takes to connect is not part of any latency, and
    /// what cannot work is said before a load is made of it.
    private func probe(_ connection: Connection) async throws -> Int {
        var options = CallOptions.defaults
        options.timeout = Self.probeTimeout
        options.waitForReady = false
        do {
            return try await probe.probe(over: connection.client, options: options)
        } catch let error as RPCError {
            var failure = ExchangeFailure(error, setting).clientError(outcomeUnknown: false)
            if error.code == .unimplemented {
                failure.advice = plan.call == .echo ? .benchEchoServer : .benchNotEchoServer
            }
            throw failure
        }
    }

    private func apply(
        _ call: any BenchCall, _ connections: [Connection], stop: Latch,
        progress: (BenchProgress) -> Void
    ) async -> Outcome {
        let window = BenchWindow(warmup: plan.warmup, duration: plan.duration)
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<plan.inFlight {
                let connection = connections[number % connections.count]
                group.addTask(executorPreference: connection.executor) {
                    await call.work(over: connection.client, window, connection.tally)
                    return true
                }
            }
            while !window.isOver {
                if stop.isSet { window.close() }
                progress(BenchProgress(window, connections.map(\.tally.progress)))
                try? await Task.sleep(for: Self.lookInterval)
            }
            group.addTask {
                try? await Task.sleep(for: Self.endingTimeout)
                return false
            }
            var working = plan.inFlight
            while working > 0, await group.next() == true { working -= 1 }
            group.cancelAll()
        }
        var outcome = Outcome(
            seconds: window.seconds, stopped: stop.isSet,
            formsUsedUp: window.endedEarly && !stop.isSet)
        for connection in connections { outcome.counts.add(connection.tally.counts) }
        return outcome
    }
}

/// How far a load is.
struct BenchProgress: Sendable {
    /// How long calls count already; 0 during the warm-up.
    let seconds: Double
    let succeeded: Int
    let failed: Int

    init(_ window: BenchWindow, _ tallies: [(succeeded: Int, failed: Int)]) {
        seconds = window.seconds
        succeeded = tallies.reduce(0) { $0 + $1.succeeded }
        failed = tallies.reduce(0) { $0 + $1.failed }
    }
}
