internal import FormDocument
internal import FormSchemas
internal import GRPCCore
internal import GRPCNIOTransportHTTP2
public import Logging
internal import NIOPosix
internal import Postgres

/// A whole exchange server: database pool, participants, listener and services, put together.
public final class FormServer: Sendable {
    private typealias Transport = HTTP2ServerTransport.Custom<MutualTLSListener>

    private let configuration: ServerConfiguration
    private let log: Logger
    private let credentials: TLSCredentials
    private let pool: PostgresPool
    private let calls: OpenCalls
    private let sequencer: Sequencer
    private let lane: LogLane
    private let participants: ParticipantDirectory
    private let bulkStore: BulkStore
    private let inboxSignal = InboxSignal()
    private let health = HealthMonitor()
    private let transport: Transport
    private let server: GRPCServer<Transport>
    private let shutdown = AsyncStream.makeStream(of: Void.self)

    /// How often files of certificates and tables of participants are looked at again.
    private static let refreshInterval = Duration.seconds(3)
    /// How often bulk submissions that nothing comes for any more are looked for.
    private static let removalInterval = Duration.seconds(15)

    /// - Throws: ``ConfigurationError`` for keys and certificates that cannot be used.
    public convenience init(_ configuration: ServerConfiguration, log: Logger) throws {
        try self.init(configuration, catalogue: .builtIn, log: log)
    }

    init(_ configuration: ServerConfiguration, catalogue: Catalogue, log: Logger) throws {
        self.configuration = configuration
        self.log = log
        let limits = configuration.limits
        credentials = try TLSCredentials(files: configuration.tls)
        pool = PostgresPool(
            connectionString: configuration.database, size: configuration.databaseConnections,
            limits: limits)

        let peers = PeerIdentities(limits: limits)
        participants = ParticipantDirectory(store: ParticipantStore(pool: pool), peers: peers)
        calls = OpenCalls(peers: peers, limits: limits)
        transport = Transport(
            listenerFactory: MutualTLSListener(
                host: configuration.host, port: configuration.port,
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                credentials: credentials, peers: peers,
                agency: { [participants] in participants.agency(of: $0) }, limits: limits),
            config: .exchange(limits))
        sequencer = Sequencer(limits: limits)
        lane = LogLane(
            configuration: .lane(configuration.database, limits: limits),
            catalogue: catalogue, signer: try ReceiptKey.signer(configuration.receiptKey),
            limits: limits, log: log)
        let logStore = LogStore(pool: pool)
        bulkStore = BulkStore(pool: pool, limits: limits)
        let intake = SubmissionIntake(
            participants: participants, catalogue: catalogue,
            signatures: SignatureCheck(credentials: credentials, limits: limits),
            submissions: SubmissionStore(pool: pool, sequencer: sequencer, log: logStore),
            limits: limits, acceptances: AgencyGate(width: limits.workWidth),
            checks: AgencyGate(width: limits.workWidth),
            isTestExchange: configuration.isTestExchange)
        let exchange = FormExchangeService(
            participants: participants, intake: intake,
            bulk: BulkIntake(intake: intake, store: bulkStore, log: logStore),
            records: RecordStore(pool: pool, sequencer: sequencer, limits: limits),
            reading: ReadingStore(pool: pool, sequencer: sequencer),
            cases: CaseStore(
                pool: pool, sequencer: sequencer, catalogue: catalogue, limits: limits),
            deadlines: DeadlineStore(pool: pool, sequencer: sequencer),
            inbox: InboxStore(pool: pool, sequencer: sequencer, log: logStore, limits: limits),
            log: logStore, inboxSignal: inboxSignal, limits: limits)
        let logService = LogService(
            participants: participants, log: logStore,
            witnesses: WitnessStore(pool: pool, limits: limits))
        let inspections = JointInspectionsService(
            participants: participants,
            inspections: InspectionStore(
                pool: pool, sequencer: sequencer, catalogue: catalogue),
            limits: limits)
        let reflection = ReflectionService(participants: participants, index: .builtIn)
        server = GRPCServer(
            transport: transport,
            services: [
                exchange, inspections, logService, HealthService(monitor: health), reflection,
                AlphaReflectionService(current: reflection),
            ],
            interceptors: [RequestInterceptor(participants: participants, calls: calls, log: log)])
    }

    /// Serves until ``beginShutdown()``, then lets open calls end.
    ///
    /// - Parameter ready: gets the port once calls are accepted.
    /// - Throws: ``ConfigurationError`` if the address cannot be listened on; what `ready` throws.
    public func run(ready: @escaping @Sendable (Int) async throws -> Void) async throws {
        let outcome: Result<Void, any Error>
        // Outlives every call: what was taken on is stored, also while the server goes down.
        async let sequencing: Void = sequencer.run(lane)
        do {
            outcome = .success(try await serve(ready: ready))
        } catch {
            outcome = .failure(error)
        }
        sequencer.close()
        await sequencing
        await pool.close()
        try outcome.get()
    }

    /// Accepts no more connections, ends the watches and gives other calls a while to finish.
    public func beginShutdown() {
        shutdown.continuation.yield()
    }

    private enum Ending { case served, overdue, aside }

    private func serve(ready: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Ending.self) { group in
            group.addTask { try await self.serveCalls() }
            group.addTask {
                await self.followChanges()
                return .aside
            }
            group.addTask {
                if let port = await self.transport.port {
                    self.log.info("listening", metadata: ["port": "\(port)"])
                    try await ready(port)
                }
                return .aside
            }
            group.addTask { await self.drainWhenTold() }
            while let ending = try await group.next(), ending == .aside {}
            group.cancelAll()
        }
    }

    private func serveCalls() async throws -> Ending {
        do {
            try await server.serve()
            return .served
        } catch let error as RuntimeError where error.code == .transportError {
            let cause = error.cause.map { "\($0)" } ?? error.message
            throw ConfigurationError(
                "\(configuration.host):\(configuration.port) cannot be listened on: \(cause)")
        }
    }

    private func drainWhenTold() async -> Ending {
        for await _ in shutdown.stream {
            health.finish()
            // Before the transport cancels what is open: watches end with a reason.
            inboxSignal.finish()
            server.beginGracefulShutdown()
            try? await Task.sleep(for: configuration.limits.shutdownGrace)
            return .overdue
        }
        return .aside
    }

    /// Reads certificates and trust roots again; what cannot be used is logged and changes nothing.
    public func reloadCredentials() {
        do {
            try credentials.reload()
            log.notice("certificates and trust roots were read again")
        } catch {
            log.error("certificates cannot be read", metadata: ["cause": "\(error)"])
        }
    }

    private func followChanges() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.health.follow(self.pool) }
            group.addTask { await self.calls.watch() }
            group.addTask { await self.inboxSignal.follow(self.pool, every: .seconds(5)) }
            group.addTask {
                await self.participants.follow(every: Self.refreshInterval, log: self.log)
            }
            group.addTask {
                await self.bulkStore.followAbandoned(every: Self.removalInterval, log: self.log)
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.refreshInterval)
                    do {
                        if try self.credentials.reloadIfChanged() {
                            self.log.notice("certificates or trust roots have changed")
                        }
                    } catch {
                        self.log.error(
                            "certificates cannot be read", metadata: ["cause": "\(error)"])
                    }
                }
            }
        }
    }
}
