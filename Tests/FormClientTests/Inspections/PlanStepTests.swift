import FormDocument
import FormProtocol
import FormSchemas
import Testing

@testable import formclient

@Suite("What comes next on the way to a joint inspection")
struct PlanStepTests {
    /// A case as all its parties see it.
    private struct Dialogue {
        var sample: SampleCase
        var inspection: WireInspection
        private var count = 0

        init(parties: String...) throws {
            sample = try SampleCase(for: parties[0])
            inspection = WireInspection.with {
                $0.parties = parties.map { code in .with { $0.agency = code } }
            }
        }

        @discardableResult
        mutating func add(
            _ name: TurnName, from sender: String, to recipients: String...,
            answering original: WireFormReference? = nil,
            _ change: (inout WireCaseForm) -> Void = { _ in }
        ) throws -> WireFormReference {
            count += 1
            return try sample.add(
                count, name.description, from: sender, to: recipients, answers: original, change)
        }

        mutating func decide(_ agency: String, _ decision: String) {
            for place in inspection.parties.indices
            where inspection.parties[place].agency == agency {
                inspection.parties[place].decision = decision
            }
        }

        func step(_ agency: String) throws -> PlanStep {
            let agency = try #require(AgencyCode(agency))
            return PlanStep(inspection, in: CaseView(sample.response, for: agency))
        }
    }

    private typealias Step = PlanStep

    @Test("From the case to the signed plan, for each of two")
    func two() throws {
        var dialogue = try Dialogue(parties: "NL-LA", "BE-TSW")
        let root = try dialogue.add(Step.situation, from: "NL-LA", to: "BE-TSW")
        dialogue.inspection.summary.form = root
        #expect(try dialogue.step("NL-LA") == .draft(Step.request, to: root))
        #expect(try dialogue.step("BE-TSW") == .wait(["NL-LA"], for: Step.request, to: root))
        let request = try dialogue.add(
            Step.request, from: "NL-LA", to: "BE-TSW", answering: root)
        #expect(try dialogue.step("BE-TSW") == .draft(Step.answer, to: request))
        #expect(try dialogue.step("NL-LA") == .wait(["BE-TSW"], for: Step.answer, to: request))
        try dialogue.add(Step.answer, from: "BE-TSW", to: "NL-LA", answering: request)
        dialogue.decide("BE-TSW", "DECLINE")
        #expect(try dialogue.step("NL-LA") == .declined(["BE-TSW"]))
        dialogue.decide("BE-TSW", "AGREE")
        #expect(try dialogue.step("NL-LA") == .draft(Step.plan, to: request))
        #expect(try dialogue.step("BE-TSW") == .draft(Step.plan, to: request))
        let plan = try dialogue.add(Step.plan, from: "NL-LA", to: "BE-TSW", answering: request)
        #expect(try dialogue.step("BE-TSW") == .draft(Step.sign, to: plan))
        try dialogue.add(Step.sign, from: "BE-TSW", to: "NL-LA", answering: plan)
        #expect(try dialogue.step("BE-TSW") == .wait(["NL-LA"], for: Step.sign, to: plan))
        try dialogue.add(Step.sign, from: "NL-LA", to: "BE-TSW", answering: plan)
        #expect(try dialogue.step("NL-LA") == .signed)
    }

    @Test("One who agrees is enough for a plan; who is silent is named and can still answer")
    func silent() throws {
        var dialogue = try Dialogue(parties: "NL-LA", "BE-TSW", "LU-ITM")
        let root = try dialogue.add(Step.situation, from: "NL-LA", to: "BE-TSW", "LU-ITM")
        dialogue.inspection.summary.form = root
        let request = try dialogue.add(
            Step.request, from: "NL-LA", to: "BE-TSW", "LU-ITM", answering: root)
        try dialogue.add(Step.answer, from: "BE-TSW", to: "NL-LA", "LU-ITM", answering: request)
        dialogue.decide("BE-TSW", "DECLINE")
        #expect(try dialogue.step("NL-LA") == .wait(["LU-ITM"], for: Step.answer, to: request))
        dialogue.decide("BE-TSW", "AGREE")
        let plan = Step.draft(Step.plan, to: request, without: ["LU-ITM"])
        #expect(try dialogue.step("NL-LA") == plan)
        #expect(try dialogue.step("BE-TSW") == plan)
        #expect(try dialogue.step("LU-ITM") == .draft(Step.answer, to: request))
    }

    @Test("All requests count, not only the last; who has declined does not plan")
    func requests() throws {
        var dialogue = try Dialogue(parties: "NL-LA", "BE-TSW", "LU-ITM")
        let root = try dialogue.add(Step.situation, from: "NL-LA", to: "BE-TSW", "LU-ITM")
        dialogue.inspection.summary.form = root
        let first = try dialogue.add(Step.request, from: "NL-LA", to: "BE-TSW", answering: root)
        let second = try dialogue.add(Step.request, from: "NL-LA", to: "LU-ITM", answering: root)
        #expect(try dialogue.step("BE-TSW") == .draft(Step.answer, to: first))
        #expect(
            try dialogue.step("NL-LA") == .wait(["BE-TSW", "LU-ITM"], for: Step.answer, to: second))
        try dialogue.add(Step.answer, from: "BE-TSW", to: "NL-LA", answering: first)
        dialogue.decide("BE-TSW", "AGREE")
        try dialogue.add(Step.answer, from: "LU-ITM", to: "NL-LA", answering: second)
        dialogue.decide("LU-ITM", "DECLINE")
        #expect(try dialogue.step("NL-LA") == .draft(Step.plan, to: first))
        #expect(
            try dialogue.step("LU-ITM") == .wait(["NL-LA", "BE-TSW"], for: Step.plan, to: first))
    }

    @Test("Cases that answer one signal are inspections of their own")
    func signal() throws {
        var dialogue = try Dialogue(parties: "BE-SIOD", "NL-LA")
        let name = TurnName(form: "SOC-10", turn: "SIGNAL")
        let signal = try dialogue.add(name, from: "NL-LA", to: "BE-SIOD", "BE-TSW")
        let one = try dialogue.add(
            Step.situation, from: "BE-SIOD", to: "NL-LA", answering: signal)
        let two = try dialogue.add(Step.situation, from: "BE-TSW", to: "NL-LA", answering: signal)
        let request = try dialogue.add(Step.request, from: "BE-SIOD", to: "NL-LA", answering: one)
        dialogue.inspection.summary.form = two
        #expect(try dialogue.step("NL-LA") == .wait(["BE-TSW"], for: Step.request, to: two))
        #expect(try dialogue.step("BE-TSW") == .draft(Step.request, to: two))
        dialogue.inspection.summary.form = one
        #expect(try dialogue.step("NL-LA") == .draft(Step.answer, to: request))
        // Any form leads to its inspection, the signal to none.
        let view = dialogue.sample.view
        let names = view.forms.map { view.inspection(of: $0) }
        #expect(names == [nil, one, two, one])
    }

    @Test("A corrected case, request or plan is the one that counts, under the first one's name")
    func corrections() throws {
        var dialogue = try Dialogue(parties: "NL-LA", "BE-TSW")
        let newer = SampleCase.reference(2, of: "NL-LA")
        let root = try dialogue.add(Step.situation, from: "NL-LA", to: "BE-TSW") {
            $0.standing = .replaced
            $0.newest = newer
        }
        dialogue.inspection.summary.form = root
        try dialogue.add(Step.situation, from: "NL-LA", to: "BE-TSW")
        #expect(try dialogue.step("NL-LA") == .draft(Step.request, to: newer))
        let request = try dialogue.add(
            Step.request, from: "NL-LA", to: "BE-TSW", answering: root)
        #expect(try dialogue.step("BE-TSW") == .draft(Step.answer, to: request))
        let view = dialogue.sample.view
        #expect(view.forms.map { view.inspection(of: $0) } == [root, root, root])
    }

    @Test("A plan falls with its request")
    func withdrawnRequest() throws {
        var dialogue = try Dialogue(parties: "NL-LA", "BE-TSW")
        let root = try dialogue.add(Step.situation, from: "NL-LA", to: "BE-TSW")
        dialogue.inspection.summary.form = root
        let request = try dialogue.add(
            Step.request, from: "NL-LA", to: "BE-TSW", answering: root
        ) { $0.standing = .withdrawn }
        try dialogue.add(Step.plan, from: "NL-LA", to: "BE-TSW", answering: request)
        #expect(try dialogue.step("NL-LA") == .draft(Step.request, to: root))
    }
}
