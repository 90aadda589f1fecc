import FormDocument
import FormSchemas

/// What stands where a document has a confidential part.
enum ShownPart: Sendable {
    /// The value is at hand; its place is that of a draft: `…/medical_note/value`.
    case opened(ShownPlace)
    case withheld
}

/// The confidential parts that came with a document, as far as they are its own.
struct OpenedParts: Sendable {
    private let values: [String: JSONNode]

    static let none = OpenedParts(values: [:])

    private init(values: [String: JSONNode]) {
        self.values = values
    }

    /// Opens those parts that the document was signed with; others are left aside.
    init(_ parts: [DocumentPart], of document: SealedDocument) {
        let foreign = Set(document.findings(for: parts, complete: false).compactMap(\.name))
        var values: [String: JSONNode] = [:]
        for part in parts where !foreign.contains(part.name) {
            values[part.name.description] = try? part.readValue()
        }
        self.values = values
    }

    /// The part at a place; `nil` if none stands there.
    func part(at place: ShownPlace) -> ShownPart? {
        guard let name = place.node["$part"] else { return nil }
        let value = place.node["value"] ?? name.string.flatMap { values[$0] }
        return value.map { .opened(place.member("value", $0)) } ?? .withheld
    }
}
