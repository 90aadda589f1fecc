import Testing

@testable import FormSchemas

/// Rules over inline documents: where they are evaluated, what they report, what is refused.
struct RuleSetTests {
    static let header: JSONValue = [
        "type": "object", "additionalProperties": false,
        "properties": ["created_at": ["type": "string", "format": "date-time"]],
    ]
    static let body: JSONValue = [
        "type": "object", "additionalProperties": false,
        "properties": [
            "legs": [
                "type": "array", "maxItems": 20,
                "items": [
                    "type": "object", "additionalProperties": false,
                    "properties": [
                        "seq": ["type": "integer"], "from": ["type": "string", "maxLength": 2],
                        "to": ["type": "string", "maxLength": 2],
                        "note": ["part": "note", "type": "object"],
                        "crossing": [
                            "type": "object", "properties": ["point": ["type": "string"]],
                        ],
                        "stops": ["type": "array", "items": ["type": "number"]],
                    ],
                ],
            ],
            "title": ["type": "string", "maxLength": 80], "level": ["type": "integer"],
            "open": ["type": "object"],
        ],
    ]
    static let tables: JSONValue = ["borders": ["pairs": [["BE", "NL"], ["BE", "LU"]]]]

    static func messages(_ text: String) -> JSONValue {
        [
            "nl": .string("nl " + text), "fr": .string("fr " + text), "de": .string("de " + text),
            "en": .string(text),
        ]
    }

    private func ruleSet(_ rules: JSONValue...) throws -> RuleSet {
        let document: JSONValue = ["rules": .array(rules)]
        return try RuleSet(
            of: try JSONDocument(document.bytes()), path: "rules.json", uri: "urn:rules",
            header: try JSONDocument(Self.header.bytes()),
            body: try JSONDocument(Self.body.bytes()),
            resources: [:], reference: try JSONDocument(Self.tables.bytes()))
    }

    private func rule(
        _ expression: String, each: String? = nil, at: String? = nil,
        severity: String? = nil, parameters: JSONValue? = nil, message: String = "text"
    ) -> JSONValue {
        var rule: JSONValue = [
            "code": "RULE_A", "expression": .string(expression), "messages": Self.messages(message),
        ]
        rule["each"] = each.map { .string($0) }
        rule["at"] = at.map { .string($0) }
        rule["severity"] = severity.map { .string($0) }
        rule["parameters"] = parameters
        return rule
    }

    private func document(_ body: String) throws -> JSONDocument {
        try JSONDocument(#"{"header": {}, "# + "\n\"body\": " + body + "}")
    }

    private let crossing =
        "this.from == this.to || has(this.crossing)"

    @Test func eachValueIsJudgedAtItsPlace() throws {
        let rules = try ruleSet(
            rule(
                crossing, each: "/body/legs/*", at: "/crossing",
                parameters: ["from": "this.from", "to": "this.to", "n": "index + 1"],
                message: "leg {n} from {from} to {to}"))
        let good = try document(
            #"{"legs": [{"from": "BE", "to": "BE"}, {"from": "BE", "to": "NL", "crossing": {}}]}"#)
        #expect(rules.verdict(good) == .valid)
        #expect(rules.violations(in: good, isOtherwiseValid: true).isEmpty)

        let bad = try document(
            "{\"legs\": [{\"from\": \"BE\", \"to\": \"BE\"},\n {\"from\": \"BE\", \"to\": \"NL\"}]}"
        )
        #expect(rules.verdict(bad) == .invalid)
        let found = rules.violations(in: bad, isOtherwiseValid: true)
        #expect(
            found.map(\.description) == ["3:2 /body/legs/1/crossing leg 2 from BE to NL (RULE_A)"])
        #expect(found[0].message(in: .fr) == "fr leg 2 from BE to NL")
        #expect(found[0].schemaLocation == "urn:rules#/rules/0")
        #expect(found[0].severity == .error)
    }

    @Test func missingPlacesAreNotJudged() throws {
        let rules = try ruleSet(rule("false", each: "/body/legs/*/stops/*"))
        for body in [
            "{}", #"{"legs": []}"#, #"{"legs": [{}, {"stops": []}]}"#, #"{"legs": 1}"#, "1",
        ] {
            #expect(rules.verdict(try document(body)) == .valid)
        }
        let nested = try document(#"{"legs": [{"stops": [1]}, {"stops": [2, 3]}]}"#)
        let pointers = rules.violations(in: nested, isOtherwiseValid: true).map(
            \.instanceLocation.description)
        #expect(
            pointers == ["/body/legs/0/stops/0", "/body/legs/1/stops/0", "/body/legs/1/stops/1"])
    }

    @Test func variables() throws {
        let rules = try ruleSet(
            rule(
                """
                index == 0 || self.body.legs[index - 1].seq < this.seq && \
                tables.borders.pairs.exists(p, this.from in p && this.to in p)
                """, each: "/body/legs/*"))
        let good = try document(#"{"legs": [{"seq": 1}, {"seq": 2, "from": "LU", "to": "BE"}]}"#)
        #expect(rules.verdict(good) == .valid)
        let bad = try document(#"{"legs": [{"seq": 1}, {"seq": 2, "from": "LU", "to": "NL"}]}"#)
        #expect(rules.verdict(bad) == .invalid)
    }

    /// What rules share of a document outlives each of them, also where it was made: a text with
    /// an escape.
    @Test func sharedPaths() throws {
        var second = rule(
            "self.body.title + self.body.title == 'x\"yx\"y' && this.from.size() > 0",
            each: "/body/legs/*")
        second["code"] = "RULE_B"
        let rules = try ruleSet(rule("self.body.title == 'x\"y'", each: "/body/legs/*"), second)
        let good = try document(#"{"title": "x\"y", "legs": [{"from": "a\n"}, {"from": "b\n"}]}"#)
        #expect(rules.verdict(good) == .valid)
        let bad = try document(#"{"title": "x\"z", "legs": [{"from": "a\n"}]}"#)
        let codes = rules.violations(in: bad, isOtherwiseValid: true).map(\.code.rawValue)
        #expect(codes == ["RULE_A", "RULE_B"])
    }

    @Test func warningsLeaveTheDocumentValid() throws {
        let rules = try ruleSet(
            rule("this.level < 3", each: "/body", at: "/level", severity: "warning"))
        #expect(rules.verdict(try document(#"{"level": 2}"#)) == .valid)
        let high = try document(#"{"level": 3}"#)
        #expect(rules.verdict(high) == .validWithWarnings)
        let found = rules.violations(in: high, isOtherwiseValid: true)
        #expect(found.map(\.severity) == [.warning])
        #expect(found.map(\.instanceLocation) == ["/body/level"])
    }

    /// A rule without a value refuses the document, unless its schemas do that already.
    @Test func errorsFailClosed() throws {
        let rules = try ruleSet(rule("this.level < 3", each: "/body", severity: "warning"))
        let missing = try document("{}")
        #expect(rules.verdict(missing) == .invalid)
        let found = rules.violations(in: missing, isOtherwiseValid: true)
        #expect(found.map(\.code) == [.ruleError])
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.parameters["name"] == "RULE_A")
        #expect(found.first?.parameters["column"] == "6")
        #expect(rules.violations(in: missing, isOtherwiseValid: false).isEmpty)
        let wrongType = try document(#"{"level": "x"}"#)
        #expect(rules.verdict(wrongType) == .invalid)
        let text = try ruleSet(rule("this.open.x", each: "/body"))
        let notBool = try document(#"{"open": {"x": "yes"}}"#)
        #expect(text.verdict(notBool) == .invalid)
        #expect(text.violations(in: notBool, isOtherwiseValid: true).map(\.code) == [.ruleError])
    }

    /// Who sends a form gets a sentence without English, columns or operators.
    @Test(arguments: [
        ("this.level / 0 > 1", Language.nl, "deling door nul"),
        ("this.level / 0 > 1", .de, "Division durch null"),
        ("this.level * 4611686018427387904 * 4 > 1", .fr, "trop grand ou trop petit"),
        ("this.open.x == 1", .nl, "ontbreekt"), ("this.open.y", .fr, "ni vrai ni faux"),
        ("timestamp(this.title) > timestamp(0)", .de, "kein Zeitpunkt"),
    ])
    func errorsAreToldInTheReadersLanguage(
        expression: String, language: Language, reason: String
    ) throws {
        let rules = try ruleSet(rule(expression, each: "/body"))
        let text = try document(#"{"level": 4, "open": {"y": 1}, "title": "x"}"#)
        let message = try #require(
            rules.violations(in: text, isOtherwiseValid: true).first?.message(in: language))
        #expect(message.contains(reason) && message.contains("RULE_A"), "\(message)")
        #expect(!message.contains(" the "), "\(message)")
    }

    @Test(arguments: [
        ("this.levle < 3", "column", "there is no field \"levle\"; did you mean \"level\"?"),
        ("self.body.legs.all(l, l.form == 'x')", "1:25", "did you mean \"from\"?"),
        ("this.title < 3", "1:12", "< does not exist for (string, int)"),
        ("this.legs.exists(l, l.note.text == 'x')", "1:28", "confidential part"),
        ("this.legs.all(l, l.stops.all(s, s + 1 > 0))", "1:35", "write double() or decimal()"),
        ("tables.brders.pairs == []", "1:8", "did you mean \"borders\"?"),
        ("index == 0", "1:1", "no variable"),
        ("'a'", "expression", "gives a string"), ("1 +", "1:4", "a value is expected here"),
        ("frobnicate(this)", "1:1", "there is no function \"frobnicate\""),
    ])
    func expressionsAreCheckedAgainstTheSchema(
        expression: String, place: String, reason: String
    ) {
        let error = #expect(throws: CatalogueError.self) {
            try ruleSet(rule(expression, each: "/body"))
        }
        #expect(error?.path == "rules.json")
        #expect(error?.message.contains("RULE_A") == true)
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
        if place.contains(":") {
            #expect(error?.message.contains(place) == true, "\(String(describing: error))")
        }
    }

    @Test func placesAreChecked() {
        for (each, at) in [
            ("/body/lgs/*", ""), ("/body/legs/x", ""), ("/body/title/*", ""), ("body", ""),
            ("/body", "/titel"), ("/body", "title"), ("/body/legs/*/note/x", ""), ("/other", ""),
        ] {
            #expect(throws: CatalogueError.self, "\(each) \(at)") {
                try ruleSet(rule("true", each: each, at: at))
            }
        }
        #expect(throws: Never.self) {
            try ruleSet(rule("true", each: "/body", at: "/legs/0/crossing"))
        }
    }

    @Test func theFileIsChecked() {
        func refuses(_ change: (inout JSONValue) -> Void, _ reason: String) {
            var value = rule("true")
            change(&value)
            let error = #expect(throws: CatalogueError.self) { try ruleSet(value) }
            #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
        }
        refuses({ $0["code"] = "lower" }, "a code such as")
        refuses({ $0["code"] = "REQUIRED" }, "belongs to the engine")
        refuses({ $0["code"] = "IBAN_CHECK" }, "belongs to the engine")
        refuses({ $0["expression"] = nil }, "expression is missing")
        refuses({ $0["severity"] = "fatal" }, "error or warning")
        refuses({ $0["extra"] = 1 }, "no member \"extra\"")
        refuses({ $0["parameter"] = [:] }, "did you mean \"parameters\"? (/rules/0/parameter)")
        refuses({ $0["expression"] = 1 }, "expression is not a text")
        refuses({ $0["each"] = ["/body"] }, "each is not a text")
        refuses({ $0["at"] = 1 }, "at is not a text")
        refuses({ $0["messages"]?["de"] = nil }, "message in de is missing")
        refuses({ $0["messages"]?["lb"] = "x" }, "no member \"lb\"")
        refuses({ $0["messages"]?["fr"] = "{who}" }, "mentions {who}")
        refuses({ $0["parameters"] = ["a": 1] }, "not an expression")
        refuses(
            { $0["parameters"] = ["a": "self.x"] },
            "1:6: there is no field \"x\" (/rules/0/parameters/a)")
        let error = #expect(throws: CatalogueError.self) { try ruleSet(rule("true"), rule("true")) }
        #expect(error?.message.contains("used twice") == true)
    }

    /// The catalogue reads `rules.json` and the tables, and a version runs them after its schemas.
    @Test func formVersionsRunTheirRules() throws {
        var files = CatalogueFiles.all
        let rules: JSONValue = [
            "rules": [
                [
                    "code": "NO_NAMES", "each": "/body/mission_title", "severity": "warning",
                    "expression": "!this.contains('Geheim') && tables.words.list == []",
                    "messages": Self.messages("the title"),
                ],
                [
                    "code": "LEVEL_FOUR", "at": "/body/risk/benelux_level",
                    "expression": "self.body.risk.benelux_level < 4",
                    "messages": Self.messages("the level"),
                ],
            ]
        ]
        files["forms/VIP-01/1.0/rules.json"] = rules.bytes()
        files["tables/words.json"] = Array(#"{"list": []}"#.utf8)
        let version = try #require(
            try Catalogue(files: files).newestVersion(form: "VIP-01"))
        #expect(version.rules.map(\.code.rawValue) == ["NO_NAMES", "LEVEL_FOUR"])

        let path = "forms/VIP-01/1.0/samples/valid/typical-working-visit-the-hague.json"
        let bytes = try #require(files[path])
        let sample = String(decoding: bytes, as: UTF8.self)
        func judge(_ old: String, _ new: String) throws -> (FormVersion.Verdict, [String]) {
            let parts = sample.components(separated: old)
            let document = try JSONDocument(parts.joined(separator: new))
            let found = version.violations(in: document, mode: .sealed)
            return (version.verdict(document, mode: .sealed), found.map(\.code.rawValue))
        }
        #expect(try judge("", "") == (.valid, []))
        #expect(try judge("Werkbezoek", "Geheim") == (.validWithWarnings, ["NO_NAMES"]))
        #expect(
            try judge("\"benelux_level\": 3", "\"benelux_level\": 4") == (.invalid, ["LEVEL_FOUR"]))
        // Nothing else is reported of a field that is still to be filled in.
        #expect(try judge("Werkbezoek Den Haag", "‹Geheim›") == (.invalid, ["UNFILLED"]))
        // The schema's violation is enough; the rule has no value and says nothing.
        #expect(
            try judge("\"benelux_level\": 3", "\"benelux_level\": \"x\"") == (.invalid, ["TYPE"]))
    }
}

extension String {
    fileprivate func components(separated text: String) -> [String] {
        guard !text.isEmpty else { return [self] }
        return split(separator: text, omittingEmptySubsequences: false).map(String.init)
    }
}
