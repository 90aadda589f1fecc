extension ConstraintReader {
    /// The constraints of a keyword that holds no schemas; `nil` for any other.
    func plainConstraints(_ keyword: String, _ value: JSONNode) -> [Constraint]? {
        switch keyword {
        case "type":
            let names = value.string.map { [$0] } ?? value.elements.compactMap(\.string)
            return [.kinds(names.reduce(into: []) { $0.formUnion(Self.kinds($1)) })]
        case "enum": return [.values(Set(value.elements.map { JSONValue($0).canonical }))]
        case "const": return [.values([JSONValue(value).canonical])]
        case "minLength": return Self.count(value).map { $0 > 0 ? [.minLength($0)] : [] }
        case "maxLength": return Self.count(value).map { [.maxLength($0)] }
        case "pattern": return value.string.map { [.pattern($0)] }
        case "format":
            return value.string.map { name in Format(rawValue: name).map { [.format($0)] } ?? [] }
        case "minItems": return Self.count(value).map { $0 > 0 ? [.minItems($0)] : [] }
        case "maxItems": return Self.count(value).map { [.maxItems($0)] }
        case "uniqueItems": return value.bool == true ? [.uniqueItems] : []
        case "minProperties": return Self.count(value).map { $0 > 0 ? [.minProperties($0)] : [] }
        case "maxProperties": return Self.count(value).map { [.maxProperties($0)] }
        case "required": return value.elements.compactMap(\.string).map { .required($0) }
        default: return boundConstraints(keyword, value) ?? exchangeConstraints(keyword, value)
        }
    }

    /// A count; one that is larger than any document is the largest that fits.
    static func count(_ value: JSONNode) -> Int? {
        value.decimal.map { min($0.integer ?? .max, Int(UInt32.max) - 1) }
    }

    private static func kinds(_ type: String) -> ValueKindSet {
        switch type {
        case "null": .null
        case "boolean": .boolean
        case "integer": .integer
        case "number": .number
        case "string": .string
        case "array": .array
        case "object": .object
        default: []
        }
    }

    private func boundConstraints(_ keyword: String, _ value: JSONNode) -> [Constraint]? {
        guard let number = value.decimal else { return nil }
        switch keyword {
        case "minimum": return [.minimum(number, isExclusive: false)]
        case "exclusiveMinimum": return [.minimum(number, isExclusive: true)]
        case "maximum": return [.maximum(number, isExclusive: false)]
        case "exclusiveMaximum": return [.maximum(number, isExclusive: true)]
        case "multipleOf": return [.multipleOf(number)]
        default: return nil
        }
    }

    /// The exchange's own keywords. What depends on more than the value is only equal to itself.
    private func exchangeConstraints(_ keyword: String, _ value: JSONNode) -> [Constraint]? {
        switch keyword {
        case "codeList":
            guard let reference = CodeListReference(value) else { return nil }
            if let sibling = reference.editionFrom {
                let editions = CodeListReference.editions(of: reference.name, in: codeLists)
                let sets = editions.map { Self.codes($0.list) }
                let names = editions.map { "\($0.list.edition)=\(Self.codes($0.list).sorted())" }
                return [
                    .editions(
                        common: sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) },
                        all: sets.reduce([]) { $0.union($1) },
                        "\(sibling): \(names)")
                ]
            }
            guard let list = reference.key(in: codeLists).flatMap({ codeLists[$0] }) else {
                return nil
            }
            return [.codes(Self.codes(list))]
        case "identifier":
            guard let type = IdentifierType.named(by: value) else { return nil }
            let warns = value["check"]?.string == "warning" && type.hasCheck
            return [.identifier(type.name, isChecked: !warns && type.hasCheck)]
        case "money":
            guard value.bool != false else { return [] }
            var entries = codeLists["currency"]?.entries ?? []
            if value["historic"]?.bool == true {
                entries += codeLists["currency-historic"]?.entries ?? []
            }
            let units = entries.map { "\($0.code)=\($0.minorUnits)" }.sorted()
            return [.opaque("money \(units)", .object)]
        default: return nil
        }
    }

    /// The pattern of the names of a part: its kind, alone or with a number.
    static func partPattern(_ kind: String) -> String {
        let special = #"^$\.*+?()[]{}|/"#
        let escaped = kind.map { special.contains($0) ? "\\\($0)" : "\($0)" }.joined()
        return "^" + escaped + #"($|\.)"#
    }

    private static func codes(_ list: CodeList) -> Set<String> { Set(list.entries.map(\.code)) }
}
