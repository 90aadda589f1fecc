import FormSchemas
import Testing

@testable import formclient

struct SuiteFileTests {
    @Test(
        "What is no array of groups is no suite",
        arguments: [
            "", " ", "{}", "1", "[", "[{]", "[}", "[1,]", "[1 2]", "[1]]", #"["a]"#, "[1", "][",
            "\u{FEFF}[]", #"["\"#,
        ])
    func notASuite(text: String) {
        #expect(SuiteFile(Array(text.utf8)) == nil)
    }

    @Test("Random bytes never stop the reader")
    func noise() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("[]{}\",:\\ 1ae\u{0}é".utf8)
        for _ in 0..<5_000 {
            let count = Int.random(in: 0..<40, using: &random)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            _ = SuiteFile(bytes)
            _ = SuiteFile([0x5B] + bytes + [0x5D])
        }
    }

    @Test(
        "A group or test without what it needs is named and left out",
        arguments: [
            (#"[7]"#, 0, 1), (#"[{"schema":true}]"#, 0, 1), (#"[{"tests":[]}]"#, 0, 1),
            (#"[{"schema":true,"tests":{}}]"#, 0, 1), (#"[{"schema":true,"tests":[7]}]"#, 1, 1),
            (#"[{"schema":true,"tests":[{"data":1}]}]"#, 1, 1),
            (#"[{"schema":true,"tests":[{"data":1,"valid":"true"}]}]"#, 1, 1),
            (#"[{"schema":true,"tests":[{"valid":true}]}, {"schema":1,"tests":[]}]"#, 2, 1),
            (#"[]"#, 0, 0), (#"[{"schema":1,"tests":[{"data":[1,{}],"valid":false}]}]"#, 1, 0),
        ])
    func misfits(text: String, groups: Int, misfits: Int) throws {
        let file = try #require(SuiteFile(Array(text.utf8)))
        #expect(file.groups.count == groups)
        #expect(file.misfits.count == misfits)
    }

    @Test("Names and values are taken as they are written, escapes and all")
    func values() throws {
        let text = #"""
            [ {"description" : "a \"b\" \u00e9", "schema":{"const":"},]\\"} , "tests":[
            {"description":7,"data": "},]\\" ,"valid":true}]}]
            """#
        let file = try #require(SuiteFile(Array(text.utf8)))
        let group = try #require(file.groups.first)
        #expect(group.description == "a \"b\" é")
        #expect(String(decoding: file.bytes[group.schema], as: UTF8.self) == #"{"const":"},]\\"}"#)
        let test = try #require(group.tests.first)
        #expect(test.description.isEmpty)
        #expect(String(decoding: file.bytes[test.data], as: UTF8.self) == #""},]\\""#)
    }

    @Test func lines() {
        var lines = LineCounter(Array("a\nb\r\nc".utf8))
        #expect([0, 1, 2, 5, 99].map { lines.line(of: $0) } == [1, 1, 2, 3, 3])
    }
}
