import FormSchemas
import Testing

/// The keywords `identifier`, `money` and `codeList`, each with its invalid side.
struct ExchangeKeywordTests {
    /// Compiles a schema with the code lists of the built-in catalogue.
    private func program(_ schema: String) throws -> SchemaProgram {
        try SchemaProgram(
            compiling: try JSONDocument(schema), codeLists: Catalogue.builtIn.codeLists)
    }

    /// `POINTER CODE` of each violation, with its severity unless it is an error.
    private func violations(_ schema: String, _ value: String) throws -> [String] {
        let program = try program(schema)
        let document = try JSONDocument(value)
        let found = program.violations(in: document.root)
        let isValid = !found.contains { $0.severity == .error }
        #expect(program.isValid(document.root) == isValid)
        return found.map { violation in
            "\(violation.instanceLocation) \(violation.code)"
                + (violation.severity == .error ? "" : " warning")
        }
    }

    // MARK: - identifier

    @Test(arguments: [
        ("\"be-niss\"", "\"85073003328\"", [] as [String]),
        ("\"be-niss\"", "\"85073003329\"", [" NISS_CHECK"]),
        ("\"be-niss\"", "\"8507300332\"", [" NISS"]),
        ("\"be-niss\"", "\"85.07.30-033.28\"", [" NISS"]),
        ("\"be-niss\"", "85073003328", []),
        ("\"be-niss\"", "\"\\u0038\\u0035073003328\"", []),
        ("\"be-niss\"", "\"\"", [" NISS"]),
        (
            "{\"type\": \"be-niss\", \"check\": \"warning\"}", "\"85073003329\"",
            [
                " NISS_CHECK warning"
            ]
        ),
        ("{\"type\": \"be-niss\", \"check\": \"warning\"}", "\"8507300332\"", [" NISS"]),
        ("{\"type\": \"be-niss\", \"check\": \"warning\"}", "\"85073003328\"", []),
        ("{\"type\": \"be-niss\", \"check\": \"error\"}", "\"85073003329\"", [" NISS_CHECK"]),
        ("{\"type\": \"nl-kvk\", \"check\": \"warning\"}", "\"1234567\"", [" KVK"]),
        ("{\"type\": \"be-plate\"}", "\"1-ABC-12\"", [" PLATE_BE"]),
    ])
    func identifiers(keyword: String, value: String, expected: [String]) throws {
        #expect(try violations("{\"identifier\": \(keyword)}", value) == expected)
    }

    @Test func severityAroundCoversForm() throws {
        let schema = "{\"identifier\": \"iban\", \"severity\": \"warning\"}"
        #expect(try violations(schema, "\"no\"") == [" IBAN warning"])
        let inside = "{\"properties\": {\"a\": {\"identifier\": \"iban\"}}, \"maxProperties\": 1}"
        #expect(try violations(inside, "{\"a\": \"BE71096123456760\"}") == ["/a IBAN_CHECK"])
    }

    @Test func messagesNamePlatesAndKeepPersonalNumbersOut() throws {
        let plate = try program("{\"identifier\": \"be-plate\"}")
            .violations(in: try JSONDocument("\"1-ABC-12\"").root)
        #expect(
            plate.first?.message(in: .en).hasPrefix(
                "\"1-ABC-12\" is not a Belgian plate: after 8 characters a digit is missing; ")
                == true)
        #expect(
            plate.first?.message(in: .de).hasPrefix(
                "\"1-ABC-12\" ist kein belgisches Kennzeichen: nach 8 Zeichen fehlt eine Ziffer; ")
                == true)
        for value in ["\"790730033\"", "\"79073003399\""] {
            let number = try program("{\"identifier\": \"be-niss\"}")
                .violations(in: try JSONDocument(value).root)
            for language in Language.allCases {
                #expect(number.count == 1)
                #expect(!number[0].message(in: language).contains(value.dropFirst().dropLast(3)))
            }
        }
    }

    // MARK: - codeList

    @Test(arguments: [
        ("\"nace\"", "\"01.11\"", [] as [String]),
        ("\"nace\"", "\"01.99\"", [" CODE_LIST"]),
        ("{\"list\": \"nace\", \"edition\": \"2\"}", "\"45.11\"", []),
        ("{\"list\": \"nace\", \"edition\": \"2.1\"}", "\"45.11\"", [" CODE_LIST"]),
        ("{\"list\": \"nuts\", \"edition\": \"2016\"}", "\"NL310\"", []),
        ("\"nuts\"", "\"NL310\"", [" CODE_LIST"]),
        ("\"nuts\"", "\"NL350\"", []),
    ])
    func codeLists(keyword: String, value: String, expected: [String]) throws {
        #expect(try violations("{\"codeList\": \(keyword)}", value) == expected)
    }

    private static let editionFrom = """
        {"additionalProperties": {"properties": {"nuts_edition": {"type": "string"}, "region":
            {"codeList": {"list": "nuts", "editionFrom": "/nuts_edition"}}}}}
        """

    @Test(arguments: [
        ("{\"nuts_edition\": \"2016\", \"region\": \"NL310\"}", [] as [String]),
        ("{\"region\": \"NL310\", \"nuts_edition\": \"2016\"}", []),
        ("{\"nuts_edition\": \"2024\", \"region\": \"NL310\"}", ["/a/region CODE_LIST"]),
        ("{\"x\": [{\"y\": 1}], \"nuts_edition\": \"2024\", \"region\": \"NL350\"}", []),
        ("{\"nuts_edition\": \"1999\", \"region\": \"NL310\"}", []),
        ("{\"nuts_edition\": \"1999\", \"region\": \"NL999\"}", ["/a/region CODE_LIST"]),
        (
            "{\"nuts_edition\": {\"nuts_edition\": \"2016\"}, \"region\": \"NL310\"}",
            [
                "/a/nuts_edition TYPE"
            ]
        ),
        ("{\"region\": 5}", []),
    ])
    func editionNamedBeside(value: String, expected: [String]) throws {
        let found = try violations(Self.editionFrom, "{\"a\": \(value)}")
        #expect(found == expected, "\(found)")
    }

    @Test func messageNamesTheOtherEditions() throws {
        let found = try program("{\"codeList\": \"nuts\"}")
            .violations(in: try JSONDocument("\"NL310\"").root)
        #expect(
            found.map { $0.message(in: .en) }
                == ["\"NL310\" is not in edition 2024 of the code list nuts, but in 2021, 2016"])
    }

    // MARK: - money

    @Test(arguments: [
        ("{\"amount\": \"12.50\", \"currency\": \"EUR\"}", [] as [String]),
        ("{\"amount\": \"-1234567890123456.99\", \"currency\": \"EUR\"}", []),
        ("{\"amount\": \"12345678901234567\", \"currency\": \"EUR\"}", ["/amount MONEY_AMOUNT"]),
        ("{\"amount\": \"12.505\", \"currency\": \"EUR\"}", ["/amount MONEY_AMOUNT"]),
        ("{\"amount\": \"12,50\", \"currency\": \"EUR\"}", ["/amount MONEY_AMOUNT"]),
        ("{\"amount\": \"12.\", \"currency\": \"EUR\"}", ["/amount MONEY_AMOUNT"]),
        ("{\"amount\": \"\", \"currency\": \"EUR\"}", ["/amount MONEY_AMOUNT"]),
        ("{\"amount\": \"-\", \"currency\": \"EUR\"}", ["/amount MONEY_AMOUNT"]),
        ("{\"amount\": \"500\", \"currency\": \"JPY\"}", []),
        ("{\"amount\": \"500.00\", \"currency\": \"JPY\"}", ["/amount MONEY_DECIMALS"]),
        ("{\"amount\": \"5.00\", \"currency\": \"NLG\"}", ["/currency MONEY_CURRENCY"]),
        ("{\"amount\": \"5.00\", \"currency\": \"eur\"}", ["/currency MONEY_CURRENCY"]),
        ("{\"amount\": 5, \"currency\": \"EUR\"}", []), ("{\"currency\": \"EUR\"}", []),
        ("{\"amount\": \"5.0\"}", []), ("7", []), ("[]", []),
    ])
    func money(value: String, expected: [String]) throws {
        let found = try violations("{\"money\": true}", value)
        #expect(found == expected, "\(found)")
    }

    @Test func historicMoneyWhereAllowed() throws {
        let schema = "{\"money\": {\"historic\": true}}"
        #expect(try violations(schema, "{\"amount\": \"5.00\", \"currency\": \"NLG\"}") == [])
        #expect(
            try violations(schema, "{\"amount\": \"5.00\", \"currency\": \"BEF\"}")
                == ["/amount MONEY_DECIMALS"])
        #expect(
            try violations(schema, "{\"amount\": \"5.00\", \"currency\": \"FRF\"}")
                == ["/currency MONEY_CURRENCY"])
        #expect(try violations("{\"money\": false}", "{\"amount\": \"x\"}") == [])
    }

    // MARK: - Mistakes of a schema's author

    @Test(arguments: [
        ("identifier", "5"), ("identifier", "\"be-nisss\""), ("identifier", "\"NISS\""),
        ("identifier", "{}"), ("identifier", "{\"type\": 1}"), ("identifier", "[]"),
        ("identifier", "{\"type\": \"iban\", \"check\": \"never\"}"),
        ("identifier", "{\"type\": \"iban\", \"check\": null}"),
        ("identifier", "{\"type\": \"iban\", \"severity\": \"warning\"}"),
        ("codeList", "5"), ("codeList", "{}"), ("codeList", "{\"list\": \"nace\"}"),
        ("codeList", "{\"list\": \"nace\", \"edition\": 2}"),
        ("codeList", "{\"list\": \"nace\", \"edition\": \"2\", \"editionFrom\": \"/a\"}"),
        ("codeList", "{\"list\": \"nace\", \"editionFrom\": \"a\"}"),
        ("codeList", "{\"list\": \"nace\", \"editionFrom\": \"/a/b\"}"),
        ("codeList", "{\"list\": \"nace\", \"editionFrom\": \"/\"}"),
        ("codeList", "{\"list\": \"nace\", \"revision\": \"2\"}"),
        ("money", "1"), ("money", "\"EUR\""), ("money", "{}"), ("money", "{\"historic\": 1}"),
        ("money", "{\"historical\": true}"), ("personalData", "8"), ("personalData", "\"2\""),
        ("part", "7"), ("severity", "\"info\""), ("severity", "true"), ("translations", "1"),
    ])
    func mistakesAreRefused(keyword: String, value: String) throws {
        let schema = try JSONDocument("{\"properties\": {\"a\": {\"\(keyword)\": \(value)}}}")
        do throws(SchemaError) {
            _ = try SchemaProgram(compiling: schema, codeLists: Catalogue.builtIn.codeLists)
            Issue.record("accepted")
        } catch {
            #expect(error.reason == .invalidKeyword)
            #expect(error.schemaLocation.hasSuffix("#/properties/a/\(keyword)"))
            #expect(!error.message.isEmpty)
        }
    }

    @Test(arguments: [
        "{\"codeList\": \"unknown\"}",
        "{\"codeList\": {\"list\": \"unknown\", \"edition\": \"1\"}}",
        "{\"codeList\": {\"list\": \"nace\", \"edition\": \"3\"}}",
        "{\"codeList\": {\"list\": \"unknown\", \"editionFrom\": \"/a\"}}",
    ])
    func unknownListsAreRefused(schema: String) throws {
        #expect {
            _ = try program(schema)
        } throws: { error in
            (error as? SchemaError)?.reason == .unresolved
        }
    }
}
