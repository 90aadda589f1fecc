public import FormSchemas

/// What an agency owes once a form is accepted, and until when.
public struct OwedAnswer: Hashable, Sendable {
    /// The form that asks for it.
    public let form: DocumentIdentity
    public let agency: AgencyCode
    /// The name of the regime that sets the times.
    public let regime: String
    public let acknowledgeBy: Timestamp?
    public let dueAt: Timestamp

    /// What is owed after a form was accepted.
    ///
    /// - Parameter time: when it was.
    /// - Returns: nothing for one that is withdrawn.
    public static func list(
        after candidate: DialogueCandidate, at time: Timestamp, catalogue: Catalogue
    ) -> [OwedAnswer] {
        guard candidate.header.action != .withdraw else { return [] }
        var owed: [OwedAnswer] = []
        for deadline in candidate.turn.deadlines {
            guard let regime = catalogue.regimes[deadline.regime] else { continue }
            let start = max(time, deadline.from.flatMap(candidate.moment(ofFact:)) ?? time)
            let debtors: [AgencyCode] =
                switch deadline.debtor {
                case .sender: [candidate.header.sender]
                case .lead:
                    [candidate.text(ofFact: "lead").flatMap { AgencyCode($0) }].compactMap(\.self)
                case .recipients:
                    candidate.header.recipients.filter { $0.role == .to }.map(\.agency)
                }
            for agency in debtors {
                let answer = OwedAnswer(
                    candidate, by: agency, regime, from: start, accepted: time)
                if let answer { owed.append(answer) }
            }
        }
        return owed
    }

    /// - Returns: `nil` if the regime says nothing about answers.
    private init?(
        _ candidate: DialogueCandidate, by agency: AgencyCode, _ regime: Regime,
        from start: Timestamp, accepted: Timestamp
    ) {
        let urgency = candidate.header.urgency.rawValue
        guard
            let legal = regime.answer(
                from: start.seconds, urgency: urgency, by: agency.description)
        else { return nil }
        var due = Timestamp(microseconds: legal * 1_000_000)
        // What is asked for in the past is asked for at once, by the regime.
        if let wished = candidate.header.dueBy, wished > accepted { due = min(due, wished) }
        form = candidate.identity
        self.agency = agency
        self.regime = regime.name
        dueAt = due
        acknowledgeBy =
            regime.acknowledgement(
                from: accepted.seconds, urgency: urgency, by: agency.description
            ).map { Timestamp(microseconds: $0 * 1_000_000) }
    }
}

/// What becomes of answers that are owed when a form is accepted.
public struct DeadlineChange: Hashable, Sendable {
    public enum Outcome: String, Sendable {
        case met = "MET"
        /// The form that asks was corrected.
        case replaced = "REPLACED"
        /// The form that asks was withdrawn.
        case withdrawn = "WITHDRAWN"
    }

    public let form: DocumentIdentity
    /// Whose; `nil` for all that are owed for the form.
    public let agency: AgencyCode?
    /// Under which regime; `nil` for all.
    public let regime: String?
    /// `nil` if the answer is owed again.
    public let outcome: Outcome?

    /// What an accepted form changes about the answers owed for those before it.
    ///
    /// - Parameters:
    ///   - corrected: the form that it corrects, withdraws or repeats.
    ///   - original: the one that it answers.
    ///   - thread: the current forms of the dialogue that its sender sees.
    public static func list(
        after candidate: DialogueCandidate, corrected: DocumentIdentity?,
        original: DialogueForm?, thread: [DialogueForm], catalogue: Catalogue
    ) -> [DeadlineChange] {
        var changes: [DeadlineChange] = []
        let isWithdrawn = candidate.header.action == .withdraw
        if let corrected {
            changes.append(
                DeadlineChange(
                    form: corrected, agency: nil, regime: nil,
                    outcome: isWithdrawn ? .withdrawn : .replaced))
        }
        let name = TurnName(form: candidate.version.code, turn: candidate.turn.name)
        for form in thread {
            let isAnswered = form.identity == original?.identity
            guard isAnswered || !candidate.turn.answers.contains(form.name) else { continue }
            let asked = form.flowTurn(in: catalogue)?.deadlines ?? []
            for deadline in asked where deadline.metBy.contains(name) {
                changes.append(
                    DeadlineChange(
                        form: form.identity, agency: candidate.header.sender,
                        regime: deadline.regime, outcome: isWithdrawn ? nil : .met))
            }
        }
        return changes
    }
}

extension DialogueCandidate {
    /// The moment that a fact names: a date-time, or the beginning of a day in UTC.
    fileprivate func moment(ofFact name: String) -> Timestamp? {
        text(ofFact: name).flatMap { Timestamp($0) ?? Timestamp($0 + "T00:00:00Z") }
    }

    fileprivate func text(ofFact name: String) -> String? {
        facts.flatMap { try? JSONDocument($0) }?.root[name]?.string
    }
}
