/// A draft of a form with something in every field that must be filled in.
///
/// Built from the schemas: free texts are placeholders ‹Title of the field›; anything else is an
/// example that is valid: `examples`, the first code, the lower bound, moments from tomorrow on.
/// What the schemas only require under a condition is added until nothing but placeholders is
/// wrong, or until another round changes nothing.
public struct FormTemplate {
    private let version: FormVersion
    private let language: Language
    private let includesOptional: Bool
    private var tree: SchemaTree
    private var clock = DraftClock()

    private static let roundsMax = 6
    private static let elementsMax = 10

    /// - Parameter includesOptional: whether fields that need not be there stand in the draft too.
    public init(_ version: FormVersion, language: Language, includesOptional: Bool = false) {
        self.version = version
        self.language = language
        self.includesOptional = includesOptional
        tree = SchemaTree(resources: version.resources)
    }

    /// Makes the draft `{"header": …, "body": …}`.
    ///
    /// - Parameter values: what the caller knows better, by pointer, e.g. `/header/sender`.
    public mutating func draft(values: [JSONPointer: JSONValue] = [:]) -> JSONValue {
        var draft: JSONValue = [
            "header": document(version.headerSchema), "body": document(version.bodySchema),
        ]
        var known: [JSONPointer: JSONValue] = [
            "/header/form": .string(version.code), "/header/version": .string(version.version),
            "/header/language": .string(language.rawValue),
        ]
        if let purpose = version.form.purposes.first {
            known["/header/purpose"] = .string(purpose)
            known["/header/purposes_permitted"] = [.string(purpose)]
        }
        if let instrument = version.form.instruments.first {
            known["/header/legal_basis/0/instrument"] = .string(instrument)
        }
        known.merge(values) { $1 }
        for (pointer, value) in known.sorted(by: { $0.key < $1.key }) {
            draft = draft.setting(value, at: pointer.tokens[...])
        }
        return repaired(draft, keeping: Set(known.keys))
    }

    // MARK: - Repair

    private mutating func repaired(
        _ draft: JSONValue, keeping known: Set<JSONPointer>
    ) -> JSONValue {
        var draft = draft
        for _ in 0..<Self.roundsMax {
            guard let document = try? JSONDocument(draft.bytes()) else { return draft }
            let before = draft
            for violation in version.violations(in: document, mode: .draft) {
                let pointer = violation.instanceLocation
                guard !known.contains(pointer) else { continue }
                switch violation.code {
                case .required:
                    if let value = example(at: pointer) {
                        draft = draft.setting(value, at: pointer.tokens[...])
                    }
                case .const:
                    if let text = violation.parameters["expected"],
                        let value = try? JSONDocument(text)
                    {
                        draft = draft.setting(JSONValue(value.root), at: pointer.tokens[...])
                    }
                case .notAllowed, .unknownField:
                    draft = draft.setting(nil, at: pointer.tokens[...])
                default:
                    // What a rule misses stands nowhere yet.
                    if document[pointer] == nil, let value = example(at: pointer) {
                        draft = draft.setting(value, at: pointer.tokens[...])
                    }
                }
            }
            if draft == before { break }
        }
        return draft
    }

    /// An example for the field at a pointer into the whole document.
    private mutating func example(at pointer: JSONPointer) -> JSONValue? {
        let tokens = pointer.tokens
        guard let first = tokens.first?.text else { return nil }
        let schema = first == "header" ? version.headerSchema : version.bodySchema
        guard var places = open(schema) else { return nil }
        for token in tokens.dropFirst() {
            let schemas = tree.schemas(places, .all)
            if case .index = token {
                places = tree.items(schemas)
            } else {
                places = tree.properties(schemas).first { $0.name == token.text }?.places ?? []
            }
        }
        return places.isEmpty ? nil : value(places, depth: 0)
    }

    // MARK: - Examples

    private mutating func open(_ schema: JSONDocument) -> [SchemaPlace]? {
        var resources = version.resources
        if let id = schema.root["$id"]?.string { resources[id] = nil }
        tree = SchemaTree(resources: resources)
        return tree.root(schema).map { [$0] }
    }

    private mutating func document(_ schema: JSONDocument) -> JSONValue {
        guard let root = open(schema) else { return .object([]) }
        return value(root, depth: 0)
    }

    /// - Parameter position: that of the list's element in which the value stands, from 0.
    private mutating func value(
        _ places: [SchemaPlace], depth: Int, position: Int = 0
    ) -> JSONValue {
        let schemas = tree.schemas(places, .first)
        if let part = tree.first("part", schemas)?.string { return partValue(part) }
        let format = tree.first("format", schemas)?.string
        if format == Format.dateTime.rawValue { return .string(moment(schemas)) }
        if format == Format.date.rawValue, let day = day(schemas) { return .string(day) }
        for keyword in ["const", "example", "default"] {
            if let value = tree.first(keyword, schemas) { return JSONValue(value) }
        }
        if let examples = tree.first("examples", schemas), examples.count > 0,
            let value = examples[min(position, examples.count - 1)]
        {
            return JSONValue(value)
        }
        if let value = tree.first("enum", schemas)?[0] { return JSONValue(value) }
        if let list = tree.first("codeList", schemas).flatMap({ CodeListReference($0) })?
            .key(in: version.codeLists).flatMap({ version.codeLists[$0] })
        {
            // What the user writes is in the user's language.
            let codes = list.name == "language" ? [language.rawValue] : list.entries.map(\.code)
            if let code = codes.first { return .string(code) }
        }
        switch tree.types(schemas).first {
        case "object": return object(schemas, depth, position)
        case "array": return array(schemas, depth)
        case "string": return .string(text(schemas))
        case "integer", "number": return number(schemas)
        case "boolean": return false
        default: return nil
        }
    }

    private mutating func object(
        _ schemas: [SchemaPlace], _ depth: Int, _ position: Int
    ) -> JSONValue {
        guard depth < 24 else { return .object([]) }
        let required = tree.required(schemas)
        let least = tree.first("minProperties", schemas)?.int ?? 0
        var members: [JSONValue.Member] = []
        let properties = tree.properties(schemas)
        for (place, property) in properties.enumerated() {
            let needed = least - members.count >= properties.count - place
            guard required.contains(property.name) || needed || includesOptional else { continue }
            let value = value(property.places, depth: depth + 1, position: position)
            members.append(.init(property.name, value))
        }
        return .object(members)
    }

    private mutating func array(_ schemas: [SchemaPlace], _ depth: Int) -> JSONValue {
        let contains = tree.first("contains", schemas) != nil
        let least = max(tree.first("minItems", schemas)?.int ?? 0, contains ? 1 : 0)
        guard least > 0 || includesOptional, depth < 24 else { return [] }
        // `contains` comes first, so that its constants win over the first codes of `items`.
        let items = Array(tree.items(schemas, withContains: contains).reversed())
        let most = min(tree.first("maxItems", schemas)?.int ?? Self.elementsMax, Self.elementsMax)
        let count = max(least, 1, min(examples(items), most))
        let elements = (0..<min(count, Self.elementsMax)).map {
            value(items, depth: depth + 1, position: $0)
        }
        return .array(elements)
    }

    /// How many elements the examples of their fields are for: `["BE", "NL"]` for two.
    private mutating func examples(_ items: [SchemaPlace]) -> Int {
        // Resolved first: a place may lead into a document that the tree opens only then.
        let schemas = tree.schemas(items, .first)
        var most = 0
        for property in tree.properties(schemas) {
            let places = tree.schemas(property.places, .first)
            most = max(most, tree.first("examples", places)?.count ?? 0)
        }
        return most
    }

    private mutating func partValue(_ kind: String) -> JSONValue {
        guard let schema = version.parts[kind]?.schema else { return .object([]) }
        let around = tree
        defer { tree = around }
        return ["$part": .string(kind), "value": document(schema)]
    }

    private func text(_ schemas: [SchemaPlace]) -> String {
        if let pattern = tree.first("pattern", schemas)?.string, pattern != Pattern.notBlank,
            let example = PatternExample.text(matching: pattern)
        {
            return example
        }
        if let format = tree.first("format", schemas)?.string.flatMap(Format.init(rawValue:)) {
            return format.example
        }
        // Nobody's number may be left standing as if it were somebody's.
        if let type = IdentifierType.named(by: tree.first("identifier", schemas)),
            !type.isPersonal
        {
            return type.example
        }
        return Placeholder.text(
            tree.text("title", schemas, in: language),
            most: tree.first("maxLength", schemas)?.int ?? 200)
    }

    /// The moment that `examples` mean, else one hour after the one before.
    private mutating func moment(_ schemas: [SchemaPlace]) -> String {
        let example = tree.first("examples", schemas)?[0]?.string
        return example.flatMap(clock.moment) ?? clock.next()
    }

    /// The day that `examples` mean; `nil` if they do not stand for one counted from today.
    private func day(_ schemas: [SchemaPlace]) -> String? {
        tree.first("examples", schemas)?[0]?.string.flatMap(clock.day)
    }

    private func number(_ schemas: [SchemaPlace]) -> JSONValue {
        if let least = tree.first("minimum", schemas)?.numberText { return .number(least) }
        if let bound = tree.first("exclusiveMinimum", schemas)?.int { return .int(bound + 1) }
        if let most = tree.first("maximum", schemas)?.int, most < 0 { return .int(most) }
        return 0
    }
}

extension JSONValue {
    /// The value with another one at a place below it; `nil` removes what is there.
    ///
    /// Members that are missing on the way to a value are added, elements are not.
    func setting(_ value: JSONValue?, at tokens: ArraySlice<JSONPointer.Token>) -> JSONValue {
        guard let token = tokens.first else { return value ?? self }
        let rest = tokens.dropFirst()
        if case .array(var elements) = self {
            guard case .index(let index) = token, elements.indices.contains(index) else {
                return self
            }
            if rest.isEmpty, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].setting(value, at: rest)
            }
            return .array(elements)
        }
        var copy = self
        if rest.isEmpty {
            copy[token.text] = value
        } else if value != nil || copy[token.text] != nil {
            copy[token.text] = (self[token.text] ?? .object([])).setting(value, at: rest)
        }
        return copy
    }
}
