/// Walks through all schemas of a document and looks at each.
struct LintWalk {
    var reach: SchemaReach
    var log: FindingLog
    /// Values to be checked against the schema that holds them.
    private(set) var examples: [LintCompiler.Example] = []
    /// Whether anything in the document asks which branches have seen a member or an element.
    private(set) var hasUnevaluated = false

    init(index: SchemaIndex, log: FindingLog) {
        reach = SchemaReach(index)
        self.log = log
    }

    /// What a schema's surroundings say about the values that reach it.
    struct Context {
        /// What is true of the values that are left.
        var facts = ValueFacts()
        /// The same, but for what this schema's own `if`, `then` and `else` say.
        var unconditional = ValueFacts()
        /// Schemas that these values satisfy.
        var given: [SchemaPlace] = []
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
        hasUnevaluated = !document.bytes.ranges(of: Array("\"unevaluated".utf8)).isEmpty
        visit(document.root, at: .root, Context())
        checkDefinitions(of: document)
    }

    /// Returns whether it is said already why no value gets through.
    @discardableResult
    private mutating func visit(
        _ schema: JSONNode, at pointer: JSONPointer, _ outer: Context
    ) -> Bool {
        guard schema.kind == .object else { return false }
        let place = SchemaPlace(document: 0, index: schema.index)
        var context = outer
        context.facts = reach.meet(outer.facts, reach.facts(place))
        context.unconditional =
            schema["if"] == nil
            ? context.facts : reach.meet(outer.facts, reach.unconditionalFacts(place))
        context.given.append(place)
        let site = Site(schema: schema, place: place, pointer: pointer, context: context)
        let before = log.contradictions
        checkKeywords(site)
        checkValues(site)
        checkFields(site)
        checkBranches(site, given: outer.given)
        var isExplained = log.contradictions > before
        for (name, value) in schema.members {
            let isInside = visitChildren(name, value, at: pointer.appending(name), context)
            isExplained = isExplained || isInside
        }
        return isExplained || checkSatisfiable(site, outer)
    }

    /// Visits the schemas of a keyword; returns whether one that is about the same value says why
    /// none gets through.
    private mutating func visitChildren(
        _ keyword: String, _ value: JSONNode, at pointer: JSONPointer, _ context: Context
    ) -> Bool {
        let shape = keyword == "definitions" ? .schemaMap : KeywordShape.of(keyword)?.shape
        let isInPlace = Self.isInPlace(keyword)
        var inner = isInPlace ? context : Context()
        // What the other branch says is no part of it.
        if ["if", "then", "else"].contains(keyword) { inner.facts = context.unconditional }
        var isExplained = false
        switch shape {
        case .schema?: isExplained = visit(value, at: pointer, inner)
        case .schemaArray?:
            for (number, element) in value.elements.enumerated() {
                let isInside = visit(element, at: pointer.appending(number), inner)
                isExplained = isExplained || isInside
            }
        case .schemaMap?:
            for (name, child) in value.members { visit(child, at: pointer.appending(name), inner) }
        case .value?, nil: break
        }
        return isExplained && isInPlace
    }

    /// Whether the schemas of a keyword are about the same value as the schema around them.
    ///
    /// `not` is left out: what never holds there is what always holds outside.
    private static func isInPlace(_ keyword: String) -> Bool {
        ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"].contains(keyword)
    }

    /// A schema that no value satisfies, reported at the innermost place where that shows.
    ///
    /// Returns whether that is said, there or elsewhere.
    private mutating func checkSatisfiable(_ site: Site, _ outer: Context) -> Bool {
        guard site.context.facts.isEmpty else { return false }
        if reach.facts(site.place).isEmpty {
            // Each value of a list is judged by the program, which knows more; a definition by
            // itself.
            let hasValues = site.schema["const"] != nil || (site.schema["enum"]?.count ?? 0) > 0
            if hasValues || isMeantToRefuse(site) || refersToNothing(site) { return true }
        } else {
            // Satisfied elsewhere, but not by the values that get here.
            if outer.facts.isEmpty { return false }
            if log.contains([.unreachableBranch, .constantCondition], at: site.pointer) {
                return true
            }
        }
        log.add(.unsatisfiable, at: site.pointer, site.schema)
        return true
    }

    /// Whether a schema is how some write `false`, where `false` makes sense: for a field, an
    /// element or a branch, not for a whole document or what always applies.
    private func isMeantToRefuse(_ site: Site) -> Bool {
        guard site.schema["not"].map(reach.isAlways) == true else { return false }
        let tokens = site.pointer.tokens.map(\.text)
        return !tokens.isEmpty && tokens.dropLast().last != "allOf"
    }

    /// Whether a reference leads to a schema of this document that no value satisfies.
    private mutating func refersToNothing(_ site: Site) -> Bool {
        guard
            let target = site.schema["$ref"]?.string.flatMap({
                reach.target($0, from: site.place)
            })
        else { return false }
        return target.document == 0 && target != site.place && reach.facts(target).isEmpty
    }

    mutating func addExample(
        _ kind: SchemaFinding.Kind, _ site: Site, at pointer: JSONPointer, _ value: JSONNode
    ) {
        // More than any schema has; each costs a node of a program.
        guard examples.count < 10_000 else { return }
        examples.append(.init(kind: kind, schema: site.pointer, pointer: pointer, value: value))
    }
}
