internal import Postgres

extension ServiceError {
    /// Runs `work` and turns what the database says into what clients may hear.
    ///
    /// Constraints have their names for the stores to recognise; whatever a store does not expect
    /// is a defect and stays as it is.
    static func translating<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> sending Result
    ) async throws -> sending Result {
        do {
            return try await work()
        } catch let error as PostgresError {
            throw translate(error)
        }
    }

    /// What clients may hear of a failure.
    static func translate(_ error: any Error) -> any Error {
        (error as? PostgresError).map(translate) ?? error
    }

    private static func translate(_ error: PostgresError) -> any Error {
        switch error.kind {
        case .cancelled:
            CancellationError()
        case .outcomeUnknown:
            outcomeUnknown(error)
        case .connectionLost, .connectFailed, .timeout, .poolExhausted, .closed:
            databaseAway(error)
        case .server(let state) where isAway(state):
            ServiceError(
                .unavailable,
                "The exchange's database is not ready. Nothing was stored; try again "
                    + "shortly.", cause: error)
        default:
            error
        }
    }

    static func databaseAway(_ cause: PostgresError) -> ServiceError {
        ServiceError(
            .unavailable,
            "The exchange's database does not answer. Nothing was stored; try again shortly.",
            cause: cause)
    }

    /// Whether something was stored can only be known by asking again.
    static func outcomeUnknown(_ cause: PostgresError) -> ServiceError {
        ServiceError(
            .outcomeUnknown,
            "The database went away while it was storing. Send the very same form again: it "
                + "is stored once, whatever happened now.",
            cause: cause)
    }

    /// Does the work of telling what is stored already.
    ///
    /// - Throws: ``ServiceError`` `.outcomeUnknown` in place of `.unavailable`: nobody must hear that
    ///   nothing was stored.
    static func readingStored<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as ServiceError where error.code == .unavailable {
            throw ServiceError(
                .outcomeUnknown,
                "It is stored, but what proves it cannot be read at the moment. Send the very same "
                    + "form again: it gets its receipt.", cause: error.cause)
        }
    }

    /// Whether a server says with this that it is going down, coming up, not (any more) the primary,
    /// or short of something: connections, memory or room on its disk.
    private static func isAway(_ state: SQLState) -> Bool {
        awayStates.contains(state) || state.classCode == "53"
    }

    private static let awayStates: Set<SQLState> = [
        .adminShutdown, .crashShutdown, .cannotConnectNow, .readOnlyTransaction,
        .idleInTransactionTimeout,
    ]
}
