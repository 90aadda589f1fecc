/// The number of a company in a German court's register: court, register, number, qualifier.
enum CommercialRegister {
    static let type = IdentifierType(
        "de-handelsregister", "HANDELSREGISTER_DE",
        (
            "Duits handelsregisternummer", "un numéro du registre du commerce allemand",
            "eine deutsche Handelsregisternummer", "a German commercial register number"
        ),
        "", example: "Aachen HRA 11223",
        draws: "A[a]c[h]en HR[AB] [1-9]d{0,5}|Kleve VR [1-9]d{0,5} [A-Z]",
        aliases: ["de-handelsregisternummer", "hrb", "hra"], rewrite: { rewritten($0) },
        check: { check($0) })

    private static let registers = ["HRA", "HRB", "PR", "GnR", "VR"]
    /// A court's name, register, number and qualifier need no more.
    private static let bytesMax = 120

    /// Reads from the end: an optional qualifier of capitals, one to six digits, the register;
    /// what stands before is the court.
    private static func check(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard trace.count <= bytesMax else { return .wrongFormat }
        var end = trace.count
        let qualifier = word(trace, before: end)
        if let qualifier, isQualifier(trace, qualifier) { end = qualifier.lowerBound - 1 }
        guard let number = word(trace, before: end), isNumber(trace, number),
            let register = word(trace, before: number.lowerBound - 1),
            isRegister(trace, register), register.lowerBound > 1,
            trace[0] != UInt8(ascii: " ")
        else { return .wrongFormat }
        let court = 0..<register.lowerBound - 1
        guard court.allSatisfy({ isOfName(trace[$0]) }) else { return .wrongFormat }
        trace.note(.court, trace.text(court))
        trace.note(.register, trace.text(register))
        return courtHashes.contains(hash(trace.read, court)) ? .fits : .unknownCode
    }

    /// The word that ends before `end`, with a space in front of it.
    private static func word(_ trace: IdentifierTrace, before end: Int) -> Range<Int>? {
        guard end > 0 else { return nil }
        var start = end
        while start > 0, trace[start - 1] != UInt8(ascii: " ") { start -= 1 }
        return start > 0 && start < end ? start..<end : nil
    }

    private static func isQualifier(_ trace: IdentifierTrace, _ word: Range<Int>) -> Bool {
        var letters = 0
        var offset = word.lowerBound
        while offset < word.upperBound {
            // Ö is two bytes.
            let isUmlaut =
                trace[offset] == 0xC3 && offset + 1 < word.upperBound && trace[offset + 1] == 0x96
            guard isUmlaut || (0x41...0x5A).contains(trace[offset]) else { return false }
            offset += isUmlaut ? 2 : 1
            letters += 1
        }
        return letters <= 3
    }

    private static func isNumber(_ trace: IdentifierTrace, _ word: Range<Int>) -> Bool {
        word.count <= 6 && trace[word.lowerBound] != 0x30
            && word.allSatisfy { (0x30...0x39).contains(trace[$0]) }
    }

    private static func isRegister(_ trace: IdentifierTrace, _ word: Range<Int>) -> Bool {
        func at(_ offset: Int) -> UInt8 { trace[word.lowerBound + offset] }
        switch (word.count, at(0), at(1)) {
        case (2, UInt8(ascii: "P"), UInt8(ascii: "R")), (2, UInt8(ascii: "V"), UInt8(ascii: "R")):
            return true
        case (3, UInt8(ascii: "H"), UInt8(ascii: "R")):
            return at(2) == UInt8(ascii: "A") || at(2) == UInt8(ascii: "B")
        case (3, UInt8(ascii: "G"), UInt8(ascii: "n")): return at(2) == UInt8(ascii: "R")
        default: return false
        }
    }

    /// Letters, digits, what stands in names of courts, and everything beyond ASCII.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
        case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"): true
        default: false
        }
    }

    // MARK: - Courts

    /// A hash of the letters a to z of a name: umlauts lose their dots, all else is left out.
    private static func hash(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var previous: UInt8 = 0
        for offset in range {
            var byte = bytes[offset]
            if (0x41...0x5A).contains(byte) { byte |= 0x20 }
            if previous == 0xC3 {
                switch byte {
                case 0x84, 0xA4: byte = UInt8(ascii: "a")
                case 0x96, 0xB6: byte = UInt8(ascii: "o")
                case 0x9C, 0xBC: byte = UInt8(ascii: "u")
                default: break
                }
            }
            previous = bytes[offset]
            if (0x61...0x7A).contains(byte) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }

    private static let courtHashes: Set<UInt64> = {
        var hashes: Set<UInt64> = []
        for name in courts.split(separator: " ") {
            let bytes = Array(name.utf8)
            bytes.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                _ = hashes.insert(hash(base, 0..<buffer.count))
            }
        }
        return hashes
    }()

    /// The courts that keep registers, with the short forms of their names, letters a to z only.
    private static let courts = """
        aachen allgau altenburg amberg ansbach apolda arnsberg arnstadt \
        arnstadtzweigstelleilmenau aschaffenburg augsburg aurich badhersfeld badhomburg \
        badhomburgvdh badkreuznach badoeynhausen badsalzungen bamberg bayreuth berlin \
        berlincharlottenburg bielefeld bochum bonn braunschweig bremen charlottenburg \
        charlottenburgberlin chemnitz coburg coesfeld cottbus darmstadt deggendorf dortmund \
        dresden duisburg duren dusseldorf eisenach erfurt eschwege essen flensburg \
        frankfurtammain frankfurtoder freiburg friedberg fritzlar fulda furth gelsenkirchen gera \
        gieen gotha gottingen greiz gutersloh hagen hamburg hamm hanau hannover \
        heilbadheiligenstadt hildburghausen hildesheim hof homburg ingolstadt iserlohn jena \
        kaiserslautern kaln kassel kempten kemptenallgau kiel kleve koblenz koln konigstein \
        korbach krefeld landau landshut langenfeld lebach leipzig lemgo limburg lubeck \
        ludwigshafen ludwigshafenamrhein ludwigshafenamrheinludwigshafen \
        ludwigshafenarheinludwigshafen luneburg mainz mannheim marburg meiningen memmingen \
        merzig monchengladbach montabaur muhlhausen munchen munster neubrandenburg neunkirchen \
        neuruppin neuss nordhausen nurnberg offenbachammain oldenburg oldenburgoldenburg \
        osnabruck ottweiler paderborn paderbornfruherhoxter passau pinneberg poneck \
        poneckzweigstellebadlobenstein potsdam recklinghausen regensburg rostock rudolstadt \
        rudolstadtzweigstellesaalfeld saarbrucken saarlouis schweinfurt schwerin siegburg siegen \
        sommerda sondershausen sonneberg stadthagen stadtroda steinfurt stendal stingbert \
        stingbertstingbert stralsund straubing stuttgart stwendel stwendelstwendel suhl tostedt \
        traunstein ulm volklingen walsrode weiden weidenidopf weideninderoberpfalz weimar \
        wetzlar wiesbaden wittlich wuppertal wurzburg zweibrucken
        """

    // MARK: - As it is written

    /// `HRB 11223 B, Köln` or `Köln HRB 11223B` as `Köln HRB 11223 B`.
    private static func rewritten(_ text: String) -> String {
        var words = text.split { $0.isWhitespace || $0 == "," }.map(String.init)
        // The last register with a number after it: a court's name may contain anything.
        let place = words.indices.dropLast().last { place in
            registers.contains { $0.lowercased() == words[place].lowercased() }
                && words[place + 1].first?.isNumber == true
        }
        guard let place,
            let register = registers.first(where: { $0.lowercased() == words[place].lowercased() })
        else { return words.joined(separator: " ") }
        let number = words[place + 1]
        let digits = number.prefix { $0.isASCII && $0.isNumber }
        var tail = [register, String(digits)]
        var end = place + 2
        if digits.count < number.count {
            tail.append(number.dropFirst(digits.count).uppercased())
        } else if end < words.count, place > 0 || end < words.count - 1, words[end].count <= 3,
            words[end].allSatisfy({ $0.isLetter })
        {
            tail.append(words[end].uppercased())
            end += 1
        }
        words.removeSubrange(place..<end)
        return (words + tail).joined(separator: " ")
    }
}
