/// The form of an identifier as sequences of character sets, in raw memory.
///
/// Written as `d` digit, `a` letter A–Z, `x` letter or digit, `h` hexadecimal digit (lower case),
/// `[A-HJ-N]` a set, `{4}` or `{1,7}` a count, `|` between alternatives; anything else stands for
/// itself. A variable count takes as much as it can; so what follows must exclude it.
///
/// Lives as long as the process: identifier types are made once.
struct IdentifierShape: @unchecked Sendable {
    struct Token {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var least: UInt8 = 1
        var most: UInt8 = 1
        /// An alternative ends after this token.
        var isLast = false

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            (byte < 64 ? low &>> UInt64(byte) : high &>> UInt64(byte &- 64)) & 1 != 0
                && byte < 128
        }

        mutating func insert(_ bytes: ClosedRange<UInt8>) {
            for byte in bytes where byte < 128 {
                if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
            }
        }

        var members: [UInt8] { (0..<128).filter(contains) }
    }

    let tokens: UnsafePointer<Token>
    let tokenCount: Int

    init(_ text: String) {
        let parsed = text.isEmpty ? [] : Self.parse(Array(text.utf8))
        let memory = UnsafeMutablePointer<Token>.allocate(capacity: max(1, parsed.count))
        memory.initialize(from: parsed, count: parsed.count)
        tokens = UnsafePointer(memory)
        tokenCount = parsed.count
    }

    /// Whether `count` bytes have the form; everything has the form of no tokens.
    @inline(__always)
    func matches(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        if tokenCount == 0 { return true }
        var token = 0
        while token < tokenCount {
            var offset = 0
            var fits = true
            while true {
                let current = tokens + token
                if fits { fits = take(current, bytes, count, &offset) }
                token &+= 1
                if current.pointee.isLast { break }
            }
            if fits, offset == count { return true }
        }
        return false
    }

    @inline(__always)
    private func take(
        _ token: UnsafePointer<Token>, _ bytes: UnsafePointer<UInt8>, _ count: Int,
        _ offset: inout Int
    ) -> Bool {
        let most = min(count, offset &+ Int(token.pointee.most))
        let start = offset
        while offset < most, token.pointee.contains(bytes[offset]) { offset &+= 1 }
        return offset &- start >= Int(token.pointee.least)
    }

    /// The form as it is written, one set at a time.
    var notation: String {
        var text = ""
        for token in UnsafeBufferPointer(start: tokens, count: tokenCount) {
            let set = IdentifierSet(token)
            text += set.single.map { String($0) } ?? set.notation
            if token.least != token.most {
                text += "{\(token.least),\(token.most)}"
            } else if token.most != 1 {
                text += "{\(token.most)}"
            }
            if token.isLast { text += "|" }
        }
        return String(text.dropLast())
    }

    // MARK: - Reading the notation

    static func parse(_ text: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var position = 0
        while position < text.count {
            let byte = text[position]
            position += 1
            switch byte {
            case UInt8(ascii: "|"): tokens[tokens.count - 1].isLast = true
            case UInt8(ascii: "{"):
                let end = text[position...].firstIndex(of: UInt8(ascii: "}")) ?? text.count
                let bounds = text[position..<end].split(separator: UInt8(ascii: ","))
                    .map { UInt8(String(decoding: $0, as: UTF8.self)) ?? 1 }
                tokens[tokens.count - 1].least = bounds.first ?? 1
                tokens[tokens.count - 1].most = bounds.last ?? 1
                position = end + 1
            case UInt8(ascii: "["):
                let end = text[position...].firstIndex(of: UInt8(ascii: "]")) ?? text.count
                tokens.append(set(Array(text[position..<end])))
                position = end + 1
            default: tokens.append(named(byte))
            }
        }
        if !tokens.isEmpty { tokens[tokens.count - 1].isLast = true }
        return tokens
    }

    private static func named(_ byte: UInt8) -> Token {
        switch byte {
        case UInt8(ascii: "d"): set(Array("0-9".utf8))
        case UInt8(ascii: "a"): set(Array("A-Z".utf8))
        case UInt8(ascii: "x"): set(Array("A-Z0-9".utf8))
        case UInt8(ascii: "h"): set(Array("a-f0-9".utf8))
        default: set([byte])
        }
    }

    private static func set(_ text: [UInt8]) -> Token {
        var token = Token()
        var position = 0
        while position < text.count {
            let isRange = position + 2 < text.count && text[position + 1] == UInt8(ascii: "-")
            token.insert(text[position]...text[isRange ? position + 2 : position])
            position += isRange ? 3 : 1
        }
        return token
    }
}

/// A shape as a source of random texts.
struct IdentifierDraw: Sendable {
    private struct Part {
        let members: [UInt8]
        let counts: ClosedRange<Int>
    }

    private let alternatives: [[Part]]

    init(_ shape: IdentifierShape) {
        var alternatives: [[Part]] = [[]]
        for token in UnsafeBufferPointer(start: shape.tokens, count: shape.tokenCount) {
            alternatives[alternatives.count - 1].append(
                Part(members: token.members, counts: Int(token.least)...Int(token.most)))
            if token.isLast { alternatives.append([]) }
        }
        alternatives.removeLast()
        self.alternatives = alternatives
    }

    /// A text of one of the alternatives.
    func next(using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var text: [UInt8] = []
        for part in alternatives.randomElement(using: &generator) ?? [] {
            for _ in 0..<Int.random(in: part.counts, using: &generator) {
                text.append(part.members.randomElement(using: &generator) ?? 0)
            }
        }
        return text
    }
}
