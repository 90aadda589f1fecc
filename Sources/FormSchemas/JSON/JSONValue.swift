/// JSON that is being written: templates, samples, the client's output.
///
/// Members keep their order. Numbers are kept as text, so that nothing is rounded.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The text of a number, e.g. `12.50`; it must follow JSON's grammar.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A name and its value.
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSONValue

        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Copies a value out of a document.
    public init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .boolean: self = .bool(node.bool ?? false)
        case .number: self = .number(node.numberText ?? "0")
        case .string: self = .string(node.string ?? "")
        case .array: self = .array(node.elements.map { JSONValue($0) })
        case .object: self = .object(node.members.map { Member($0.name, JSONValue($0.value)) })
        }
    }

    public static func int(_ value: Int) -> JSONValue { .number(String(value)) }

    /// The first member of that name. Setting replaces it, appends it, or with `nil` removes it.
    ///
    /// Setting a member of something that is not an object makes it one.
    public subscript(name: String) -> JSONValue? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.name == name }?.value
        }
        set {
            var members: [Member] = []
            if case .object(let present) = self { members = present }
            let place = members.firstIndex { $0.name == name }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }
}

extension JSONValue {
    /// The value at a place; `nil` if there is none.
    public func value(at place: some Sequence<JSONPointer.Token>) -> JSONValue? {
        var value = self
        for token in place {
            switch (value, token) {
            case (.object(let members), _):
                let name = token.text.utf8
                guard let member = members.first(where: { $0.name.utf8.elementsEqual(name) })
                else { return nil }
                value = member.value
            case (.array(let elements), .index(let index)) where elements.indices.contains(index):
                value = elements[index]
            default: return nil
            }
        }
        return value
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0, $1) })
    }
}
