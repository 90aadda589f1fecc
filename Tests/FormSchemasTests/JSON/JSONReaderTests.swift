import FormSchemas
import Testing

struct JSONReaderTests {
    @Test(arguments: [
        "null", " true\n", "false", "0", "-0", "-12.5e+3", "1E2", "\"\"", "\"é😀\"", "[]", "{}",
        "[1,[2,[3]],{\"a\":{}}]", "{\"a\":1,\"b\":[{}]}", "\"\\ud83d\\ude00\\u00e9\\n\\/\"",
        "\t[ 1 ,\r\n2 ]\n", "{\"\":0}", "123456789012345678901234567890",
        "\"\u{7F}\u{FFFF}\"", "{\"abcdefgh\":1,\"abcdefghi\":2}",
    ])
    func accepts(text: String) throws {
        let document = try JSONDocument(text)
        let copy = try JSONDocument(JSONValue(document.root).serialized())
        #expect(JSONValue(copy.root) == JSONValue(document.root))
        let pretty = try JSONDocument(JSONValue(document.root).serialized(pretty: true))
        #expect(JSONValue(pretty.root) == JSONValue(document.root))
    }

    @Test(arguments: [
        ("", "NOT_JSON", 0), (" ", "NOT_JSON", 1), ("[1,]", "NOT_JSON", 3),
        ("{\"a\"}", "NOT_JSON", 4),
        ("{a:1}", "NOT_JSON", 1), ("[1 2]", "NOT_JSON", 3), ("{\"a\":1,}", "NOT_JSON", 7),
        ("01", "NOT_JSON", 0), ("-", "NOT_JSON", 1), ("1.", "NOT_JSON", 2), (".5", "NOT_JSON", 0),
        ("1e", "NOT_JSON", 2), ("+1", "NOT_JSON", 0), ("tru", "NOT_JSON", 0),
        ("NaN", "NOT_JSON", 0),
        ("'a'", "NOT_JSON", 0), ("\"a", "NOT_JSON", 2), ("\"\t\"", "NOT_JSON", 1),
        ("\"\\x\"", "NOT_JSON", 1), ("\"\\u12g4\"", "NOT_JSON", 1), ("[", "NOT_JSON", 1),
        ("]", "NOT_JSON", 0), ("{\"a\":1", "NOT_JSON", 6), ("[1}", "NOT_JSON", 2),
        ("1 2", "TRAILING_BYTES", 2), ("{}}", "TRAILING_BYTES", 2),
        ("\u{FEFF}{}", "BYTE_ORDER_MARK", 0), ("\"\\ud800\"", "LONE_SURROGATE", 1),
        ("\"\\udc00\"", "LONE_SURROGATE", 1), ("\"\\ud800\\u0041\"", "LONE_SURROGATE", 1),
        ("\"a\\u0000\"", "NUL_CHARACTER", 2), ("\"a\0\"", "NUL_CHARACTER", 2),
        ("{\0}", "NUL_CHARACTER", 1), ("1e400000", "NUMBER_TOO_LONG", 0),
        ("[1e-401]", "NUMBER_TOO_LONG", 1), ("1e99999999999999999999", "NUMBER_TOO_LONG", 0),
        ("12345678901234567890123456789012345678901", "NUMBER_TOO_LONG", 0),
        ("{\"a\":1,\"a\":2}", "DUPLICATE_KEY", 7), ("{\"a\":1,\"\\u0061\":2}", "DUPLICATE_KEY", 7),
    ])
    func refuses(text: String, code: String, offset: Int) {
        expectRefusal(of: Array(text.utf8), code: code, offset: offset)
    }

    private func expectRefusal(of bytes: [UInt8], code: String, offset: Int) {
        do throws(JSONError) {
            _ = try JSONDocument(bytes)
            Issue.record("accepted")
        } catch {
            #expect(error.code.rawValue == code, "\(error)")
            #expect(error.byteOffset == offset, "\(error)")
        }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0x80, 0x22],
            [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22],
        ] as [[UInt8]])
    func refusesInvalidUTF8(bytes: [UInt8]) {
        expectRefusal(of: bytes, code: "INVALID_UTF8", offset: 1)
    }

    @Test(arguments: [65, 10_000, 1_000_000])
    func refusesDepth(depth: Int) {
        let code = "TOO_DEEP"
        expectRefusal(of: Array(repeating: UInt8(ascii: "["), count: depth), code: code, offset: 64)
        let objects = Array(String(repeating: "{\"a\":", count: depth).utf8)
        expectRefusal(of: objects, code: code, offset: 64 * 5)
    }

    @Test func depthAtLimit() throws {
        let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(try JSONDocument(text).root.count == 1)
    }

    @Test(arguments: [20, 24, 25, 26, 1_000, 200_000])
    func duplicatesInLargeObjects(count: Int) throws {
        let members = (0..<count).map { "\"name\($0)\":\($0)" }
        let document = try JSONDocument("{" + members.joined(separator: ",") + "}")
        #expect(document.root.count == count)
        #expect(document.root["name\(count - 1)"]?.int == count - 1)
        let text = "{" + members.joined(separator: ",") + ",\"name7\":0}"
        expectRefusal(
            of: Array(text.utf8), code: "DUPLICATE_KEY", offset: text.utf8.count - 10)
    }

    @Test func nodes() throws {
        let document = try JSONDocument(
            "{\"a\": [1, 2.50, -3e1], \"é\\n\": null, \"s\": \"x\\u00e9\", \"b\": true}")
        let root = document.root
        #expect(root.kind == .object)
        #expect(root.count == 4)
        #expect(root["a"]?.elements.map(\.int) == [1, nil, -30])
        #expect(root["a"]?[1]?.numberText == "2.50")
        #expect(root["a"]?[1]?.decimal?.description == "2.5")
        #expect(root["é\n"]?.isNull == true)
        #expect(root["s"]?.string == "xé")
        #expect(root["b"]?.bool == true)
        #expect(root["c"] == nil)
        #expect(root.members.map(\.name) == ["a", "é\n", "s", "b"])
        #expect(document["/a/2"]?.int == -30)
        #expect(document["/a/3"] == nil)
        let string = try #require(root["s"])
        #expect(String(decoding: document.bytes[string.byteRange], as: UTF8.self) == "\"x\\u00e9\"")
    }

    @Test func positions() throws {
        let document = try JSONDocument("{\n  \"é😀\": 1,\r\n  \"b\": [\r true]}")
        #expect(document["/é😀"]?.position == TextPosition(line: 2, column: 9))
        #expect(document["/b"]?.position == TextPosition(line: 3, column: 8))
        #expect(document["/b/0"]?.position == TextPosition(line: 4, column: 2))
    }

    @Test(
        arguments: [
            ("1.0", 1), ("1e2", 100), ("-120e-1", -12), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("1.5", nil),
            ("1e30", nil),
            ("0.0", 0), ("-0", 0),
        ] as [(String, Int?)])
    func exactIntegers(text: String, value: Int?) throws {
        #expect(try JSONDocument(text).root.int == value)
    }
}
