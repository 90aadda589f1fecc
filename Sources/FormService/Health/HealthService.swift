internal import FormProtocol
internal import GRPCCore

/// The service `grpc.health.v1.Health`: what load balancers and probes ask.
///
/// The connection needs a certificate of a trusted root, as every connection does. Nothing more is
/// asked for: a load balancer has a certificate and is no participant, and while the database is
/// away nobody could be recognised. The answers say nothing but whether the exchange works.
///
/// Source: gRPC Health Checking Protocol.
struct HealthService: WireHealth.SimpleServiceProtocol {
    let monitor: HealthMonitor

    /// The services that have a status; the empty name stands for the server as a whole.
    private static let names: Set<String> = [
        "", WireFormExchange.descriptor.fullyQualifiedService,
        WireLog.descriptor.fullyQualifiedService,
    ]

    /// Returns the status of a service.
    ///
    /// - Throws: ``ServiceError`` `.notFound` for a name that has none.
    func check(
        request: WireHealthRequest, context: ServerContext
    ) async throws -> WireHealthStatus {
        guard Self.names.contains(request.service) else {
            throw ServiceError(.notFound, "This server has no status for a service of that name.")
        }
        return WireHealthStatus(isServing: monitor.isServing)
    }

    /// Returns the status of every service.
    func list(
        request: WireHealthListRequest, context: ServerContext
    ) async throws -> WireHealthList {
        let status = WireHealthStatus(isServing: monitor.isServing)
        return .with {
            $0.statuses = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, status) })
        }
    }

    /// Streams the status of a service: now, and whenever it changes. Ends when the server goes
    /// down, after NOT_SERVING.
    func watch(
        request: WireHealthRequest, response: RPCWriter<WireHealthStatus>, context: ServerContext
    ) async throws {
        guard Self.names.contains(request.service) else {
            try await response.write(.with { $0.status = .serviceUnknown })
            // Open until the client goes, as the protocol has it: no name becomes known later.
            return try await context.cancellation.cancelled
        }
        let (values, continuation) = monitor.subscribe()
        // gRPC does not cancel the task of a call that its client has given up.
        try await withRPCCancellationHandler {
            var last: Bool?
            for await isServing in values where isServing != last {
                last = isServing
                try await response.write(WireHealthStatus(isServing: isServing))
            }
        } onCancelRPC: {
            continuation.finish()
        }
    }
}

typealias WireHealth = Grpc_Health_V1_Health
typealias WireHealthRequest = Grpc_Health_V1_HealthCheckRequest
typealias WireHealthStatus = Grpc_Health_V1_HealthCheckResponse
typealias WireHealthListRequest = Grpc_Health_V1_HealthListRequest
typealias WireHealthList = Grpc_Health_V1_HealthListResponse

extension WireHealthStatus {
    fileprivate init(isServing: Bool) {
        self.init()
        status = isServing ? .serving : .notServing
    }
}
