import FormSchemas

/// A value of a document and where it stands.
struct ShownPlace: Sendable {
    let node: JSONNode
    let pointer: JSONPointer
    /// The place as the form's description names it: `*` for each index, as in `/body/legs/*/mode`.
    let path: String
    /// The member's name; that of the list for an element.
    let name: String

    /// The outermost value of a document.
    init(root: JSONNode) {
        self.init(node: root, pointer: .root, path: "", name: "")
    }

    private init(node: JSONNode, pointer: JSONPointer, path: String, name: String) {
        self.node = node
        self.pointer = pointer
        self.path = path
        self.name = name
    }

    /// The members of an object; none of anything else.
    var members: [ShownPlace] {
        node.members.map { member($0.name, $0.value) }
    }

    /// The elements of a list; none of anything else.
    var elements: [ShownPlace] {
        node.elements.enumerated().map { index, element in
            ShownPlace(
                node: element, pointer: pointer.appending(index), path: path + "/*", name: name)
        }
    }

    /// The first member of that name.
    subscript(name: String) -> ShownPlace? {
        node[name].map { member(name, $0) }
    }

    /// The place of a value that is this object's member, wherever the value itself comes from.
    func member(_ name: String, _ value: JSONNode) -> ShownPlace {
        ShownPlace(
            node: value, pointer: pointer.appending(name),
            path: path + JSONPointer([.name(name)]).description, name: name)
    }
}
