import FormDocument
import FormSchemas
import Testing

@testable import formclient

/// BE-OCAM's assessment may be changed or ended by BE-OCAM alone, while it is in force.
struct PossibleAnswersTests {
    private let assessment: EarlierSample

    init() throws { assessment = try EarlierSample("RSK-01", "be-ocam-minister") }

    private func answers(_ agency: String, state: String = "IN_FORCE") throws -> PossibleAnswers {
        PossibleAnswers(
            to: try assessment.fetched(
                by: agency, in: try assessment.response(state: state)))
    }

    private func refusal(
        _ answers: PossibleAnswers, _ text: String?
    ) throws -> ClientError {
        try #require(throws: ClientError.self) { try answers.choose(text) }
    }

    @Test("The forms that the agency may send are offered")
    func possible() throws {
        let answers = try answers("BE-OCAM")
        #expect(answers.possible.map(\.name.description) == ["RSK-02/CHANGE", "RSK-02/EXPIRE"])
        #expect(try answers.choose("rsk-02/expire").name.turn == "EXPIRE")
        #expect(try answers.choose(nil) { $0.last }.name.turn == "EXPIRE")
    }

    @Test(
        "Several answers without a choice are told with how to choose", arguments: Language.allCases
    )
    func several(language: Language) throws {
        for text in [nil, "RSK-02"] {
            let error = try refusal(try answers("BE-OCAM"), text)
            #expect(error.status == .usage)
            let text = error.text(in: language)
            for word in ["RSK-02/CHANGE", "RSK-02/EXPIRE", "BE-OCAM", "--form"] {
                #expect(text.contains(word), "\(word)")
            }
        }
    }

    @Test("A form that does not answer is refused with those that do")
    func other() throws {
        for text in ["VIP-01", "RSK-02/CHANG", ""] {
            let error = try refusal(try answers("BE-OCAM"), text)
            #expect(error.status == .answerIsNo)
            #expect(error.text(in: .en).contains("RSK-02/CHANGE"))
        }
    }

    @Test("Who may not answer learns who may", arguments: Language.allCases)
    func recipient(language: Language) throws {
        let answers = try answers("NL-DKDB")
        #expect(answers.possible.isEmpty)
        let error = try refusal(answers, "RSK-02/CHANGE")
        #expect(error.status == .answerIsNo)
        #expect(error.text(in: language).contains("(BE-OCAM)"))
        #expect(error.text(in: language).contains("formclient case"))
    }

    @Test("What the state rules out is refused with the state", arguments: Language.allCases)
    func ruledOut(language: Language) throws {
        for text in [nil, "RSK-02", "rsk-02/change"] {
            let error = try refusal(try answers("BE-OCAM", state: "EXPIRED"), text)
            #expect(error.status == .answerIsNo)
            let text = error.text(in: language)
            let label = FormLibrary.label(of: "EXPIRED", in: "dialogue-state", language)
            for word in [label, "(EXPIRED)", "RSK-02", "formclient correct", "formclient case"] {
                #expect(text.contains(word), "\(word)")
            }
            // Nothing is offered that would be refused as well.
            #expect(!text.contains("(BE-OCAM)"))
        }
        let other = try refusal(try answers("BE-OCAM", state: "IN_FORCE"), "VIP-01")
        #expect(!other.text(in: language).contains("(IN_FORCE)"))
    }

    @Test(
        "In a dialogue that is over, a form that answers nothing is named, and the state",
        arguments: Language.allCases)
    func unknownWhenOver(language: Language) throws {
        for agency in ["BE-OCAM", "NL-DKDB"] {
            let error = try refusal(try answers(agency, state: "EXPIRED"), "VIP-99")
            #expect(error.status == .answerIsNo)
            let text = error.text(in: language)
            let label = FormLibrary.label(of: "EXPIRED", in: "dialogue-state", language)
            for word in ["VIP-99", "RSK-01/ASSESS", "\(label) (EXPIRED)", "formclient case"] {
                #expect(text.contains(word), "\(word)")
            }
            // No list is announced, as there is nothing in it.
            #expect(!error.message[language].hasSuffix(":"))
        }
        let error = try refusal(try answers("BE-OCAM", state: "EXPIRED"), "VIP-99")
        #expect(error.message[.en].hasSuffix("It is closed: nothing follows any more."))
        // While something can follow, it is what is told.
        let open = try refusal(try answers("BE-OCAM"), "VIP-99")
        #expect(open.text(in: .en).contains("RSK-02/EXPIRE"))
        #expect(!open.text(in: .en).contains("closed"))
    }

    @Test("A form that comes too early is refused with the state and what comes first")
    func early() throws {
        let plan = try EarlierSample("SOC-03", "nl-la-plan-coesfeld-joint-by-recipient")
        let answers = PossibleAnswers(
            to: try plan.fetched(by: "DE-NW-FKS", in: try plan.response(state: "PLANNED")))
        let error = try refusal(answers, "SOC-06")
        #expect(error.status == .answerIsNo)
        let text = error.text(in: .en)
        for word in ["planned (PLANNED)", "SOC-06", "SOC-03/SIGN", "SOC-05/RECORD"] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(!text.contains("SOC-06/REPORT"))
    }

    @Test("Nothing follows in a dialogue that is over, nor what nothing answers")
    func over() throws {
        #expect(try answers("BE-OCAM", state: "EXPIRED").possible.isEmpty)
        #expect(try !answers("BE-OCAM", state: "").possible.isEmpty)
        let scale = try EarlierSample("RSK-03", "be-ocam-1-0")
        let sender = try scale.reference().sender
        let none = PossibleAnswers(to: try scale.fetched(by: sender))
        #expect(none.foreseen.isEmpty)
        let error = try refusal(none, nil)
        #expect(error.status == .answerIsNo)
        #expect(error.message[.en] == "Nothing answers RSK-03/REGISTER.")
    }
}
