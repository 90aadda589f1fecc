import FormSchemas

/// The forms of a catalogue by domain, and what each is in a dialogue.
struct FormsList: Sendable {
    private struct Row {
        let form: FormDefinition
        let opens: Bool
        let answers: [TurnName]
    }

    private let catalogue: Catalogue
    private let language: Language
    /// In the order of the domains' code list, then of their codes.
    private let rows: [Row]

    init(_ catalogue: Catalogue, in language: Language) {
        self.catalogue = catalogue
        self.language = language
        let domains = catalogue.codeLists["domain"]?.entries.map(\.code) ?? []
        func place(_ form: FormDefinition) -> Int {
            domains.firstIndex(of: form.domain) ?? domains.count
        }
        let forms = catalogue.forms.sorted {
            (place($0), $0.domain, $0.code) < (place($1), $1.domain, $1.code)
        }
        rows = forms.map { form in
            let turns = catalogue.newestVersion(form: form.code)?.flow.turns ?? []
            return Row(
                form: form, opens: turns.contains(where: \.opens),
                answers: turns.flatMap(\.answers).distinct)
        }
    }

    // MARK: Texts

    private func domain(_ form: FormDefinition) -> String {
        let label = catalogue.codeLists["domain"]?.label(of: form.domain)?[language] ?? ""
        return label.isEmpty ? form.domain : label
    }

    /// What the form is in a dialogue: `answers VIP-01`.
    private func part(_ row: Row) -> String {
        let originals = row.answers.map(\.form).distinct.sorted()
        let texts =
            (row.opens ? [Phrase.opensDialogue[language]] : [])
            + (originals.isEmpty ? [] : [Phrase.answersForms(originals)[language]])
        return texts.joined(separator: ", ")
    }

    // MARK: Output

    /// The lines for a terminal: a heading for each domain, its forms below.
    func lines(columns: Int, style: TextStyle = .plain) -> [String] {
        var table = Table([
            .init(Phrase.columnForm[language]), .init(Phrase.columnVersion[language]),
            .init(Phrase.columnTitle[language], yields: true),
            .init(Phrase.columnDialogue[language], yields: true),
        ])
        for row in rows {
            table.append(
                [row.form.code, row.form.versions.last ?? "", row.form.title[language], part(row)]
                    .map(Table.Cell.init))
        }
        let lines = table.aligned(columns: columns - 2, style: style).map { "  " + $0 }
        var shown = lines.prefix(1).map { $0 }
        var last: String?
        for (row, line) in zip(rows, lines.dropFirst()) {
            if row.form.domain != last { shown += ["", style.emphasised(domain(row.form))] }
            last = row.form.domain
            shown.append(line)
        }
        return shown
    }

    /// Code, domain, title, versions, `opens` or nothing, and the turns that it may answer.
    var tabSeparated: [String] {
        rows.map { row in
            [
                row.form.code, row.form.domain, row.form.title[language],
                row.form.versions.joined(separator: ", "), row.opens ? "opens" : "",
                row.answers.map(\.description).joined(separator: ","),
            ].map(Table.oneLine).joined(separator: "\t")
        }
    }

    /// One object for each form.
    var json: [JSONValue] {
        rows.map { row in
            [
                "form": .string(row.form.code),
                "domain": .string(row.form.domain),
                "domain_label": .string(domain(row.form)),
                "title": .string(row.form.title[language]),
                "versions": .array(row.form.versions.map { .string($0) }),
                "opens": .bool(row.opens),
                "answers": .array(row.answers.map { .string($0.description) }),
            ]
        }
    }
}

extension Array where Element: Hashable {
    /// The elements in their order, each once.
    var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
