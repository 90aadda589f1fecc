internal import FormDocument
internal import Postgres
internal import TransparencyLog
internal import X509

/// Recomputes everything that the database holds from the stored bytes, and names what does not fit.
///
/// Servers go on meanwhile: it looks at what the log had when it began, each piece of it in one
/// snapshot. Memory is bounded whatever the size of the log.
public struct Fsck: Sendable {
    private let configuration: PostgresConfiguration
    private let key: NoteVerifier
    private let roots: [Certificate]?
    private let repairs: Bool
    private let limits: Limits

    /// - Parameters:
    ///   - exchangeKey: the public key that checkpoints are signed with.
    ///   - roots: the authorities that signers' certificates had to lead to when their forms were
    ///     accepted, PEM; `nil` leaves that out.
    ///   - repairs: whether projections that do not follow from the originals are written anew.
    /// - Throws: ``ConfigurationError`` for a key or certificates that cannot be read.
    public init(
        connectionString: String, exchangeKey: String, roots: String? = nil, repairs: Bool = false
    ) throws {
        try self.init(
            connectionString: connectionString, exchangeKey: exchangeKey, roots: roots,
            repairs: repairs, limits: Limits())
    }

    init(
        connectionString: String, exchangeKey: String, roots: String?, repairs: Bool, limits: Limits
    ) throws {
        var configuration = PostgresConfiguration.exchange(connectionString, limits: limits)
        configuration.applicationName = "formserver-fsck"
        configuration.statementTimeout = limits.fsckStatementTimeout
        self.configuration = configuration
        do {
            key = try NoteVerifier(exchangeKey)
        } catch {
            throw ConfigurationError("This is not the public key of an exchange (\(error)).")
        }
        do {
            self.roots = try roots.map { try PEMCertificates.parse($0) }
        } catch {
            throw ConfigurationError("The trusted authorities cannot be read (\(error)).")
        }
        self.repairs = repairs
        self.limits = limits
    }

    /// Looks at everything; or, `from` some leaf on, at what comes after it.
    ///
    /// A cancelled task ends it after the piece at hand.
    ///
    /// - Parameters:
    ///   - progress: is told how far it is, often.
    ///   - found: gets each finding that the report will list, as soon as it is certain.
    /// - Throws: ``ConfigurationError`` if the database is no exchange's, or if it is to be repaired
    ///   from somewhere on: from leaves that are only believed nothing is derived.
    public func run(
        from first: Int64 = 0, progress: (FsckProgress) -> Void = { _ in },
        found: (FsckFinding) -> Void = { _ in }
    ) async throws -> FsckReport {
        guard first == 0 || !repairs else {
            throw ConfigurationError(
                "Repairs need the whole log, as what is before leaf \(first) would only be believed."
            )
        }
        var report = FsckReport(first: first)
        do {
            let connection = try await PostgresConnection.connect(configuration)
            defer { connection.close() }
            let run = FsckRun(
                connection: connection, key: key, roots: roots, repairs: repairs, limits: limits)
            try await run.check(&report, progress, found)
        } catch is CancellationError {
            report.ending = .stopped
        } catch let error as PostgresError {
            switch error.kind {
            case .cancelled: report.ending = .stopped
            case .connectionLost, .connectFailed, .timeout, .outcomeUnknown, .closed:
                report.ending = .databaseAway(error.message)
            case .server(let state)
            where state.classCode == "57" || state == .idleInTransactionTimeout:
                report.ending = .databaseAway(error.message)
            case .server(.undefinedTable), .server(.undefinedColumn):
                throw ConfigurationError(
                    "This is no exchange's database, or lacks something (\(error.message)). If it is "
                        + "meant to be one, run `formserver migrate` first.")
            default:
                throw ConfigurationError("The database refuses to be checked: \(error.message)")
            }
        }
        return report
    }
}
