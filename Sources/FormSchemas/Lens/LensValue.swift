/// A value while it passes through a lens: what no step touches stays in the text that it was read
/// from, and is copied from there.
enum LensValue {
    case node(JSONNode)
    case value(JSONValue)
    case array([LensValue])
    case object([Member])

    struct Member {
        var name: String
        var value: LensValue
    }

    /// The members of an object; `nil` for anything else.
    var members: [Member]? {
        switch self {
        case .object(let members): members
        case .node(let node) where node.kind == .object:
            node.members.map { Member(name: $0.name, value: .node($0.value)) }
        case .value(.object(let members)):
            members.map { Member(name: $0.name, value: .value($0.value)) }
        default: nil
        }
    }

    /// The elements of a list; `nil` for anything else.
    var elements: [LensValue]? {
        switch self {
        case .array(let elements): elements
        case .node(let node) where node.kind == .array: node.elements.map { .node($0) }
        case .value(.array(let elements)): elements.map { .value($0) }
        default: nil
        }
    }

    var json: JSONValue {
        switch self {
        case .node(let node): JSONValue(node)
        case .value(let value): value
        case .array(let elements): .array(elements.map(\.json))
        case .object(let members):
            .object(members.map { JSONValue.Member($0.name, $0.value.json) })
        }
    }

    /// Appends the value as JSON text.
    func write(to bytes: inout [UInt8]) {
        switch self {
        case .node(let node): bytes += node.storage.bytes[node.byteRange]
        case .value(let value): bytes += value.bytes()
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (position, member) in members.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(name: member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(name: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(UInt8(ascii: "\""))
        bytes += name.utf8
        let isPlain = bytes[(start + 1)...].allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
        guard isPlain else {
            bytes.removeSubrange(start...)
            return bytes += JSONValue.string(name).bytes()
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension [LensValue.Member] {
    func place(of name: String) -> Int? {
        // The quick comparison takes é for e with an accent; bytes do not.
        firstIndex { $0.name == name && $0.name.utf8.elementsEqual(name.utf8) }
    }

    func value(_ name: String) -> LensValue? { place(of: name).map { self[$0].value } }

    mutating func take(_ name: String) -> LensValue? {
        place(of: name).map { remove(at: $0).value }
    }

    /// Replaces the member, or adds it at the end; without a value nothing.
    mutating func put(_ value: LensValue?, as name: String) {
        guard let value else { return }
        if let place = place(of: name) {
            self[place].value = value
        } else {
            append(LensValue.Member(name: name, value: value))
        }
    }
}
