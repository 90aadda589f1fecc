/// A place in a document where a confidential part is referred to: an object with `$part`.
struct PartPlace: Sendable {
    let pointer: JSONPointer
    /// The object.
    let node: JSONNode
    /// The part's name, e.g. `medical_note` or `medical_note.2`.
    let name: String

    /// The name without its number.
    var kind: String {
        String(name.prefix { $0 != "." })
    }
}

/// Finds the part references in a value, wherever they stand.
enum PartReferences {
    /// Lists the references below `node` in the order of the text.
    ///
    /// - Parameter pointer: the pointer to `node`.
    static func list(in node: JSONNode, at pointer: JSONPointer) -> [PartPlace] {
        guard occur(in: node) else { return [] }
        var found: [PartPlace] = []
        search(node, pointer, &found)
        return found
    }

    /// Whether there is any. Cost: one walk over the tape without creating strings.
    static func occur(in node: JSONNode) -> Bool {
        let end = node.storage.next(after: node.index)
        return node.storage.withTape { tape, bytes in
            let name = TapeEntry(.string, start: 0, count: 5, payload: 0).meta
            for index in node.index..<end where tape[index].meta == name {
                if bytesEqual(bytes + tape[index].offset, ProgramView.partName.utf8Start, 5) {
                    return true
                }
            }
            return false
        }
    }

    private static func search(
        _ node: JSONNode, _ pointer: JSONPointer, _ found: inout [PartPlace]
    ) {
        switch node.kind {
        case .array:
            for (position, element) in node.elements.enumerated() where element.count > 0 {
                search(element, pointer.appending(position), &found)
            }
        case .object:
            if let name = node["$part"]?.string {
                found.append(PartPlace(pointer: pointer, node: node, name: name))
                return
            }
            for (name, value) in node.members where value.count > 0 {
                search(value, pointer.appending(name), &found)
            }
        default: break
        }
    }
}
