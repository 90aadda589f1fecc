import Testing

@testable import FormSchemas

struct UnicodePropertyTests {
    @Test(arguments: [
        ("L", "é", "1"), ("gc=Lu", "É", "é"), ("General_Category=Uppercase_Letter", "A", "a"),
        ("Script=Greek", "Ω", "O"), ("sc=Grek", "Ω", "O"), ("sc=Qaai", "\u{300}", "a"),
        ("scx=Deva", "\u{964}", "a"), ("Script_Extensions=Hira", "ー", "x"), ("Any", "x", ""),
        ("ASCII", "x", "é"), ("Assigned", "x", "\u{378}"), ("Emoji", "😀", "a"),
        ("ExtPict", "\u{1FAFF}", "a"), ("RI", "\u{1F1E7}", "B"), ("punct", ".", "a"),
        ("sc=Zzzz", "\u{378}", "a"), ("XIDS", "a", "1"), ("AHex", "F", "G"),
    ])
    func members(name: String, member: String, other: String) throws {
        let pattern = try Pattern("^\\p{\(name)}$")
        #expect(pattern.matches(member))
        #expect(!pattern.matches(other))
        let inverse = try Pattern("^\\P{\(name)}$")
        #expect(!inverse.matches(member))
    }

    /// Names are exact, and other properties than those of ECMA-262 have none.
    @Test(arguments: [
        "l", "LATIN", "Latin", "Script=latin", "Script", "gc", "sc=", "=Lu", "gc=Alphabetic",
        "Block=Basic_Latin", "Other_Alphabetic", "IDS_Unary_Operator", "RGI_Emoji", "sc=Lu",
        "Lowercase=Yes", "sc=Hrkt", "nfc:class", "idna:bidi", "", " L", "sc=Latin=x", "NFC_QC",
    ])
    func refusedNames(name: String) {
        #expect(UnicodeProperty.set(named: name) == nil)
        #expect(!Pattern.isSyntax("\\p{\(name)}"))
        #expect(throws: PatternError.self) { try Pattern("[\\P{\(name)}]") }
    }

    @Test func tablesAreSets() throws {
        for name in UnicodeTable.names where !name.contains(":") {
            let table = UnicodeTable.known(name)
            var last: UInt32?
            for word in table.words {
                if let last { try #require(last < word, "\(name)") }
                last = word
            }
            #expect(table.words.count.isMultiple(of: 2) && (last ?? 0) <= 0x110000, "\(name)")
            for range in table.ranges.prefix(20) {
                #expect(table.contains(range.lowerBound) && table.contains(range.upperBound))
                #expect(!table.contains(range.upperBound + 1), "\(name)")
            }
        }
    }

    /// Every set, scalar by scalar, as the Python package `regex` of the same Unicode version has
    /// it, but for the few properties that it lacks.
    @Test(.enabled(if: PythonOracle.isPresent, PythonOracle.absence))
    func setsAgreeWithPython() throws {
        // One name for each set is enough: the tables of aliases are one table.
        var named: [UnsafePointer<UInt32>?: String] = [:]
        for name in UnicodeTable.names where !name.contains(":") {
            let table = UnicodeTable.known(name)
            named[table.words.baseAddress] = name
        }
        let names = named.values.sorted()
        #expect(names.count > 300)
        let answers = try PythonOracle.ask(
            """
            import regex
            everything = "".join(map(chr, range(0x110000)))
            for name in questions:
                try:
                    found = regex.finditer(r"\\p{%s}+" % name, everything)
                    answer([[m.start(), m.end() - 1] for m in found])
                except regex.error:
                    answer(None)
            """, names, as: [[UInt32]]?.self)
        var lacking: [String] = []
        for (name, answer) in zip(names, answers) {
            guard let answer else {
                lacking.append(name)
                continue
            }
            let set = try #require(UnicodeProperty.set(named: name))
            #expect(set.ranges.map { [$0.lowerBound, $0.upperBound] } == answer, "\(name)")
        }
        #expect(lacking.count < 10, "\(lacking)")
    }

    /// Every name of the tables, and each with its case changed, as V8 reads it.
    @Test(.enabled(if: PythonOracle.isPresent, PythonOracle.absence))
    func namesAgreeWithV8() throws {
        var names = UnicodeTable.names.filter { !$0.contains(":") }
        names += names.filter { $0.hasPrefix("sc=") }.map { "Script=" + $0.dropFirst(3) }
        names += names.filter { $0.hasPrefix("scx=") }.map {
            "Script_Extensions=" + $0.dropFirst(4)
        }
        names += names.map { $0.lowercased() } + names.map { $0.uppercased() }
        names += names.map { $0.replacing("_", with: "") }
        let answers = try PythonOracle.ask(
            """
            from py_mini_racer import MiniRacer
            engine = MiniRacer()
            engine.eval(\"""function accepts(name) {
                try { new RegExp("\\\\\\\\p{" + name + "}", "u"); return true }
                catch { return false } }\""")
            for name in questions:
                answer(engine.call("accepts", name))
            """, names, as: Bool.self)
        for (name, answer) in zip(names, answers) {
            #expect((UnicodeProperty.set(named: name) != nil) == answer, "\(name)")
        }
    }
}
