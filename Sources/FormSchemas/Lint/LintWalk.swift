/// Walks through all schemas of a document and looks at each.
struct LintWalk {
    var reach: SchemaReach
    var log: FindingLog
    /// Values to be checked against the schema that holds them.
    private(set) var examples: [LintCompiler.Example] = []

    init(index: SchemaIndex, log: FindingLog) {
        reach = SchemaReach(index)
        self.log = log
    }

    /// What a schema's surroundings say about the values that reach it.
    struct Context {
        /// The kinds of values that are left.
        var kinds: ValueKinds = .all
        /// The sets of names outside of which an object can have no member.
        var closed: [ClosedNames] = []
    }

    /// A schema and where it stands.
    struct Site {
        let schema: JSONNode
        let place: SchemaPlace
        let pointer: JSONPointer
        let context: Context

        func pointer(_ keyword: String) -> JSONPointer { pointer.appending(keyword) }
    }

    mutating func visit(_ document: JSONDocument) {
        visit(document.root, at: .root, Context())
        checkDefinitions(of: document)
    }

    private mutating func visit(_ schema: JSONNode, at pointer: JSONPointer, _ outer: Context) {
        guard schema.kind == .object else { return }
        let place = SchemaPlace(document: 0, index: schema.index)
        var context = outer
        context.kinds.formIntersection(reach.kinds(place))
        if let closed = ClosedNames(schema) { context.closed.append(closed) }
        let site = Site(schema: schema, place: place, pointer: pointer, context: context)
        checkKeywords(site)
        checkValues(site)
        checkFields(site)
        checkBranches(site)
        checkSatisfiable(site, outer)
        for (name, value) in schema.members {
            visitChildren(name, value, at: pointer.appending(name), context)
        }
    }

    private mutating func visitChildren(
        _ keyword: String, _ value: JSONNode, at pointer: JSONPointer, _ context: Context
    ) {
        let shape = keyword == "definitions" ? .schemaMap : KeywordShape.of(keyword)?.shape
        let inner = Self.isInPlace(keyword) ? context : Context()
        switch shape {
        case .schema?: visit(value, at: pointer, inner)
        case .schemaArray?:
            for (number, element) in value.elements.enumerated() {
                visit(element, at: pointer.appending(number), inner)
            }
        case .schemaMap?:
            for (name, child) in value.members {
                visit(child, at: pointer.appending(name), inner)
            }
        case .value?, nil: break
        }
    }

    /// Whether the schemas of a keyword are about the same value as the schema around them.
    ///
    /// `not` is left out: what never holds there is what always holds outside.
    private static func isInPlace(_ keyword: String) -> Bool {
        ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"].contains(keyword)
    }

    /// A schema that no value satisfies, reported at the innermost place where that shows.
    private mutating func checkSatisfiable(_ site: Site, _ outer: Context) {
        guard site.context.kinds.isEmpty else { return }
        if reach.kinds(site.place).isEmpty {
            // `not` with everything in it is how some write `false`. Each value of a list is judged
            // by the program, which knows more.
            guard site.schema["not"].map(reach.isAlways) != true, site.schema["const"] == nil,
                site.schema["enum"] == nil,
                ValueRange.empty(in: site.schema).isEmpty, !reach.hasEmptyPart(site.place)
            else { return }
        } else {
            // Satisfied elsewhere, but not by the values that get here.
            guard !outer.kinds.isEmpty,
                !log.contains([.unreachableBranch, .constantCondition], at: site.pointer)
            else { return }
        }
        log.add(.unsatisfiable, at: site.pointer, site.schema)
    }

    mutating func addExample(
        _ kind: SchemaFinding.Kind, _ site: Site, at pointer: JSONPointer, _ value: JSONNode
    ) {
        // More than any schema has; each costs a node of a program.
        guard examples.count < 10_000 else { return }
        examples.append(.init(kind: kind, schema: site.pointer, pointer: pointer, value: value))
    }
}

/// The names that the members of an object are limited to by `additionalProperties: false`.
struct ClosedNames {
    private let names: Set<String>
    private let patterns: [Pattern]

    /// `nil` if the schema lets other members be, or nobody can tell.
    init?(_ schema: JSONNode) {
        guard schema["additionalProperties"]?.bool == false else { return nil }
        var patterns: [Pattern] = []
        for (text, _) in schema["patternProperties"]?.members.map({ $0 }) ?? [] {
            guard let pattern = try? Pattern(text) else { return nil }
            patterns.append(pattern)
        }
        names = Set(schema["properties"]?.members.map(\.name) ?? [])
        self.patterns = patterns
    }

    func allows(_ name: String) -> Bool {
        names.contains(name) || patterns.contains { $0.matches(name) }
    }

    /// The allowed name nearest to `name`, if one is near. Looks at no more than people name.
    func nearest(to name: String) -> String? {
        names.count > 200 ? nil : Spelling.nearest(to: name, in: names.sorted())
    }
}
