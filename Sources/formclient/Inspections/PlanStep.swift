import FormDocument
import FormProtocol
import FormSchemas

/// What comes next on the way to a joint inspection: SOC-01, SOC-02, SOC-03.
enum PlanStep: Equatable {
    /// The agency drafts an answer to a form; of others no answer may have come yet.
    case draft(TurnName, to: WireFormReference, without: [String] = [])
    /// Others have to answer a form first.
    case wait([String], for: TurnName, to: WireFormReference)
    /// Nobody who was asked takes part.
    case declined([String])
    /// All have signed the plan.
    case signed

    static let situation = TurnName(form: "SOC-01", turn: "CASE")
    static let request = TurnName(form: "SOC-02", turn: "REQUEST")
    static let answer = TurnName(form: "SOC-02", turn: "ANSWER")
    static let plan = TurnName(form: "SOC-03", turn: "PLAN")
    static let sign = TurnName(form: "SOC-03", turn: "SIGN")

    /// - Parameters:
    ///   - view: the inspection's case, which may have other inspections too.
    init(_ inspection: WireInspection, in view: CaseView) {
        let steps = PlanForms(inspection, in: view)
        let own = view.agency.description
        if let plan = steps.plan, steps.unsigned(plan).contains(own) {
            self = .draft(Self.sign, to: plan.reference)
        } else if let asked = steps.requests.last(where: { steps.unanswered($0).contains(own) }) {
            self = .draft(Self.answer, to: asked.reference)
        } else if let plan = steps.plan {
            let missing = steps.unsigned(plan)
            self = missing.isEmpty ? .signed : .wait(missing, for: Self.sign, to: plan.reference)
        } else if steps.requests.isEmpty {
            // Whoever has described the case asks.
            self =
                steps.opening.sender == own
                ? .draft(Self.request, to: steps.opening)
                : .wait([steps.opening.sender], for: Self.request, to: steps.opening)
        } else {
            self = steps.towardsPlan(for: own)
        }
    }
}

/// The current forms of one inspection, as far as they lead to its plan.
private struct PlanForms {
    /// In the order of the dialogue: a correction stands where the first of its chain stood.
    private let forms: [WireFormSummary]
    private let parties: [WireInspectionParty]
    /// The newest description of the case.
    let opening: WireFormReference
    let requests: [WireFormSummary]
    let plan: WireFormSummary?

    init(_ inspection: WireInspection, in view: CaseView) {
        let name = inspection.summary.form
        let all = view.forms.filter { view.inspection(of: $0) == name }
        var chains: [WireFormReference] = []
        for form in all where !chains.contains(form.newest) { chains.append(form.newest) }
        let current = chains.compactMap { newest in
            all.first { $0.standing == .current && $0.summary.reference == newest }
        }
        forms = current.map(\.summary)
        parties = inspection.parties
        opening = current.first { $0.name == PlanStep.situation }?.summary.reference ?? name
        requests = current.filter { $0.name == PlanStep.request }.map(\.summary)
        let open = Set(requests.map(\.reference))
        // A plan falls with the request that it answers.
        plan =
            current.last { form in
                form.name == PlanStep.plan
                    && view.form(form.summary.inReplyTo).map { open.contains($0.newest) } == true
            }?.summary
    }

    private func senders(of name: TurnName, to form: WireFormSummary) -> Set<String> {
        Set(
            forms.filter {
                TurnName(form: $0.form, turn: $0.turn) == name && $0.inReplyTo == form.reference
            }.map(\.sender))
    }

    private func asked(_ request: WireFormSummary) -> [String] {
        request.deliveries.filter { $0.role == "TO" }.map(\.recipient)
    }

    func unanswered(_ request: WireFormSummary) -> [String] {
        let answered = senders(of: PlanStep.answer, to: request)
        return asked(request).filter { !answered.contains($0) }
    }

    func unsigned(_ plan: WireFormSummary) -> [String] {
        let signed = senders(of: PlanStep.sign, to: plan)
        return parties.map(\.agency).filter { !signed.contains($0) }
    }

    private var declined: [String] {
        parties.filter { $0.decision == "DECLINE" }.map(\.agency)
    }

    /// Whoever may plan on a request: its sender, and those who have agreed to it; nobody until
    /// somebody has.
    private func planners(of request: WireFormSummary) -> [String] {
        let agreed = senders(of: PlanStep.answer, to: request).subtracting(declined).sorted()
        return agreed.isEmpty ? [] : [request.sender] + agreed
    }

    /// Requires a request, and no plan. One who agrees is enough, so that nobody who is silent
    /// holds up all others.
    func towardsPlan(for own: String) -> PlanStep {
        let missing = requests.flatMap(unanswered)
        let agreed = requests.filter { !planners(of: $0).isEmpty }
        if let request = agreed.last(where: { planners(of: $0).contains(own) }) {
            return .draft(PlanStep.plan, to: request.reference, without: missing)
        }
        if let request = agreed.last {
            return .wait(planners(of: request), for: PlanStep.plan, to: request.reference)
        }
        guard let request = requests.last(where: { !unanswered($0).isEmpty }) else {
            return .declined(declined)
        }
        return .wait(missing, for: PlanStep.answer, to: request.reference)
    }
}
