import FormDocument
import FormSchemas

/// A form as people read it: what it is and who sent it, its content, what is remarkable about it.
struct FormView: Sendable {
    private let form: ShownForm
    private let entries: FormEntries

    /// - Parameter now: what day is today.
    init(_ form: ShownForm, in language: Language, now: Timestamp = .now()) {
        self.form = form
        entries = FormEntries(form, in: language, now: now)
    }

    private var language: Language { entries.language }

    /// The lines for a terminal: headline, header, content, warnings.
    func lines(columns: Int, style: TextStyle = .plain) -> [String] {
        let layout = EntryLayout(columns: columns, style: style)
        let headline = headline.folded(to: layout.columns).map { style.emphasised($0) }
        let route = entries.route?.folded(to: layout.columns) ?? []
        let content = Self.sections(entries.content).map { layout.lines($0) }
        let sections = [layout.lines(entries.header)] + content + [remarks(layout)]
        return sections.filter { !$0.isEmpty }.reduce(headline + route) { $0 + [""] + $1 }
    }

    private var headline: String {
        let header = form.document.root["header"]
        let code = header?["form"]?.string ?? ""
        let version = header?["version"]?.string ?? ""
        return "\(code) v\(version)  \(form.version?.title[language] ?? "")"
    }

    /// Texts that follow one another stay together; whatever has parts stands alone.
    private static func sections(_ entries: [ShownEntry]) -> [[ShownEntry]] {
        var sections: [[ShownEntry]] = []
        for entry in entries {
            if entry.text != nil, sections.last?.last?.text != nil {
                sections[sections.count - 1].append(entry)
            } else {
                sections.append([entry])
            }
        }
        return sections
    }

    /// What is remarkable about the form; empty if nothing is.
    private func remarks(_ layout: EntryLayout) -> [String] {
        var lines: [String] = []
        if form.version == nil { lines.append(Phrase.formNotKnownHere[language]) }
        if form.errorCount > 0 { lines.append(Phrase.errorsFound(form.errorCount)[language]) }
        lines = lines.flatMap { $0.folded(to: layout.columns) }
        let warnings = ViolationReport(file: form.name, form.warnings, in: language)
        guard !warnings.entries.isEmpty else { return lines }
        return lines + [layout.style.emphasised(Phrase.warningsTitle[language])]
            + warnings.aligned(columns: layout.columns)
    }

    // MARK: For programs

    private var leaves: [FormLeaf] {
        FormLeaf.list(in: form.document, parts: form.parts, entries.texts)
    }

    /// One line for each value: pointer, title, value, label.
    var tabSeparated: [String] { leaves.map(\.tabSeparated) }

    var json: JSONValue {
        let header = form.document.root["header"]
        return [
            "name": .string(form.name),
            "form": header?["form"].map { JSONValue($0) } ?? .null,
            "version": header?["version"].map { JSONValue($0) } ?? .null,
            "title": form.version.map { .string($0.title[language]) } ?? .null,
            "turn": form.turn.map { .string($0.name) } ?? .null,
            "standing": .string(form.standing.rawValue),
            "fields": .array(leaves.map(\.json)),
            "violations":
                ViolationReport(file: form.name, form.violations, in: language).json["violations"]
                ?? .array([]),
        ]
    }
}
