/// What the keyword `codeList` names: a list, and which edition of it.
struct CodeListReference {
    let name: String
    /// The edition; `nil` for the newest.
    let edition: String?
    /// The field beside this one that names the edition.
    let editionFrom: String?

    /// `nil` if the value is neither a name nor an object of names.
    init?(_ value: JSONNode) {
        if let name = value.string {
            self.name = name
            edition = nil
            editionFrom = nil
            return
        }
        guard let name = value["list"]?.string else { return nil }
        self.name = name
        edition = value["edition"]?.string
        let pointer = value["editionFrom"]?.string
        // One step: the field stands in the same object.
        editionFrom = pointer.flatMap { text in
            guard text.hasPrefix("/"), text.utf8.count > 1, !text.dropFirst().contains("/") else {
                return nil
            }
            return String(text.dropFirst())
        }
        let isEdition = value["edition"] != nil
        guard isEdition == (edition != nil), (pointer != nil) == (editionFrom != nil),
            (value["editionFrom"] != nil) == (pointer != nil), isEdition == (pointer == nil)
        else { return nil }
    }

    /// The list's key in a catalogue's table, that of the newest edition for `editionFrom`; `nil`
    /// if there is no such edition.
    func key(in lists: [String: CodeList]) -> String? {
        guard let edition, lists[name]?.edition != edition else { return name }
        let key = "\(name)/\(edition)"
        return lists[key] == nil ? nil : key
    }

    /// All editions of a list with their keys, newest first.
    static func editions(
        of name: String, in lists: [String: CodeList]
    ) -> [(key: String, list: CodeList)] {
        lists.filter { $0.value.name == name }.map { ($0.key, $0.value) }
            .sorted { $0.list.edition > $1.list.edition }
    }
}
