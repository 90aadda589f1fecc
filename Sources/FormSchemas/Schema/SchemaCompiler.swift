/// Turns schema documents into a program.
///
/// Each subschema becomes one node, however often it is referred to. A queue of places replaces
/// recursion, so that a chain of references costs no stack.
struct SchemaCompiler {
    var index: SchemaIndex
    var builder = ProgramBuilder()
    let options: SchemaOptions
    let codeLists: [String: CodeList]
    let resources: [String: JSONDocument]

    private var nodeAt = SchemaPlaceTable()
    private var queue: [SchemaPlace] = []
    private var dialects: [String: Dialect] = [:]
    private var dynamicNames: [String] = []
    /// By document.
    private var isChecked: [Bool] = []
    private var patternByText: [String: UInt32] = [:]
    private var patternWork = 0
    /// Where references lead, by the resource they stand in.
    private var resolved: [Int: [String: SchemaPlace]] = [:]
    /// The draft of the last schema object, for its memory.
    private var draft = NodeDraft()

    init(
        resources: [String: JSONDocument], codeLists: [String: CodeList], options: SchemaOptions
    ) {
        index = SchemaIndex(available: resources)
        self.resources = resources
        self.codeLists = codeLists
        self.options = options
    }

    /// Compiles `document` and all that it refers to.
    mutating func compile(_ document: JSONDocument, uri: String) throws(SchemaError) {
        let root = try index.add(document, uri: uri)
        builder.root = try node(at: root)
        try drainQueue()
        try resolveDynamicAnchors()
        try ProgramCheck(builder: builder, index: index, limits: options.limits).run()
        ProgramAliases.resolve(&builder)
        BranchTables.add(to: &builder)
        FastProgram.add(to: &builder)
        builder.index = index
    }

    private mutating func drainQueue() throws(SchemaError) {
        while let place = queue.popLast() {
            try checkDocument(place.document)
            try compileNode(at: place)
        }
    }

    // MARK: - Nodes

    /// The node of the schema at `place`; compiled later if it is new.
    mutating func node(at place: SchemaPlace) throws(SchemaError) -> UInt32 {
        if let known = nodeAt[place] { return UInt32(known) }
        let id = UInt32(builder.nodes.count)
        guard builder.nodes.count < options.limits.nodesMax,
            builder.literalBytes.count < options.limits.literalBytesMax
        else {
            throw SchemaError(
                reason: .tooLarge, schemaLocation: index.location(of: place),
                message: "the schema is too large")
        }
        nodeAt[place] = Int(id)
        var node = ProgramNode()
        node.resource = UInt32(index.subschema(at: place).resource)
        builder.nodes.append(node)
        builder.places.append(place)
        queue.append(place)
        return id
    }

    func place(_ node: JSONNode, in parent: SchemaPlace) -> SchemaPlace {
        SchemaPlace(document: parent.document, index: node.index)
    }

    mutating func child(_ node: JSONNode, of parent: SchemaPlace) throws(SchemaError) -> UInt32 {
        try self.node(at: place(node, in: parent))
    }

    private mutating func compileNode(at place: SchemaPlace) throws(SchemaError) {
        let schema = index.node(at: place)
        let id = nodeAt[place] ?? 0
        switch schema.kind {
        case .boolean:
            builder.nodes[id].flags = schema.bool == true ? .always : .never
        case .object:
            let subschema = index.subschema(at: place)
            let dialect = try self.dialect(index.resources[subschema.resource].dialect, place)
            var draft = NodeDraft()
            swap(&draft, &self.draft)
            draft.begin(place: place, resource: subschema.resource, dialect: dialect)
            for name in schema.memberNames {
                try readMember(name, of: schema, into: &draft)
            }
            try finish(&draft)
            install(&draft, as: id)
            swap(&draft, &self.draft)
        default:
            throw SchemaError(
                reason: .invalidKeyword, schemaLocation: index.location(of: place),
                message: "a schema is an object or a boolean")
        }
    }

    private mutating func install(_ draft: inout NodeDraft, as id: Int) {
        var node = builder.nodes[id]
        node.kinds = draft.kinds
        node.flags = draft.flags
        draft.values += draft.applicators
        builder.install(
            strings: draft.strings, numbers: draft.numbers, arrays: draft.arrays,
            objects: draft.objects, general: draft.values, last: draft.last, in: &node)
        builder.nodes[id] = node
    }

    // MARK: - References

    mutating func resolve(
        _ reference: String, keyword: String, from draft: NodeDraft
    ) throws(SchemaError) -> SchemaPlace {
        if let known = resolved[draft.resource]?[reference] { return known }
        guard let target = try index.resolve(reference, in: draft.resource) else {
            throw SchemaError(
                reason: .unresolved,
                schemaLocation: index.location(of: draft.place, keyword: keyword),
                message: "\(reference) refers to nothing")
        }
        resolved[draft.resource, default: [:]][reference] = target
        return target
    }

    mutating func dynamicAnchor(_ name: String) -> UInt32 {
        if let known = dynamicNames.firstIndex(of: name) { return UInt32(known) }
        dynamicNames.append(name)
        return UInt32(dynamicNames.count - 1)
    }

    /// Compiles what any `$dynamicRef` may lead to, in every resource that was taken in.
    private mutating func resolveDynamicAnchors() throws(SchemaError) {
        var compiled = -1
        while compiled != builder.nodes.count {
            compiled = builder.nodes.count
            builder.dynamicAnchors = []
            builder.dynamicTargets = []
            for name in dynamicNames {
                let first = builder.dynamicTargets.count
                for resource in index.resources.indices {
                    guard let place = index.resources[resource].dynamicAnchors[name] else {
                        continue
                    }
                    let target = try node(at: place)
                    builder.dynamicTargets.append(
                        DynamicTarget(resource: UInt32(resource), node: target))
                }
                builder.dynamicAnchors.append(
                    DynamicAnchor(
                        first: UInt32(first), count: UInt32(builder.dynamicTargets.count - first)))
            }
            try drainQueue()
        }
    }

    // MARK: - Dialects and meta-schemas

    private mutating func dialect(
        _ uri: String, _ place: SchemaPlace
    ) throws(SchemaError) -> Dialect {
        if uri == MetaSchemas.dialect { return .standard }
        if let known = dialects[uri] { return known }
        guard let meta = resources[uri] ?? MetaSchemas.document(at: uri) else {
            throw SchemaError(
                reason: .unresolved, schemaLocation: index.location(of: place, keyword: "$schema"),
                message: "the meta-schema \(uri) is not known; write \(MetaSchemas.dialect)")
        }
        let dialect = try Dialect(metaSchema: meta, uri: uri)
        dialects[uri] = dialect
        return dialect
    }

    /// Checks a document against its meta-schema when its first schema is compiled.
    private mutating func checkDocument(_ document: Int) throws(SchemaError) {
        while isChecked.count <= document { isChecked.append(!options.checksMetaSchema) }
        guard !isChecked[document] else { return }
        isChecked[document] = true
        let root = SchemaPlace(document: document, index: 0)
        let resource = index.resources[index.subschema(at: root).resource]
        _ = try dialect(resource.dialect, root)
        let program = try SchemaProgram.metaSchema(resource.dialect, resources: resources)
        let node = index.node(at: root)
        guard let program, !program.isValid(node) else { return }
        guard let first = program.violations(in: node).first else { return }
        let mistake = KeywordMistake(first, in: node).flatMap {
            KeywordMistake.text($0.parameters, in: .en)
        }
        throw SchemaError(
            reason: .invalidKeyword,
            schemaLocation: resource.key + "#" + first.instanceLocation.description,
            message: mistake ?? first.message(in: .en))
    }

    // MARK: - Patterns

    mutating func pattern(
        _ text: String, keyword: String, _ draft: NodeDraft
    ) throws(SchemaError) -> UInt32 {
        if let known = patternByText[text] { return known }
        let compiled: Pattern
        do throws(PatternError) {
            compiled = try Pattern(text)
        } catch {
            throw SchemaError(
                reason: .pattern,
                schemaLocation: index.location(of: draft.place, keyword: keyword),
                message: error.description)
        }
        builder.patterns.append(compiled)
        patternWork += compiled.work
        guard patternWork <= options.limits.patternWorkMax else {
            throw SchemaError(
                reason: .tooLarge,
                schemaLocation: index.location(of: draft.place, keyword: keyword),
                message: "the patterns up to this one are too large together")
        }
        let index = UInt32(builder.patterns.count - 1)
        patternByText[text] = index
        return index
    }
}
