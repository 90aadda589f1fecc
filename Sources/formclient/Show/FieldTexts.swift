import FormSchemas

/// What the fields of a form are called and what their codes mean, in one language.
struct FieldTexts: Sendable {
    let language: Language
    private let fields: [String: FieldDescription]
    private let codeLists: [String: CodeList]

    /// - Parameter version: `nil` for a form that this client does not know: then only its header
    ///   has titles.
    init(_ version: FormVersion?, _ language: Language) {
        self.language = language
        let known =
            version?.fields(in: language) ?? FormLibrary.headerFields(in: language)
        fields = Dictionary(known.map { ($0.path, $0) }) { first, _ in first }
        codeLists = version?.codeLists ?? FormLibrary.catalogue.codeLists
    }

    /// What a field is called; its name in the document if the form does not say.
    func title(of place: ShownPlace) -> String {
        if place.path == "/bulk/count" { return Phrase.recordCount[language] }
        let title = field(at: place.path)?.title ?? ""
        return title.isEmpty ? place.name : title
    }

    /// What a code means; `nil` for a value that is none, or whose list does not name it.
    func label(of place: ShownPlace) -> String? {
        guard let code = place.node.string, let list = field(at: place.path)?.codeList,
            let label = codeLists[list]?.label(of: code)?[language], !label.isEmpty
        else { return nil }
        return label
    }

    /// The format that the form asks for, such as `date-time`.
    func format(of place: ShownPlace) -> String? {
        field(at: place.path)?.format
    }

    /// The description of a field; for an element that has none of its own, that of its list.
    private func field(at path: String) -> FieldDescription? {
        fields[path] ?? (path.hasSuffix("/*") ? field(at: String(path.dropLast(2))) : nil)
    }
}
