/// Everything that can go wrong between this module and PostgreSQL.
///
/// `description` names only the kind and the SQLSTATE, so that it may end up in a log or in front
/// of a client without telling statements, values or table names. `debugDescription` tells all.
public struct PostgresError: Error, Sendable {
    /// What happened, and with it what the caller may do next.
    public enum Kind: Hashable, Sendable {
        /// The server refused the statement; in a transaction everything before it is undone too.
        case server(SQLState)
        /// The connection broke. Inside a transaction nothing has taken effect; a single statement
        /// outside of one may or may not have.
        case connectionLost
        /// No connection could be opened: the server is away, full, or refuses the login.
        case connectFailed
        /// The time allowed for the statement ran out, and the server was told to stop it.
        case timeout
        /// The task was cancelled, and the server was told to stop the statement.
        case cancelled
        /// The connection broke while committing: everything has taken effect, or nothing.
        case outcomeUnknown
        /// A row does not fit the type that it was to become.
        case decoding
        /// No connection became free in the time allowed, or too many callers wait already.
        case poolExhausted
        /// The pool, the connection or the transaction has ended.
        case closed
        /// The caller asked for what this module never does, or went over a limit.
        case misuse
    }

    /// What the server or libpq reported, where they did.
    struct Report: Sendable {
        var sqlState: SQLState?
        var severity: String?
        var message = ""
        var detail: String?
        var hint: String?
        var constraint: String?
        var table: String?
        var column: String?
        var position: Int?
        var pipelineIndex: Int?
        /// Whether it is certain that the server has not seen the statement.
        var neverSent = false
    }

    public let kind: Kind
    // Boxed, because a thrown struct of a dozen strings would weigh on every successful return.
    private let box: Box

    private final class Box: Sendable {
        let report: Report
        init(_ report: Report) { self.report = report }
    }

    init(_ kind: Kind, _ report: Report) {
        self.kind = kind
        self.box = Box(report)
    }

    init(_ kind: Kind, _ message: String) {
        self.init(kind, Report(message: message))
    }

    /// A caller's own refusal of a statement or of its results, of kind ``Kind/misuse``.
    public init(refusing message: String) {
        self.init(.misuse, message)
    }

    var report: Report { box.report }

    /// The SQLSTATE, if the server itself reported the error.
    public var sqlState: SQLState? { report.sqlState }
    /// `ERROR`, `FATAL` or `PANIC`, untranslated, if the server itself reported the error.
    public var severity: String? { report.severity }
    /// The primary message. It may contain values: never show it to a client.
    public var message: String { report.message }
    public var detail: String? { report.detail }
    public var hint: String? { report.hint }
    /// The name of the violated constraint.
    public var constraint: String? { report.constraint }
    public var table: String? { report.table }
    public var column: String? { report.column }
    /// Where in the statement's text the error lies, in characters from 1.
    public var position: Int? { report.position }
    /// Which statement of a pipeline failed, from 0; `nil` if it was the commit at its end.
    public var pipelineIndex: Int? { report.pipelineIndex }

    /// Whether the same call may succeed when it is simply made again later.
    ///
    /// True also for ``Kind/outcomeUnknown``: only a caller that is idempotent may act on it.
    public var isTransient: Bool {
        switch kind {
        case .connectionLost, .connectFailed, .outcomeUnknown, .poolExhausted, .timeout:
            true
        case .server(let state):
            state == .serializationFailure || state == .deadlockDetected
                || state == .lockNotAvailable || state == .cannotConnectNow
                || state.classCode == "53"
        case .cancelled, .decoding, .closed, .misuse:
            false
        }
    }

    /// Whether the server cannot have seen the statement, because the connection was dead before.
    public var isLossBeforeSending: Bool { kind == .connectionLost && report.neverSent }

    func with(_ change: (inout Report) -> Void, kind: Kind? = nil) -> PostgresError {
        var report = self.report
        change(&report)
        return PostgresError(kind ?? self.kind, report)
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        let name =
            switch kind {
            case .server(let state): "server error \(state)"
            case .connectionLost: "connection lost"
            case .connectFailed: "cannot connect"
            case .timeout: "timeout"
            case .cancelled: "cancelled"
            case .outcomeUnknown: "outcome unknown"
            case .decoding: "unexpected result"
            case .poolExhausted: "no connection free"
            case .closed: "closed"
            case .misuse: "misuse"
            }
        return "PostgreSQL: \(name)"
    }

    public var debugDescription: String {
        let facts: [(String, String?)] = [
            ("sqlState", sqlState?.rawValue), ("severity", severity), ("message", message),
            ("detail", detail), ("hint", hint), ("constraint", constraint), ("table", table),
            ("column", column), ("position", position.map(String.init)),
            ("pipelineIndex", pipelineIndex.map(String.init)),
        ]
        let told = facts.compactMap { name, value in value.map { "\(name): \($0)" } }
        return "PostgresError(\(kind), \(told.joined(separator: ", ")))"
    }
}
