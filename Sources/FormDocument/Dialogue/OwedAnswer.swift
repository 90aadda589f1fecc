public import FormSchemas

/// What an agency owes once a form is accepted, and until when.
public struct OwedAnswer: Hashable, Sendable {
    /// What tells it from every other.
    public struct Key: Hashable, Sendable {
        /// The form that asks for it.
        public let form: DocumentIdentity
        public let agency: AgencyCode
        /// The name of the regime that sets the times.
        public let regime: String
    }

    public let key: Key
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
            let debtors = deadline.debtors(
                sender: candidate.header.sender, recipients: candidate.header.recipients,
                facts: candidate.facts)
            for agency in debtors {
                let answer = OwedAnswer(
                    candidate, deadline, by: agency, regime, from: start, accepted: time)
                // A sender that addresses itself owes once.
                if let answer, !owed.contains(where: { $0.key == answer.key }) {
                    owed.append(answer)
                }
            }
        }
        return owed
    }

    /// - Returns: `nil` if the regime says nothing about answers.
    private init?(
        _ candidate: DialogueCandidate, _ deadline: FlowDeadline, by agency: AgencyCode,
        _ regime: Regime, from start: Timestamp, accepted: Timestamp
    ) {
        let urgency = candidate.header.urgency.rawValue
        guard
            let legal = regime.answer(
                from: start.seconds, urgency: urgency, by: agency.description)
        else { return nil }
        var due = Timestamp(microseconds: legal * 1_000_000)
        // Who gets the form is asked, not who sends it; and what is asked for in the past by the
        // regime alone.
        if deadline.debtor == .recipients, let wished = candidate.header.dueBy, wished > accepted {
            due = min(due, wished)
        }
        key = Key(form: candidate.identity, agency: agency, regime: regime.name)
        dueAt = due
        acknowledgeBy =
            regime.acknowledgement(
                from: accepted.seconds, urgency: urgency, by: agency.description
            ).map { Timestamp(microseconds: $0 * 1_000_000) }
    }
}

extension FlowDeadline {
    /// Who owes the answer that a form asks for; nobody where it sets no new time.
    ///
    /// - Parameter facts: those of the form, a JSON object.
    func debtors(
        sender: AgencyCode, recipients: [Recipient], facts: [UInt8]?
    ) -> [AgencyCode] {
        if moves, from.flatMap({ JSONDocument.text(ofFact: $0, in: facts) }) == nil { return [] }
        return switch debtor {
        case .sender: [sender]
        case .lead:
            [JSONDocument.text(ofFact: "lead", in: facts).flatMap { AgencyCode($0) }]
                .compactMap(\.self)
        case .recipients: recipients.filter { $0.role == .to }.map(\.agency)
        }
    }
}

extension DialogueCandidate {
    /// The moment that a fact names: a date-time, or the beginning of a day in UTC.
    fileprivate func moment(ofFact name: String) -> Timestamp? {
        JSONDocument.text(ofFact: name, in: facts)
            .flatMap { Timestamp($0) ?? Timestamp($0 + "T00:00:00Z") }
    }
}

extension JSONDocument {
    fileprivate static func text(ofFact name: String, in facts: [UInt8]?) -> String? {
        facts.flatMap { try? JSONDocument($0) }?.root[name]?.string
    }
}
