import Testing

@testable import FormSchemas

struct IDNATests {
    private static func accepts(_ format: Format, _ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { format.accepts($0.baseAddress!, $0.count) }
    }

    @Test(arguments: [
        ("bücher.example", true), ("BÜCHER.example", false), ("straße.de", true),
        ("l·l.cat", true), ("a·b.cat", false), ("ελλάδα.ελ", true), ("α\u{375}β", true),
        ("\u{375}a", false), ("א\u{5F3}ב", true), ("a\u{5F3}b", false), ("・", false),
        ("カ・ナ", true), ("x・丈", true), ("\u{660}\u{6F0}ب", false), ("ب\u{660}", true),
        ("\u{915}\u{94D}\u{200C}\u{937}", true), ("\u{915}\u{200C}\u{937}", false),
        ("\u{628}\u{200C}\u{628}", true), ("\u{627}\u{200C}\u{628}", false),
        ("\u{915}\u{94D}\u{200D}\u{937}", true), ("a\u{200D}b", false), ("\u{300}a", false),
        ("e\u{301}.fr", false), ("á1b2.example", true), ("\u{661}a", false), ("אb", false),
        ("א1.א", true), ("1.א", false), ("a.א", true), ("א\u{660}1", false), ("a-é-", false),
        ("ab--é", false), ("xn--bcher-kva.example", true), ("xn--bcher-kvb.example", false),
        ("xn--4dbcagdahymbxekheh6e0a7fei0b.1a", false), ("名。例", true), ("\u{1B2}\u{300}", false),
    ])
    func hostnames(text: String, isValid: Bool) {
        #expect(Self.accepts(.idnHostname, text) == isValid)
    }

    private static let labelCheck = """
        import idna
        for scalars in questions:
            try:
                idna.check_label("".join(map(chr, scalars)))
                answer(True)
            except (idna.IDNAError, UnicodeError, ValueError):
                answer(False)
        """

    /// The derived property of every assigned scalar, as the Python package `idna` has it; that
    /// is of a later version of Unicode.
    @Test(.enabled(if: PythonOracle.isPresent, PythonOracle.absence))
    func propertiesAgreeWithPython() throws {
        let answers = try PythonOracle.ask(
            """
            from idna import idnadata
            from idna.intranges import intranges_contain
            for name in questions:
                ranges = idnadata.codepoint_classes[name]
                answer([s for s in range(0x110000) if intranges_contain(s, ranges)])
            """, ["PVALID", "CONTEXTJ", "CONTEXTO"], as: [UInt32].self)
        let table = UnicodeTable.known("idna:property")
        let assigned = UnicodeTable.known("Assigned")
        for (offset, expected) in answers.enumerated() {
            let value = UInt8(offset + 2)
            let found = (UInt32(0)...ScalarSet.last).filter { table.value(of: $0) == value }
            #expect(found == expected.filter(assigned.contains))
        }
    }

    /// Random labels of scalars that have rules of their own.
    @Test(.enabled(if: PythonOracle.isPresent, PythonOracle.absence))
    func labelsAgreeWithPython() throws {
        var random = SeededRandom(seed: 5892)
        let pools: [[UInt32]] = [
            Array(0x61...0x7A) + [0x2D], Array(0x30...0x39), Array(0x5D0...0x5F4),
            Array(0x610...0x6FF), [0x200C, 0x200D, 0x30FB, 0xB7, 0x375, 0x6C, 0x5F3],
            Array(0x370...0x3FF), Array(0x3040...0x30FF), Array(0x4E00...0x4E20),
            Array(0x900...0x97F), Array(0x300...0x36F), Array(0x700...0x7FF),
            Array(0x10A00...0x10A60), Array(0xA840...0xA877), Array(0x1E900...0x1E95F),
            Array(0x1100...0x1112) + Array(0xAC00...0xAC20), Array(0xE0...0x17F),
        ]
        let labels: [[UInt32]] = (0..<60_000).map { _ in
            // Few pools for one label, so that whole labels are valid now and then.
            let chosen = (0..<2).map { _ in pools.randomElement(using: &random)! }
            return (0..<Int.random(in: 1...5, using: &random)).map { _ in
                chosen.randomElement(using: &random)!.randomElement(using: &random)!
            }
        }
        let answers = try PythonOracle.ask(Self.labelCheck, labels, as: Bool.self)
        var valid = 0
        for (label, expected) in zip(labels, answers) {
            let isBidi = BidiRule.concerns(label)
            let found = IDNALabel.isValid(label) && (!isBidi || BidiRule.isSatisfied(label))
            #expect(found == expected, "\(label.map { String($0, radix: 16) })")
            valid += expected ? 1 : 0
        }
        #expect(valid > 5_000 && valid < 55_000, "\(valid)")
    }

    /// Random host names: their lengths, and A-labels made by Python.
    @Test(.enabled(if: PythonOracle.isPresent, PythonOracle.absence))
    func hostnamesAgreeWithPython() throws {
        var random = SeededRandom(seed: 3492)
        let pieces = ["é", "ß", "x", "-", "丈", "ア", "1", "q", "ž", "ñ", "한", "ö"]
        let names = (0..<4_000).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<Int.random(in: 1...40, using: &random)).map { _ in
                    pieces.randomElement(using: &random)!
                }.joined()
            }.joined(separator: ".")
        }
        let answers = try PythonOracle.ask(
            """
            import idna
            for name in questions:
                try:
                    encoded = idna.encode(name).decode()
                    answer(encoded if len(encoded) <= 253 else None)
                except idna.IDNAError:
                    answer(None)
            """, names, as: String?.self)
        for (name, encoded) in zip(names, answers) {
            #expect(Self.accepts(.idnHostname, name) == (encoded != nil), "\(name)")
            guard let encoded else { continue }
            #expect(Self.accepts(.hostname, encoded), "\(encoded)")
            #expect(Self.accepts(.idnHostname, encoded), "\(encoded)")
        }
        #expect(answers.count { $0 != nil } > 500)
    }
}
