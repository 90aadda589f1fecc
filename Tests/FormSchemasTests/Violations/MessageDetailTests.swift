import FormSchemas
import Testing

/// What messages say in the schema's own words.
struct MessageDetailTests {
    private func messages(
        _ schema: String, _ instance: String, _ language: Language = .en
    ) throws -> [String] {
        let program = try SchemaProgram(compiling: try JSONDocument(schema))
        let violations = program.violations(in: try JSONDocument(instance).root, at: "/body")
        for violation in violations {
            for language in Language.allCases {
                let message = violation.message(in: language)
                #expect(!message.contains { "?{|}".contains($0) }, "\(message)")
            }
        }
        return violations.map { $0.message(in: language) }
    }

    @Test(arguments: [
        (
            ##"{"pattern":"^[A-Z]{2}-[0-9]{3}$"}"##, ##""x""##,
            "the text does not have the required form; a correct example: AB-456"
        ),
        (
            ##"{"pattern":"^[A-Z]{2}-[0-9]{3}$","examples":[1,"no","ZZ-000"]}"##, ##""x""##,
            "the text does not have the required form; a correct example: ZZ-000"
        ),
        // An assertion that the example does not meet.
        (##"{"pattern":"^(?=b)a?"}"##, ##""x""##, "the text does not have the required form"),
        (##"{"pattern":"a{100}"}"##, ##""x""##, "the text does not have the required form"),
        (
            ##"{"format":"date"}"##, ##""x""##,
            "this must be an existing date (year-month-day), for example 2026-01-01"
        ),
        (##"{"minLength":1}"##, ##""""##, "this must not be empty"),
        (##"{"minLength":2}"##, ##""a""##, "the text has 1 character; at least 2 are needed"),
        (##"{"maxLength":1}"##, ##""ab""##, "the text has 2 characters; at most 1 is allowed"),
        (##"{"minItems":1}"##, "[]", "the list must not be empty"),
        (##"{"minItems":2}"##, "[]", "the list has 0 elements; at least 2 are needed"),
        (##"{"minimum":2}"##, "1", "the value is too small; it must be at least 2"),
        (##"{"exclusiveMinimum":2}"##, "2", "the value is too small; it must be more than 2"),
        (##"{"exclusiveMaximum":2}"##, "2", "the value is too large; it must be less than 2"),
        (##"{"multipleOf":1}"##, "1.5", "this must be a whole number, without decimals"),
        (
            ##"{"multipleOf":0.01}"##, "0.001",
            "the number has too many decimals; at most 2 are allowed"
        ),
        (
            ##"{"multipleOf":0.1}"##, "0.01",
            "the number has too many decimals; at most 1 is allowed"
        ),
        (##"{"multipleOf":5}"##, "1", "the value must be a multiple of 5"),
        (
            ##"{"type":"integer"}"##, "1.5",
            "this must be a whole number, not a number with decimals"
        ),
    ])
    func values(schema: String, instance: String, message: String) throws {
        #expect(try messages(schema, instance) == [message])
    }

    @Test(arguments: [
        (
            ##"{"required":["a"],"properties":{"a":{"title":"Anchor"}}}"##, "{}",
            "the field a (Anchor) is missing"
        ),
        (##"{"required":["a"],"properties":{"a":{"title":"A"}}}"##, "{}", "the field a is missing"),
        (
            ##"{"$ref":"#/$defs/x","required":["a"],"##
                + ##""$defs":{"x":{"properties":{"a":{"$ref":"#/$defs/y"}}},"##
                + ##""y":{"title":"Year"}}}"##,
            "{}", "the field a (Year) is missing"
        ),
        (
            ##"{"properties":{"a":{"items":{"properties":{"b":{"title":"Bee"}}}}},"##
                + ##""if":true,"then":{"properties":{"a":{"items":{"required":["b"]}}}}}"##,
            ##"{"a":[{}]}"##, "the field b (Bee) is missing"
        ),
        (
            ##"{"anyOf":[{"required":["a","d"]},{"required":["b","c"]}],"##
                + ##""properties":{"b":{"title":"Bee"}}}"##,
            "{}", "fill in at least one of these fields: a + d, b (Bee) + c"
        ),
        (
            ##"{"oneOf":[{"required":["a"]},{"required":["b"]}]}"##, "{}",
            "fill in exactly one of these fields: a, b"
        ),
        (
            ##"{"oneOf":[{"required":["a"]},{"required":["b"]}]}"##, ##"{"a":1,"b":1}"##,
            "only one of these fields may be filled in: a, b"
        ),
        (
            ##"{"minProperties":1,"properties":{"a":{"title":"Anchor"},"b":true}}"##, "{}",
            "fill in at least 1 of these fields: a (Anchor), b"
        ),
        (
            ##"{"minProperties":2}"##, ##"{"a":1}"##,
            "1 field is filled in here; at least 2 are needed"
        ),
        (##"{"not":{"required":["a"]}}"##, ##"{"a":1}"##, "the field a must not be filled in here"),
        (
            ##"{"not":{"required":["a","b"]}}"##, ##"{"a":1,"b":1}"##,
            "these fields must not be filled in together: a, b"
        ),
        (##"{"not":{}}"##, "1", "this must not be filled in here"),
        (##"{"not":{"enum":[1,"x"]}}"##, "1", ##"not allowed here: 1 / "x""##),
        (
            ##"{"not":{"type":["null","array"]}}"##, "null",
            "not allowed here: empty (null) or a list"
        ),
        (##"{"not":{"minimum":3}}"##, "4", "this value is not allowed here"),
        (
            ##"{"propertyNames":{"pattern":"^[a-z]{2}$"}}"##, ##"{"B":1}"##,
            "B is not an allowed field name; a correct example: ab"
        ),
        (
            ##"{"propertyNames":{"enum":["nl","fr"]}}"##, ##"{"B":1}"##,
            ##"B is not an allowed field name; possible names: "nl" / "fr""##
        ),
        (
            ##"{"propertyNames":{"maxLength":1}}"##, ##"{"BB":1}"##,
            "BB is not an allowed field name"
        ),
        (
            ##"{"properties":{"family_name":{"title":"Surname"},"a":true},"##
                + ##""unevaluatedProperties":false}"##, ##"{"familyname":1}"##,
            "there is no field familyname here; perhaps family_name (Surname) is meant"
        ),
        (
            ##"{"properties":{"family_name":true,"a":true},"additionalProperties":false}"##,
            ##"{"forename":1}"##, "there is no field forename here"
        ),
        (
            ##"{"properties":{"l":{"items":{"properties":{"abc":true},"##
                + ##""additionalProperties":false}}}}"##, ##"{"l":[{"abd":1}]}"##,
            "there is no field abd here; perhaps abc is meant"
        ),
    ])
    func fields(schema: String, instance: String, message: String) throws {
        #expect(try messages(schema, instance) == [message])
    }

    @Test(arguments: [
        (
            ##"{"contains":{"type":"object","required":["role"],"##
                + ##""properties":{"role":{"const":"LEAD"}}}}"##,
            ##"[{}]"##, ##"the list must have at least 1 element with role = "LEAD"; it has 0"##
        ),
        (
            ##"{"contains":{"$ref":"#/$defs/x"},"minContains":2,"##
                + ##""$defs":{"x":{"properties":{"a":{"properties":{"b":{"enum":[1,2]}}}}}}}"##,
            ##"[{"a":{"b":3}}]"##,
            "the list must have at least 2 elements with a.b = 1 / 2; it has 0"
        ),
        (
            ##"{"contains":{"const":"H3"},"maxContains":1}"##, ##"["H3","H3"]"##,
            ##"the list must have at most 1 element with "H3"; it has 2"##
        ),
        (
            ##"{"contains":{"minimum":3}}"##, "[1]",
            "the list has 0 elements of the required kind; at least 1 is needed"
        ),
        (
            ##"{"oneOf":[{"properties":{"k":{"const":"A"}},"##
                + ##""required":["k"]},{"properties":{"k":{"enum":["B","C"]}},"##
                + ##""required":["k"]}],"properties":{"k":{"title":"Kind"}}}"##,
            ##"{"k":"Z"}"##,
            ##"the field k (Kind) decides what belongs here; possible values: "A", "B" / "C""##
        ),
        (
            ##"{"anyOf":[{"type":"object"},{"type":"array"}]}"##, "1",
            "this has none of the possible forms"
        ),
    ])
    func listsAndBranches(schema: String, instance: String, message: String) throws {
        #expect(try messages(schema, instance) == [message])
    }

    /// A check that only warns is a node of its own, behind which the others keep their schemas.
    @Test func behindWarnings() throws {
        let schema = ##"""
            {"properties":{"v":{"identifier":{"type":"vin","check":"warning"}},
              "w":{"identifier":{"type":"vin","check":"warning"}},
              "o":{"required":["a"],"properties":{"a":{"title":"Anchor"}}},
              "p":{"properties":{"q":{"pattern":"^[A-Z]{2}$"}}}},
             "anyOf":[{"required":["x"]},{"required":["y"]}]}
            """##
        let instance = ##"{"v":"WVWZZZ1JZXW000002","w":"1","o":{},"p":{"q":"1"}}"##
        let found = try messages(schema, instance)
        #expect(found.contains("the field a (Anchor) is missing"))
        #expect(found.contains("the text does not have the required form; a correct example: AB"))
        #expect(found.contains("fill in at least one of these fields: x, y"))
    }

    @Test func readersLanguage() throws {
        let schema = """
            {"required":["a"],"properties":{"a":{"title":"Year","translations":{
                "nl":{"title":"Jaar"},"fr":{"title":"Année"},"de":{"title":"Jahr"}}}}}
            """
        #expect(try messages(schema, "{}", .nl) == ["het veld a (Jaar) ontbreekt"])
        #expect(try messages(schema, "{}", .fr) == ["le champ a (Année) manque"])
        #expect(try messages(schema, "{}", .de) == ["das Feld a (Jahr) fehlt"])
        let short = ##"{"minLength":2}"##
        #expect(
            try messages(short, "\"\"", .fr)
                == ["le texte compte 0 caractère ; il en faut au moins 2"])
    }

    /// What is expected of a message must not come from the document.
    @Test func noValuesOfTheDocument() throws {
        let schema = """
            {"properties":{"a":{"pattern":"^x$"},"b":{"format":"date"},"c":{"not":{"const":"SECRET"}},
             "d":{"enum":["y"]},"e":{"contains":{"const":"z"}},"f":{"anyOf":[{"required":["g"]}]}}}
            """
        let instance = """
            {"a":"SECRET1","b":"SECRET2","d":"SECRET3","e":["SECRET4"],"f":{"SECRET5":1}}
            """
        let found = try messages(schema, instance)
        #expect(found.count == 5)
        #expect(!found.contains { $0.contains("SECRET") })
    }

    /// An example is short, made quickly, and none is made of loops over nothing.
    @Test(.timeLimit(.minutes(1)))
    func examplesAreBounded() throws {
        let nothing = "x((((){2000}){2000}){2000}){2000}[0-9]"
        let schema = "{\"items\":{\"pattern\":\"\(nothing)\"}}"
        let list = "[" + Array(repeating: "\"\"", count: 500).joined(separator: ",") + "]"
        let found = try messages(schema, list)
        #expect(found.count == 500 && found[0].hasSuffix("x2"), "\(found[0])")
    }
}
