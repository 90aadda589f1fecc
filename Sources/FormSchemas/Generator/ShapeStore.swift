/// The shapes and programs of a set of schemas, made when they are first asked for.
///
/// Not shared between threads.
final class ShapeStore {
    private(set) var index: SchemaIndex
    let codeLists: [String: CodeList]
    private let resources: [String: JSONDocument]
    private var shapes: [[SchemaPlace]: ValueShape] = [:]
    private var programs: [SchemaPlace: SchemaProgram?] = [:]
    private var patterns: [String: Pattern] = [:]
    private var samplers: [String: PatternSampler] = [:]

    /// Different combinations of branches that are kept; foreign schemas may have any number.
    private static let shapesMax = 20_000
    private static let placesMax = 2_000

    /// - Parameter resources: what schemas may refer to, by URI.
    init(resources: [String: JSONDocument], codeLists: [String: CodeList]) {
        index = SchemaIndex(available: resources)
        self.resources = resources
        self.codeLists = codeLists
    }

    /// Takes in a schema document.
    ///
    /// - Throws: what makes its identifiers unusable.
    func add(_ schema: JSONDocument, named name: String) throws(SchemaError) -> SchemaPlace {
        try index.add(schema, uri: schema.root["$id"]?.string ?? name)
    }

    func node(_ place: SchemaPlace) -> JSONNode { index.node(at: place) }

    /// What `places` say together.
    func shape(_ places: [SchemaPlace]) -> ValueShape {
        if let known = shapes[places] { return known }
        if shapes.count >= Self.shapesMax { shapes = [:] }
        let shape = ValueShape()
        shape.places = closure(places)
        for place in shape.places { read(place, into: shape) }
        finish(shape)
        shapes[places] = shape
        return shape
    }

    /// The places with what they refer to and their `allOf`, each once.
    private func closure(_ places: [SchemaPlace]) -> [SchemaPlace] {
        var found: [SchemaPlace] = []
        var seen: Set<SchemaPlace> = []
        func visit(_ place: SchemaPlace) {
            guard found.count < Self.placesMax, seen.insert(place).inserted else { return }
            found.append(place)
            let schema = node(place)
            for keyword in ["$ref", "$dynamicRef"] {
                guard let reference = schema[keyword]?.string else { continue }
                let resource = index.subschema(at: place).resource
                if let target = try? index.resolve(reference, in: resource) { visit(target) }
            }
            for element in schema["allOf"]?.elements.map({ $0 }) ?? [] {
                visit(self.place(element, beside: place))
            }
        }
        places.forEach(visit)
        return found
    }

    func place(_ node: JSONNode, beside place: SchemaPlace) -> SchemaPlace {
        SchemaPlace(document: place.document, index: node.index)
    }

    // MARK: - Checks

    /// The compiled schema at a place; `nil` if it cannot be compiled alone.
    func program(_ place: SchemaPlace) -> SchemaProgram? {
        if let known = programs[place] { return known }
        var documents = resources
        for (position, document) in index.documents.enumerated() {
            let root = SchemaPlace(document: position, index: 0)
            documents[index.resources[index.subschema(at: root).resource].key] = document
        }
        var options = SchemaOptions()
        options.checksMetaSchema = false
        let schema: JSONValue = ["$ref": .string(index.location(of: place))]
        let program = (try? JSONDocument(schema.bytes())).flatMap { document in
            try? SchemaProgram(
                compiling: document, uri: "urn:generator:reference", resources: documents,
                codeLists: codeLists, options: options)
        }
        programs[place] = program
        return program
    }

    /// A compiled pattern; `nil` if it cannot run.
    func pattern(_ text: String) -> Pattern? {
        if let known = patterns[text] { return known }
        guard let pattern = try? Pattern(text) else { return nil }
        patterns[text] = pattern
        return pattern
    }

    /// What makes texts for a pattern that ``pattern(_:)`` accepts.
    func sampler(_ pattern: String) -> PatternSampler {
        if let known = samplers[pattern] { return known }
        let sampler = PatternSampler((try? PatternParser.parse(pattern)) ?? .empty)
        samplers[pattern] = sampler
        return sampler
    }
}
