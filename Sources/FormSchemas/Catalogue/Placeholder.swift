/// A text between ‹ and › that stands in a draft where somebody has to write.
///
/// No document is valid with one, neither a draft nor a signed one.
enum Placeholder {
    /// The title of a field, shortened so that the placeholder has no more than `most` scalars.
    static func text(_ title: String, most: Int) -> String {
        "‹\(String(title.unicodeScalars.prefix(max(0, most - 2))))›"
    }

    /// Whether there is one below `node`. Cost: one walk over the tape without creating strings.
    static func occurs(in node: JSONNode) -> Bool {
        mayOccur(in: node) && !pointers(in: node, at: .root).isEmpty
    }

    /// The violations of `node` with its placeholders: each as one `UNFILLED` and nothing else.
    static func adding(
        to known: [Violation], of node: JSONNode, at pointer: JSONPointer
    ) -> [Violation] {
        guard mayOccur(in: node) else { return known }
        let unfilled = pointers(in: node, at: pointer)
        let places = Set(unfilled.map(\.pointer))
        let others = known.filter { !places.contains($0.instanceLocation) }
        return node.storage.bytes.withUnsafeBufferPointer { bytes in
            var cursor = TextPositionCursor(bytes)
            return others
                + unfilled.prefix(ViolationCollector.foundMax).map { pointer, node in
                    let position = cursor.position(of: node.byteRange.lowerBound)
                    return Violation(
                        instanceLocation: pointer, line: position.line, column: position.column,
                        code: .unfilled)
                }
        }
    }

    /// Whether a value or a name begins as ‹ does, or is written with escapes.
    private static func mayOccur(in node: JSONNode) -> Bool {
        if node.storage.isPlain { return false }
        let end = node.storage.next(after: node.index)
        return node.storage.withTape { tape, bytes in
            for index in node.index..<end where tape[index].isText {
                let first = bytes[tape[index].offset]
                if first == 0xE2 || first == UInt8(ascii: "\\") { return true }
            }
            return false
        }
    }

    /// The placeholders in the order of the text.
    private static func pointers(
        in node: JSONNode, at pointer: JSONPointer
    ) -> [(pointer: JSONPointer, node: JSONNode)] {
        switch node.kind {
        case .string:
            let scalars = node.string?.unicodeScalars
            return scalars?.first == "‹" && scalars?.last == "›" ? [(pointer, node)] : []
        case .array:
            return node.elements.enumerated().flatMap { position, element in
                pointers(in: element, at: pointer.appending(position))
            }
        case .object:
            return node.members.flatMap { name, value in
                pointers(in: value, at: pointer.appending(name))
            }
        default: return []
        }
    }
}
