import Testing

@testable import FormSchemas

/// What a flow.json may say, and what is refused with its place.
struct FlowReaderTests {
    private static let label = #""label": {"nl": "a", "fr": "b", "de": "c", "en": "d"}"#

    private func read(_ text: String) throws -> Flow {
        let flow = try FlowReader(path: "flow.json") { CELVariable("self", .dyn) }
            .read(try JSONDocument(Array(text.utf8)))
        _ = try flow.expressions.get()
        return flow
    }

    @Test func turnsFollowFromTheDocument() throws {
        let flow = try read(
            """
            {"turns": [
              {"turn": "ASK", \(Self.label), "when": {"at": "/body/kind", "is": "ASK"}},
              {"turn": "ANSWER", \(Self.label), "when": {"at": "/body/kind", "is": ["YES", "NO"]},
               "answers": ["TST-01/ASK"], "by": "RECIPIENT", "to": "ASKER", "once": true,
               "needs": ["TST-01/ASK"]}]}
            """)
        func turn(_ body: String) throws -> String? {
            flow.turn(of: try JSONDocument(Array("{\"body\": \(body)}".utf8)).root)?.name
        }
        #expect(try turn(#"{"kind": "ASK"}"#) == "ASK")
        #expect(try turn(#"{"kind": "NO"}"#) == "ANSWER")
        #expect(try turn(#"{"kind": "MAYBE"}"#) == nil)
        #expect(try turn("{}") == nil)
        #expect(flow.turns.map(\.opens) == [true, false])
        #expect(flow.turns[1].author == .recipient && flow.turns[1].audience == .asker)
        #expect(flow.turns.map(\.needs.count) == [0, 1])
    }

    @Test(
        "A mistake is refused, and its place is named",
        arguments: [
            (#"{"turns": []}"#, "/turns"),
            (#"{"turns": [{"turn": "A"}]}"#, "/turns/0/label"),
            (#"{"turns": [{"turn": "A", LABEL, "awnsers": ["B/C"]}]}"#, "did you mean \"answers\""),
            (#"{"turns": [{"turn": "A", LABEL, "answers": ["B"]}]}"#, "FORM/TURN"),
            (#"{"turns": [{"turn": "A", LABEL, "needs": ["B"]}]}"#, "/turns/0/needs"),
            (#"{"turns": [{"turn": "A", LABEL, "by": "ANYBODY"}]}"#, "by is one of RECIPIENT"),
            (#"{"turns": [{"turn": "A", LABEL}, {"turn": "A", LABEL}]}"#, "twice"),
            (
                #"{"turns": [{"turn": "A", LABEL, "deadlines": [{"for": "SENDER", "regime": "R"}]}]}"#,
                "nothing meets"
            ),
            (#"{"turns": [{"turn": "A", LABEL}], "facts": {"x": "self.body."}}"#, "/facts/x"),
            (#"{"turns": [{"turn": "A", LABEL}], "prefill": {"B": {}}}"#, "there is no turn B"),
            (
                #"{"turns": [{"turn": "A", LABEL}], "references": {"r": {"at": "/body/r"}}}"#,
                "/references/r"
            ),
        ])
    func mistakes(text: String, expected: String) {
        let text = text.replacing("LABEL", with: Self.label)
        let error = #expect(throws: CatalogueError.self) { _ = try read(text) }
        let message = error?.message ?? ""
        #expect(message.contains(expected), "\(message)")
    }

    @Test(
        "A flow that names what the catalogue does not have is refused with its file",
        arguments: [
            (#""answers": ["RSK-01/ASSESS"]"#, #""answers": ["RSK-01/NOTHING"]"#, "RSK-01/NOTHING"),
            (#""state": "EXPIRED""#, #""state": "EXPIRD""#, "EXPIRD"),
            (
                #""state": "EXPIRED""#, #""state":"EXPIRED","needs":["RSK-01/NEVER"]"#,
                "RSK-01/NEVER"
            ),
        ])
    func unknownNames(known: String, unknown: String, named: String) throws {
        let path = "forms/RSK-02/1.0/flow.json"
        var files = CatalogueFiles.all
        let bytes = try #require(files[path])
        // As the file writes it, whatever its spaces.
        let text = String(decoding: JSONValue(try JSONDocument(bytes).root).bytes(), as: UTF8.self)
        let changed = text.replacing(known.replacing(": ", with: ":"), with: unknown)
        try #require(changed != text)
        files[path] = Array(changed.utf8)
        let error = #expect(throws: CatalogueError.self) { _ = try Catalogue(files: files) }
        #expect(error?.path == path && error?.message.contains(named) == true)
    }
}
