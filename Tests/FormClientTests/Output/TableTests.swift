import Testing

@testable import formclient

struct TableTests {
    @Test("Columns are as wide as their widest value, and the last one leaves no blanks")
    func aligned() {
        var table = Table([.init("ID"), .init("NAME")])
        table.append([.init("1"), .init("Anna")])
        table.append([.init("1024"), .init("Li")])
        #expect(table.aligned(columns: 80) == ["ID    NAME", "1     Anna", "1024  Li"])
    }

    @Test("A wide character takes two columns")
    func wideCharacters() {
        var table = Table([.init("NAME"), .init("ID")])
        table.append([.init("王毅部長"), .init("1")])
        table.append([.init("Zoë"), .init("2")])
        #expect(table.aligned(columns: 80) == ["NAME      ID", "王毅部長  1", "Zoë       2"])
    }

    @Test("Where room is scarce, only the columns that yield are shortened", arguments: 10...40)
    func narrow(columns: Int) {
        var table = Table([.init("ID"), .init("TO", yields: true)])
        table.append([.init("0190f3c2"), .init("NL-DKDB, 王毅部長, LU-USP")])
        let row = table.aligned(columns: columns)[1]
        #expect(row.hasPrefix("0190f3c2  NL-DKDB"))
        // Below eight columns a value would not be readable: rather too wide than unreadable.
        #expect(row.displayWidth <= max(columns, 8 + 2 + 8))
        #expect(row.hasSuffix("…") == (columns < 35))
    }

    @Test("A pipe gets full values without a heading")
    func tabSeparated() {
        var table = Table([.init("ID"), .init("NOTE", yields: true)])
        table.append([.init(shown: "0190", full: "0190f3c2"), .init("one\ttwo\nthree")])
        #expect(table.tabSeparated == ["0190f3c2\tone two three"])
        #expect(Table([.init("ID")]).tabSeparated.isEmpty)
    }

    @Test(
        "A form's text cannot steer a terminal",
        arguments: [
            ("plain – ok", "plain – ok"), ("a\u{1B}[2Jb", "a [2Jb"), ("a\r\nb", "a  b"),
            ("a\u{9B}b", "a b"), ("a\u{7F}b", "a b"), ("a\u{202E}b", "a b"), ("a\u{2066}b", "a b"),
            ("a\u{2028}b", "a b"),
        ])
    func oneLine(text: String, expected: String) {
        #expect(Table.oneLine(text) == expected)
    }
}
