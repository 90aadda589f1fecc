import Testing

@testable import FormSchemas

/// Until when something is owed, by the clock and the calendar of whoever owes it.
struct RegimeTests {
    private static func regime(_ times: String) throws -> Regime {
        let text = """
            {"regime": "R", "source": "s", "label": {"nl": "a", "fr": "b", "de": "c", "en": "d"}, \(times)}
            """
        return try Regime(try JSONDocument(Array(text.utf8)).root, path: "regimes/R.json")
    }

    private static func seconds(_ text: String) throws -> Int64 {
        let program = try CELProgram(compiling: "int(timestamp(\"\(text)\"))", variables: [])
        guard case .int(let seconds) = try program.evaluate() else {
            throw CatalogueError(path: "", message: text)
        }
        return seconds
    }

    /// The ends were worked out by hand on a calendar of each state.
    @Test(arguments: [
        (#"{"hours": 12}"#, "2026-11-14T14:03:00+01:00", "NL-DKDB", "2026-11-15T02:03:00+01:00"),
        // The night in which the clock goes back.
        (#"{"hours": 12}"#, "2026-10-24T20:00:00+02:00", "BE-DAP", "2026-10-25T07:00:00+01:00"),
        (#"{"days": 7}"#, "2026-11-14T14:03:00+01:00", "NL-LA", "2026-11-21T23:59:59+01:00"),
        (#"{"days": 1}"#, "2026-10-24T20:00:00+02:00", "BE-DAP", "2026-10-25T23:59:59+01:00"),
        // Late in the evening of Greenwich it is the next day in Central Europe.
        (#"{"days": 1}"#, "2026-11-14T23:30:00Z", "BE-DAP", "2026-11-16T23:59:59+01:00"),
        // 21 July is a Belgian holiday, 23 June one of Luxembourg, 27 April one of the Netherlands.
        (
            #"{"working_days": 2}"#, "2026-07-20T10:00:00+02:00", "BE-RSZ",
            "2026-07-23T23:59:59+02:00"
        ),
        (
            #"{"working_days": 2}"#, "2026-07-20T10:00:00+02:00", "NL-LA",
            "2026-07-22T23:59:59+02:00"
        ),
        (
            #"{"working_days": 2}"#, "2026-06-22T10:00:00+02:00", "LU-ITM",
            "2026-06-25T23:59:59+02:00"
        ),
        (
            #"{"working_days": 1}"#, "2026-04-24T10:00:00+02:00", "NL-UWV",
            "2026-04-28T23:59:59+02:00"
        ),
        // Corpus Christi (4 June 2026) is a holiday in North Rhine-Westphalia, not in all of Germany.
        (
            #"{"working_days": 1}"#, "2026-06-03T10:00:00+02:00", "DE-NW-FKS",
            "2026-06-05T23:59:59+02:00"
        ),
        (
            #"{"working_days": 1}"#, "2026-06-03T10:00:00+02:00", "DE-BKA",
            "2026-06-04T23:59:59+02:00"
        ),
        (
            #"{"working_days": 1}"#, "2026-07-13T10:00:00+02:00", "FR-SDLP",
            "2026-07-15T23:59:59+02:00"
        ),
        // Whoever has no calendar here works from Monday to Friday.
        (
            #"{"working_days": 1}"#, "2026-07-10T10:00:00+02:00", "EU-ELA",
            "2026-07-13T23:59:59+02:00"
        ),
        (#"{"months": 3}"#, "2026-11-30T10:00:00+01:00", "NL-LA", "2027-02-28T23:59:59+01:00"),
        (#"{"months": 6}"#, "2026-01-15T10:00:00+01:00", "NL-LA", "2026-07-15T23:59:59+02:00"),
    ])
    func ends(span: String, from: String, agency: String, expected: String) throws {
        let regime = try Self.regime(#""reply": {"ROUTINE": \#(span)}"#)
        let end = regime.answer(
            from: try Self.seconds(from), urgency: "ROUTINE", by: agency)
        #expect(end == (try Self.seconds(expected)))
    }

    @Test func urgencyWithoutATimeOfItsOwnTakesTheUsualOne() throws {
        let regime = try Self.regime(
            #""acknowledge": {"ROUTINE": {"hours": 2}}, "reply": {"ROUTINE": {"hours": 12}, "URGENT": {"hours": 1}}"#
        )
        #expect(regime.answer(from: 0, urgency: "URGENT", by: "BE-DAP") == 3_600)
        #expect(regime.answer(from: 0, urgency: "IMMEDIATE", by: "BE-DAP") == 43_200)
        #expect(regime.acknowledgement(from: 0, urgency: "URGENT", by: "BE-DAP") == 7_200)
        let silent = try Self.regime(#""reply": {"ROUTINE": {"hours": 12}}"#)
        #expect(silent.acknowledgement(from: 0, urgency: "ROUTINE", by: "BE-DAP") == nil)
    }

    @Test(arguments: [
        #""reply": {"ROUTINE": {"weeks": 2}}"#, #""reply": {"ROUTINE": {"hours": -1}}"#,
        #""reply": {"ROUTINE": {"hours": 1, "days": 1}}"#, #""reply": {"ROUTINE": 12}"#,
        #""reply": {"ROUTINE": {"hours": 1001}}"#,
    ])
    func whatIsNoTimeIsRefused(times: String) {
        #expect(throws: CatalogueError.self) { _ = try Self.regime(times) }
    }
}
