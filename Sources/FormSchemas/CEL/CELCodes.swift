/// The texts that a field may have, as a schema lists them.
final class CELCodes {
    let all: Set<String>

    private static let shownMax = 12

    init(_ all: Set<String>) { self.all = all }

    /// Why a text is never the field's value; `nil` if it may be.
    func objection(to text: String) -> String? {
        guard !all.contains(text) else { return nil }
        let sorted = all.sorted()
        let hint = Spelling.nearest(to: text, in: sorted).map { "; did you mean \"\($0)\"?" }
        let list =
            sorted.count <= Self.shownMax ? "; it has: " + sorted.joined(separator: ", ") : ""
        return "the field never has the value \"\(text)\"\(hint ?? list)"
    }
}

extension CELCompiler {
    /// Refuses to compare a field with a text that it never has.
    ///
    /// - Parameter others: what the field is compared with; only what is written out is judged.
    func checkCodes(of field: CELType, _ others: [CELExpression]) throws(CELProblem) {
        guard let codes = field.codes else { return }
        for other in others {
            guard case .constant(.string(let bytes)) = other.kind,
                let objection = codes.objection(to: String(decoding: bytes, as: UTF8.self))
            else { continue }
            throw CELProblem(.unknownCode, objection, at: other.offset)
        }
    }
}

extension CELSchemaTree {
    /// The texts that every one of the schemas lets a field have; `nil` if none lists them, or only
    /// warns of others.
    func codes(of schemas: [SchemaPlace]) -> CELCodes? {
        var codes: Set<String>?
        for place in schemas {
            let schema = node(place)
            guard schema["severity"]?.string != "warning", let listed = listed(in: schema) else {
                continue
            }
            codes = codes?.intersection(listed) ?? listed
        }
        // Where nothing is left, the schema is to blame.
        return codes.flatMap { $0.isEmpty ? nil : CELCodes($0) }
    }

    private func listed(in schema: JSONNode) -> Set<String>? {
        var sets: [Set<String>] = []
        if let value = schema["const"] { sets.append(Set(value.string.map { [$0] } ?? [])) }
        if let values = schema["enum"], values.kind == .array {
            sets.append(Set(values.elements.compactMap(\.string)))
        }
        if let reference = schema["codeList"].flatMap({ CodeListReference($0) }),
            let codes = reference.codes(in: codeLists)
        {
            sets.append(codes)
        }
        guard let first = sets.first else { return nil }
        return sets.dropFirst().reduce(first) { $0.intersection($1) }
    }
}

extension CodeListReference {
    /// The codes of the edition, of all editions where a field names it; `nil` if there is none.
    fileprivate func codes(in lists: [String: CodeList]) -> Set<String>? {
        guard editionFrom == nil else {
            let editions = Self.editions(of: name, in: lists)
            guard !editions.isEmpty else { return nil }
            return Set(editions.flatMap { $0.list.entries.map(\.code) })
        }
        return key(in: lists).flatMap { lists[$0] }.map { Set($0.entries.map(\.code)) }
    }
}
