import FormDocument
import FormSchemas
import Testing

@testable import formclient

struct ValueTextTests {
    private func text(_ json: String, _ language: Language = .en) throws -> String? {
        let values = ValueText(
            texts: FieldTexts(nil, language), now: Timestamp(microseconds: 0))
        return values.text(of: ShownPlace(root: try JSONDocument(json).root))
    }

    @Test(
        "Money, places, windows, references and numbers of persons are one line",
        arguments: [
            (#"{"amount":"12.50","currency":"EUR"}"#, "12.50 EUR"),
            (#"{"lat":50.85,"lon":-4.0}"#, "50.85, -4.0"),
            (#"{"language":"fr","content":"Bonjour"}"#, "Bonjour [fr]"),
            (#"{"form":"VIP-01","sender":"BE-DAP","id":"01a2"}"#, "VIP-01 BE-DAP 01a2"),
            (#"{"type":"BE_KBO","value":"0123"}"#, "BE_KBO: 0123"),
            (
                #"{"city":"Gent","postcode":"9000","street":"Veldstraat 1"}"#,
                "Veldstraat 1, 9000 Gent"
            ),
            (
                #"{"name":"Hotel","country":"BE","address":{"city":"Gent"},"geo":{"lat":1,"lon":2}}"#,
                "Hotel, Gent, BE, 1, 2"
            ),
            (#"{"earliest":"a","latest":"b"}"#, "a – b"),
            ("true", "yes"), ("false", "no"), ("null", "–"), ("[]", "–"), ("{}", "–"),
            ("12.50", "12.50"),
        ])
    func oneLine(json: String, expected: String) throws {
        #expect(try text(json) == expected)
    }

    @Test(
        "An object with anything more is shown part by part: nothing goes missing",
        arguments: [
            #"{"amount":"12.50","currency":"EUR","note":"x"}"#, #"{"amount":"12.50"}"#,
            #"{"name":"Hotel","country":"BE","geo":{"lat":1,"lon":2,"alt":3}}"#,
            #"{"lat":[1],"lon":2}"#, "[1]",
        ])
    func nested(json: String) throws {
        #expect(try text(json) == nil)
    }

    @Test("Days and moments are read where the form says so, in the reader's language")
    func days() throws {
        let text =
            #"{"header":{"retention_until":"2026-12-08","created_at":"2026-12-08T06:30:00Z","#
            + #""due_by":"soon","urgency":"NEVER","id":"2026-12-08"}}"#
        let header = try #require(ShownPlace(root: try JSONDocument(text).root)["header"])
        let values = ValueText(texts: FieldTexts(nil, .de), now: Timestamp(microseconds: 0))
        let moment = LocalTime(try #require(Timestamp("2026-12-08T06:30:00Z")))
        #expect(
            header.members.map { values.text(of: $0) } == [
                "8. Dez. 2026", moment.text(in: .de, now: values.now), "soon", "NEVER",
                "2026-12-08",
            ])
    }
}
