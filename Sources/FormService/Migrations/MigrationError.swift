internal import Postgres

/// Why the database was not migrated, and what to do about it.
public struct MigrationError: Error, Sendable, CustomStringConvertible {
    public enum Reason: Sendable {
        /// A migration does not fit the database, or fails in it.
        case refused
        /// Somebody else holds what is needed: trying again later may help.
        case busy
        /// The database does not answer, or went away.
        case away
    }

    public let reason: Reason
    public let description: String

    init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }

    /// A step that PostgreSQL refused.
    ///
    /// The message's details are left out: they may hold values of rows.
    ///
    /// - Parameter position: how many characters stood before the step's text.
    init(_ step: MigrationStep, _ error: PostgresError, after preamble: Int = 0, remedy: String) {
        if error.meansAway {
            self.init(
                .away,
                "The database went away in the middle of \(step): \(error.message.trimmedLine). "
                    + "Run `formserver migrate up` again, it goes on where this run was.")
            return
        }
        let place =
            error.position.map { position in
                let before = step.text.unicodeScalars.prefix(max(0, position - 1 - preamble))
                return " at line \(step.firstLine + before.count { $0 == "\n" })"
            } ?? ""
        let hint = error.hint.map { " (\($0.trimmedLine))" } ?? ""
        self.init(
            .refused, "\(step) failed\(place): \(error.message.trimmedLine)\(hint).\n\(remedy)")
    }
}

extension PostgresError {
    /// Whether the database, not the statement, is the trouble.
    var meansAway: Bool {
        switch kind {
        case .connectionLost, .connectFailed, .outcomeUnknown, .closed: true
        case .server(let state): state.classCode == "57" && state != .queryCanceled
        default: false
        }
    }

    /// Whether the same step may succeed in another attempt.
    var meansBlocked: Bool {
        sqlState == .lockNotAvailable || sqlState == .deadlockDetected
            || sqlState == .serializationFailure
    }
}

extension String {
    /// One line without a full stop at its end.
    var trimmedLine: String {
        let line = split { $0.isNewline }.joined(separator: " ")
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }
}
