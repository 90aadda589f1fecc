import Testing

@testable import FormSchemas

/// What a text that is no JSON is told: what is wrong, where, in every language.
struct JSONDiagnosisTests {
    private func error(_ bytes: [UInt8]) throws -> JSONError {
        try #require(throws: JSONError.self) { try JSONDocument(bytes) }
    }

    @Test(arguments: [
        (#"["\#u{1F600}", 'a']"#, "1:7", "texts and names stand in double quotation marks"),
        ("{'a': 1}", "1:2", "texts and names stand in double quotation marks"),
        ("{“a”: 1}", "1:2", "quotation marks are straight"),
        ("[«a»]", "1:2", "quotation marks are straight"),
        ("{ // x\n}", "1:3", "JSON has no comments"),
        ("[1, /* x */ 2]", "1:5", "JSON has no comments"),
        ("# x\n{}", "1:1", "JSON has no comments"),
        ("{\"a\": 1} // x", "1:10", "JSON has no comments"),
        ("[1, 2, ]", "1:8", "there is a comma too many before the closing bracket"),
        ("{\"a\": 1,\n}", "2:1", "there is a comma too many before the closing bracket"),
        ("[1,,2]", "1:4", "nothing stands between these two commas"),
        ("[\n  {\"a\": 1]\n]", "2:10", "this bracket does not fit the open one (opened at 2:3)"),
        ("{}}", "1:3", "there is a closing bracket too many"),
        ("[+1]", "1:2", "a number has no plus sign"),
        ("[.5]", "1:2", "a number begins with a digit (0.5)"),
        ("[0x1F]", "1:3", "a number is written in decimal digits, not hexadecimal ones"),
        ("{\"a\": 1,5}", "1:9", "decimals follow a point, not a comma"),
        ("[01]", "1:2", "a number does not begin with 0"),
        ("[NaN]", "1:2", "JSON has neither NaN nor Infinity"),
        ("[-Infinity]", "1:3", "JSON has neither NaN nor Infinity"),
        ("[True]", "1:2", "true, false and null are in small letters"),
        ("[None]", "1:2", "JSON writes null"), ("{\"a\": undefined}", "1:7", "JSON writes null"),
        ("[1,\u{0B}2]", "1:4", "a control character stands here"),
        ("{\"a\":\u{A0}1}", "1:6", "a space of a special kind stands here"),
        ("{\"a\": [1, 2", "1:12", "the text ends too early (opened at 1:7)"),
        ("[1,", "1:4", "the text ends too early (opened at 1:1)"),
        ("[tru", "1:2", "the text ends too early (opened at 1:1)"),
        ("{\n\"a\": \"xy", "2:9", "a text has no closing quotation mark (opened at 2:6)"),
        ("[\"a\nb\"]", "1:4", "or its closing quotation mark is missing"),
        ("", "1:1", "it is empty"), (" \n ", "2:2", "it is empty"),
        ("PK\u{3}\u{4}x", "1:1", "this is a ZIP archive or an Office document"),
        ("%PDF-1.7", "1:1", "this is a PDF document"),
        ("\n <?xml version=\"1.0\"?>", "2:2", "this is XML or HTML"),
        ("[1 2]", "1:4", "a comma or a closing bracket is expected here"),
        ("{\"a\" 1}", "1:6", "a colon is expected here"),
        ("{a: 1}", "1:2", "a field's name in quotes is expected here"),
        ("[\"C:\\Users\"]", "1:5", "JSON does not know this character after a \\"),
        ("{\n \"a\": 1,\n \"b\": {\"a\": 0},\n \"\\u0061\": 2}", "4:2", "first at 2:2"),
        ("[1e999]", "1:2", "the number's exponent goes beyond ±400"),
        ("[\(String(repeating: "9", count: 50))]", "1:2", "the number has more than 40 digits"),
    ])
    func told(text: String, place: String, sentence: String) throws {
        let error = try error(Array(text.utf8))
        #expect("\(error.line):\(error.column)" == place)
        let violation = Violation(error)
        #expect(violation.message(in: .en).contains(sentence), "\(violation.message(in: .en))")
        let messages = Language.allCases.map { violation.message(in: $0) }
        #expect(Set(messages).count == 4)
        #expect(messages.allSatisfy { !$0.contains("{") && !$0.contains("?") })
    }

    @Test(
        arguments: [
            (Array("{\"a\": 1}".utf8).flatMap { [$0, 0] }, "UTF-16"),
            (Array("{\"a\": 1}".utf8).flatMap { [0, $0] }, "UTF-16"),
            ([0xFF, 0xFE] + Array("{}".utf8).flatMap { [$0, 0] }, "UTF-16"),
            ([0xFE, 0xFF] + Array("{}".utf8).flatMap { [0, $0] }, "UTF-16"),
            ([0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"),
            ([0x5B, 0, 0, 0, 0x5D, 0, 0, 0], "UTF-32"), ([0xFF, 0xFE], "UTF-16"),
        ] as [([UInt8], String)])
    func otherEncodings(bytes: [UInt8], name: String) throws {
        let error = try error(bytes)
        #expect(error.code == .invalidUTF8 && error.byteOffset == 0)
        for language in Language.allCases {
            let message = Violation(error).message(in: language)
            #expect(message.contains(name) && message.contains("UTF-8"))
        }
    }

    /// Bytes of Latin-1, overlong forms and surrogates, in a text and outside of one.
    @Test(
        arguments: [
            (Array("[\"caf".utf8) + [0xE9, 0x22, 0x5D], 5), (Array("[1, ".utf8) + [0xFF, 0x5D], 4),
            ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x80], 0),
            (Array("{}".utf8) + [0xFE], 2), ([0xC3], 0),
        ] as [([UInt8], Int)])
    func invalidBytes(bytes: [UInt8], offset: Int) throws {
        let error = try error(bytes)
        #expect(error.code == .invalidUTF8 && error.byteOffset == offset)
        #expect(Violation(error).message(in: .en).contains("the byte at offset \(offset) "))
    }

    /// NUL is NUL, and not another encoding, where the rest is as it should be.
    @Test(arguments: ["[\"a\0b\"]", "[1,\0]", "\"\0\"", "\0", "[\"a\\u0000\"]"])
    func noughtsAlone(text: String) throws {
        #expect(try error(Array(text.utf8)).code == .nulCharacter)
    }

    /// In a large object, too, where names are compared once all are read.
    @Test func duplicatesOfManyNames() throws {
        let names = (0..<200).map { "\"n\($0)\": {\"n1\": [0, \"}\"]}" }.joined(separator: ",\n")
        let error = try error(Array("{\(names),\n\"n7\": 0}".utf8))
        #expect(error.code == .duplicateKey && error.line == 201)
        #expect(error.other == TextPosition(line: 8, column: 1))
        #expect(Violation(error).message(in: .de).hasSuffix("zuerst bei 8:1"))
    }

    /// Whatever the bytes, the diagnosis comes to an end within the text.
    @Test func anyBytes() {
        var random = SeededRandom(seed: 3)
        let pieces: [[UInt8]] = [
            [0x22], [0x5C], [0x7B], [0x5B], [0x7D], [0x5D], [0x2C], [0x3A], [0xFF, 0xFE], [0],
            Array("tru".utf8), [0xE2, 0x80], [0xC3], Array("\"a\"".utf8), Array("1e9".utf8),
        ]
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                bytes += pieces.randomElement(using: &random) ?? []
            }
            do throws(JSONError) {
                _ = try JSONDocument(bytes)
            } catch {
                #expect((0...bytes.count).contains(error.byteOffset))
                let place = TextPosition(line: error.line, column: error.column)
                #expect(error.other.map { $0 <= place } ?? true)
                #expect(!Violation(error).message(in: .fr).contains("{"))
            }
        }
    }
}
