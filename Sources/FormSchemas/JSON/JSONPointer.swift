/// A place in a JSON document: the member names and indexes on the way from its root.
///
/// - Source: RFC 6901.
public struct JSONPointer: Sendable, Hashable, Comparable {
    /// One step: the name of a member or the index of an element.
    public enum Token: Sendable, Hashable {
        case name(String)
        case index(Int)

        /// The step as text, not escaped.
        public var text: String {
            switch self {
            case .name(let name): name
            case .index(let index): String(index)
            }
        }
    }

    public private(set) var tokens: [Token]

    /// The pointer to the whole document.
    public static let root = JSONPointer([])

    public init(_ tokens: [Token]) { self.tokens = tokens }

    /// Reads the text form, e.g. `/body/legs/0/mode`.
    ///
    /// A token of digits without a leading zero becomes an index; it still finds a member of that
    /// name. Returns `nil` if the text is not a pointer.
    public init?(_ text: String) {
        var tokens: [Token] = []
        guard !text.isEmpty else {
            self.init([])
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        for part in text.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        {
            guard let name = Self.unescaped(part) else { return nil }
            tokens.append(Self.token(name))
        }
        self.init(tokens)
    }

    public var description: String {
        var text = ""
        for token in tokens {
            text += "/"
            text += Self.escaped(token.text)
        }
        return text
    }

    public var last: Token? { tokens.last }
    public var isRoot: Bool { tokens.isEmpty }

    public func appending(_ name: String) -> JSONPointer { JSONPointer(tokens + [.name(name)]) }
    public func appending(_ index: Int) -> JSONPointer { JSONPointer(tokens + [.index(index)]) }
    public func appending(_ pointer: JSONPointer) -> JSONPointer {
        JSONPointer(tokens + pointer.tokens)
    }

    /// Two pointers are equal if their texts are: `/0` is the index as well as the name.
    public static func == (lhs: JSONPointer, rhs: JSONPointer) -> Bool {
        lhs.tokens.elementsEqual(rhs.tokens) { $0.text == $1.text }
    }

    public func hash(into hasher: inout Hasher) {
        for token in tokens { hasher.combine(token.text) }
    }

    /// Orders by token, indexes by their number.
    public static func < (lhs: JSONPointer, rhs: JSONPointer) -> Bool {
        for (left, right) in zip(lhs.tokens, rhs.tokens) {
            if case .index(let first) = left, case .index(let second) = right {
                if first != second { return first < second }
            } else if left.text != right.text {
                return left.text < right.text
            }
        }
        return lhs.tokens.count < rhs.tokens.count
    }

    private static func token(_ name: String) -> Token {
        let isIndex =
            !name.isEmpty && name.utf8.count < 10
            && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (name == "0" || name.utf8.first != UInt8(ascii: "0"))
        return isIndex ? .index(Int(name) ?? 0) : .name(name)
    }

    private static func unescaped(_ part: Substring.UTF8View.SubSequence) -> String? {
        var bytes: [UInt8] = []
        var iterator = part.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch iterator.next() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `~` and `/` in a token as `~0` and `~1`.
    static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
        var text = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension JSONPointer: CustomStringConvertible, ExpressibleByStringLiteral {
    /// - Precondition: the literal is a pointer.
    public init(stringLiteral text: String) {
        guard let pointer = JSONPointer(text) else {
            preconditionFailure("not a JSON pointer: \(text)")
        }
        self = pointer
    }
}
