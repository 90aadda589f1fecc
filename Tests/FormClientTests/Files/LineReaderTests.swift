import Foundation
import Testing

@testable import formclient

struct LineReaderTests {
    private func lines(_ text: [UInt8], lineBytesMax: Int = 100) throws -> [String] {
        let folder = try TemporaryFolder()
        let reader = try LineReader(try folder.write(text, as: "lines"), lineBytesMax: lineBytesMax)
        var lines: [String] = []
        while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }

    @Test(
        "Lines end with LF or CR LF, the last one perhaps with nothing",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
            ("a\r\nb\r\n", ["a", "b"]), ("\n", [""]), ("\n\na\n", ["", "", "a"]),
            ("a\rb\n", ["a\rb"]), ("a\r", ["a"]),
        ] as [(String, [String])])
    func ends(_ text: String, _ expected: [String]) throws {
        #expect(try lines(Array(text.utf8)) == expected)
    }

    @Test("Lines are whole wherever a block of the file ends")
    func blocks() throws {
        let sizes = [1_048_570, 5, 0, 3, 700_000, 700_000, 1, 2_000_000]
        let text = sizes.map { String(repeating: "x", count: $0) }.joined(separator: "\n")
        #expect(
            try lines(Array(text.utf8), lineBytesMax: 2_000_000).map(\.count) == sizes)
    }

    @Test("A line that is too long is named")
    func tooLong() throws {
        let text = "a\n" + String(repeating: "x", count: 3 << 20)
        let error = #expect(throws: ClientError.self) { try lines(Array(text.utf8)) }
        #expect(error?.status == .answerIsNo)
        #expect(error?.text(in: .en).contains("Line 2") == true)
    }

    @Test("A file that is not there is an error")
    func missing() {
        let error = #expect(throws: ClientError.self) {
            try LineReader("/nowhere/at/all", lineBytesMax: 1)
        }
        #expect(error?.status == .local)
    }
}
