import Testing

@testable import FormSchemas

struct NormalFormTests {
    @Test(arguments: [
        ("é", true), ("e\u{301}", false), ("e\u{327}\u{301}", false), ("ȩ\u{301}", true),
        ("é\u{323}", false), ("\u{212B}", false), ("a\u{323}\u{301}", false), ("한", true),
        ("\u{1112}\u{1161}\u{11AB}", false), ("하\u{11AB}", false), ("한\u{11AB}", true),
        ("\u{11A7}하", true), ("q\u{323}\u{307}", true), ("q\u{307}\u{323}", false), ("", true),
        ("\u{301}e", true), ("\u{958}", false), ("\u{1100}\u{1100}\u{1161}", false),
    ])
    func examples(text: String, isNormal: Bool) {
        #expect(NormalForm.isNFC(text.unicodeScalars.map(\.value)) == isNormal)
    }

    /// Random texts of scalars that compose, and every scalar alone and after a mark.
    @Test(.enabled(if: PythonOracle.isPresent, PythonOracle.absence))
    func agreesWithPython() throws {
        var random = SeededRandom(seed: 15)
        let composites = UnicodeTable.known("nfc:composites").words.map { $0 }
        let marks = ScalarSet(UnicodeTable.known("M").ranges).ranges.flatMap { Array($0) }
        let pools: [[UInt32]] = [
            composites, marks, Array(0x1100...0x11C2), Array(0xAC00...0xAC40),
            Array(0x61...0x7A), Array(0x300...0x34F),
        ]
        var texts: [[UInt32]] = (0..<20_000).map { _ in
            (0..<Int.random(in: 1...6, using: &random)).map { _ in
                pools.randomElement(using: &random)!.randomElement(using: &random)!
            }
        }
        for scalar in UInt32(0)...0x2FFFF where Unicode.Scalar(scalar) != nil {
            texts.append([scalar])
        }
        // Python may know fewer scalars; those it does not know are left out.
        let answers = try PythonOracle.ask(
            """
            import unicodedata
            for scalars in questions:
                text = "".join(map(chr, scalars))
                if any(unicodedata.category(c) == "Cn" for c in text):
                    answer(None)
                else:
                    answer(unicodedata.is_normalized("NFC", text))
            """, texts, as: Bool?.self)
        for (text, answer) in zip(texts, answers) {
            guard let answer else { continue }
            #expect(NormalForm.isNFC(text) == answer, "\(text.map { String($0, radix: 16) })")
        }
        #expect(answers.count { $0 == true } > 1_000 && answers.count { $0 == false } > 1_000)
    }
}
