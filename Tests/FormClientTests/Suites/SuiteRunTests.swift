import FormSchemas
import Testing

@testable import formclient

struct SuiteRunTests {
    /// What a run says of each test, in order; `nil` where it passed.
    private func run(
        _ text: String, remotes: [String: JSONDocument] = [:], assertsFormats: Bool = false
    ) throws -> [SuiteRun.Failure?] {
        let file = try #require(SuiteFile(Array(text.utf8)))
        var failures: [SuiteRun.Failure?] = []
        SuiteRun(remotes: remotes, assertsFormats: assertsFormats).run(file) {
            failures.append($0)
        }
        return failures
    }

    /// The same as words; `nil` where a test passed.
    private func outcomes(
        _ text: String, remotes: [String: JSONDocument] = [:], assertsFormats: Bool = false
    ) throws -> [String?] {
        try run(text, remotes: remotes, assertsFormats: assertsFormats).map { $0?.outcome.name }
    }

    private func group(_ schema: String, _ tests: (data: String, valid: Bool)...) -> String {
        let tests = tests.map { #"{"description":"t","data":\#($0.data),"valid":\#($0.valid)}"# }
        return """
            {"description": "g", "comment": 1, "specification": [{"core": "4"}],
             "schema": \(schema), "tests": [\(tests.joined(separator: ","))]}
            """
    }

    @Test("Each test is judged, and a failure names its line")
    func judges() throws {
        let text = "[\n" + group(#"{"maximum":3}"#, ("1", true), ("4", true), ("4", false)) + "]"
        let results = try run(text)
        #expect(results.map { $0 == nil } == [true, false, true])
        let failure = try #require(results[1])
        #expect(failure.line == 3)
        #expect(failure.expectsValid)
        #expect(failure.outcome.name == "invalid")
        #expect(failure.outcome.reason(in: .en).contains("3"))
    }

    @Test("A value that the schema wrongly accepts is a failure")
    func accepts() throws {
        let failure = try #require(try run("[" + group("true", ("1", false)) + "]").first ?? nil)
        #expect(failure.outcome.name == "valid")
        #expect(!failure.expectsValid)
    }

    @Test(
        "A schema that is refused fails its own tests only, with the reason",
        arguments: [
            #"{"type":"strin"}"#, ##"{"$ref":"#/nowhere"}"##, ##"{"$ref":"#"}"##, "7",
            ##"{"$schema":"http://json-schema.org/draft-07/schema#"}"##, #"{"pattern":"("}"#,
            #"{"a":1,"a":2}"#,
        ])
    func refusedSchema(schema: String) throws {
        let results = try run(
            "[" + group(schema, ("1", true), ("1", false)) + "," + group("true", ("1", true)) + "]")
        #expect(results.map { $0?.outcome.name } == ["schema refused", "schema refused", nil])
        #expect(results[0]?.outcome.reason(in: .en).isEmpty == false)
    }

    @Test("Where the engine gives up there is no verdict, whatever was expected")
    func undecided() throws {
        // Twice as many ways at each level, where results depend on the resources entered.
        let definitions = (0..<40).map { level in
            let next = ##"{"$ref":"#/$defs/l\##(level + 1)"}"##
            return
                #""l\#(level)":{"properties":{"a":\#(next)},"patternProperties":{"^a":\#(next)}}"#
        }
        let schema =
            ##"{"$ref":"#/$defs/l0","$defs":{"##
            + definitions.joined(separator: ",") + #","l40":{"const":1,"$dynamicRef":"p#x"}"#
            + ##","p":{"$id":"p","$dynamicAnchor":"x"},"q":{"$id":"q","$dynamicAnchor":"x"}}}"##
        let value =
            String(repeating: #"{"a":"#, count: 40) + "1" + String(repeating: "}", count: 40)
        let results = try run(
            "[" + group(schema, (value, true), (value, false), (#"{"a":7}"#, true)) + "]")
        #expect(results.map { $0?.outcome.name } == ["undecided", "undecided", nil])
        #expect(results[1]?.outcome.reason(in: .en).isEmpty == false)
        #expect(results[1]?.lines(file: "f", in: .en).last?.contains("no verdict: ") == true)
    }

    @Test("A value that no form may hold fails its own test only")
    func refusedData() throws {
        let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
        let results = try run(
            "[" + group("true", (#"{"a":1,"a":2}"#, true), (deep, true), ("1", true)) + "]")
        #expect(results.map { $0?.outcome.name } == ["data refused", "data refused", nil])
    }

    @Test("Values beyond the limits of a document run, and so does U+0000")
    func generous() throws {
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        let long = String(repeating: "9", count: 5_000)
        let results = try run(
            "["
                + group(
                    #"{"maximum":1e9999}"#, (deep, true), (long, true), ("1e10000", false),
                    (#""\u0000""#, true)) + "]")
        #expect(results.allSatisfy { $0 == nil })
    }

    @Test("Formats assert when asked to, and where the meta-schema's vocabulary says so")
    func formats() throws {
        let text = "[" + group(#"{"format":"ipv4"}"#, ("\"x\"", false)) + "]"
        #expect(try outcomes(text) == ["valid"])
        #expect(try outcomes(text, assertsFormats: true) == [nil])
        let meta = try JSONDocument(
            """
            {"$id": "http://localhost:1234/meta.json", "$vocabulary": {
             "https://json-schema.org/draft/2020-12/vocab/core": true,
             "https://json-schema.org/draft/2020-12/vocab/format-assertion": true}}
            """)
        let asserting = #"{"$schema":"http://localhost:1234/meta.json","format":"ipv4"}"#
        #expect(
            try outcomes(
                "[" + group(asserting, ("\"x\"", false)) + "]",
                remotes: ["http://localhost:1234/meta.json": meta]) == [nil])
    }

    @Test("A remote may be referred to by its address and by its own $id in one schema")
    func twoNames() throws {
        let remote = try JSONDocument(#"{"$id":"http://example.org/r","type":"integer"}"#)
        let schema = """
            {"properties": {"a": {"$ref": "http://localhost:1234/r.json"},
             "b": {"$ref": "http://example.org/r"}}}
            """
        let text =
            "[" + group(schema, (#"{"a":1,"b":1}"#, true), (#"{"a":1,"b":""}"#, false)) + "]"
        let remotes = ["http://localhost:1234/r.json": remote, "http://example.org/r": remote]
        #expect(try outcomes(text, remotes: remotes) == [nil, nil])
    }

    @Test("The exchange's keywords count in its own schemas and nowhere else")
    func exchangeKeywords() throws {
        let keyword = #""codeList":"urgency""#
        let ours = #"{"$id":"urn:benelux:forms:T:1.0",\#(keyword)}"#
        #expect(try outcomes("[" + group(ours, ("\"none\"", false)) + "]") == [nil])
        #expect(try outcomes("[" + group("{\(keyword)}", ("\"none\"", true)) + "]") == [nil])
        #expect(try outcomes("[" + group(#"{"codeList":7}"#, ("\"none\"", true)) + "]") == [nil])
    }
}
