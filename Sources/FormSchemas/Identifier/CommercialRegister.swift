/// The number of a company in a German court's register: court, register, number, qualifier.
enum CommercialRegister {
    static let type = IdentifierType(
        "de-handelsregister", "HANDELSREGISTER_DE",
        (
            "Duits handelsregisternummer", "un numéro du registre du commerce allemand",
            "eine deutsche Handelsregisternummer", "a German commercial register number"
        ),
        "",
        form: (
            "rechtbank, register (HRA, HRB, PR, GnR of VR) en nummer",
            "tribunal, registre (HRA, HRB, PR, GnR ou VR) et numéro",
            "Gericht, Register (HRA, HRB, PR, GnR oder VR) und Nummer",
            "court, register (HRA, HRB, PR, GnR or VR) and number"
        ),
        example: "Aachen HRA 11223",
        draws: "A[a]c[h]en HR[AB] [1-9]d{0,5}|Kleve VR [1-9]d{0,5} [A-Z]",
        aliases: ["de-handelsregisternummer", "hrb", "hra"], rewrite: { rewritten($0) },
        check: { check($0) })

    static let registers = ["HRA", "HRB", "PR", "GnR", "VR"]
    /// A court's name, register, number and qualifier need no more.
    private static let bytesMax = 120

    /// Reads from the end: an optional qualifier of capitals, one to six digits, the register;
    /// what stands before is the court.
    private static func check(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard trace.count <= bytesMax else { return trace.misfit(.court) }
        var end = trace.count
        let qualifier = word(trace, before: end)
        if let qualifier, isQualifier(trace, qualifier) { end = qualifier.lowerBound - 1 }
        guard let number = word(trace, before: end), isNumber(trace, number),
            let register = word(trace, before: number.lowerBound - 1),
            isRegister(trace, register), register.lowerBound > 1,
            trace[0] != UInt8(ascii: " ")
        else { return trace.misfit(trace.steps == nil ? .court : fault(trace)) }
        let court = 0..<register.lowerBound - 1
        guard court.allSatisfy({ isOfName(trace[$0]) }) else { return trace.misfit(.court) }
        trace.note(.register, trace.text(register))
        trace.note(.number, trace.text(number))
        let place = court.lowerBound + titleLength(trace.read, court)..<court.upperBound
        let isKnown = courtHashes.contains(hash(trace.read, place))
        return trace.isKnown(.court, trace.text(place), isKnown) ? .fits : .unknownCode
    }

    /// What an explanation says of a text that has no court, register and number in this order.
    private static func fault(_ trace: IdentifierTrace) -> IdentifierMisfit.Fault {
        let words = trace.text(0..<trace.count).split(separator: " ")
        if words.isEmpty { return .missing }
        guard let place = words.lastIndex(where: { registers.contains(String($0)) }) else {
            return .register
        }
        let digits = place + 1 < words.count ? words[place + 1] : ""
        let isNumber =
            (1...6).contains(digits.utf8.count) && !digits.hasPrefix("0")
            && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isNumber ? .court : .number
    }

    /// The bytes of `Amtsgericht` or `AG` with the space after it, at the beginning of a court.
    private static func titleLength(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int {
        for title in ["amtsgericht ", "ag "] as [StaticString] {
            let length = title.utf8CodeUnitCount
            guard range.count > length else { continue }
            var offset = 0
            while offset < length,
                bytes[range.lowerBound + offset] | 0x20 == title.utf8Start[offset]
            { offset += 1 }
            if offset == length { return length }
        }
        return 0
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

    /// A hash of the letters a to z of a name: umlauts lose their dots or the e that stands for
    /// them, ß is ss, all else is left out.
    private static func hash(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var previous: UInt8 = 0
        var last: UInt8 = 0
        for offset in range {
            var byte = bytes[offset]
            if (0x41...0x5A).contains(byte) { byte |= 0x20 }
            if previous == 0xC3 {
                switch byte {
                case 0x84, 0xA4: byte = UInt8(ascii: "a")
                case 0x96, 0xB6: byte = UInt8(ascii: "o")
                case 0x9C, 0xBC: byte = UInt8(ascii: "u")
                case 0x9F:
                    hash = (hash ^ UInt64(UInt8(ascii: "s"))) &* 0x100_0000_01B3
                    byte = UInt8(ascii: "s")
                default: break
                }
            }
            previous = bytes[offset]
            guard (0x61...0x7A).contains(byte) else { continue }
            // ae, oe and ue, also where they are no umlauts: the names in the list lose it, too.
            let isSign = byte == UInt8(ascii: "e") && isUmlautLetter(last)
            last = byte
            if !isSign { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }

    private static func isUmlautLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "a") || byte == UInt8(ascii: "o") || byte == UInt8(ascii: "u")
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
        giessen gotha gottingen greiz gutersloh hagen hamburg hamm hanau hannover \
        heilbadheiligenstadt hildburghausen hildesheim hof homburg ingolstadt iserlohn jena \
        kaiserslautern kaln kassel kempten kemptenallgau kiel kleve koblenz koln konigstein \
        korbach krefeld landau landshut langenfeld lebach leipzig lemgo limburg lubeck \
        ludwigshafen ludwigshafenamrhein ludwigshafenamrheinludwigshafen \
        ludwigshafenarheinludwigshafen luneburg mainz mannheim marburg meiningen memmingen \
        merzig monchengladbach montabaur muhlhausen munchen munster neubrandenburg neunkirchen \
        neuruppin neuss nordhausen nurnberg offenbachammain oldenburg oldenburgoldenburg \
        osnabruck ottweiler paderborn paderbornfruherhoxter passau pinneberg possneck \
        possneckzweigstellebadlobenstein potsdam recklinghausen regensburg rostock rudolstadt \
        rudolstadtzweigstellesaalfeld saarbrucken saarlouis schweinfurt schwerin siegburg siegen \
        sommerda sondershausen sonneberg stadthagen stadtroda steinfurt stendal stingbert \
        stingbertstingbert stralsund straubing stuttgart stwendel stwendelstwendel suhl tostedt \
        traunstein ulm volklingen walsrode weiden weidenidopf weideninderoberpfalz weimar \
        wetzlar wiesbaden wittlich wuppertal wurzburg zweibrucken
        """
}
