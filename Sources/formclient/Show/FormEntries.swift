import FormDocument
import FormSchemas

/// The fields of a form, with titles and readable values.
struct FormEntries: Sendable {
    private let form: ShownForm
    private let values: ValueText

    init(_ form: ShownForm, in language: Language, now: Timestamp) {
        self.form = form
        values = ValueText(texts: FieldTexts(form.version, language), now: now)
    }

    var texts: FieldTexts { values.texts }
    var language: Language { texts.language }
    private var root: ShownPlace { ShownPlace(root: form.document.root) }

    // MARK: Header

    /// Members of the header that are read first, in this order.
    private static let first = [
        "action", "id", "case", "in_reply_to", "corrects", "urgency", "due_by", "handling",
        "created_at",
    ]
    /// Members that the headline says.
    private static let inHeadline: Set = ["format", "form", "version"]

    /// Who sends the form to whom, and in which capacity; `nil` if the header does not say that.
    var route: String? {
        guard let header = root["header"], let sender = header["sender"]?.node.string,
            let recipients = header["recipients"], recipients.node.count > 0
        else { return nil }
        var names: [String] = []
        for recipient in recipients.elements {
            guard recipient.node.count == 2, let agency = recipient["agency"]?.node.string,
                let role = recipient["as"], let code = role.node.string
            else { return nil }
            names.append("\(agency) (\(texts.label(of: role) ?? code))")
        }
        return "\(sender) → \(names.joined(separator: ", "))"
    }

    /// What the form is, and what the header says besides ``route``.
    var header: [ShownEntry] {
        guard let header = root["header"] else { return [] }
        let said = Self.inHeadline.union(route == nil ? [] : ["sender", "recipients"])
        // `null` is how a header writes that there is no reference.
        let members = header.members.filter { !said.contains($0.name) && !$0.node.isNull }
        let leading = Self.first.compactMap { name in members.first { $0.name == name } }
        let others = members.filter { !Self.first.contains($0.name) }
        return turn + leading.map(entry) + [signature] + others.map(entry)
    }

    private var turn: [ShownEntry] {
        form.turn.map {
            [ShownEntry(Phrase.turnTitle[language], "\($0.label[language]) (\($0.name))")]
        } ?? []
    }

    private var signature: ShownEntry {
        var text = Phrase.standing(form.standing)[language]
        if let receipt = form.receipt {
            let moment = LocalTime(receipt.accepted).text(in: language, now: values.now)
            text += " " + Phrase.acceptedAsLeaf(receipt.leafIndex, moment)[language]
        }
        return ShownEntry(Phrase.signatureTitle[language], text)
    }

    // MARK: Content

    /// Everything but the header.
    var content: [ShownEntry] {
        root.members.filter { $0.name != "header" }.flatMap { place in
            place.node.kind == .object && place.node.count > 0
                ? place.members.map(entry) : [entry(place)]
        }
    }

    private func entry(_ place: ShownPlace) -> ShownEntry {
        let title = texts.title(of: place)
        switch form.parts.part(at: place) {
        case .withheld: return ShownEntry(title, Phrase.partWithheld[language])
        case .opened(let value):
            let mark = Phrase.partOpened[language]
            return ShownEntry(title.isEmpty ? mark : "\(title) (\(mark))", inner(value))
        case nil: return ShownEntry(title, inner(place))
        }
    }

    private func inner(_ place: ShownPlace) -> ShownEntry.Content {
        if let text = values.text(of: place) { return .text(text) }
        if place.node.kind == .object { return .group(place.members.map(entry)) }
        let elements = place.elements
        let texts = elements.compactMap {
            form.parts.part(at: $0) == nil ? values.text(of: $0) : nil
        }
        if texts.count == elements.count, let line = Self.oneLine(texts) { return .text(line) }
        return .list(elements.map(item))
    }

    /// An element of a list: its fields, or what it is without a title.
    private func item(_ place: ShownPlace) -> [ShownEntry] {
        guard form.parts.part(at: place) == nil else { return [entry(place)] }
        switch inner(place) {
        case .group(let entries): return entries
        case let content: return [ShownEntry("", content)]
        }
    }

    private static let lineWidthMax = 60

    /// Short texts in one; `nil` if they are not short.
    private static func oneLine(_ texts: [String]) -> String? {
        let line = texts.joined(separator: "; ")
        let isShort = texts.count == 1 || line.displayWidth <= lineWidthMax
        return isShort && !line.contains(where: \.isNewline) ? line : nil
    }
}
