/// Makes random values that fit schemas.
///
/// Aims at every assertion where that is cheap (types, bounds, codes, members, branches,
/// conditions) and draws again where it is not (`not`, overlapping `oneOf`, `propertyNames`).
/// What it makes is likely, not sure, to be valid; bounded in steps and depth on any schema.
struct ValueGenerator {
    let shapes: ShapeStore
    let tables: [String: GeneratorTable]
    let now: GeneratorMoment
    var random: SeededRandom
    var document = PartialDocument()
    /// How many more values may be begun.
    var steps: Int
    /// Makes the value of a confidential part of that kind.
    var part: (kind: (String) -> SchemaPlace?, mode: FormVersion.Mode) = ({ _ in nil }, .draft)

    /// Values that are known before, by the last step of the way to them.
    private var fixed: [String: [(path: [JSONPointer.Token], value: JSONValue)]] = [:]

    static let stepsMax = 50_000
    static let depthMax = 40
    /// Below this depth only what must be there is made.
    static let depthOptionalMax = 16
    private static let attemptsMax = 6
    private static let roundsMax = 6

    init(
        shapes: ShapeStore, tables: [String: GeneratorTable], now: GeneratorMoment, seed: UInt64,
        steps: Int = Self.stepsMax
    ) {
        self.shapes = shapes
        self.tables = tables
        self.now = now
        self.steps = steps
        random = SeededRandom(seed: seed)
    }

    /// Makes a value for all of `places`; `nil` if it found none.
    mutating func value(_ places: [SchemaPlace]) -> JSONValue? {
        guard document.frames.count < Self.depthMax else { return nil }
        if let value = fixedValue() { return value }
        for _ in 0..<Self.attemptsMax {
            guard steps > 0 else { return nil }
            steps -= 1
            let depth = document.frames.count
            defer { document.frames.removeSubrange(depth...) }
            if let value = attempt(places) { return value }
        }
        return nil
    }

    /// Takes values as given, wherever a value is made for that place.
    ///
    /// A `*` before the last step is every element; a place that is named goes before it.
    mutating func fix(_ values: [JSONPointer: JSONValue]) {
        for (pointer, value) in values.sorted(by: { $0.key > $1.key }) {
            fixed[pointer.last?.text ?? "", default: []].append((pointer.tokens, value))
        }
    }

    private func fixedValue() -> JSONValue? {
        guard !fixed.isEmpty, case .name(let name)? = document.frames.last?.child,
            let candidates = fixed[name]
        else { return nil }
        return candidates.first { path, _ in
            path.count == document.frames.count && leadsHere(path)
        }?.value
    }

    /// Whether a member of the object that is being made is there because of what is known; `nil`
    /// if nothing is.
    func isKnown(_ name: String) -> Bool? {
        let depth = document.frames.count
        var isKnown: Bool?
        for (path, value) in fixed.values.joined() where path.count >= depth {
            guard path[depth - 1].text == name, leadsHere(path[..<(depth - 1)]) else { continue }
            if path.count > depth || value != .null {
                isKnown = true
            } else {
                return false
            }
        }
        return isKnown
    }

    /// How many elements of the list that is being made are known in part; 0 if it is not said.
    func fixedCount() -> Int {
        let depth = document.frames.count - 1
        var count = 0
        for (path, _) in fixed.values.joined() where path.count > depth + 1 {
            guard case .index(let index) = path[depth], leadsHere(path[..<depth]) else { continue }
            count = max(count, index + 1)
        }
        return count
    }

    /// Whether a path, in which `*` is every element, leads to what is being made.
    private func leadsHere(_ path: some Sequence<JSONPointer.Token>) -> Bool {
        zip(path, document.frames).allSatisfy { $0 == .name("*") || $0.text == $1.child.text }
    }

    private mutating func attempt(_ places: [SchemaPlace]) -> JSONValue? {
        var shape = shapes.shape(places)
        guard !shape.isImpossible else { return nil }
        let needsCheck = shape.needsCheck
        if shape.choices.isEmpty, shape.conditions.isEmpty {
            guard let value = simple(shape) else { return nil }
            return !needsCheck || fits(value, places) ? value : nil
        }
        if let value = hinted(shape) { return value }
        let kind = pickKind(shape)
        if kind == .object { return object(places, needsCheck) }
        var branches: [SchemaPlace] = []
        var consequences: [SchemaPlace] = []
        for _ in 0..<Self.roundsMax {
            guard choose(&branches, places + consequences, &shape) else { return nil }
            guard let value = simple(shape) else { return nil }
            let next = self.consequences(of: shape, value)
            if next == consequences || next.allSatisfy({ fits(value, [$0]) }) {
                return !shape.needsCheck || fits(value, places) ? value : nil
            }
            consequences = next
        }
        return nil
    }

    /// A value of a shape whose branches and conditions are settled.
    private mutating func simple(_ shape: ValueShape) -> JSONValue? {
        if let value = hinted(shape) { return value }
        if let kind = shape.part { return partValue(kind) }
        if let allowed = shape.allowed { return allowed.randomElement(using: &random) }
        switch pickKind(shape) {
        case .null: return .null
        case .boolean: return .bool(random.chance(0.5))
        case .integer, .fraction: return number(shape)
        case .string: return text(shape)
        case .array: return list(shape)
        case .object: return object(shape.places, false)
        default: return nil
        }
    }

    /// One type of those that are possible; what the keywords speak of is likelier than the rest.
    mutating func pickKind(_ shape: ValueShape) -> ValueShape.Kinds {
        if let allowed = shape.allowed, let first = allowed.first,
            allowed.allSatisfy({ ValueShape.kind(of: $0) == ValueShape.kind(of: first) })
        {
            return ValueShape.kind(of: first)
        }
        var kinds = shape.kinds
        if kinds == .all {
            kinds = shape.mentioned.isEmpty ? [.string, .integer, .boolean] : shape.mentioned
        }
        if kinds.contains(.integer) { kinds.remove(.fraction) }
        let possible = (0..<7).map { ValueShape.Kinds(rawValue: 1 << $0) }.filter(kinds.contains)
        if possible.count == 1 { return possible[0] }
        // Deep down nothing is better than something that goes on.
        if document.frames.count >= Self.depthOptionalMax, kinds.contains(.null) { return .null }
        return possible.randomElement(using: &random) ?? []
    }

    // MARK: - Branches and conditions

    /// Chooses a branch of every choice that is open.
    ///
    /// - Parameters:
    ///   - branches: the branches chosen so far.
    ///   - shape: becomes the shape with all of them.
    /// - Returns: `false` if no branch is possible.
    mutating func choose(
        _ branches: inout [SchemaPlace], _ places: [SchemaPlace], _ shape: inout ValueShape
    ) -> Bool {
        shape = shapes.shape(places + branches)
        for _ in 0..<32 {
            let present = Set(shape.places)
            let open = shape.choices.first { choice in
                !choice.branches.contains { present.contains($0) }
            }
            guard let open else { return !shape.isImpossible }
            let possible = open.branches.filter { branch in
                !shapes.shape(places + branches + [branch]).isImpossible && isOpen(branch)
            }
            guard let branch = possible.randomElement(using: &random) else { return false }
            branches.append(branch)
            shape = shapes.shape(places + branches)
        }
        return false
    }

    /// Whether the members made so far do not rule a branch out.
    private func isOpen(_ branch: SchemaPlace) -> Bool {
        guard let frame = document.frames.last, !frame.isList, frame.child == .name("") else {
            return true
        }
        let shape = shapes.shape([branch])
        for (name, value) in zip(frame.names, frame.values) {
            guard let property = shape.property(name) else { continue }
            if property.isForbidden { return false }
            let inner = shapes.shape(property.places)
            if inner.allowed != nil, !inner.admits(value) { return false }
        }
        return true
    }

    /// The schemas that apply to `value` because of what it is.
    func consequences(of shape: ValueShape, _ value: JSONValue) -> [SchemaPlace] {
        guard !shape.conditions.isEmpty else { return [] }
        var document: JSONDocument?
        var places: [SchemaPlace] = []
        for condition in shape.conditions {
            var holds = false
            switch condition.test {
            case .has(let name): holds = value[name] != nil
            case .schema(let test):
                if document == nil { document = try? JSONDocument(value.bytes()) }
                guard let document, let program = shapes.program(test) else { continue }
                holds = program.isValid(document.root)
                // What is made again must meet the condition again.
                if holds { places.append(test) }
            }
            if let place = holds ? condition.then : condition.otherwise { places.append(place) }
        }
        return places
    }

    /// Whether a finished value satisfies the schemas.
    func fits(_ value: JSONValue, _ places: [SchemaPlace]) -> Bool {
        guard let document = try? JSONDocument(value.bytes()) else { return false }
        return places.allSatisfy { shapes.program($0)?.isValid(document.root) ?? true }
    }
}
