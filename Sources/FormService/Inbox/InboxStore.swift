internal import FormDocument
internal import Postgres

/// Reads inboxes and records acknowledgements.
struct InboxStore: Sendable {
    let pool: PostgresPool
    let limits: Limits

    /// An entry with what is shown of it.
    enum Entry: Sendable {
        case form(FormSummary, position: Int64)
        case acknowledgement(Acknowledgement)

        var position: Int64 {
            switch self {
            case .form(_, let position): position
            case .acknowledgement(let acknowledgement): acknowledgement.position
            }
        }
    }

    /// That `recipient` has taken a form over.
    struct Acknowledgement: Sendable {
        let form: DocumentIdentity
        let recipient: AgencyCode
        let at: Timestamp
        let position: Int64
    }

    /// The next entries from `position` on; fewer than `limits.watchPageRows` means that there are
    /// no more now.
    ///
    /// A page that is not empty has its audit entry. Positions are given out under the head's lock,
    /// so no entry can appear below one that was read here.
    func page(from position: Int64, for access: StatedAccess) async throws -> [Entry] {
        let now = Timestamp.now()
        let reader = access.caller.agency
        return try await ServiceError.translating {
            try await pool.transaction(isolation: .repeatableRead) { transaction in
                let rows = try await transaction.run(
                    InboxQueries.list(of: reader, from: position, limit: limits.watchPageRows))
                guard let last = rows.last else { return [] }
                try await transaction.run(
                    AuditQueries.record(
                        access, call: "Watch", form: nil,
                        filters: "positions=\(rows[0].position)...\(last.position)",
                        results: rows.count, at: now))
                let forms = rows.filter { $0.acknowledgedBy == nil }.map(\.form)
                let summaries = FormSummary.joined(
                    try await transaction.run(InboxQueries.listSummaries(of: forms)),
                    try await transaction.run(
                        SummaryQueries.listDeliveries(of: forms, for: reader)))
                return Self.entries(rows, summaries)
            }
        }
    }

    /// The position that will be given out next: the end of every inbox.
    func end() async throws -> Int64 {
        try await ServiceError.translating {
            try await pool.run(LogHeadQueries.nextPosition())
        }
    }

    /// Records that the caller's agency takes a form over.
    ///
    /// Idempotent: the first acknowledgement counts and is returned again.
    ///
    /// - Throws: ``ServiceError`` `.notFound` (also for a form of others), `.notRecipient` (an own
    ///   form), `.unavailable`, `.outcomeUnknown`.
    func acknowledge(
        _ form: DocumentIdentity, for access: StatedAccess
    ) async throws -> Acknowledgement {
        let recipient = access.caller.agency
        return try await ServiceError.translating {
            try await pool.transaction { transaction in
                // The head is locked only for what takes a position: asking must not hold others up.
                if let made = try await made(form, by: recipient, in: transaction) { return made }
                let head = try await transaction.run(LogHeadQueries.lock())
                if let made = try await made(form, by: recipient, in: transaction) { return made }

                let time = max(Timestamp.now(), head.lastAcceptedAt)
                try await transaction.run(
                    InboxQueries.acknowledge(
                        form, by: recipient, position: head.nextPosition, at: time))
                try await transaction.run(
                    AuditQueries.record(
                        access, call: "Acknowledge", form: form, results: 1, at: time))
                try await transaction.run(InboxQueries.notify())
                return Acknowledgement(
                    form: form, recipient: recipient, at: time, position: head.nextPosition)
            }
        }
    }

    /// The acknowledgement that there is already; `nil` if there is none yet.
    private func made(
        _ form: DocumentIdentity, by recipient: AgencyCode, in transaction: PostgresTransaction
    ) async throws -> Acknowledgement? {
        let delivery = try await transaction.run(
            InboxQueries.findAcknowledgement(of: form, by: recipient))
        guard let delivery else { throw try await refusal(form, by: recipient, in: transaction) }
        guard let at = delivery.at, let position = delivery.position else { return nil }
        return Acknowledgement(form: form, recipient: recipient, at: at, position: position)
    }

    /// Why an agency without a delivery cannot acknowledge: only a sender learns that its form is
    /// there.
    private func refusal(
        _ form: DocumentIdentity, by agency: AgencyCode, in transaction: PostgresTransaction
    ) async throws -> ServiceError {
        let isOwn =
            try await transaction.run(
                SubmissionQueries.findIdentity(form)) != nil
        guard isOwn, form.sender == agency else { return form.notFound }
        return ServiceError(
            .notRecipient, "This is your own form: its recipients acknowledge it, not its sender.")
    }

    private static func entries(_ rows: [InboxRow], _ summaries: [FormSummary]) -> [Entry] {
        let byForm = Dictionary(uniqueKeysWithValues: summaries.map { ($0.row.identity, $0) })
        return rows.compactMap { row in
            if let recipient = row.acknowledgedBy {
                return .acknowledgement(
                    Acknowledgement(
                        form: row.form, recipient: recipient, at: row.enteredAt,
                        position: row.position))
            }
            return byForm[row.form].map { .form($0, position: row.position) }
        }
    }
}
