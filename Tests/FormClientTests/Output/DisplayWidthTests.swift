import Testing

@testable import formclient

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("Zürich", 6), ("Zu\u{308}rich", 6), ("Łódź", 4), ("王毅", 4),
        ("한국", 4), ("ﾊ", 1), ("a王b", 4), ("🇧🇪", 2), ("👮🏽‍♀️", 2), ("…", 1),
    ])
    func width(text: String, columns: Int) {
        #expect(text.displayWidth == columns)
    }

    @Test func padding() {
        #expect("ab".padded(to: 4) == "ab  ")
        #expect("王".padded(to: 4) == "王  ")
        #expect("abcde".padded(to: 4) == "abcde")
    }

    @Test(arguments: [
        ("abcdef", 4, "abc…"), ("王毅部長", 5, "王毅…"), ("王毅部長", 4, "王…"), ("王毅", 2, "…"),
        ("abc", 1, "…"),
    ])
    func shortening(text: String, width: Int, expected: String) {
        #expect(text.shortened(to: width) == expected)
        #expect(text.shortened(to: width).displayWidth <= width)
    }

    @Test func wrapping() {
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("王毅 部長 a".wrapped(to: 9) == ["王毅 部長", "a"])
        #expect("王毅 部長 a".wrapped(to: 8) == ["王毅", "部長 a"])
        #expect("a-word-that-is-longer x".wrapped(to: 5) == ["a-word-that-is-longer", "x"])
        #expect("".wrapped(to: 5).isEmpty)
    }

    @Test func folding() {
        #expect("one two three".folded(to: 7) == ["one two", "three"])
        #expect("a\n\r\n b\u{2028}c".folded(to: 7) == ["a", "b", "c"])
        #expect("a-word-that-is-longer x".folded(to: 6) == ["a-word", "-that-", "is-lon", "ger x"])
        #expect("王毅部長".folded(to: 5) == ["王毅", "部長"])
        #expect("王".folded(to: 1) == ["王"])
        #expect("a\u{1B}[2Jb\u{202E}".folded(to: 9) == ["a [2Jb"])
        #expect("".folded(to: 5) == [""] && "\n \n".folded(to: 5) == [""])
    }
}
