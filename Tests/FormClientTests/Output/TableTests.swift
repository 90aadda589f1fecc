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
        #expect(row.displayWidth <= columns)
        // Below eight columns a value would not be readable: rather none than an unreadable one.
        let isLeftOut = columns < 8 + 2 + 8
        #expect(table.titlesLeftOut(columns: columns) == (isLeftOut ? ["TO"] : []))
        #expect(row.hasPrefix(isLeftOut ? "0190f3c2" : "0190f3c2  NL-DKDB"))
        #expect(row.hasSuffix("…") == (!isLeftOut && columns < 35))
    }

    @Test("The weightiest columns get room first, of equal ones the first; one always stays")
    func leftOut() {
        var table = Table([
            .init("A"), .init("B", weight: 2), .init("C"), .init("D", weight: 1),
            .init("E", weight: 1),
        ])
        table.append(["1", "22", "3", "4", "5"].map(Table.Cell.init))
        let expected = [
            (14, "1  22  3  4  5", []), (13, "1  22  4  5", ["C"]), (11, "1  22  4  5", ["C"]),
            (10, "22  4  5", ["A", "C"]), (7, "22  4", ["A", "C", "E"]),
            (4, "22", ["A", "C", "D", "E"]), (1, "22", ["A", "C", "D", "E"]),
        ]
        for (columns, row, titles) in expected {
            #expect(table.aligned(columns: columns)[1] == row)
            #expect(table.titlesLeftOut(columns: columns) == titles)
        }
        // What is too wide does not take the room of a lighter one that fits.
        var uneven = Table([.init("A", weight: 2), .init("B", weight: 1), .init("C")])
        uneven.append(["1", "22222", "3"].map(Table.Cell.init))
        #expect(uneven.aligned(columns: 7)[1] == "1  3")
        // A pipe has no width.
        #expect(table.tabSeparated == ["1\t22\t3\t4\t5"])
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
