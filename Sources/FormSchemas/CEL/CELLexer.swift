/// One word of an expression.
struct CELToken {
    enum Kind: Equatable {
        case end
        case identifier
        /// `in`, `true`, `false`, `null`
        case keyword
        case int, uint, double
        case string, bytes
        /// An operator or bracket; compared by its text.
        case symbol
    }

    let kind: Kind
    let offset: Int
    let count: Int
    /// The content of strings and bytes, escapes resolved.
    var content: [UInt8] = []

    var end: Int { offset + count }
}

/// Splits an expression's text into words.
///
/// - Source: Common Expression Language, "Syntax", lexis.
struct CELLexer {
    let text: [UInt8]
    var position = 0

    init(_ text: [UInt8]) { self.text = text }

    /// The byte at `position` + `distance`; 0 beyond the end, which no token contains.
    func peek(_ distance: Int = 0) -> UInt8 {
        position + distance < text.count ? text[position + distance] : 0
    }

    mutating func next() throws(CELProblem) -> CELToken {
        skipSpace()
        let start = position
        guard position < text.count else { return CELToken(kind: .end, offset: start, count: 0) }
        let byte = peek()
        if let prefix = stringPrefix() { return try readString(prefix) }
        if Self.isLetter(byte) {
            while Self.isLetter(peek()) || Self.isDigit(peek()) { position += 1 }
            let word = String(decoding: text[start..<position], as: UTF8.self)
            let kind: CELToken.Kind = Self.keywords.contains(word) ? .keyword : .identifier
            return CELToken(kind: kind, offset: start, count: position - start)
        }
        if Self.isDigit(byte) || (byte == UInt8(ascii: ".") && Self.isDigit(peek(1))) {
            return try readNumber()
        }
        return try readSymbol()
    }

    static let keywords: Set<String> = ["in", "true", "false", "null"]

    static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func skipSpace() {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while position < text.count, text[position] != 0x0A { position += 1 }
            default: return
            }
        }
    }

    private mutating func readSymbol() throws(CELProblem) -> CELToken {
        let pair = [peek(), peek(1)]
        let pairs = ["==", "!=", "<=", ">=", "&&", "||"]
        let start = position
        if pairs.contains(String(decoding: pair, as: UTF8.self)) {
            position += 2
            return CELToken(kind: .symbol, offset: start, count: 2)
        }
        guard Array("+-*/%<>!?:.,()[]{}".utf8).contains(peek()) else {
            throw CELProblem(.syntax, Self.complaint(about: text[start...]), at: start)
        }
        position += 1
        return CELToken(kind: .symbol, offset: start, count: 1)
    }

    /// What to write instead, for what other languages have.
    private static func complaint(about rest: ArraySlice<UInt8>) -> String {
        switch rest.first {
        case UInt8(ascii: "="): "a comparison is written =="
        case UInt8(ascii: "&"): "\"and\" is written &&"
        case UInt8(ascii: "|"): "\"or\" is written ||"
        default:
            ["\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}"].contains { rest.starts(with: $0.utf8) }
                ? "a text stands between straight quotes: 'text' or \"text\""
                : "a character that has no meaning here"
        }
    }

    private mutating func readNumber() throws(CELProblem) -> CELToken {
        let start = position
        func token(_ kind: CELToken.Kind) throws(CELProblem) -> CELToken {
            guard !Self.isLetter(peek()) else {
                throw CELProblem(.syntax, "a letter directly after a number", at: position)
            }
            return CELToken(kind: kind, offset: start, count: position - start)
        }
        if peek() == 0x30, peek(1) | 0x20 == UInt8(ascii: "x"),
            JSONEscapes.hexDigit(peek(2)) != nil
        {
            position += 2
            while JSONEscapes.hexDigit(peek()) != nil { position += 1 }
            return try token(takeUnsignedSuffix() ? .uint : .int)
        }
        skipDigits()
        var kind = CELToken.Kind.int
        if peek() == UInt8(ascii: "."), Self.isDigit(peek(1)) {
            position += 1
            skipDigits()
            kind = .double
        }
        if peek() | 0x20 == UInt8(ascii: "e") {
            let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 2 : 1
            if Self.isDigit(peek(sign)) {
                position += sign
                skipDigits()
                kind = .double
            }
        }
        if kind == .int, takeUnsignedSuffix() { kind = .uint }
        return try token(kind)
    }

    private mutating func skipDigits() { while Self.isDigit(peek()) { position += 1 } }

    private mutating func takeUnsignedSuffix() -> Bool {
        guard peek() | 0x20 == UInt8(ascii: "u") else { return false }
        position += 1
        return true
    }
}
