/// The names of JSON's types, for messages.
enum TypeNames {
    static func expected(_ kinds: UInt16) -> String {
        switch kinds {
        case 0x100: return "object"
        case 0x080: return "array"
        case 0x060: return "string"
        default: break
        }
        var names: [String] = []
        if kinds & 0x100 != 0 { names.append("object") }
        if kinds & 0x080 != 0 { names.append("array") }
        if kinds & 0x060 != 0 { names.append("string") }
        if kinds & 0x010 != 0 {
            names.append("number")
        } else if kinds & 0x008 != 0 {
            names.append("integer")
        }
        if kinds & 0x006 != 0 { names.append("boolean") }
        if kinds & 0x001 != 0 { names.append("null") }
        return names.joined(separator: ",")
    }

    static func actual(_ entry: TapeEntry) -> String {
        switch entry.kind {
        case .null: "null"
        case .true, .false: "boolean"
        case .integer, .decimal: "number"
        case .string, .escaped: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
