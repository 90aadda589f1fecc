/// Where a hint finds a value: a place in the document that is being made.
///
/// - `/header/created_at`: from the document's root;
/// - `1/from/country`: a relative JSON pointer, that many levels up; 1 is the object or list around
///   the value that is being made;
/// - `1-1/to`: the same after a step to the element before (`+1`: after), which need not exist yet
///   if only its index is wanted;
/// - `1+1#`: its index or name;
/// - `@/arrive`: from the place that the element is made for (`each`);
/// - a step `-` is the last element of a list, a step `*` every element (in `each` only).
///
/// - Source: RFC 6901; draft-bhutton-relative-json-pointer-00.
struct GeneratorPointer: Sendable, Equatable {
    enum Start: Sendable, Equatable {
        case root
        case up(Int)
        case each
    }

    enum Step: Sendable, Equatable {
        case token(JSONPointer.Token)
        case last
        case all
    }

    let start: Start
    /// How many elements further, before going down.
    let shift: Int
    let steps: [Step]
    /// Whether the index or name itself is meant.
    let isName: Bool

    init?(_ text: String) {
        var rest = Substring(text)
        func number() -> Int? {
            let digits = Substring(rest.utf8.prefix { (0x30...0x39).contains($0) })
            guard digits.count < 4, let value = Int(digits) else { return nil }
            rest = Substring(rest.utf8.dropFirst(digits.utf8.count))
            return value
        }
        switch rest.first {
        case nil, "/": start = .root
        case "@":
            rest.removeFirst()
            start = .each
        default:
            guard let levels = number() else { return nil }
            start = .up(levels)
        }
        if let sign = rest.first, start != .root, sign == "+" || sign == "-" {
            rest.removeFirst()
            guard let value = number() else { return nil }
            shift = sign == "+" ? value : -value
        } else {
            shift = 0
        }
        if rest == "#", start != .root {
            isName = true
            steps = []
            return
        }
        isName = false
        guard let pointer = JSONPointer(String(rest)) else { return nil }
        steps = pointer.tokens.map { token in
            switch token.text {
            case "-": .last
            case "*": .all
            default: .token(token)
            }
        }
    }

    /// Whether it starts at the root and goes into another member of it than `name`.
    func leadsOutOf(_ name: String) -> Bool {
        guard start == .root, case .token(let token)? = steps.first else { return false }
        return token.text != name
    }

    var hasWildcard: Bool { steps.contains(.all) }
}
