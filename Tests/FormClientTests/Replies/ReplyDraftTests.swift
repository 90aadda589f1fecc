import Crypto
import FormDocument
import FormProtocol
import FormSchemas
import TransparencyLog
import Testing

@testable import formclient

struct ReplyDraftTests {
    private let assessment: EarlierSample

    init() throws { assessment = try EarlierSample("RSK-01", "be-ocam-minister") }

    private func reply(_ turn: String) throws -> ReplyDraft {
        let original = try assessment.fetched(by: "BE-OCAM")
        let answer = try PossibleAnswers(to: original).choose("RSK-02/\(turn)")
        return try ReplyDraft(to: original, with: answer)
    }

    @Test(
        "The draft is the turn that was chosen, and only placeholders are missing",
        arguments: ["CHANGE", "EXPIRE"], Language.allCases)
    func draft(turn: String, language: Language) throws {
        let draft = try reply(turn).json(officer: "Officer", language: language)
        let document = try JSONDocument(draft.bytes(pretty: true))
        let version = try FormLibrary.version(of: "RSK-02", nil)
        #expect(version.flow.turn(of: document.root)?.name == turn)
        #expect(document["/header/language"]?.string == language.rawValue)
        // The sample's dates are not today's, so that rules over times may not hold.
        let rules = Set(version.rules.map(\.code.rawValue))
        let others = version.violations(in: document, mode: .draft)
            .filter { $0.code != .unfilled && !rules.contains($0.code.rawValue) }
        #expect(others.isEmpty, "\(others)")
    }

    @Test("A signature is drafted over the plan as it was sent")
    func signature() throws {
        let plan = try EarlierSample("SOC-03", "nl-la-plan-coesfeld-joint-by-recipient")
        let original = try plan.fetched(by: "DE-NW-FKS")
        let answer = try PossibleAnswers(to: original).choose("SOC-03/SIGN")
        let draft = try ReplyDraft(to: original, with: answer)
            .json(officer: "Officer", language: .de)
        let digest = Hex.encode(Array(SHA256.hash(data: plan.document.bytes)))
        #expect(draft["body"]?["content_hash"] == .string(digest))
        let unfit = try FormLibrary.version(of: "SOC-03", nil).violations(
            in: try JSONDocument(draft.bytes()), mode: .draft
        ).filter { $0.code != .unfilled }
        #expect(unfit.isEmpty, "\(unfit)")
    }

    @Test("The header follows from the original's")
    func header() throws {
        let draft = try JSONDocument(
            try reply("CHANGE").json(officer: "Officer", language: .nl).bytes())
        let own = try #require(draft.root["header"])
        let original = try #require(assessment.header)
        for name in ["case", "urgency", "legal_basis", "purpose", "purposes_permitted"] {
            #expect(
                own[name].map { JSONValue($0) } == original[name].map { JSONValue($0) }, "\(name)")
        }
        for name in ["codes", "classification"] {
            #expect(
                own["handling"]?[name].map { JSONValue($0) }
                    == original["handling"]?[name].map { JSONValue($0) }, "\(name)")
        }
        #expect(own["in_reply_to"]?["form"]?.string == "RSK-01")
        #expect(own["in_reply_to"]?["sender"]?.string == "BE-OCAM")
        #expect(own["in_reply_to"]?["id"]?.string == original["id"]?.string)
        #expect(own["id"]?.string != original["id"]?.string)
        #expect(own["sender"]?.string == "BE-OCAM")
        #expect(own["sender_officer"]?["name"]?.string == "Officer")
        let addressees =
            original["recipients"]?.elements
            .filter { $0["as"]?.string == "TO" }.compactMap { $0["agency"]?.string } ?? []
        #expect(!addressees.isEmpty)
        #expect(own["recipients"]?.elements.compactMap { $0["agency"]?.string } == addressees)
    }

    @Test("The body has what the flow takes over")
    func prefill() throws {
        let draft = try JSONDocument(
            try reply("CHANGE").json(officer: nil, language: .en).bytes())
        for name in ["scale", "scale_version", "native_level", "benelux_level", "imminence"] {
            let original = try #require(assessment.document.root["body"]?[name])
            #expect(
                draft.root["body"]?["level"]?[name].map { JSONValue($0) } == JSONValue(original),
                "\(name)")
        }
        #expect(
            draft["/body/valid_until"]?.string
                == assessment.document["/body/valid_until"]?.string)
        let expiry = try JSONDocument(
            try reply("EXPIRE").json(officer: nil, language: .en).bytes())
        #expect(expiry["/body/kind"]?.string == "EXPIRY")
        #expect(expiry["/body/level"] == nil)
    }

    @Test(
        "An answer in a mission is kept as long as the announcement",
        arguments: ["VIP-02", "VIP-05"])
    func retention(form: String) throws {
        let mission = try EarlierSample("VIP-01", "typical-working-visit-the-hague")
        let original = try mission.fetched(by: "BE-DAP")
        let draft = try ReplyDraft(to: original, with: PossibleAnswers(to: original).choose(form))
            .json(officer: nil, language: .en)
        #expect(draft["header"]?["retention_until"] == "2027-01-07")
    }

    @Test("A list with fewer elements than the form wants is not taken over")
    func prefillWithoutElements() throws {
        func permitted(_ weapons: JSONValue) throws -> JSONValue? {
            let mission = try EarlierSample("VIP-01", "typical-working-visit-the-hague") {
                $0["body"]?["team"]?["weapons"] = weapons
            }.fetched(by: "NL-DKDB")
            let answer = try PossibleAnswers(to: mission).choose("VIP-03")
            let draft = try ReplyDraft(to: mission, with: answer).json(officer: nil, language: .en)
            #expect(
                draft["body"]?["mission_id"] == "01a23af6-4db0-7bd9-aa7d-ddb5ac132358")
            return draft["body"]?["weapons_permitted"]
        }
        #expect(try permitted([["serial": "BXK482"], ["kind": "SPRAY"]]) == ["BXK482"])
        #expect(try permitted([["kind": "SPRAY"]]) == nil)
    }

    @Test("An answer goes to who asked, or to everybody who takes part")
    func recipients() throws {
        let answer = try reply("CHANGE").answer
        func recipients(
            _ agency: String, _ audience: FlowTurn.Audience?
        ) throws -> [String] {
            var turn = answer.turn
            turn.audience = audience
            return try ReplyDraft(
                to: try assessment.fetched(by: agency), with: .init(name: answer.name, turn: turn)
            ).recipients.map(\.description)
        }
        let addressees = try assessment.fetched(by: "BE-OCAM").addressees.map(\.description)
        let first = try #require(addressees.first)
        #expect(try recipients("BE-OCAM", nil) == addressees)
        #expect(try recipients(first, nil) == ["BE-OCAM"])
        #expect(try recipients(first, .asker) == ["BE-OCAM"])
        #expect(try recipients(first, .all) == ["BE-OCAM"] + addressees.dropFirst())
    }

    @Test("What is sent only once is corrected, not sent again")
    func once() throws {
        let original = try assessment.reference()
        var response = try assessment.response()
        let earlier = SampleCase.reference(1, of: "BE-OCAM")
        response.forms.append(
            .with {
                $0.root = original
                $0.standing = .current
                $0.newest = earlier
                $0.summary.sender = earlier.sender
                $0.summary.id = earlier.id
                $0.summary.form = "RSK-02"
                $0.summary.turn = "CHANGE"
                $0.summary.inReplyTo = original
            })
        let answer = try reply("CHANGE").answer
        var turn = answer.turn
        turn.isOnce = true
        let once = PossibleAnswers.Answer(name: answer.name, turn: turn)
        let known = try assessment.fetched(by: "BE-OCAM", in: response)
        let error = try #require(throws: ClientError.self) {
            _ = try ReplyDraft(to: known, with: once)
        }
        #expect(error.status == .answerIsNo)
        #expect(error.advice?[.de].contains("formclient correct \(earlier.id)") == true)
        // It may be sent again where that is foreseen, or if the first one was withdrawn.
        _ = try ReplyDraft(to: known, with: answer)
        response.forms[1].standing = .withdrawn
        _ = try ReplyDraft(to: try assessment.fetched(by: "BE-OCAM", in: response), with: once)
    }

    @Test("What was replaced or withdrawn is not answered, and the newest is named")
    func current() throws {
        let newest = SampleCase.reference(1, of: "BE-OCAM")
        let replaced = try assessment.fetched(
            by: "NL-DKDB",
            in: try assessment.response {
                $0.standing = .replaced
                $0.newest = newest
            })
        let error = try #require(throws: ClientError.self) {
            try replaced.requireCurrent(Phrase.replyToNewest)
        }
        #expect(error.status == .answerIsNo)
        #expect(error.advice?[.fr].contains("formclient reply \(newest.id)") == true)
        let withdrawn = try assessment.fetched(
            by: "NL-DKDB", in: try assessment.response { $0.standing = .withdrawn })
        #expect(throws: ClientError.self) { try withdrawn.requireCurrent(Phrase.replyToNewest) }
        try assessment.fetched(by: "NL-DKDB", in: try assessment.response())
            .requireCurrent(Phrase.replyToNewest)
        try assessment.fetched(by: "NL-DKDB").requireCurrent(Phrase.replyToNewest)
    }
}

struct FreshIDTests {
    @Test("Only the template's own IDs are made anew, wherever they stand")
    func freshIDs() {
        let known = SubmissionID.generate().description
        let draft: JSONValue = [
            "header": ["case_id": .string(known)],
            "body": [
                "mission_id": .string(known), "kept_id": .string(known), "note_id": "text",
                "list": [["leg_id": .string(known)], ["leg_id": .string(known)]],
                "whole": ["plan_id": .string(known)],
            ],
        ]
        let header = DraftHeader(sender: nil, officer: nil, recipients: [])
        let fresh = header.freshIDs(
            in: draft, keeping: ["/body/kept_id", "/body/whole", "/body/list/1/leg_id"])
        #expect(fresh["header"] == draft["header"])
        #expect(fresh["body"]?["mission_id"] != .string(known))
        #expect(fresh["body"]?["kept_id"] == .string(known))
        #expect(fresh["body"]?["note_id"] == "text")
        #expect(fresh["body"]?["whole"] == draft["body"]?["whole"])
        guard case .array(let legs)? = fresh["body"]?["list"] else {
            Issue.record("the list is gone")
            return
        }
        #expect(legs[0]["leg_id"] != .string(known))
        #expect(legs[1]["leg_id"] == .string(known))
        #expect(header.freshIDs(in: draft)["body"]?["kept_id"] != .string(known))
    }
}
