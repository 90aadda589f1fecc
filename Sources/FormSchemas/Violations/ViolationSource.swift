/// The schema behind a violation: what its author says there, looked up only for a message.
struct ViolationSource: Sendable, Equatable {
    let program: ProgramStorage
    let node: UInt32
    let keyword: Keyword?
    /// Tokens of the instance location before the value that the program judged.
    let prefixCount: Int

    static func == (left: ViolationSource, right: ViolationSource) -> Bool {
        left.program === right.program && left.node == right.node
            && left.keyword == right.keyword && left.prefixCount == right.prefixCount
    }

    /// See ``Violation/schemaLocation``.
    var location: String {
        let schema = program.location(node)
        return keyword.map { schema + "/" + $0.name } ?? schema
    }

    /// The schema object whose keyword was violated.
    var schema: JSONNode { program.index.node(at: program.places[Int(node)]) }

    /// The title of a field, where the schema has one.
    ///
    /// - Parameters:
    ///   - name: a member of the value at `pointer`.
    ///   - pointer: the instance location that was judged.
    func title(of name: String, at pointer: JSONPointer, in language: Language) -> String? {
        var tree = SchemaTree(program.index)
        let near = tree.schemas([program.places[Int(node)]], .none)
        if let title = title(of: name, near, &tree, language) { return title }
        // The keyword may stand in a branch that says no more than that.
        return title(of: name, schemas(at: pointer, &tree), &tree, language)
    }

    /// The names of all fields that the value at `pointer` may have by any branch.
    func fields(at pointer: JSONPointer) -> [String] {
        var tree = SchemaTree(program.index)
        return tree.properties(schemas(at: pointer, &tree)).map(\.name)
    }

    /// All schema objects that describe the value at an instance location, from the root on.
    private func schemas(at pointer: JSONPointer, _ tree: inout SchemaTree) -> [SchemaPlace] {
        var places = [program.places[Int(program.tables.pointee.root)]]
        for token in pointer.tokens.dropFirst(prefixCount) {
            let schemas = tree.schemas(places, .all)
            switch token {
            case .index: places = tree.items(schemas)
            case .name(let step):
                places = tree.properties(schemas).first { $0.name == step }?.places ?? []
            }
        }
        return tree.schemas(places, .all)
    }

    private func title(
        of name: String, _ schemas: [SchemaPlace], _ tree: inout SchemaTree, _ language: Language
    ) -> String? {
        guard let places = tree.properties(schemas).first(where: { $0.name == name })?.places
        else { return nil }
        let title = tree.text("title", tree.schemas(places, .first), in: language)
        return title.isEmpty ? nil : title
    }

    /// All schema objects that a value must satisfy which satisfies `schema`, that one first.
    func schemas(of schema: JSONNode) -> [JSONNode] {
        var tree = SchemaTree(program.index)
        let place = SchemaPlace(
            document: program.places[Int(node)].document, index: schema.index)
        return tree.schemas([place], .none).map(tree.node)
    }
}
