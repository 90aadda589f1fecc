/// Whether a text names somebody, however the name is written there.
///
/// A name is found as a whole or by one word of at least three letters that is no mere particle
/// (`van`, `de`), where a word of the text begins: with or without marks, spaces, hyphens or the
/// `e` for an umlaut (`Mueller` is `Müller`, `DeCroo` is `De Croo`). A name of five letters or more
/// may go on in that word (`Müllers`, `Müllerbesuch`); a shorter one must end there or in an `s`.
/// In scripts without spaces a name of two characters or more is found anywhere.
enum NameMention {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// - Parameters: both in the form that ``NormalizedText`` gives.
    /// - Cost: the words of the text times those of the name; no memory.
    static func holds(_ text: Bytes, _ name: Bytes) -> Bool {
        if occurs(name, in: text) { return true }
        var start = 0
        while start < name.count {
            var end = start
            while end < name.count, name[end] != space { end += 1 }
            let word = Bytes(rebasing: name[start..<end])
            if word.count < name.count, letterCount(word) >= 3, occurs(word, in: text) {
                return true
            }
            start = end + 1
        }
        return false
    }

    /// Words that belong to many names and name nobody by themselves, as normalized.
    private static let particles: Set<String> = [
        "af", "al", "am", "aan", "auf", "av", "bin", "da", "dal", "das", "de", "del", "della",
        "den", "der", "des", "di", "die", "do", "dos", "du", "el", "en", "et", "het", "ibn", "im",
        "in", "la", "las", "le", "les", "los", "of", "op", "saint", "sainte", "san", "sint", "sur",
        "te", "ten", "ter", "tot", "uit", "und", "van", "vande", "vanden", "vander", "vom", "von",
        "voor", "zu", "zum", "zur",
    ]

    private static let space = UInt8(ascii: " ")
    private static let longMin = 5

    private static func occurs(_ name: Bytes, in text: Bytes) -> Bool {
        let letters = letterCount(name)
        let isAnywhere = letters >= 2 && name.contains(where: isUnspaced)
        guard letters > 0 else { return false }
        for start in text.indices where text[start] != space {
            let isStart = start == 0 || text[start - 1] == space
            guard isStart || isAnywhere, let end = match(name, text, start) else { continue }
            guard isAnywhere || letters >= longMin || endsWord(text, end) else { continue }
            // Looked up last, as hardly any name gets here.
            if !particles.contains(String(decoding: name, as: UTF8.self)) { return true }
        }
        return false
    }

    /// Where the name ends in the text if it stands at `start`, apart from spaces.
    private static func match(_ name: Bytes, _ text: Bytes, _ start: Int) -> Int? {
        var position = start
        var wanted = 0
        while let letter = next(name, &wanted) {
            guard next(text, &position) == letter else { return nil }
        }
        return position
    }

    /// Whether a word ends at a position, or behind the `s` there.
    private static func endsWord(_ text: Bytes, _ end: Int) -> Bool {
        var end = end
        if isUmlaut(text, end) { end += 1 }
        if end < text.count, text[end] == UInt8(ascii: "s") { end += 1 }
        return end == text.count || text[end] == space
    }

    /// The next byte that counts, and its place left behind.
    @inline(__always)
    private static func next(_ text: Bytes, _ position: inout Int) -> UInt8? {
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte != space, !isUmlaut(text, position - 1) { return byte }
        }
        return nil
    }

    /// Whether an `e` stands behind a, o or u, and so may be written for an umlaut.
    @inline(__always)
    private static func isUmlaut(_ text: Bytes, _ position: Int) -> Bool {
        guard position > 0, position < text.count, text[position] == UInt8(ascii: "e") else {
            return false
        }
        let before = text[position - 1]
        return before == UInt8(ascii: "a") || before == UInt8(ascii: "o")
            || before == UInt8(ascii: "u")
    }

    private static func letterCount(_ name: Bytes) -> Int {
        var count = 0
        var position = 0
        while let byte = next(name, &position) {
            // Continuation bytes belong to the letter before them.
            if byte & 0xC0 != 0x80 { count += 1 }
        }
        return count
    }

    /// Whether a byte begins a character from U+3000 to U+FFFF: kana, Han, Hangul and others that
    /// write words without spaces.
    private static func isUnspaced(_ byte: UInt8) -> Bool { byte >= 0xE3 && byte <= 0xEF }
}
