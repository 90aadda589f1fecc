/// Reads the schemas of one side of a comparison into constraints.
///
/// `$ref` and `allOf` disappear: their constraints stand beside the others. Annotations are left
/// out, and a schema whose failure is a warning says nothing.
struct ConstraintReader {
    /// A constraint with the keyword that it comes from.
    struct Source {
        let constraint: ConstraintID
        let place: SchemaPlace
        let keyword: String
    }

    var index: SchemaIndex
    let codeLists: [String: CodeList]
    let limits: CompatibilityLimits
    /// Why nothing can be said about these schemas, if something in them is out of reach.
    private(set) var obstacle: String?
    private var known: [SchemaPlace: [Source]] = [:]
    private var references: [SchemaPlace: Int] = [:]
    private var open: Set<SchemaPlace> = []
    private var dynamicNames: Set<String> = []
    private var depth = 0
    /// Places that were too deep inside others to be read at once.
    private var pending: [SchemaPlace] = []

    /// Schemas inside each other that are read in one go.
    private static let depthMax = 40

    init(
        resources: [String: JSONDocument], codeLists: [String: CodeList],
        limits: CompatibilityLimits
    ) {
        index = SchemaIndex(available: resources)
        self.codeLists = codeLists
        self.limits = limits
    }

    /// Reads a schema document and whatever it refers to.
    ///
    /// - Throws: what makes its identifiers unusable.
    mutating func read(
        _ schema: JSONDocument, uri: String, into store: ConstraintStore
    ) throws(SchemaError) -> SchemaPlace {
        let root = try index.add(schema, uri: uri)
        _ = try sources(at: root, store)
        while let place = pending.popLast() { _ = try sources(at: place, store) }
        for name in dynamicNames
        where index.resources.filter({ $0.dynamicAnchors[name] != nil })
            .count > 1
        {
            obstacle = "$dynamicRef"
        }
        return root
    }

    /// The constraints of the schema at a place, those of its `$ref` and `allOf` included.
    mutating func sources(
        at place: SchemaPlace, _ store: ConstraintStore
    ) throws(SchemaError) -> [Source] {
        if let known = known[place] { return known }
        guard store.constraints.count < limits.constraintsMax else {
            obstacle = "size"
            return []
        }
        guard depth < Self.depthMax, open.insert(place).inserted else {
            let number = references[place] ?? store.addReference()
            references[place] = number
            if !open.contains(place) { pending.append(place) }
            return [
                Source(
                    constraint: store.add(.reference(number)), place: place, keyword: "$ref")
            ]
        }
        depth += 1
        let sources = try read(place, store)
        depth -= 1
        open.remove(place)
        known[place] = sources
        if let number = references[place] {
            let conjunction = store.conjunction(sources.map(\.constraint))
            store.setTarget(of: number, conjunction)
        }
        return sources
    }

    mutating func conjunction(
        at place: SchemaPlace, _ store: ConstraintStore
    ) throws(SchemaError) -> ConjunctionID {
        store.conjunction(try sources(at: place, store).map(\.constraint))
    }

    func place(_ node: JSONNode, beside place: SchemaPlace) -> SchemaPlace {
        SchemaPlace(document: place.document, index: node.index)
    }

    /// Where `$ref` or `$dynamicRef` leads.
    mutating func target(
        _ reference: String, from place: SchemaPlace, isDynamic: Bool
    ) throws(SchemaError) -> SchemaPlace? {
        let resource = index.subschema(at: place).resource
        let target = try index.resolve(reference, in: resource)
        if isDynamic, let target, let name = URIReference(reference).decodedFragment,
            index.isDynamicAnchor(name, at: target)
        {
            dynamicNames.insert(name)
        }
        return target
    }

    private mutating func read(
        _ place: SchemaPlace, _ store: ConstraintStore
    ) throws(SchemaError) -> [Source] {
        let schema = index.node(at: place)
        guard schema.kind == .object else {
            guard schema.bool == false else { return [] }
            return [Source(constraint: store.add(.never), place: place, keyword: "")]
        }
        let dialect = index.resources[index.subschema(at: place).resource].dialect
        if dialect != MetaSchemas.dialect { obstacle = "$schema" }
        if schema["severity"]?.string == "warning" { return [] }
        var sources: [Source] = []
        for (keyword, value) in schema.members {
            switch keyword {
            case "$ref", "$dynamicRef":
                guard let text = value.string,
                    let target = try target(
                        text, from: place, isDynamic: keyword == "$dynamicRef")
                else { continue }
                sources += try self.sources(at: target, store)
            case "allOf":
                for element in value.elements {
                    sources += try self.sources(
                        at: self.place(element, beside: place), store)
                }
            default:
                for constraint in try constraints(keyword, value, of: schema, place, store) {
                    sources.append(
                        Source(
                            constraint: store.add(constraint), place: place, keyword: keyword))
                }
            }
        }
        return sources
    }

    private mutating func constraints(
        _ keyword: String, _ value: JSONNode, of schema: JSONNode, _ place: SchemaPlace,
        _ store: ConstraintStore
    ) throws(SchemaError) -> [Constraint] {
        if let plain = plainConstraints(keyword, value) { return plain }
        let lists = try listConstraints(keyword, value, of: schema, place, store)
        if let lists { return lists }
        let objects = try objectConstraints(keyword, value, of: schema, place, store)
        if let objects { return objects }
        return try branchConstraints(keyword, value, of: schema, place, store) ?? []
    }
}
