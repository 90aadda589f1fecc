import FormSchemas
import Testing

struct MessageTests {
    @Test(arguments: ViolationCode.all, Language.allCases)
    func everyCodeHasAMessage(code: ViolationCode, language: Language) {
        let violation = Violation(instanceLocation: .root, line: 1, column: 1, code: code)
        let message = violation.message(in: language)
        #expect(message != code.rawValue)
        #expect(message.count > 10)
        #expect(!message.hasSuffix("."))
    }

    @Test func languagesDiffer() {
        for code in ViolationCode.all {
            let violation = Violation(instanceLocation: .root, line: 1, column: 1, code: code)
            #expect(Set(Language.allCases.map(violation.message)).count == 4, "\(code)")
        }
    }

    @Test func parametersAreFilledIn() {
        let violation = Violation(
            instanceLocation: "/body/n", line: 2, column: 3, code: .type,
            parameters: ["expected": "string,null", "actual": "number"])
        #expect(violation.message(in: .nl) == "hier hoort een tekst of leeg (null), niet een getal")
        #expect(violation.message(in: .en) == "this must be a text or empty (null), not a number")
    }

    @Test(
        "Why a text is not JSON is said in every language",
        arguments: [
            "", "x", "[1", "[1 2]", "{a}", #"{"a" 1}"#, "-", "01", "1.", "1e", "\"a", "\"\n\"",
            #""\q""#, #""\u12"#, #""\u12zz""#, "[1,]", "{,}", "tru", "{",
        ])
    func reasons(text: String) throws {
        let error = try #require(throws: JSONError.self) { try JSONDocument(text) }
        #expect(error.code == .notJSON)
        let violation = Violation(error)
        let reasons = Language.allCases.map { language in
            violation.message(in: language).split(separator: ": ", maxSplits: 1).last ?? ""
        }
        #expect(Set(reasons).count == 4, "\(reasons)")
    }

    @Test func everyReaderCodeIsAViolation() {
        for code in JSONError.Code.allCases {
            #expect(ViolationCode.all.contains(ViolationCode(rawValue: code.rawValue)))
        }
    }

    @Test(
        arguments: [
            ("fr", Language.fr), ("de-LU", .de), ("nl_BE.UTF-8", .nl), ("C", nil), ("", nil),
        ]
            as [(String, Language?)])
    func tags(tag: String, language: Language?) {
        #expect(Language(tag: tag) == language)
    }
}
