import Testing

@testable import FormSchemas

/// The keyword `generate`: what it makes, and what the compiler refuses.
struct GeneratorHintTests {
    private static let tables: [String: GeneratorTable] = {
        let texts = [
            """
            {"table": "cities", "columns": ["name", "country", "near", "weight"], "rows": [
              ["Gent", "BE", ["BE", "NL"], 1], ["Breda", "NL", ["BE"], 1], ["Metz", "FR", [], 0]]}
            """,
            """
            {"table": "codes", "columns": ["code", "age"],
             "rows": [[{"pattern": "^[A-F]{3}$"}, 30]]}
            """,
        ]
        var tables: [String: GeneratorTable] = [:]
        for text in texts {
            guard let document = try? JSONDocument(text),
                let table = try? GeneratorTable(document.root, path: "test")
            else { continue }
            tables[table.name] = table
        }
        return tables
    }()

    private func values(_ schema: String, _ count: Int = 30) throws -> [JSONValue] {
        let generator = try SchemaGenerator(try JSONDocument(schema), tables: Self.tables)
        var random = SeededRandom(seed: 11)
        return try (0..<count).map { _ in
            let value = generator.value(using: &random)
            return try #require(value)
        }
    }

    @Test func rowsBelongTogether() throws {
        let places = try values(
            """
            {"type": "object", "required": ["name", "country"], "generate": {"from": "cities"},
             "properties": {"name": {"type": "string", "generate": {"field": "name"}},
                            "country": {"type": "string", "generate": {"field": "country"}}}}
            """)
        // Weight 0 is never drawn.
        #expect(
            Set(places.map { $0.serialized() }) == [
                "{\"name\":\"Gent\",\"country\":\"BE\"}",
                "{\"name\":\"Breda\",\"country\":\"NL\"}",
            ])
    }

    /// Identifiers made about the same time stand beside each other in an index.
    @Test func uuidsOfTheLastHour() throws {
        let identifiers = try values(
            """
            {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7", "generate": {"format": "uuid"}}
            """)
        #expect(Set(identifiers).count == identifiers.count)
        // A quotation mark and the first six digits: four hours and a half.
        #expect(Set(identifiers.map { $0.serialized().prefix(7) }).count <= 2)
    }

    @Test func whereAndExcept() throws {
        let pairs = try values(
            """
            {"type": "object", "required": ["a", "b"], "properties": {
              "a": {"enum": ["NL", "XX"]},
              "b": {"type": "string", "generate": [
                {"from": "cities", "where": {"near": "1/a"}, "field": "name"}, {"value": "none"}]}}}
            """)
        #expect(Set(pairs.map { $0["b"] }) == ["Gent", "none"])
        #expect(pairs.allSatisfy { ($0["a"] == "NL") == ($0["b"] == "Gent") })
        let others = try values(
            """
            {"type": "object", "required": ["a", "b"], "properties": {
              "a": {"const": "Gent"},
              "b": {"type": "string", "generate":
                {"from": "cities", "except": {"name": "1/a"}, "field": "name"}}}}
            """)
        #expect(Set(others.map { $0["b"] }) == ["Breda"])
    }

    @Test func copiesAndIndexes() throws {
        let chains = try values(
            """
            {"type": "array", "minItems": 2, "items": {"type": "object",
              "required": ["seq", "from", "to"], "properties": {
                "seq": {"type": "integer", "generate": {"copy": "1+1#"}},
                "from": {"type": "integer", "generate": {"copy": "1-1/to"}},
                "to": {"type": "integer", "minimum": 0}}}, "generate": {"count": [2, 5]}}
            """)
        for case .array(let chain) in chains {
            #expect(chain.map { $0["seq"] } == (1...chain.count).map { .int($0) })
            #expect(chain.dropFirst().map { $0["from"] } == chain.dropLast().map { $0["to"] })
        }
        #expect(Set(chains.map { $0.serialized() }).count > 10)
    }

    @Test func oneElementForEach() throws {
        let documents = try values(
            """
            {"type": "object", "required": ["legs", "radio"], "properties": {
              "legs": {"type": "array", "items": {"enum": ["BE", "NL", "LU"]},
                       "generate": {"count": [1, 6]}},
              "radio": {"type": "array", "generate": {"each": "/legs/*"},
                "items": {"type": "string", "generate": {"copy": "@"}}}}}
            """)
        for document in documents {
            guard case .array(let legs)? = document["legs"],
                case .array(let radio)? = document["radio"]
            else { continue }
            #expect(radio.count == Set(radio).count && Set(radio) == Set(legs))
        }
    }

    @Test func presence() throws {
        let documents = try values(
            """
            {"type": "object", "required": ["a", "b"], "properties": {
              "a": {"type": "boolean"}, "b": {"type": "boolean"},
              "c": {"const": 1, "generate": {"differ": ["1/a", "1/b"]}},
              "d": {"const": 1, "generate": {"weight": 0}},
              "e": {"const": 1, "generate": {"weight": 1}}}}
            """)
        #expect(documents.allSatisfy { ($0["a"] != $0["b"]) == ($0["c"] != nil) })
        #expect(documents.allSatisfy { $0["d"] == nil && $0["e"] != nil })
        #expect(Set(documents.map { $0["c"] == nil }).count == 2)
    }

    @Test func textsAndMoments() throws {
        let documents = try values(
            """
            {"type": "object", "required": ["text", "code", "start", "end", "born"],
             "generate": {"from": "codes", "first": ["start"]}, "properties": {
              "text": {"type": "string", "generate": {"text": "to {cities.name}"}},
              "code": {"type": "string", "generate": {"field": "code"}},
              "end": {"type": "string", "format": "date-time",
                      "generate": {"after": [["1/start", 10, 20, "minutes"]]}},
              "start": {"type": "string", "format": "date-time",
                        "generate": {"after": [["now", 1, 100, "hours"]], "hours": [6, 20]}},
              "born": {"type": "string", "format": "date",
                       "generate": {"after": [["now", "age", "age", "years"]]}}}}
            """)
        let pattern = try Pattern("^[A-F]{3}$")
        for document in documents {
            guard case .string(let text)? = document["text"],
                case .string(let code)? = document["code"],
                case .string(let start)? = document["start"],
                case .string(let end)? = document["end"],
                case .string(let born)? = document["born"]
            else {
                Issue.record("\(document.serialized())")
                continue
            }
            #expect(text.hasPrefix("to "))
            #expect(pattern.matches(code))
            let from = try #require(GeneratorMoment(start))
            let to = try #require(GeneratorMoment(end))
            #expect((300...1_200).contains(to.seconds - from.seconds))
            #expect((6..<20).contains(try #require(Int(start.dropFirst(11).prefix(2)))))
            #expect(born == "2056-03-02" || born == "2056-03-01")
        }
    }

    @Test func whatDoesNotFitIsNotTaken() throws {
        let texts = try values(
            "{\"type\":\"string\",\"maxLength\":4,\"generate\":[{\"value\":\"too long\"},{\"value\":1}]}"
        )
        #expect(texts.allSatisfy { $0 != "too long" && $0 != 1 })
    }

    @Test(arguments: [
        "1", "\"names\"", "{\"weight\": 2}", "{\"weight\": \"x\"}", "{\"count\": [3, 1]}",
        "{\"count\": [1]}", "{\"count\": [0, 100000]}", "{\"copy\": \"x/y\"}", "{\"copy\": 1}",
        "{\"copy\": \"/a/*\"}", "{\"differ\": [\"/a\"]}", "{\"each\": {}}", "{\"unknown\": 1}",
        "{\"after\": []}", "{\"after\": [[\"now\", 2, 1, \"days\"]]}",
        "{\"after\": [[\"now\", 1, 2, \"weeks\"]]}", "{\"where\": {\"a\": \"/b\"}}",
        "{\"from\": \"t\", \"where\": []}", "{\"weights\": {\"a\": -1}}", "{\"pattern\": \"(\"}",
        "{\"pattern\": \"(a)\\\\1\"}", "{\"format\": \"uid\"}", "{\"format\": 4}",
        "{\"hours\": [20, 6]}", "[{\"first\": \"a\"}]", "[1]",
    ])
    func malformed(hint: String) throws {
        let schema = try JSONDocument("{\"properties\":{\"x\":{\"generate\":\(hint)}}}")
        #expect(throws: Never.self) { try SchemaProgram(compiling: schema) }
        let findings = SchemaLint().findings(in: schema)
        #expect(findings.contains { $0.pointer.description == "/properties/x/generate" })
        var options = SchemaOptions()
        options.checksGeneratorHints = true
        do throws(SchemaError) {
            _ = try SchemaProgram(compiling: schema, options: options)
            Issue.record("accepted")
        } catch {
            #expect(error.reason == .invalidKeyword)
            #expect(error.schemaLocation == "#/properties/x/generate")
            #expect(!error.message.isEmpty)
        }
    }

    @Test func hintsNeverChangeAVerdict() throws {
        let program = try SchemaProgram(
            compiling: try JSONDocument("{\"generate\":{\"value\":1},\"type\":\"string\"}"))
        #expect(program.warnings.isEmpty)
        #expect(program.isValid(try JSONDocument("\"x\"").root))
        #expect(!program.isValid(try JSONDocument("1").root))
    }

    @Test(arguments: [
        ("{}", "missing"), ("{\"table\":\"t\",\"columns\":[\"a\"],\"rows\":[]}", "missing"),
        ("{\"table\":\"t\",\"columns\":[\"a\"],\"rows\":[[1,2]]}", "one cell"),
        ("{\"table\":\"t\",\"columns\":[\"a\"],\"rows\":[1]}", "one cell"),
    ])
    func damagedTables(text: String, message: String) throws {
        var files = CatalogueFiles.all
        files["generator/damaged.json"] = Array(text.utf8)
        do throws(CatalogueError) {
            _ = try Catalogue(files: files)
            Issue.record("accepted")
        } catch {
            #expect(error.path == "generator/damaged.json")
            #expect(error.message.contains(message))
        }
    }
}
