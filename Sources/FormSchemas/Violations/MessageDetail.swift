/// Finds what a message can say besides its code: what would be right, in the schema's words.
struct MessageDetail {
    typealias Detail = (entry: ViolationMessages.Entry, parameters: ViolationParameters)

    let violation: Violation
    let source: ViolationSource
    let language: Language

    /// More fields or values than these are not listed.
    private static let listMax = 12
    private static let exampleScalarsMax = 60

    /// `nil` where the code's own sentence says all there is.
    func find() -> Detail? {
        switch violation.code {
        case .required: missingField()
        case .unknownField: similarField()
        case .pattern: patternExample()
        case .format: Format(rawValue: violation.parameters["format"] ?? "").map(formatExample)
        case .tooShort, .tooFew: emptiness()
        case .tooSmall, .tooLarge: exclusiveBound()
        case .multipleOf: decimals()
        case .tooFewFields: possibleFields()
        case .containsTooFew, .containsTooMany: wantedElements()
        case .anyOfNone, .oneOfNone, .oneOfMany: branches()
        case .notAllowed: exclusion()
        case .fieldName: fieldNames()
        default: nil
        }
    }

    private func detail(
        _ entry: ViolationMessages.Entry, _ added: ViolationParameters = [:]
    ) -> Detail {
        (entry, violation.parameters.merging(added))
    }

    // MARK: - Values

    private func patternExample() -> Detail? {
        guard let text = violation.parameters["pattern"] else { return nil }
        if text == Pattern.notBlank { return detail(ViolationMessages.emptyText) }
        return example(of: text, in: [source.schema]).map { example in
            detail(ViolationMessages.patternExample, ["example": example])
        }
    }

    /// An example that matches: the author's, else one that is made.
    private func example(of pattern: String, in schemas: [JSONNode]) -> String? {
        guard let compiled = source.program.pattern(pattern) else { return nil }
        for schema in schemas {
            let given = schema["examples"].map { Array($0.elements) } ?? []
            for example in given.compactMap(\.string) where compiled.matches(example) {
                return example
            }
        }
        guard let made = PatternExample.text(matching: compiled), !made.isEmpty,
            made.unicodeScalars.count <= Self.exampleScalarsMax
        else { return nil }
        return made
    }

    private func formatExample(_ format: Format) -> Detail {
        detail(
            ViolationMessages.formatExample,
            [
                "noun": ViolationMessages.pick(ViolationMessages.noun(of: format), language),
                "example": format.example,
            ])
    }

    private func emptiness() -> Detail? {
        guard violation.parameters["actual"] == "0", violation.parameters["limit"] == "1" else {
            return nil
        }
        return detail(
            violation.code == .tooFew
                ? ViolationMessages.emptyList : ViolationMessages.emptyText)
    }

    private func exclusiveBound() -> Detail? {
        if violation.schemaLocation.hasSuffix("/exclusiveMinimum") {
            return detail(ViolationMessages.notAbove)
        }
        return violation.schemaLocation.hasSuffix("/exclusiveMaximum")
            ? detail(ViolationMessages.notBelow) : nil
    }

    /// A step of 1 or of 0.01 is better said as a number of decimals.
    private func decimals() -> Detail? {
        guard let limit = violation.parameters["limit"] else { return nil }
        if limit == "1" { return detail(ViolationMessages.notWhole) }
        guard limit.hasPrefix("0."), limit.hasSuffix("1"),
            limit.dropFirst(2).dropLast().allSatisfy({ $0 == "0" })
        else { return nil }
        return detail(
            ViolationMessages.tooManyDecimals, ["decimals": String(limit.utf8.count - 2)])
    }

    // MARK: - Fields

    private func missingField() -> Detail? {
        guard let name = violation.parameters["name"],
            let entry = ViolationMessages.keywords[.required]
        else { return nil }
        let object = JSONPointer(violation.instanceLocation.tokens.dropLast())
        return detail(entry, ["name": titled(name, at: object)])
    }

    /// The known field that was probably meant.
    private func similarField() -> Detail? {
        guard let name = violation.parameters["name"], name.utf8.count <= Self.nameBytesMax else {
            return nil
        }
        let object = JSONPointer(violation.instanceLocation.tokens.dropLast())
        let known = source.fields(at: object).prefix(Self.namesMax).filter {
            $0 != name && $0.utf8.count <= Self.nameBytesMax
        }
        guard let similar = Spelling.nearest(to: name, in: known) else { return nil }
        return detail(
            ViolationMessages.similarField, ["similar": titled(similar, at: object)])
    }

    private static let nameBytesMax = 64
    private static let namesMax = 200

    /// A field's name with its title in the reader's language.
    private func titled(_ name: String, at pointer: JSONPointer? = nil) -> String {
        let title = source.title(
            of: name, at: pointer ?? violation.instanceLocation, in: language)
        guard let title, title.lowercased() != name.lowercased() else { return name }
        return "\(name) (\(title))"
    }

    private func list(_ names: [String]) -> String {
        let list = names.prefix(Self.listMax).map { titled($0) }.joined(separator: ", ")
        return names.count > Self.listMax ? list + ", …" : list
    }

    private func possibleFields() -> Detail? {
        guard violation.parameters["actual"] == "0" else { return nil }
        let names = source.schemas(of: source.schema).flatMap { schema in
            schema["properties"].map { $0.members.map(\.0) } ?? []
        }
        guard names.count > 1 else { return nil }
        return detail(ViolationMessages.fillInFields, ["fields": list(names)])
    }

    private func fieldNames() -> Detail? {
        guard let names = source.schema["propertyNames"] else { return nil }
        let schemas = source.schemas(of: names)
        for schema in schemas {
            if let values = SchemaCondition.values(of: schema) {
                return detail(ViolationMessages.fieldNameList, ["expected": values])
            }
        }
        for pattern in schemas.compactMap({ $0["pattern"]?.string }) {
            if let example = example(of: pattern, in: schemas) {
                return detail(ViolationMessages.fieldNameExample, ["example": example])
            }
        }
        return nil
    }

    // MARK: - Schemas within

    private func wantedElements() -> Detail? {
        guard let wanted = source.schema["contains"] else { return nil }
        guard let text = SchemaCondition(source.schemas(of: wanted))?.text else { return nil }
        let entry =
            violation.code == .containsTooFew
            ? ViolationMessages.wantedElements : ViolationMessages.unwantedElements
        return detail(entry, ["expected": text])
    }

    private func branches() -> Detail? {
        let keyword = violation.code == .anyOfNone ? "anyOf" : "oneOf"
        guard let branches = source.schema[keyword]?.elements.map({ source.schemas(of: $0) }),
            !branches.isEmpty
        else { return nil }
        let needed = branches.compactMap { SchemaCondition.onlyRequired($0) }
        if needed.count == branches.count {
            let fields = needed.map { $0.map { titled($0) }.joined(separator: " + ") }
            return detail(
                ViolationMessages.neededFields(violation.code),
                ["fields": fields.joined(separator: ", ")])
        }
        guard violation.code != .oneOfMany,
            let (name, values) = SchemaCondition.discriminator(of: branches)
        else { return nil }
        return detail(
            ViolationMessages.discriminator, ["field": titled(name), "expected": values])
    }

    private func exclusion() -> Detail? {
        guard let not = source.schema["not"] else { return nil }
        if not.bool == true || (not.kind == .object && not.count == 0) {
            return detail(ViolationMessages.notHere)
        }
        let schemas = source.schemas(of: not)
        if let names = SchemaCondition.onlyRequired(schemas) {
            return detail(
                names.count == 1
                    ? ViolationMessages.fieldNotHere : ViolationMessages.fieldsNotTogether,
                ["fields": list(names)])
        }
        guard schemas.count == 1, not.count == 1 else { return nil }
        if let values = SchemaCondition.values(of: not) {
            return detail(ViolationMessages.valueNotHere, ["expected": values])
        }
        guard let types = not["type"] else { return nil }
        let names = types.string.map { [$0] } ?? types.elements.compactMap(\.string)
        let expected = ViolationMessages.typeNames(names.joined(separator: ","), in: language)
        return detail(ViolationMessages.valueNotHere, ["expected": expected])
    }
}
