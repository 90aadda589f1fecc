import Testing

@testable import FormSchemas

struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abd", 1),
        ("abc", "ac", 1), ("abc", "abxc", 1), ("abc", "acb", 1), ("kitten", "sitting", 3),
        // The restricted distance: what was swapped is not edited once more.
        ("ca", "abc", 3),
    ])
    func distance(left: String, right: String, expected: Int) {
        #expect(Spelling.distance(left, right) == expected)
        #expect(Spelling.distance(right, left) == expected)
    }

    @Test(arguments: [
        ("submti", "submit"), ("SUBMIT", "submit"), ("inbx", "inbox"), ("serach", "search"),
        ("verfy", "verify"),
    ])
    func nearest(word: String, meant: String) {
        #expect(Spelling.nearest(to: word, in: Self.commands) == meant)
    }

    @Test(arguments: ["delete", "xyz", "reallyfarfromeverything"])
    func nothingNear(word: String) {
        #expect(Spelling.nearest(to: word, in: Self.commands) == nil)
    }

    @Test func noCandidates() {
        #expect(Spelling.nearest(to: "submit", in: []) == nil)
    }

    private static let commands = ["submit", "inbox", "search", "verify", "get", "ack"]
}
