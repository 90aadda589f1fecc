// What people write, brought into one order.
extension CommercialRegister {
    /// `HRB 11223 B, Köln`, `Amtsgericht Köln, HRB Nr. 11223B` or `HRB11223 B (AG Köln)` as
    /// `Köln HRB 11223 B`.
    static func rewritten(_ text: String) -> String {
        var words = words(of: text)
        // The last register with a number after it: a court's name may contain anything.
        let place = words.indices.dropLast().last { place in
            register(words[place]) != nil && words[place + 1].first?.isNumber == true
        }
        guard let place, let register = register(words[place]) else {
            return words.joined(separator: " ")
        }
        let number = words[place + 1]
        let digits = number.prefix { $0.isASCII && $0.isNumber }
        var tail = [register, String(digits)]
        var end = place + 2
        if digits.count < number.count {
            tail.append(number.dropFirst(digits.count).uppercased())
        } else if end < words.count, place > 0 || end < words.count - 1, words[end].count <= 3,
            words[end].allSatisfy({ $0.isLetter }), words[end].lowercased() != "ag"
        {
            tail.append(words[end].uppercased())
            end += 1
        }
        words.removeSubrange(place..<end)
        if let first = words.first?.lowercased(), words.count > 1,
            first == "amtsgericht" || first == "ag"
        {
            words.removeFirst()
        }
        return (words + tail).joined(separator: " ")
    }

    /// The words without commas, brackets around a court, `Nr.`; a register is a word of its own.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ":" }) {
            let letters = word.prefix { $0.isLetter }
            let rest = word.dropFirst(letters.count)
            if let name = register(String(letters)),
                rest.first?.isNumber == true
            {
                words += [name, String(rest)]
            } else if let name = register(String(letters)), rest.lowercased().hasPrefix("-nr") {
                words.append(name)
            } else if let last = words.last, register(last) != nil,
                ["nr", "nr.", "nummer", "no."].contains(word.lowercased())
            {
                continue
            } else {
                words.append(String(word))
            }
        }
        if let open = words.firstIndex(where: { $0.lowercased() == "(ag" || $0 == "(Amtsgericht" }),
            let close = words.lastIndex(where: { $0.hasSuffix(")") }), close >= open
        {
            words[open].removeFirst()
            words[close].removeLast()
        }
        return words
    }

    /// The register of this name in any case, as it is written.
    private static func register(_ word: String) -> String? {
        registers.first { $0.lowercased() == word.lowercased() }
    }
}
