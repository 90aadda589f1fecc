import FormSchemas
import Testing

struct PatternTests {
    @Test(arguments: [
        ("^[A-Z]{2}-[0-9]{1,4}$", "BE-12", "BE-12345"), ("abc", "xxabcxx", "abxc"),
        ("^$", "", "a"), ("a|b$", "xb", "bx"), ("^(?:ab)+$", "abab", "aba"),
        ("^a*?b$", "aab", "aa"),
        ("^\\p{L}+$", "Zoë", "Zo3"), ("^\\P{Lu}$", "a", "A"), ("^.$", "😀", "\n"),
        ("^[^a]$", "é", "a"),
        ("\\bcat\\b", "a cat!", "concat"), ("\\Bcat", "concat", "cat"), ("^\\u{1F600}$", "😀", "x"),
        ("^\\uD83D\\uDE00$", "😀", "x"), ("^[\\w.-]+@[\\w-]+$", "a.b@c-d", "a b@c"),
        ("^(a|ab)(c|bcd)$", "abcd", "abcdx"), ("^x{0}y$", "y", "xy"), ("^\\cJ$", "\n", "J"),
        ("^[\\b]$", "\u{8}", "b"), ("^(?<year>\\d{4})$", "2026", "202"), ("(^a|b)c", "xbc", "xac"),
        ("^a{2,}$", "aaa", "a"), ("^[a-]$", "-", "b"), ("^\\s$", "\u{FEFF}", "x"),
        ("^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$", "10.0.0.1", "10.0.0"), ("^[a-z]?[a-z]$", "z", "zzz"),
        ("^[\\p{L}' -]{1,80}$", "Jean-Noël d'Aubigné", "Jean1"), ("^(a?){20}b$", "aab", "aa"),
        ("^(?=.*\\d)(?=.*[a-z])(?!.*secret).{8,}$", "passw0rd", "password"),
        ("^(?!.*\\.\\.)[a-z.]+$", "a.b.c", "a..b"), ("^(?:(?!--)[a-z-])*$", "a-b", "a--b"),
        ("(?<=€)\\d+(?![\\d,])", "€12 €34,5", "12 €34,5"), ("a(?=b(?!c))", "abd", "abc"),
        ("(?<!^|,)x(?<=(?<!y)zx)", "azx", "yzx"), ("^(?!$|0)(?:\\d(?=\\d*$))+$", "12", "012"),
        ("^(?:(?!ab).){2,4}$", "baaa", "baba"), ("(?<\\u0061b>x)|(?<ab>y)", "y", "z"),
        ("\\.", "a.b", "ab"), ("^[0-9a-f]{8}-7[0-9a-f]{3}$", "0190f3c2-7abc", "0190f3c2-8abc"),
    ])
    func matches(pattern: String, accepted: String, refused: String) throws {
        let compiled = try Pattern(pattern)
        #expect(compiled.matches(accepted))
        #expect(!compiled.matches(refused))
    }

    @Test(arguments: [
        "(", ")", "[", "a**", "*", "{1}", "a{2,1}", "\\", "\\a", "\\-", "(?P<n>a)", "(?i)a",
        "[b-a]",
        "[\\d-z]", "]", "}", "\\u{110000}", "\\x1", "\\p{Nope}", "(?<n>a)(?<n>b)", "\\1", "\\k<x>",
        "a{,3}", "\\01",
    ])
    func notSyntax(pattern: String) {
        #expect(!Pattern.isSyntax(pattern))
        #expect(throws: PatternError.self) { try Pattern(pattern) }
    }

    @Test(arguments: ["(a)\\1", "(?=(a))b\\1", "(?<n>a)\\k<n>"])
    func notLinear(pattern: String) {
        #expect(Pattern.isSyntax(pattern))
        do throws(PatternError) {
            _ = try Pattern(pattern)
            Issue.record("compiled")
        } catch {
            #expect(error.reason == .notLinear)
        }
    }

    @Test(arguments: [
        "(a{1000}){1000}", "(a|b){0,1000000}c", "((((a{50}){50}){50}){50})",
        String(repeating: "a(?=b)", count: 33), "(?=(a{1000}){1000})",
        String(repeating: "(", count: 101) + String(repeating: ")", count: 101),
    ])
    func tooLarge(pattern: String) {
        do throws(PatternError) {
            _ = try Pattern(pattern)
            Issue.record("compiled")
        } catch {
            #expect(error.reason == .tooLarge)
        }
    }

    /// Patterns that take exponential time where an engine goes back.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "^(a+)+$", "^(a|aa)+$", "^(a|a)*$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$",
            "(a?){50}a{50}", ".*.*.*=.*",
            "(?:(?=a+!)a)*b", "(?<=(a+)+)b", "^(?=(a+)+$)(?!(a|aa)+$)", "(?:(?!(?:a*)*b).)+b",
        ])
    func noExplosion(pattern: String) throws {
        let text = String(repeating: "a", count: 50_000) + "!"
        _ = try Pattern(pattern).matches(text)
        _ = try Pattern(pattern).matches(String(repeating: "x", count: 50_000))
    }

    /// Loops over nothing, and automata that take long to build.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "((((){20000}){20000}){20000}){20000}", "(a|b|ab|ba){1,300}x(a|b){0,300}$", "(.*a){12}",
        ])
    func noExplosionInBuilding(pattern: String) {
        _ = try? Pattern(pattern)
    }

    /// The automata agree with each other on what every one of them can run.
    @Test func longRepetition() throws {
        let pattern = try Pattern("^(?:ab?){3,400}$")
        #expect(pattern.matches(String(repeating: "ab", count: 400)))
        #expect(!pattern.matches(String(repeating: "ab", count: 401)))
        #expect(!pattern.matches("aabb"))
        let large = try Pattern("[ab]*a[ab]{12}$")
        #expect(large.matches("bbb" + "a" + String(repeating: "b", count: 12)))
        #expect(!large.matches("aaa" + "b" + String(repeating: "b", count: 12)))
    }
}
