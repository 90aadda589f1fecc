public import FormSchemas
import TransparencyLog

/// A place in a document where a confidential part's value would stand.
///
/// Any object with a member `$part` is one. In a draft it has the value beside the name, in a
/// signed document the digest: `{"$part": "medical_note", "digest": "…"}`.
public struct PartReference: Sendable {
    /// What stands beside the part's name.
    public enum Content: Sendable {
        /// SHA-256 of the part, 32 bytes: the document is sealed here.
        case digest([UInt8])
        /// The value itself: a draft, not to be signed or sent as it is.
        case value(JSONNode)
        /// Neither, both, something else besides, or a name or digest that cannot be one.
        case malformed
    }

    /// The part's name; `nil` if what stands there is not one.
    public let name: PartName?
    public let content: Content
    /// Where in the document.
    public let pointer: JSONPointer
    /// The bytes of the whole object in the document.
    public let byteRange: Range<Int>

    /// Finds every reference under `root`, in the order of the text.
    ///
    /// It does not look into a draft's values: a part holds no references to others.
    ///
    /// Cost: one walk over the document; its depth is bounded by the parser.
    public static func list(in root: JSONNode) -> [PartReference] {
        var references: [PartReference] = []
        var path: [JSONPointer.Token] = []
        collect(root, path: &path, into: &references)
        return references
    }

    private static func collect(
        _ node: JSONNode, path: inout [JSONPointer.Token], into references: inout [PartReference]
    ) {
        if let name = node["$part"] {
            references.append(PartReference(node, name: name, pointer: JSONPointer(path)))
            return
        }
        for (name, value) in node.members where value.kind == .object || value.kind == .array {
            path.append(.name(name))
            collect(value, path: &path, into: &references)
            path.removeLast()
        }
        for (index, value) in node.elements.enumerated() {
            path.append(.index(index))
            collect(value, path: &path, into: &references)
            path.removeLast()
        }
    }

    private init(_ node: JSONNode, name: JSONNode, pointer: JSONPointer) {
        self.name = name.string.flatMap(PartName.init)
        self.pointer = pointer
        byteRange = node.byteRange
        if self.name == nil || node.count != 2 {
            content = .malformed
        } else if let value = node["value"] {
            content = .value(value)
        } else if let digest = node["digest"]?.string.flatMap({ Base64.url.decode($0) }),
            digest.count == 32
        {
            content = .digest(digest)
        } else {
            content = .malformed
        }
    }
}
