/// The tokens of a text in PostgreSQL's SQL, as far as is needed to tell code from comments and one
/// statement from the next.
///
/// - Source: PostgreSQL 15 manual, section 4.1, "Lexical Structure", with
///   `standard_conforming_strings` on.
struct SQLTokens {
    enum Kind {
        /// A keyword, an identifier without quotes, or a number.
        case word
        /// A string constant, a quoted identifier or a dollar-quoted string, with its quotes.
        case quoted
        case comment
        /// An operator, which may have several characters, or a parameter's number.
        case symbol
        case semicolon
    }

    struct Token {
        let kind: Kind
        /// Where it stands in the text's bytes.
        let range: Range<Int>
    }

    /// What is wrong with a text, and on which line, from 1.
    struct Fault: Error {
        let line: Int
        let what: String

        static func unended(_ what: String, line: Int) -> Fault {
            Fault(line: line, what: "the \(what) that begins here does not end")
        }
    }

    let bytes: [UInt8]
    private(set) var all: [Token] = []
    private var position = 0

    init(_ text: String) throws(Fault) {
        bytes = Array(text.utf8)
        while let token = try next() { all.append(token) }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func text(_ token: Token) -> String { text(token.range) }

    /// The line on which a byte stands, from 1.
    func line(of offset: Int) -> Int { 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") } }

    // MARK: One token

    private func byte(_ distance: Int = 0) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    private mutating func next() throws(Fault) -> Token? {
        while position < bytes.count, byte().isSQLSpace { position += 1 }
        guard position < bytes.count else { return nil }
        let start = position
        let kind = try take()
        return Token(kind: kind, range: start..<position)
    }

    private mutating func take() throws(Fault) -> Kind {
        switch (byte(), byte(1)) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            while position < bytes.count, !byte().isSQLLineEnd { position += 1 }
            return .comment
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            try takeBlockComment()
            return .comment
        case (UInt8(ascii: "'"), _):
            try takeQuoted("'", escapes: false)
            return .quoted
        case (UInt8(ascii: "\""), _):
            try takeQuoted("\"", escapes: false)
            return .quoted
        case (UInt8(ascii: "$"), _):
            return try takeDollar()
        case (UInt8(ascii: ";"), _):
            position += 1
            return .semicolon
        case (let first, _) where first.isSQLWord:
            return try takeWord()
        default:
            takeSymbol()
            return .symbol
        }
    }

    /// Comments nest.
    private mutating func takeBlockComment() throws(Fault) {
        let start = position
        var depth = 0
        repeat {
            guard position < bytes.count else {
                throw Fault.unended("comment", line: line(of: start))
            }
            switch (byte(), byte(1)) {
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                depth += 1
                position += 2
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                depth -= 1
                position += 2
            default:
                position += 1
            }
        } while depth > 0
    }

    /// A quote within is doubled; where there are escapes it may follow a backslash too.
    private mutating func takeQuoted(_ quote: Unicode.Scalar, escapes: Bool) throws(Fault) {
        let (start, quote) = (position, UInt8(ascii: quote))
        position += 1
        while position < bytes.count {
            if escapes, byte() == UInt8(ascii: "\\") {
                position += 2
            } else if byte() == quote, byte(1) == quote {
                position += 2
            } else if byte() == quote {
                position += 1
                return
            } else {
                position += 1
            }
        }
        throw Fault.unended(
            quote == UInt8(ascii: "'") ? "string" : "quoted name", line: line(of: start))
    }

    /// `$tag$…$tag$`, or a parameter such as `$1`.
    private mutating func takeDollar() throws(Fault) -> Kind {
        let start = position
        var end = position + 1
        while end < bytes.count, bytes[end].isSQLWord, bytes[end] != UInt8(ascii: "$"),
            end > position + 1 || !bytes[end].isSQLDigit
        {
            end += 1
        }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else {
            position += 1
            while byte().isSQLDigit { position += 1 }
            return .symbol
        }
        let tag = bytes[start...end]
        position = end + 1
        while position + tag.count <= bytes.count {
            if bytes[position..<(position + tag.count)].elementsEqual(tag) {
                position += tag.count
                return .quoted
            }
            position += 1
        }
        throw Fault.unended("dollar-quoted string", line: line(of: start))
    }

    /// A word, or the string whose prefix it is: `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`, `U&"…"`.
    private mutating func takeWord() throws(Fault) -> Kind {
        let start = position
        let isNumber = byte().isSQLDigit
        while byte().isSQLWord || (isNumber && byte() == UInt8(ascii: ".")) { position += 1 }
        let prefix = text(start..<position).lowercased()
        switch (prefix, byte(), byte(1)) {
        case ("e", UInt8(ascii: "'"), _):
            try takeQuoted("'", escapes: true)
        case ("b", UInt8(ascii: "'"), _), ("x", UInt8(ascii: "'"), _), ("n", UInt8(ascii: "'"), _):
            try takeQuoted("'", escapes: false)
        case ("u", UInt8(ascii: "&"), UInt8(ascii: "'")):
            position += 1
            try takeQuoted("'", escapes: false)
        case ("u", UInt8(ascii: "&"), UInt8(ascii: "\"")):
            position += 1
            try takeQuoted("\"", escapes: false)
        default:
            return .word
        }
        return .quoted
    }

    /// As many characters as an operator has; it ends where a comment begins.
    private mutating func takeSymbol() {
        let operators = Array("+-*/<>=~!@#%^&|`?:".utf8)
        guard operators.contains(byte()) else {
            position += 1
            return
        }
        repeat { position += 1 } while operators.contains(byte()) && !isAtComment
    }

    private var isAtComment: Bool {
        byte() == UInt8(ascii: "-") && byte(1) == UInt8(ascii: "-")
            || byte() == UInt8(ascii: "/") && byte(1) == UInt8(ascii: "*")
    }
}

extension UInt8 {
    fileprivate var isSQLSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    fileprivate var isSQLLineEnd: Bool { self == 0x0A || self == 0x0D }
    fileprivate var isSQLDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// What a word may go on with. Letters beyond ASCII count.
    fileprivate var isSQLWord: Bool {
        isSQLDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
            || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
    }
}
