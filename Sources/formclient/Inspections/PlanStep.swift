import FormDocument
import FormProtocol
import FormSchemas

/// What comes next on the way to a joint inspection: SOC-01, SOC-02, SOC-03.
enum PlanStep: Equatable {
    /// The agency drafts an answer to a form.
    case draft(TurnName, to: WireFormReference)
    /// Others have to answer a form first.
    case wait([String], for: TurnName, to: WireFormReference)
    /// Nobody who was asked takes part.
    case declined([String])
    /// All have signed the plan.
    case signed

    static let request = TurnName(form: "SOC-02", turn: "REQUEST")
    static let answer = TurnName(form: "SOC-02", turn: "ANSWER")
    static let plan = TurnName(form: "SOC-03", turn: "PLAN")
    static let sign = TurnName(form: "SOC-03", turn: "SIGN")

    /// - Parameters:
    ///   - forms: those of the inspection's dialogue, in the order of the log.
    ///   - agency: whoever asks.
    init(_ inspection: WireInspection, _ forms: [WireCaseForm], for agency: AgencyCode) {
        let forms = forms.filter { $0.standing == .current }.map(\.summary)
        func last(_ name: TurnName) -> WireFormSummary? {
            forms.last { $0.form == name.form && $0.turn == name.turn }
        }
        func senders(of name: TurnName, to form: WireFormSummary) -> Set<String> {
            Set(
                forms.filter {
                    $0.form == name.form && $0.turn == name.turn && $0.inReplyTo == form.reference
                }.map(\.sender))
        }
        let own = agency.description
        guard let request = last(Self.request) else {
            let form = inspection.summary.form
            // Whoever has described the case asks.
            self =
                form.sender == own
                ? .draft(Self.request, to: form)
                : .wait([form.sender], for: Self.request, to: form)
            return
        }
        guard let plan = last(Self.plan) else {
            let asked = request.deliveries.filter { $0.role == "TO" }.map(\.recipient)
            let answered = senders(of: Self.answer, to: request)
            let missing = asked.filter { !answered.contains($0) }
            let declined = inspection.parties.filter { $0.decision == "DECLINE" }.map(\.agency)
            if missing.contains(own) {
                self = .draft(Self.answer, to: request.reference)
            } else if !missing.isEmpty {
                self = .wait(missing, for: Self.answer, to: request.reference)
            } else if asked.allSatisfy(declined.contains) {
                self = .declined(declined)
            } else {
                self = .draft(Self.plan, to: request.reference)
            }
            return
        }
        let signed = senders(of: Self.sign, to: plan)
        let missing = inspection.parties.map(\.agency).filter { !signed.contains($0) }
        if missing.contains(own) {
            self = .draft(Self.sign, to: plan.reference)
        } else if !missing.isEmpty {
            self = .wait(missing, for: Self.sign, to: plan.reference)
        } else {
            self = .signed
        }
    }
}
