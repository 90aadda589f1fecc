// What is known about reference tables, which are there when rules are compiled.
extension CELType {
    /// The type of a table: an object has the members that it has, a list's elements what all of
    /// them have.
    init(ofTable value: JSONNode) {
        self =
            switch value.kind {
            case .object:
                CELType(
                    .object(
                        CELObjectType(
                            fields: Dictionary(
                                value.members.map { ($0.name, CELType(ofTable: $0.value)) }
                            ) { first, _ in first })))
            case .array:
                CELType(.list(CELType(ofRows: Array(value.elements))), sizeMax: value.count)
            case .string: CELType(.string, sizeMax: value.string?.unicodeScalars.count)
            case .boolean: .bool
            case .number: value.decimal?.integer == nil ? .number : .int
            case .null: .dyn
            }
    }

    /// The type of a list's elements. Not every row has every column, and the next edition may
    /// have more: of a name only what is like a known one is a mistake.
    private init(ofRows rows: [JSONNode]) {
        guard let first = rows.first, rows.allSatisfy({ $0.kind == first.kind }) else {
            self = .dyn
            return
        }
        switch first.kind {
        case .object:
            var cells: [String: [JSONNode]] = [:]
            for (name, cell) in rows.flatMap({ Array($0.members) }) {
                cells[name, default: []].append(cell)
            }
            self = CELType(
                .object(CELObjectType(fieldsLike: cells.mapValues { CELType(ofRows: $0) })))
        case .array:
            self = CELType(
                .list(CELType(ofRows: rows.flatMap { Array($0.elements) })),
                sizeMax: rows.map(\.count).max())
        default:
            self = rows.dropFirst().reduce(CELType(ofTable: first)) {
                $0.joined(with: CELType(ofTable: $1))
            }
        }
    }
}
