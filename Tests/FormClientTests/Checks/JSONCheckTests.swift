import FormSchemas
import Testing

@testable import formclient

struct JSONCheckTests {
    @Test("Every code has an advice of its own in every language", arguments: Language.allCases)
    func advice(language: Language) {
        let texts = JSONError.Code.allCases.map { Phrase.mending($0)[language] }
        #expect(texts.allSatisfy { $0.hasSuffix(".") })
        #expect(Set(texts).count == texts.count)
    }

    @Test("What can be read is said to be so")
    func acceptable() {
        let check = JSONCheck(file: "a.json", Array(#"{"a":[1]}"#.utf8))
        #expect(check.isAcceptable)
        #expect(check.tabSeparated(in: .en) == nil)
        #expect(check.details(columns: 80, in: .en).isEmpty)
        #expect(check.json(in: .en) == ["file": "a.json", "acceptable": true])
    }

    @Test("What cannot be read is shown at its place, with what to do")
    func place() {
        let check = JSONCheck(file: "a.json", Array("{\n  \"é\": 1, \"é\": 2}".utf8))
        #expect(
            check.tabSeparated(in: .en)
                == "a.json\t2:11\tDUPLICATE_KEY\tthe same field stands here twice, first at 2:3")
        #expect(
            check.details(columns: 80, in: .en) == [
                "", "  2:11  the same field stands here twice, first at 2:3  DUPLICATE_KEY",
                "        \"é\": 1, \"é\": 2}", "                ^",
                "        Keep one of the two fields; nobody can know which one counts.", "",
            ])
    }

    @Test("Programs get the second place as well")
    func otherPlace() {
        let twice = JSONCheck(file: "a", Array("{\"a\": 1,\n\"a\": 2}".utf8)).json(in: .en)
        #expect(twice["other_line"] == 1 && twice["other_column"] == 2)
        let cut = JSONCheck(file: "a", Array("[\n  {".utf8)).json(in: .en)
        #expect(cut["other_line"] == 2 && cut["other_column"] == 3)
        let none = JSONCheck(file: "a", Array("[1 2]".utf8)).json(in: .en)
        #expect(none["other_line"] == nil && none["code"] == "NOT_JSON")
    }

    @Test(
        "Bytes of every bad kind get a code, and lines within the columns",
        arguments: [
            ([0x20], 0, "NOT_JSON"), ([0xEF, 0xBB, 0xBF, 0x31], 1, "BYTE_ORDER_MARK"),
            ([0x22, 0xFF, 0x22], 1, "INVALID_UTF8"), ([0x22, 0x00, 0x22], 1, "NUL_CHARACTER"),
            (Array(#""\ud800""#.utf8), 1, "LONE_SURROGATE"), ([0x31, 0x20], 2, "TRAILING_BYTES"),
            ([0x5B], 100_000, "TOO_DEEP"), ([0x31], 100_000, "NUMBER_TOO_LONG"),
            ([0x20], 10_000_000, "DOCUMENT_TOO_LARGE"), ([0xF0], 5_000, "INVALID_UTF8"),
            ([0xFF, 0xFE], 1, "INVALID_UTF8"), (Array("PK\u{3}\u{4}".utf8), 1, "NOT_JSON"),
        ] as [([UInt8], Int, String)])
    func bad(unit: [UInt8], repeated: Int, code: String) {
        let bytes = Array(repeatElement(unit, count: repeated).joined())
        let check = JSONCheck(file: "a", bytes)
        #expect(check.json(in: .fr)["code"] == .string(code))
        #expect(check.details(columns: 72, in: .de).allSatisfy { $0.displayWidth <= 72 })
    }
}
