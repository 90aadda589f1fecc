/// Finds schema resources, anchors and subschemas, and resolves references between them.
///
/// Documents are taken in when something refers to them; nothing is ever fetched.
///
/// - Source: JSON Schema 2020-12 Core, sections 8.2 and 9.1.
struct SchemaIndex {
    struct Resource {
        let uri: URIReference
        let key: String
        let root: SchemaPlace
        /// The meta-schema its `$schema` names; inherited from the resource around it.
        let dialect: String
        var anchors: [String: SchemaPlace] = [:]
        var dynamicAnchors: [String: SchemaPlace] = [:]
    }

    struct Subschema {
        let resource: Int
        /// How one comes here; `nil` for the root of a resource, and where only a reference leads.
        var step: Step?
    }

    /// The way from a subschema to one that a keyword of it holds.
    struct Step {
        let parent: SchemaPlace
        /// The tape index of the keyword.
        let keyword: Int
        /// The element's index if the keyword holds an array of schemas.
        var element: Int?
    }

    private(set) var documents: [JSONDocument] = []
    private(set) var resources: [Resource] = []
    private var resourceByKey: [String: Int] = [:]
    private var resourceAt: [SchemaPlace: Int] = [:]
    private(set) var subschemas: [Subschema] = []
    private(set) var subschemaAt = SchemaPlaceTable()
    /// The pointers to places that no keyword leads to, from the roots of their resources.
    private(set) var paths: [SchemaPlace: String] = [:]
    private var childrenAt: [SchemaPlace: [String: Int]] = [:]
    private let available: [String: JSONDocument]

    init(available: [String: JSONDocument]) {
        self.available = available
    }

    func node(at place: SchemaPlace) -> JSONNode {
        JSONNode(storage: documents[place.document].storage, index: place.index)
    }

    func subschema(at place: SchemaPlace) -> Subschema {
        subschemaAt[place].map { subschemas[$0] } ?? Subschema(resource: 0)
    }

    /// Takes in a document; returns the place of its root.
    mutating func add(_ document: JSONDocument, uri: String) throws(SchemaError) -> SchemaPlace {
        documents.append(document)
        let place = SchemaPlace(document: documents.count - 1, index: 0)
        let base = URIReference(uri)
        let key = base.withoutFragment
        let dialect = document.root["$schema"]?.string.map(Self.withoutEmptyFragment)
        let resource = try addResource(
            Resource(
                uri: base, key: key, root: place, dialect: dialect ?? MetaSchemas.dialect))
        try scan(place, Subschema(resource: resource))
        return place
    }

    private static func withoutEmptyFragment(_ uri: String) -> String {
        uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    }

    private mutating func addResource(_ resource: Resource) throws(SchemaError) -> Int {
        if let other = resourceByKey[resource.key] {
            // A document's own $id may repeat the URI under which it was found.
            if resources[other].root == resource.root { return other }
            throw SchemaError(
                reason: .duplicateIdentifier, schemaLocation: resource.key + "#",
                message: "two schema resources have the identifier \(resource.key)")
        }
        resources.append(resource)
        resourceByKey[resource.key] = resources.count - 1
        resourceAt[resource.root] = resources.count - 1
        return resources.count - 1
    }

    /// Walks through a schema and the schemas in it.
    private mutating func scan(
        _ place: SchemaPlace, _ outer: Subschema
    ) throws(SchemaError) {
        guard subschemaAt[place] == nil else { return }
        let schema = node(at: place)
        let subschema = schema.kind == .object ? try identified(schema, place, outer) : outer
        subschemaAt[place] = subschemas.count
        subschemas.append(subschema)
        for name in schema.memberNames {
            guard let keyword = KeywordTable.shared.find(name, in: schema.storage) else { continue }
            switch (keyword.pointee.shape, keyword.pointee.vocabulary) {
            case (.value, .core):
                let value = JSONNode(storage: schema.storage, index: name + 1)
                try readAnchor(keyword.pointee.name, value, place, subschema.resource)
            case (.value, _): break
            case (let shape, _):
                let value = JSONNode(storage: schema.storage, index: name + 1)
                let step = Step(parent: place, keyword: name)
                try scan(value, shape, Subschema(resource: subschema.resource, step: step))
            }
        }
    }

    /// What a schema object is: the root of a resource if its `$id` says so, or as `outer`.
    private mutating func identified(
        _ schema: JSONNode, _ place: SchemaPlace, _ outer: Subschema
    ) throws(SchemaError) -> Subschema {
        guard let id = schema["$id"]?.string else { return outer }
        let resource = resources[outer.resource]
        let uri = URIReference(id).resolved(against: resource.uri)
        if uri.withoutFragment == resource.key, resource.root == place { return outer }
        let dialect = schema["$schema"]?.string.map(Self.withoutEmptyFragment)
        let inner = try addResource(
            Resource(
                uri: uri, key: uri.withoutFragment, root: place,
                dialect: dialect ?? resource.dialect))
        return Subschema(resource: inner)
    }

    private mutating func scan(
        _ value: JSONNode, _ shape: KeywordShape, _ subschema: Subschema
    ) throws(SchemaError) {
        guard let parent = subschema.step?.parent else { return }
        func place(_ node: JSONNode) -> SchemaPlace {
            SchemaPlace(document: parent.document, index: node.index)
        }
        switch shape {
        case .value: break
        case .schema: try scan(place(value), subschema)
        case .schemaArray:
            var subschema = subschema
            for (number, element) in value.elements.enumerated() {
                subschema.step?.element = number
                try scan(place(element), subschema)
            }
        case .schemaMap:
            for name in value.memberNames {
                try scan(SchemaPlace(document: parent.document, index: name + 1), subschema)
            }
        }
    }

    private mutating func readAnchor(
        _ keyword: String, _ value: JSONNode, _ place: SchemaPlace, _ resource: Int
    ) throws(SchemaError) {
        let isDynamic = keyword == "$dynamicAnchor"
        guard isDynamic || keyword == "$anchor", let name = value.string else { return }
        if let other = resources[resource].anchors[name], other != place {
            throw SchemaError(
                reason: .duplicateIdentifier, schemaLocation: location(of: place),
                message: "the resource has the anchor \(name) twice")
        }
        resources[resource].anchors[name] = place
        if isDynamic { resources[resource].dynamicAnchors[name] = place }
    }

    /// Finds the resource with the URI `key`, taking in its document if need be.
    mutating func resource(_ key: String) throws(SchemaError) -> Int? {
        if let known = resourceByKey[key] { return known }
        guard let document = available[key] ?? MetaSchemas.document(at: key) else { return nil }
        if let other = documents.firstIndex(where: { $0.storage === document.storage }) {
            // It was taken in by another of its names.
            resourceByKey[key] = resourceAt[SchemaPlace(document: other, index: 0)]
            return resourceByKey[key]
        }
        _ = try add(document, uri: key)
        return resourceByKey[key]
    }

    /// Finds what `reference`, written in `resource`, refers to; `nil` if it is not there.
    mutating func resolve(
        _ reference: String, in resource: Int
    ) throws(SchemaError) -> SchemaPlace? {
        let uri = URIReference(reference).resolved(against: resources[resource].uri)
        guard let target = try self.resource(uri.withoutFragment),
            let fragment = uri.decodedFragment
        else { return nil }
        if fragment.isEmpty { return resourceRoot(target) }
        if !fragment.hasPrefix("/") { return anchor(fragment, in: target) }
        return try resolve(fragment, from: target)
    }

    private func resourceRoot(_ resource: Int) -> SchemaPlace { resources[resource].root }

    private func anchor(_ name: String, in resource: Int) -> SchemaPlace? {
        // The URI may be that of the document, whose root has an $id of its own.
        let place = resources[resource].root
        let owner = subschema(at: place).resource
        return resources[resource].anchors[name] ?? resources[owner].anchors[name]
    }

    /// Whether `place` is the `$dynamicAnchor` called `name` of its resource.
    func isDynamicAnchor(_ name: String, at place: SchemaPlace) -> Bool {
        resources[subschema(at: place).resource].dynamicAnchors[name] == place
    }

    private mutating func resolve(
        _ pointer: String, from start: Int
    ) throws(SchemaError) -> SchemaPlace? {
        guard let tokens = JSONPointer(pointer)?.tokens else { return nil }
        let document = resources[start].root.document
        var resource = subschema(at: resources[start].root).resource
        var path = ""
        var node = self.node(at: resources[start].root)
        for token in tokens {
            guard let child = child(token, of: node, in: document) else { return nil }
            node = child
            path += "/" + JSONPointer.escaped(token.text)
            let place = SchemaPlace(document: document, index: node.index)
            if let inner = resourceAt[place] {
                resource = inner
                path = ""
            }
        }
        let place = SchemaPlace(document: document, index: node.index)
        // A place that no keyword leads to is a schema because something refers to it.
        if subschemaAt[place] == nil {
            paths[place] = path
            try scan(place, Subschema(resource: resource))
        }
        return place
    }

    /// Containers with more children than this are searched by name once, then by table.
    private static let searchedMax = 16

    /// A child of a container; a table keeps many references into one from taking quadratic time.
    private mutating func child(
        _ token: JSONPointer.Token, of node: JSONNode, in document: Int
    ) -> JSONNode? {
        guard node.count > Self.searchedMax else { return node[JSONPointer([token])] }
        let place = SchemaPlace(document: document, index: node.index)
        if childrenAt[place] == nil {
            var children: [String: Int] = [:]
            for (name, value) in node.members { children[name] = value.index }
            for (number, element) in node.elements.enumerated() {
                children[String(number)] = element.index
            }
            childrenAt[place] = children
        }
        return childrenAt[place]?[token.text].map { JSONNode(storage: node.storage, index: $0) }
    }
}
