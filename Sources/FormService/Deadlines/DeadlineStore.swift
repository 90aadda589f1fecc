internal import FormDocument
internal import Postgres

/// Reads what agencies owe each other.
struct DeadlineStore: Sendable {
    let pool: PostgresPool
    let sequencer: Sequencer

    /// What is owed now, the most urgent first.
    ///
    /// - Throws: ``ServiceError`` `.overloaded`, `.unavailable`.
    func list(_ filter: DeadlineFilter, for access: StatedAccess) async throws -> [DeadlineRow] {
        let rows = try await ServiceError.translating {
            try await pool.run(DeadlineQueries.list(filter, for: access.caller.agency))
        }
        try await record("ListDeadlines", filter.description, rows.count, access)
        return rows
    }

    /// How the caller's agency and its partners answer each other.
    ///
    /// - Throws: ``ServiceError`` `.overloaded`, `.unavailable`.
    func figures(
        from: Timestamp?, before: Timestamp?, for access: StatedAccess
    ) async throws -> [KeyFiguresRow] {
        let rows = try await ServiceError.translating {
            try await pool.run(
                DeadlineQueries.figures(
                    from: from, before: before, at: .now(), for: access.caller.agency))
        }
        let filters = [
            from.map { "accepted_from=\($0)" }, before.map { "accepted_before=\($0)" },
        ].compactMap(\.self).joined(separator: " ")
        try await record("GetKeyFigures", filters, rows.count, access)
        return rows
    }

    /// What an agency is to be reminded of at a moment.
    ///
    /// - Parameter after: only those whose time came later; `nil` for all that stand.
    /// - Throws: ``ServiceError`` `.overloaded`, `.unavailable`.
    func reminders(
        after: Timestamp?, at now: Timestamp, limit: Int, for access: StatedAccess
    ) async throws -> [ReminderRow] {
        let rows = try await ServiceError.translating {
            try await pool.run(
                DeadlineQueries.listReminders(
                    after: after, at: now, limit: limit, for: access.caller.agency))
        }
        if !rows.isEmpty { try await record("Watch", "reminders", rows.count, access) }
        return rows
    }

    private func record(
        _ call: String, _ filters: String, _ results: Int, _ access: StatedAccess
    ) async throws {
        let record = AuditRecord(
            access, call: call, form: nil, filters: filters, results: results, at: .now())
        try await sequencer.append(record)
    }
}
