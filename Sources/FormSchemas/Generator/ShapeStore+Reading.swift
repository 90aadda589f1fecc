extension ShapeStore {
    /// Adds what one schema says to a shape.
    func read(_ place: SchemaPlace, into shape: ValueShape) {
        let schema = node(place)
        guard schema.kind == .object else {
            if schema.bool == false { shape.isImpossible = true }
            return
        }
        for (name, value) in schema.members {
            readValue(name, value, into: shape)
            readText(name, value, into: shape)
            readNumber(name, value, into: shape)
            readList(name, value, into: shape)
            readObject(name, value, place, into: shape)
            readBranches(name, value, place, into: shape)
        }
        readElements(schema, place, into: shape)
        readExtras(schema, place, into: shape)
        readConditions(schema, place, into: shape)
    }

    private func readValue(_ name: String, _ value: JSONNode, into shape: ValueShape) {
        switch name {
        case "type":
            let names = value.string.map { [$0] } ?? value.elements.compactMap(\.string)
            var kinds: ValueShape.Kinds = []
            for name in names { kinds.formUnion(Self.kinds(name)) }
            shape.kinds.formIntersection(kinds)
        case "enum": restrict(shape, to: value.elements.map { JSONValue($0) })
        case "const": restrict(shape, to: [JSONValue(value)])
        case "codeList":
            shape.mentioned.insert(.string)
            let key = CodeListReference(value)?.key(in: codeLists)
            guard let list = key.flatMap({ codeLists[$0] }) else {
                shape.needsCheck = true
                return
            }
            restrict(shape, to: list.entries.map { .string($0.code) })
        case "part": shape.part = value.string
        case "generate": shape.hints += (try? GeneratorHint.list(value)) ?? []
        default: break
        }
    }

    private static func kinds(_ type: String) -> ValueShape.Kinds {
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

    private func restrict(_ shape: ValueShape, to values: [JSONValue]) {
        guard let known = shape.allowed else {
            shape.allowed = values
            return
        }
        shape.allowed = known.filter { one in values.contains { $0.isSame(as: one) } }
    }

    private func readText(_ name: String, _ value: JSONNode, into shape: ValueShape) {
        switch name {
        case "minLength": shape.minLength = max(shape.minLength, value.int ?? 0)
        case "maxLength": shape.maxLength = min(shape.maxLength ?? .max, value.int ?? .max)
        case "pattern":
            guard let pattern = value.string.flatMap({ self.pattern($0) }) else { return }
            shape.patterns.append(pattern)
        case "format":
            guard let format = value.string.flatMap(Format.init(rawValue:)) else { return }
            shape.formats.append(format)
        case "identifier":
            guard let type = IdentifierType.named(by: value) else { return }
            shape.identifiers.append(type)
        default: return
        }
        shape.mentioned.insert(.string)
    }

    private func readNumber(_ name: String, _ value: JSONNode, into shape: ValueShape) {
        guard let number = value.decimal else { return }
        switch name {
        case "minimum", "exclusiveMinimum":
            let bound = ValueShape.Bound(value: number, isExclusive: name != "minimum")
            if let known = shape.lower,
                number < known.value || (number == known.value && known.isExclusive)
            {
                return
            }
            shape.lower = bound
        case "maximum", "exclusiveMaximum":
            let bound = ValueShape.Bound(value: number, isExclusive: name != "maximum")
            if let known = shape.upper,
                known.value < number || (number == known.value && known.isExclusive)
            {
                return
            }
            shape.upper = bound
        case "multipleOf": shape.multiples.append(number)
        default: return
        }
        shape.mentioned.formUnion(.number)
    }

    private func readList(_ name: String, _ value: JSONNode, into shape: ValueShape) {
        switch name {
        case "minItems": shape.minItems = max(shape.minItems, value.int ?? 0)
        case "maxItems": shape.maxItems = min(shape.maxItems ?? .max, value.int ?? .max)
        case "uniqueItems": shape.isUnique = shape.isUnique || value.bool == true
        case "items", "prefixItems", "contains": break
        case "unevaluatedItems": shape.needsCheck = true
        default: return
        }
        shape.mentioned.insert(.array)
    }

    private func readObject(
        _ name: String, _ value: JSONNode, _ place: SchemaPlace, into shape: ValueShape
    ) {
        switch name {
        case "required":
            for name in value.elements.compactMap(\.string) where !shape.required.contains(name) {
                shape.required.append(name)
            }
        case "properties":
            for (name, child) in value.members {
                let child = self.place(child, beside: place)
                if let known = shape.properties.firstIndex(where: { $0.name == name }) {
                    shape.properties[known].places.append(child)
                } else {
                    shape.properties.append(.init(name: name, places: [child]))
                }
            }
        case "dependentRequired":
            for (name, needed) in value.members {
                shape.dependents.append((name, needed.elements.compactMap(\.string)))
            }
        case "minProperties": shape.minProperties = max(shape.minProperties, value.int ?? 0)
        case "maxProperties":
            shape.maxProperties = min(shape.maxProperties ?? .max, value.int ?? .max)
        case "unevaluatedProperties":
            if value.bool == false { shape.allowsExtras = false } else { shape.needsCheck = true }
        case "propertyNames", "money": shape.needsCheck = true
        case "additionalProperties", "patternProperties", "dependentSchemas": break
        default: return
        }
        shape.mentioned.insert(.object)
    }

    private func readBranches(
        _ name: String, _ value: JSONNode, _ place: SchemaPlace, into shape: ValueShape
    ) {
        switch name {
        case "oneOf", "anyOf":
            let branches = value.elements.map { self.place($0, beside: place) }
            shape.choices.append(.init(branches: branches))
            if name == "oneOf", tag(of: branches) == nil { shape.needsCheck = true }
        case "not":
            if value.bool == true || (value.kind == .object && value.count == 0) {
                shape.isImpossible = true
            } else if value.count == 1, let values = value["enum"] {
                shape.excluded += values.elements.map { JSONValue($0) }
            } else if value.count == 1, let constant = value["const"] {
                shape.excluded.append(JSONValue(constant))
            } else if value.count == 1, let names = value["required"], names.count == 1 {
                shape.forbidden.formUnion(names.elements.compactMap(\.string))
            } else {
                shape.needsCheck = true
            }
        default: break
        }
    }

    private func readElements(
        _ schema: JSONNode, _ place: SchemaPlace, into shape: ValueShape
    ) {
        let prefix = schema["prefixItems"]?.elements.map { self.place($0, beside: place) } ?? []
        let rest = schema["items"].map { self.place($0, beside: place) }
        if !prefix.isEmpty || rest != nil {
            shape.elements.append(.init(prefix: prefix, rest: rest))
            if let rest, node(rest).bool == false {
                shape.maxItems = min(shape.maxItems ?? .max, prefix.count)
            }
        }
        if let contains = schema["contains"] {
            let most = schema["maxContains"]?.int
            shape.contains.append(
                .init(
                    place: self.place(contains, beside: place),
                    least: schema["minContains"]?.int ?? 1, most: most))
            if most != nil { shape.needsCheck = true }
        }
    }

    private func readExtras(_ schema: JSONNode, _ place: SchemaPlace, into shape: ValueShape) {
        let additional = schema["additionalProperties"]
        let patterns = schema["patternProperties"]?.members.compactMap { text, child in
            pattern(text).map { ($0, self.place(child, beside: place)) }
        }
        guard additional != nil || patterns != nil else { return }
        if additional?.bool == false, patterns == nil { shape.allowsExtras = false }
        shape.extras.append(
            .init(
                names: Set(schema["properties"]?.members.map(\.name) ?? []),
                patterns: patterns ?? [],
                additional: additional.map { self.place($0, beside: place) }))
    }

    private func readConditions(
        _ schema: JSONNode, _ place: SchemaPlace, into shape: ValueShape
    ) {
        if let test = schema["if"] {
            shape.conditions.append(
                .init(
                    test: .schema(self.place(test, beside: place)),
                    then: schema["then"].map { self.place($0, beside: place) },
                    otherwise: schema["else"].map { self.place($0, beside: place) }))
        }
        for (name, child) in schema["dependentSchemas"]?.members.map({ $0 }) ?? [] {
            shape.conditions.append(
                .init(test: .has(name), then: self.place(child, beside: place), otherwise: nil))
        }
    }

    /// What follows once every schema has been read.
    func finish(_ shape: ValueShape) {
        for position in shape.properties.indices {
            let name = shape.properties[position].name
            for extra in shape.extras {
                var isNamed = extra.names.contains(name)
                for (pattern, place) in extra.patterns where pattern.matches(name) {
                    shape.properties[position].places.append(place)
                    isNamed = true
                }
                guard !isNamed, let additional = extra.additional else { continue }
                shape.properties[position].places.append(additional)
            }
            let places = shape.properties[position].places
            shape.properties[position].isForbidden =
                shape.forbidden.contains(name) || places.contains { isFalse($0) }
        }
        if let allowed = shape.allowed {
            let possible = allowed.filter(shape.admitsBesidesCodes)
            shape.allowed = possible
            shape.allowedSet = Set(possible)
            if possible.isEmpty { shape.isImpossible = true }
        }
        if shape.kinds.isEmpty { shape.isImpossible = true }
        shape.hinted = ValueShape.Hinted(shape.hints)
        let first = shape.hints.flatMap(\.first).compactMap { name in
            shape.properties.firstIndex { $0.name == name }
        }
        shape.order = first + shape.properties.indices.filter { !first.contains($0) }
    }

    private func isFalse(_ place: SchemaPlace) -> Bool {
        let schema = node(place)
        if schema.bool == false { return true }
        guard let not = schema["not"] else { return false }
        return not.bool == true || (not.kind == .object && not.count == 0)
    }
}
