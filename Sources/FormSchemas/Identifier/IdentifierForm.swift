/// The form of an identifier in words: `"BE", 0 or 1, 9 digits`.
struct IdentifierForm {
    /// Characters of one set, so many of them; several literals in a row are one part.
    private struct Part {
        var set: IdentifierSet
        var least: Int
        var most: Int
        /// Characters that stand there as they are; empty for a set.
        var literal = ""
    }

    private let alternatives: [[Part]]

    /// - Parameter notation: as ``IdentifierShape`` reads it.
    init(notation: String) {
        var alternatives: [[Part]] = []
        var parts: [Part] = []
        for token in IdentifierShape.parse(Array(notation.utf8)) {
            Self.append(token, to: &parts)
            if token.isLast {
                alternatives.append(parts)
                parts = []
            }
        }
        self.alternatives = alternatives
    }

    private static func append(_ token: IdentifierShape.Token, to parts: inout [Part]) {
        let set = IdentifierSet(token)
        var part = Part(set: set, least: Int(token.least), most: Int(token.most))
        if let character = set.single, part.least == part.most {
            part.literal = String(repeating: character, count: part.least)
        }
        guard var last = parts.last, last.literal.isEmpty == part.literal.isEmpty,
            !part.literal.isEmpty || last.set == set
        else { return parts.append(part) }
        last.literal += part.literal
        last.least += part.least
        last.most += part.most
        parts[parts.count - 1] = last
    }

    func text(in language: Language) -> String {
        let or = ViolationMessages.pick(("; of: ", " ; ou : ", "; oder: ", "; or: "), language)
        return alternatives.map { parts in
            parts.map { Self.text($0, in: language) }.joined(separator: ", ")
        }.joined(separator: or)
    }

    private static func text(_ part: Part, in language: Language) -> String {
        if !part.literal.isEmpty { return "\"" + part.literal + "\"" }
        if part.least == 1, part.most == 1 { return part.set.one(in: language) }
        return part.set.several(count(part, in: language), part.most > 1, in: language)
    }

    private static func count(_ part: Part, in language: Language) -> String {
        if part.least == part.most { return String(part.least) }
        if part.least > 0 { return "\(part.least)–\(part.most)" }
        let atMost = ViolationMessages.pick(
            ("hoogstens", "au plus", "höchstens", "at most"), language)
        return "\(atMost) \(part.most)"
    }
}

/// The characters that may stand at a place, in words.
struct IdentifierSet: Equatable {
    private let members: [UInt8]

    init(_ token: IdentifierShape.Token) { members = token.members }

    /// The characters of several sets.
    init(_ tokens: [IdentifierShape.Token]) {
        members = (0..<128).filter { byte in tokens.contains { $0.contains(byte) } }
    }

    /// The only character; `nil` if there are several.
    var single: Character? {
        members.count == 1 ? Character(Unicode.Scalar(members[0])) : nil
    }

    /// As ``IdentifierShape`` reads it.
    var notation: String {
        if members == Self.digits { return "d" }
        if members == Self.letters { return "a" }
        if members == Self.digits + Self.letters { return "x" }
        return "[" + ranges(separator: "", dash: "-") + "]"
    }

    /// One character of the set, with its article: `a digit from 2 to 8`.
    func one(in language: Language) -> String {
        if let name = name { return ViolationMessages.pick(name.one, language) }
        if members.count <= 4 {
            let or = ViolationMessages.pick((" of ", " ou ", " oder ", " or "), language)
            let texts = members.map {
                members.count == 1 ? "\"\(Self.text($0))\"" : Self.text($0)
            }
            return texts.dropLast().joined(separator: ", ") + (texts.count > 1 ? or : "")
                + (texts.last ?? "")
        }
        if let first = members.first, let last = members.last, isDigits,
            members.count == last - first + 1
        {
            return ViolationMessages.fill(
                ViolationMessages.pick(Self.digitRange, language),
                ["first": Self.text(first), "last": Self.text(last)], language)
        }
        let list = ranges(separator: " ", dash: "–")
        return ViolationMessages.pick(isLetters ? Self.letterOf : Self.oneOf, language) + list
    }

    /// So many characters of the set.
    ///
    /// - Parameter isPlural: whether the noun after `count` is in the plural.
    func several(_ count: String, _ isPlural: Bool, in language: Language) -> String {
        if let name = name {
            return count + " " + ViolationMessages.pick(isPlural ? name.many : name.noun, language)
        }
        let words =
            isLetters && isPlural
            ? Self.lettersOf : isPlural ? Self.charactersOf : Self.characterOf
        let list = ranges(separator: " ", dash: "–")
        return count + " " + ViolationMessages.pick(words, language) + list
    }

    // MARK: - Words

    private typealias Name = (
        one: ViolationMessages.Entry, noun: ViolationMessages.Entry, many: ViolationMessages.Entry
    )

    private var name: Name? {
        switch members {
        case Self.digits:
            (
                ("een cijfer", "un chiffre", "eine Ziffer", "a digit"),
                ("cijfer", "chiffre", "Ziffer", "digit"),
                ("cijfers", "chiffres", "Ziffern", "digits")
            )
        case Self.letters:
            (
                (
                    "een letter van A tot Z", "une lettre de A à Z", "ein Buchstabe von A bis Z",
                    "a letter from A to Z"
                ),
                ("letter", "lettre", "Buchstabe", "letter"),
                ("letters", "lettres", "Buchstaben", "letters")
            )
        case Self.digits + Self.letters:
            (
                (
                    "een letter of een cijfer", "une lettre ou un chiffre",
                    "ein Buchstabe oder eine Ziffer", "a letter or a digit"
                ),
                (
                    "letter of cijfer", "lettre ou chiffre", "Buchstabe oder Ziffer",
                    "letter or digit"
                ),
                (
                    "letters of cijfers", "lettres ou chiffres", "Buchstaben oder Ziffern",
                    "letters or digits"
                )
            )
        default: nil
        }
    }

    private static let digitRange: ViolationMessages.Entry = (
        "een cijfer van {first} tot {last}", "un chiffre de {first} à {last}",
        "eine Ziffer von {first} bis {last}", "a digit from {first} to {last}"
    )
    private static let oneOf: ViolationMessages.Entry = (
        "een van de tekens ", "un des caractères ", "eines der Zeichen ", "one of the characters "
    )
    private static let letterOf: ViolationMessages.Entry = (
        "een letter uit ", "une lettre parmi ", "ein Buchstabe aus ", "a letter out of "
    )
    private static let lettersOf: ViolationMessages.Entry = (
        "letters uit ", "lettres parmi ", "Buchstaben aus ", "letters out of "
    )
    private static let characterOf: ViolationMessages.Entry = (
        "teken uit ", "caractère parmi ", "Zeichen aus ", "character out of "
    )
    private static let charactersOf: ViolationMessages.Entry = (
        "tekens uit ", "caractères parmi ", "Zeichen aus ", "characters out of "
    )

    // MARK: - Sets

    private static let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
    private static let letters = Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))

    private var isDigits: Bool { members.allSatisfy { (0x30...0x39).contains($0) } }

    private var isLetters: Bool { members.allSatisfy { (0x41...0x5A).contains($0) } }

    private static func text(_ byte: UInt8) -> String { String(Unicode.Scalar(byte)) }

    /// `A–H J–N`; what stands alone or in a pair is listed.
    private func ranges(separator: String, dash: String) -> String {
        var runs: [ClosedRange<UInt8>] = []
        for byte in members {
            // Digits are a range of their own.
            if let last = runs.last, last.upperBound + 1 == byte, byte != 0x30 {
                runs[runs.count - 1] = last.lowerBound...byte
            } else {
                runs.append(byte...byte)
            }
        }
        return runs.flatMap { run in
            run.count > 2
                ? [Self.text(run.lowerBound) + dash + Self.text(run.upperBound)]
                : run.map(Self.text)
        }.joined(separator: separator)
    }
}
