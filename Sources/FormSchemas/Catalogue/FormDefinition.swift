/// What the catalogue says about a form, whatever its version.
public struct FormDefinition: Sendable {
    /// The code, e.g. `VIP-01`.
    public let code: String
    /// The readable name, e.g. `vip-protection-mission`.
    public let slug: String
    public let domain: String
    public let title: LocalizedText
    public let description: LocalizedText
    /// The law its personal data falls under: `LED` or `GDPR`.
    public let law: String
    /// The purposes for which it may be used.
    public let purposes: [String]
    /// The instruments of which a document names at least one as its legal basis; empty: any.
    public let instruments: [String]
    /// What a document of this form may do.
    public let actions: [String]
    /// The longest time a document may be kept; `nil` if the catalogue sets none.
    public let retentionDaysMax: Int?
    /// Versions as `MAJOR.MINOR`, oldest first.
    public let versions: [String]

    /// Reads a form.json.
    init(_ node: JSONNode, path: String) throws(CatalogueError) {
        func text(_ name: String) throws(CatalogueError) -> String {
            guard let text = node[name]?.string else {
                throw CatalogueError(path: path, message: "\(name) is missing")
            }
            return text
        }
        func texts(_ name: String) -> [String] {
            node[name]?.elements.compactMap(\.string) ?? []
        }
        code = try text("form")
        slug = try text("slug")
        domain = try text("domain")
        law = try text("law")
        title = LocalizedText(node["title"])
        description = LocalizedText(node["description"])
        purposes = texts("purposes")
        instruments = texts("instruments")
        retentionDaysMax = node["retention_days_max"]?.int
        actions =
            node["actions"] == nil
            ? ["NEW", "CORRECT", "WITHDRAW", "RESEND", "TEST"] : texts("actions")
        versions = texts("versions")
        guard !versions.isEmpty, !title.isEmpty else {
            throw CatalogueError(path: path, message: "title or versions are missing")
        }
    }
}

extension LocalizedText {
    /// Reads an object with the languages as names, or a proper name that is the same in all.
    init(_ node: JSONNode?) {
        var texts: [Language: String] = [:]
        if let name = node?.string {
            texts = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, name) })
        }
        for language in Language.allCases {
            if let text = node?[language.rawValue]?.string { texts[language] = text }
        }
        self.init(texts)
    }
}

extension CodeList {
    /// Reads a file of the catalogue's codes folder.
    init(_ node: JSONNode, path: String) throws(CatalogueError) {
        guard let name = node["list"]?.string, let codes = node["codes"], codes.kind == .array
        else {
            throw CatalogueError(path: path, message: "list or codes are missing")
        }
        var entries: [Entry] = []
        for element in codes.elements {
            guard let code = element["code"]?.string else {
                throw CatalogueError(path: path, message: "a code is missing")
            }
            entries.append(
                Entry(
                    code: code, label: LocalizedText(element["label"]),
                    minorUnits: element["minor_units"]?.int ?? 2,
                    closes: element["closes"]?.bool ?? false))
        }
        self.init(
            name: name, edition: node["edition"]?.string ?? "",
            source: node["source"]?.string ?? "", entries: entries)
    }
}
