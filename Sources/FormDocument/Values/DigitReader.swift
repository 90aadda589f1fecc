/// Reads fixed-width numbers from ASCII text, front to back.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Reads exactly `count` decimal digits.
    mutating func number(digits count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(ASCII.isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// Steps over `character` or its `alternative`; `false` if something else comes next.
    mutating func skip(_ character: Unicode.Scalar, or alternative: Unicode.Scalar? = nil) -> Bool {
        guard let next = rest.first,
            next == UInt8(ascii: character) || next == alternative.map(UInt8.init(ascii:))
        else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Reads an optional fraction of a second (`.5`): zero if there is none, `nil` if it has no
    /// digits.
    mutating func fractionMicroseconds() -> Int? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix(while: ASCII.isDigit)
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        var fraction = digits.prefix(6).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        for _ in 0..<Swift.max(0, 6 - digits.count) { fraction *= 10 }
        return fraction
    }

    /// Reads `Z` or an offset from UTC such as `+01:00`; `nil` if there is neither.
    mutating func offsetSeconds() -> Int? {
        if skip("Z", or: "z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hours = number(digits: 2), hours < 24, skip(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return isEast ? seconds : -seconds
    }
}
