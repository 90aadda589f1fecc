import FormSchemas

/// One value of a form with its title, as programs get it.
struct FormLeaf: Sendable {
    /// Where it stands; in a confidential part as in a draft, below `/value`.
    let pointer: String
    let title: String
    /// A scalar, or an object or list without anything in it; `nil` for a part that is withheld.
    let value: JSONValue?
    /// What the code means; `nil` for other values.
    let label: String?

    /// All values of a document, in its order.
    static func list(
        in document: JSONDocument, parts: OpenedParts, _ texts: FieldTexts
    ) -> [FormLeaf] {
        var leaves: [FormLeaf] = []
        collect(ShownPlace(root: document.root), parts, texts, into: &leaves)
        return leaves
    }

    private static func collect(
        _ place: ShownPlace, _ parts: OpenedParts, _ texts: FieldTexts,
        into leaves: inout [FormLeaf]
    ) {
        if let part = parts.part(at: place) {
            switch part {
            case .opened(let value): collect(value, parts, texts, into: &leaves)
            case .withheld:
                leaves.append(
                    FormLeaf(
                        pointer: place.pointer.description, title: texts.title(of: place),
                        value: nil, label: Phrase.partWithheld[texts.language]))
            }
            return
        }
        for inner in place.node.kind == .object ? place.members : place.elements {
            collect(inner, parts, texts, into: &leaves)
        }
        guard place.node.count == 0 else { return }
        leaves.append(
            FormLeaf(
                pointer: place.pointer.description, title: texts.title(of: place),
                value: JSONValue(place.node), label: texts.label(of: place)))
    }

    /// Pointer, title, value and label. A text stands as it is, everything else as JSON.
    var tabSeparated: String {
        let text =
            switch value {
            case .string(let text): text
            case let other: other?.serialized() ?? ""
            }
        return [pointer, title, text, label ?? ""].map(Table.oneLine).joined(separator: "\t")
    }

    var json: JSONValue {
        [
            "pointer": .string(pointer),
            "title": .string(title),
            "value": value ?? .null,
            "label": label.map { .string($0) } ?? .null,
        ]
    }
}
