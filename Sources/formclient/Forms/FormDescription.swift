import FormSchemas

/// What the catalogue says about one version of a form: what it is for, and its part in dialogues.
struct FormDescription: Sendable {
    private let version: FormVersion
    private let catalogue: Catalogue
    private let language: Language

    init(_ version: FormVersion, of catalogue: Catalogue, in language: Language) {
        self.version = version
        self.catalogue = catalogue
        self.language = language
    }

    private var form: FormDefinition { version.form }

    /// The turns; none for a form that has no flow.
    private var turns: [FlowTurn] { version.flow.turns.filter { !$0.label.isEmpty } }

    // MARK: Lines

    /// The lines for a terminal.
    func lines(columns: Int, style: TextStyle = .plain) -> [String] {
        let layout = EntryLayout(columns: columns, style: style)
        let headline = "\(version.code) v\(version.version)  \(version.title[language])"
        return headline.folded(to: layout.columns).map { style.emphasised($0) }
            + form.description[language].folded(to: layout.columns)
            + [""] + layout.lines(entries)
            + turns.flatMap { turn in
                [""] + layout.lines([ShownEntry(label(turn), .group(entries(of: turn)))])
            }
    }

    /// One line for each text: the titles that lead to it, and the text.
    var tabSeparated: [String] {
        let all =
            entries + turns.map { ShownEntry($0.name, .group(entries(of: $0))) }
        return Self.flattened(all, below: []).map { titles, text in
            "\(Table.oneLine(titles.joined(separator: " / ")))\t\(Table.oneLine(text))"
        }
    }

    private static func flattened(
        _ entries: [ShownEntry], below titles: [String]
    ) -> [(titles: [String], text: String)] {
        entries.flatMap { entry -> [(titles: [String], text: String)] in
            let titles = titles + [entry.title]
            switch entry.content {
            case .text(let text): return [(titles, text)]
            case .group(let entries): return flattened(entries, below: titles)
            case .list(let items):
                return items.flatMap { flattened($0, below: titles) }
            }
        }
    }

    // MARK: Entries

    private var entries: [ShownEntry] {
        var entries = [
            ShownEntry(Phrase.domainTitle[language], label(of: form.domain, in: "domain")),
            ShownEntry(
                Phrase.versionsTitle[language], form.versions.joined(separator: ", ")),
            ShownEntry(Phrase.purposesTitle[language], labels(of: form.purposes, in: "purpose")),
            ShownEntry(Phrase.actionsTitle[language], labels(of: form.actions, in: "action")),
        ]
        if let days = form.retentionDaysMax {
            entries.append(
                ShownEntry(Phrase.retentionTitle[language], Phrase.atMostDays(days)[language]))
        }
        return entries
    }

    private func entries(of turn: FlowTurn) -> [ShownEntry] {
        func entry(_ title: Phrase, _ text: String) -> ShownEntry {
            ShownEntry(title[language], text)
        }
        let name = TurnName(form: version.code, turn: turn.name)
        let answers = catalogue.answers(to: name).map(\.name)
        var entries: [ShownEntry] = []
        if turn.opens { entries.append(entry(.turnOpens, Phrase.yes[language])) }
        if !turn.answers.isEmpty { entries.append(entry(.turnAnswers, labels(of: turn.answers))) }
        if !answers.isEmpty { entries.append(entry(.turnAnsweredBy, labels(of: answers))) }
        if !turn.answers.isEmpty {
            entries.append(entry(.turnAuthor, Phrase.author(turn.author)[language]))
        }
        entries.append(entry(.turnRoles, roles(of: turn).joined(separator: ", ")))
        if let audience = turn.audience {
            entries.append(entry(.turnAudience, Phrase.audience(audience)[language]))
        }
        if turn.isOnce { entries.append(entry(.turnOnce, Phrase.yes[language])) }
        if turn.isBulk { entries.append(entry(.turnBulk, Phrase.yes[language])) }
        if !turn.states.isEmpty {
            entries.append(entry(.turnStates, labels(of: turn.states, in: "dialogue-state")))
        }
        if let state = turn.state {
            entries.append(entry(.turnState, label(of: state, in: "dialogue-state")))
        }
        return entries
            + turn.deadlines.map { deadline in
                let label = catalogue.regimes[deadline.regime]?.label[language] ?? deadline.regime
                return ShownEntry(
                    "\(Phrase.deadlineTitle[language]): \(label) (\(deadline.regime))",
                    .group(self.entries(of: deadline)))
            }
    }

    private func entries(of deadline: FlowDeadline) -> [ShownEntry] {
        let regime = catalogue.regimes[deadline.regime]
        func entry(_ title: Phrase, _ text: String) -> ShownEntry {
            ShownEntry(title[language], text)
        }
        var entries = [entry(.deadlineDebtor, Phrase.debtor(deadline.debtor)[language])]
        if let spans = regime?.acknowledge, !spans.isEmpty {
            entries.append(entry(.deadlineAcknowledge, text(of: spans)))
        }
        if let spans = regime?.reply, !spans.isEmpty {
            entries.append(entry(.deadlineReply, text(of: spans)))
        }
        if let from = deadline.from { entries.append(entry(.deadlineFrom, from)) }
        return entries + [entry(.deadlineMetBy, labels(of: deadline.metBy))]
    }

    // MARK: Texts

    private func roles(of turn: FlowTurn) -> [String] {
        turn.roles.isEmpty ? ["SUBMITTER"] : turn.roles
    }

    private func label(_ turn: FlowTurn) -> String { "\(turn.label[language]) (\(turn.name))" }

    private func labels(of names: [TurnName]) -> String {
        names.map { name in
            catalogue.turn(name).map { "\($0.label[language]) (\(name))" } ?? name.description
        }.joined(separator: "; ")
    }

    private func label(of code: String, in list: String) -> String {
        let label = catalogue.codeLists[list]?.label(of: code)?[language] ?? ""
        return label.isEmpty ? code : "\(label) (\(code))"
    }

    private func labels(of codes: [String], in list: String) -> String {
        codes.map { label(of: $0, in: list) }.joined(separator: "; ")
    }

    /// The usual time first, then those of other urgencies.
    private func text(of spans: [String: Regime.Span]) -> String {
        let others = spans.keys.filter { $0 != Regime.usual }.sorted().map {
            "\(label(of: $0, in: "urgency")): \(Phrase.span(spans[$0] ?? .days(0))[language])"
        }
        let usual = spans[Regime.usual].map { [Phrase.span($0)[language]] } ?? []
        return (usual + others).joined(separator: "; ")
    }
}

// MARK: - JSON

extension FormDescription {
    /// The same with stable keys: codes with their labels, turns as `FORM/TURN`.
    var json: JSONValue {
        [
            "form": .string(form.code),
            "slug": .string(form.slug),
            "version": .string(version.version),
            "versions": .array(form.versions.map { .string($0) }),
            "domain": .string(form.domain),
            "domain_label": .string(
                catalogue.codeLists["domain"]?.label(of: form.domain)?[language] ?? form.domain),
            "title": .string(form.title[language]),
            "description": .string(form.description[language]),
            "law": .string(form.law),
            "purposes": codes(form.purposes, in: "purpose"),
            "instruments": codes(form.instruments, in: "instrument"),
            "actions": codes(form.actions, in: "action"),
            "retention_days_max": form.retentionDaysMax.map { .int($0) } ?? .null,
            "turns": .array(turns.map(json)),
        ]
    }

    private func codes(_ codes: [String], in list: String) -> JSONValue {
        .array(
            codes.map { code in
                let label = catalogue.codeLists[list]?.label(of: code)?[language] ?? code
                return ["code": .string(code), "label": .string(label)]
            })
    }

    private func json(_ turn: FlowTurn) -> JSONValue {
        let answers = catalogue.answers(to: TurnName(form: version.code, turn: turn.name))
        return [
            "turn": .string(turn.name),
            "label": .string(turn.label[language]),
            "opens": .bool(turn.opens),
            "answers": .array(turn.answers.map { .string($0.description) }),
            "answered_by": .array(answers.map { .string($0.name.description) }),
            "by": turn.answers.isEmpty ? .null : .string(turn.author.rawValue),
            "to": turn.audience.map { .string($0.rawValue) } ?? .null,
            "roles": .array(roles(of: turn).map { .string($0) }),
            "once": .bool(turn.isOnce),
            "bulk": .bool(turn.isBulk),
            "in": codes(turn.states, in: "dialogue-state"),
            "state": turn.state.map { .string($0) } ?? .null,
            "deadlines": .array(turn.deadlines.map(json)),
        ]
    }

    private func json(_ deadline: FlowDeadline) -> JSONValue {
        let regime = catalogue.regimes[deadline.regime]
        return [
            "for": .string(deadline.debtor.rawValue),
            "regime": .string(deadline.regime),
            "label": .string(regime?.label[language] ?? deadline.regime),
            "acknowledge": Self.json(regime?.acknowledge ?? [:]),
            "reply": Self.json(regime?.reply ?? [:]),
            "from": deadline.from.map { .string($0) } ?? .null,
            "met_by": .array(deadline.metBy.map { .string($0.description) }),
        ]
    }

    /// The times by urgency, as a regime's file has them.
    private static func json(_ spans: [String: Regime.Span]) -> JSONValue {
        .object(
            spans.sorted { $0.key < $1.key }.map { urgency, span in
                let (unit, amount) =
                    switch span {
                    case .hours(let count): ("hours", count)
                    case .days(let count): ("days", count)
                    case .workingDays(let count): ("working_days", count)
                    case .months(let count): ("months", count)
                    }
                return .init(urgency, .object([.init(unit, .int(amount))]))
            })
    }
}
