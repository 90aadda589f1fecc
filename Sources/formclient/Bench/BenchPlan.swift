import ArgumentParser

/// How a load is to be applied.
struct BenchPlan: Sendable {
    /// The kinds of calls, by the names that the command line has for them.
    enum Call: String, Sendable, CaseIterable, ExpressibleByArgument {
        case submit, batch, bulk, echo
    }

    let call: Call
    let connections: Int
    /// How many calls are open at any time, over all connections.
    let inFlight: Int
    let warmup: Duration
    let duration: Duration
    /// How many forms to sign beforehand.
    let formCount: Int
    /// How many forms one request of a batch has.
    let formsPerRequest: Int

    /// How many forms are signed for each second, unless the user says how many.
    private static let formsPerSecond = 5_000

    /// - Throws: ``ClientError`` `.usage` for a number that makes no sense.
    init(
        _ call: Call, connections: Int, inFlight: Int, warmup: Int, duration: Int, count: Int?,
        formsPerRequest: Int
    ) throws(ClientError) {
        func require(
            _ value: Int, _ range: ClosedRange<Int>, _ option: String
        ) throws(ClientError) {
            guard range.contains(value) else { throw ClientError(.usage, .range(option, range)) }
        }
        try require(connections, 1...256, "--connections")
        try require(inFlight, 1...16_384, "--in-flight")
        try require(warmup, 0...3_600, "--warmup")
        try require(duration, 1...86_400, "--duration")
        // As many as the exchange takes.
        try require(formsPerRequest, 1...1_000, "--per-request")
        // One that has nothing to do is not part of the load.
        self.connections = min(connections, inFlight)
        formCount = count ?? (warmup + duration) * Self.formsPerSecond
        // The first call of each connection is not measured.
        try require(formCount, self.connections + 1...50_000_000, "--count")
        self.call = call
        self.formsPerRequest = formsPerRequest
        self.inFlight = inFlight
        self.warmup = .seconds(warmup)
        self.duration = .seconds(duration)
    }
}
