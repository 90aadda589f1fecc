internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import GRPCCore
internal import SwiftProtobuf

extension FormExchangeService {
    /// Streams what the caller's agency owes or is owed, the most urgent first.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.accessNotStated`.
    func listDeadlines(
        request: WireListDeadlinesRequest, response: RPCWriter<WireListDeadlinesResponse>,
        context: ServerContext
    ) async throws {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let filter = try DeadlineFilter(request, limits: limits)
        let now = Timestamp.now()
        for row in try await deadlines.list(filter, for: access) {
            try await response.write(
                .with { $0.deadline = WireDeadline(row, cases.catalogue, at: now) })
        }
    }

    /// Returns how the caller's agency and its partners answer each other.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.accessNotStated`.
    func getKeyFigures(
        request: WireGetKeyFiguresRequest, context: ServerContext
    ) async throws -> WireGetKeyFiguresResponse {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let from = request.hasAcceptedFrom ? Timestamp(request.acceptedFrom) : nil
        let before = request.hasAcceptedBefore ? Timestamp(request.acceptedBefore) : nil
        guard (from != nil) == request.hasAcceptedFrom,
            (before != nil) == request.hasAcceptedBefore
        else {
            throw ServiceError(
                .malformedRequest,
                "A bound of the period is not a time between the years 1 and 9999.")
        }
        let rows = try await deadlines.figures(from: from, before: before, for: access)
        return .with { $0.figures = rows.map(WireKeyFigures.init) }
    }
}

extension WireDeadline {
    init(_ row: DeadlineRow, _ catalogue: Catalogue, at now: Timestamp) {
        self.init()
        form = WireFormReference(row.form)
        formCode = row.code
        turn = row.turn
        caseID = row.caseID.description
        urgency = row.urgency
        agency = row.agency.description
        regime = row.regime
        acceptedAt = Google_Protobuf_Timestamp(row.acceptedAt)
        if let acknowledgeBy = row.acknowledgeBy {
            self.acknowledgeBy = Google_Protobuf_Timestamp(acknowledgeBy)
        }
        dueAt = Google_Protobuf_Timestamp(row.dueAt)
        state =
            switch (row.metAt, row.void) {
            case (let metAt?, _): metAt > row.dueAt ? .metLate : .met
            case (nil, .replaced): .replaced
            case (nil, .withdrawn): .withdrawn
            case (nil, .closed): .closed
            case (nil, nil): now > row.dueAt ? .overdue : .open
            }
        if let settledAt = row.metAt ?? row.voidAt {
            self.settledAt = Google_Protobuf_Timestamp(settledAt)
        }
        if let acknowledgedAt = row.acknowledgedAt {
            self.acknowledgedAt = Google_Protobuf_Timestamp(acknowledgedAt)
        }
        let turn = catalogue.turn(
            TurnName(form: row.code, turn: row.turn), version: row.version)
        // Recipients and sender may owe the same under one regime.
        let metBy = (turn?.deadlines ?? []).filter { $0.regime == row.regime }.flatMap(\.metBy)
        for name in metBy where !answers.contains(name.description) {
            answers.append(name.description)
        }
    }
}

extension WireReminder {
    init(_ row: ReminderRow, _ catalogue: Catalogue, at now: Timestamp) {
        self.init()
        deadline = WireDeadline(row.deadline, catalogue, at: now)
        kind =
            switch row.kind {
            case "ACKNOWLEDGE": .acknowledge
            case "DUE_SOON": .dueSoon
            default: .overdue
            }
    }
}

extension WireKeyFigures {
    init(_ row: KeyFiguresRow) {
        self.init()
        asker = row.asker.description
        agency = row.agency.description
        formCode = row.code
        owed = UInt64(row.owed)
        met = UInt64(row.met)
        metLate = UInt64(row.metLate)
        overdue = UInt64(row.overdue)
        unanswered = UInt64(row.unanswered)
        if let seconds = row.medianAnswer {
            medianAnswer = .with { $0.seconds = Int64(seconds.rounded()) }
        }
    }
}
