import FormDocument
import FormProtocol
import FormSchemas
import Testing

@testable import formclient

/// A mission with two confidential parts, of BE-DAP.
struct SuccessorDraftTests {
    private let mission: EarlierSample

    init() throws { mission = try EarlierSample("VIP-01", "ministers-luxembourg-armed") }

    @Test("A correction has the content of the form, its confidential parts opened")
    func correction() throws {
        let fetched = try mission.fetched(by: "BE-DAP", in: try mission.response())
        let draft = try SuccessorDraft(.correct, of: fetched).json()
        let document = try JSONDocument(draft.bytes(pretty: true))
        let version = try FormLibrary.version(of: "VIP-01", "1.0")
        #expect(version.violations(in: document, mode: .draft).isEmpty)
        #expect(document["/header/action"]?.string == "CORRECT")
        #expect(document["/header/corrects/id"]?.string == mission.header?["id"]?.string)
        #expect(document["/header/id"]?.string != mission.header?["id"]?.string)
        #expect(document["/header/case"]?.string == mission.header?["case"]?.string)
        #expect(
            document["/header/recipients"].map { JSONValue($0) }
                == mission.header?["recipients"].map { JSONValue($0) })
        let sealed = try Draft(bytes: document.bytes).seal()
        #expect(sealed.parts.map(\.name) == mission.parts.map(\.name))
        #expect(
            try sealed.parts.map { JSONValue(try $0.readValue()) }
                == mission.parts.map { JSONValue(try $0.readValue()) })
    }

    @Test("A time that is over is not asked for again")
    func dueBy() throws {
        let due = try #require(Timestamp("2026-12-05T12:00:00Z"))
        let asked = try EarlierSample("VIP-01", "ministers-luxembourg-armed") {
            $0["header"]?["due_by"] = .string(due.description)
        }
        let fetched = try asked.fetched(by: "BE-DAP", in: try asked.response())
        func drafted(_ seconds: Int64) throws -> JSONValue? {
            let now = Timestamp(microseconds: due.microseconds + seconds * 1_000_000)
            return try SuccessorDraft(.correct, of: fetched).json(now: now)["header"]?["due_by"]
        }
        #expect(try drafted(-1) == .string(due.description))
        #expect(try drafted(0) == nil)
    }

    @Test("A withdrawal has the content of the form")
    func withdrawal() throws {
        let fetched = try mission.fetched(by: "BE-DAP", in: try mission.response())
        let draft = try SuccessorDraft(.withdraw, of: fetched).json()
        #expect(draft["header"]?["action"] == "WITHDRAW")
        #expect(draft["body"] == fetched.opened.root["body"].map { JSONValue($0) })
        let version = try FormLibrary.version(of: "VIP-01", "1.0")
        #expect(version.violations(in: try JSONDocument(draft.bytes()), mode: .draft).isEmpty)
    }

    @Test("A part that is withheld is left out, whatever is around it stays")
    func withheld() throws {
        let names = mission.parts.map(\.name.description)
        let fetched = try mission.fetched(by: "LU-GCT", without: [names[0]])
        let left = PartReference.list(in: fetched.opened.root).compactMap(\.name?.description)
        #expect(left == Array(names.dropFirst()))
        #expect(fetched.opened["/body/mission_title"] != nil)
    }

    @Test(
        "Only own forms, and the newest of them, are corrected or withdrawn",
        arguments: [DocumentAction.correct, .withdraw])
    func refused(action: DocumentAction) throws {
        let foreign = try #require(throws: ClientError.self) {
            _ = try SuccessorDraft(
                action, of: try mission.fetched(by: "LU-USP", in: try mission.response()))
        }
        #expect(foreign.status == .answerIsNo)
        #expect(foreign.message[.en].contains("BE-DAP"))
        let newest = SampleCase.reference(1, of: "BE-DAP")
        let replaced = try #require(throws: ClientError.self) {
            _ = try SuccessorDraft(
                action,
                of: try mission.fetched(
                    by: "BE-DAP",
                    in: try mission.response {
                        $0.standing = .replaced
                        $0.newest = newest
                    }))
        }
        let verb = action == .correct ? "correct" : "withdraw"
        #expect(replaced.advice?[.nl].contains("formclient \(verb) \(newest.id)") == true)
    }

    @Test(
        "A correction answers the newest version of what the form answered, a withdrawal the same")
    func newestOriginal() throws {
        let change = try EarlierSample("RSK-02", "be-ocam-minister-lowered")
        let asked = try #require(change.header?["in_reply_to"])
        let original = WireFormReference.with {
            $0.sender = asked["sender"]?.string ?? ""
            $0.id = asked["id"]?.string ?? ""
        }
        let newest = SampleCase.reference(1, of: original.sender)
        var response = try change.response { $0.summary.inReplyTo = original }
        response.forms.append(
            .with {
                $0.summary.sender = original.sender
                $0.summary.id = original.id
                $0.standing = .replaced
                $0.newest = newest
            })
        let fetched = try change.fetched(by: "BE-OCAM", in: response)
        func answered(_ action: DocumentAction) throws -> JSONValue? {
            try SuccessorDraft(action, of: fetched).json()["header"]?["in_reply_to"]?["id"]
        }
        #expect(try answered(.correct) == .string(newest.id))
        #expect(try answered(.withdraw) == .string(original.id))
    }
}
