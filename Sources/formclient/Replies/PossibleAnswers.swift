import FormDocument
import FormProtocol
import FormSchemas

/// The forms that may answer another one, and those of them that the reader's agency may send now.
struct PossibleAnswers: Sendable {
    struct Answer: Sendable {
        let name: TurnName
        let turn: FlowTurn
    }

    private let original: EarlierForm
    /// All that the catalogue foresees.
    let foreseen: [Answer]
    /// Those of them that somebody may send in the dialogue's state.
    private let timely: [Answer]
    let possible: [Answer]
    /// The dialogue's state; `nil` if none is known.
    private let state: String?
    private let catalogue: Catalogue

    init(to original: EarlierForm, catalogue: Catalogue = FormLibrary.catalogue) {
        self.original = original
        self.catalogue = catalogue
        let agency = original.view.agency
        let state = original.place.flatMap(original.view.state(of:))
        foreseen = catalogue.answers(to: original.name).map { Answer(name: $0, turn: $1) }
        timely = foreseen.filter { answer in
            state.map { answer.turn.isPossible(in: $0, catalogue) } ?? true
        }
        possible = timely.filter { answer in
            Self.authors(of: answer.turn, to: original).contains(agency.description)
        }
        self.state = state
    }

    /// The agencies that may send an answer, as far as the reader's agency sees.
    private static func authors(of turn: FlowTurn, to original: EarlierForm) -> [String] {
        let asker = original.header.sender.description
        let addressees = original.addressees.map(\.description)
        switch turn.author {
        case .recipient: return addressees
        case .sender: return [asker]
        case .either: return [asker] + addressees
        case .party:
            let others = original.place.map { original.view.forms(of: $0.root) } ?? []
            return [asker] + addressees
                + others.flatMap { form in
                    [form.summary.sender]
                        + form.summary.deliveries.filter { $0.role == "TO" }.map(\.recipient)
                }
        }
    }

    /// The answer that is meant.
    ///
    /// - Parameters:
    ///   - text: `FORM` or `FORM/TURN`, as the user has written it; `nil` if there was no such word.
    ///   - ask: chooses among several; `nil` if nobody can or wants to.
    /// - Throws: ``ClientError`` `.answerIsNo` if there is none, `.usage` if there are several.
    func choose(
        _ text: String?, _ ask: ([Answer]) -> Answer? = { _ in nil }
    ) throws(ClientError) -> Answer {
        guard !foreseen.isEmpty else {
            throw ClientError(
                .answerIsNo, .nothingAnswers(original.name),
                advice: .seeCase(original.view.caseID))
        }
        let fitting = text.map { text in possible.filter { $0.isNamed(text) } } ?? possible
        if fitting.count == 1 { return fitting[0] }
        guard !fitting.isEmpty else { throw whyNot(text) }
        if let answer = ask(fitting) { return answer }
        throw ClientError(
            .usage, .severalAnswers(original.name), details: fitting.map(whoMay),
            advice: .nameTheForm)
    }

    /// What stands against the answer that is meant, and what is possible instead.
    private func whyNot(_ text: String?) -> ClientError {
        let meant = text.map { text in foreseen.filter { $0.isNamed(text) } } ?? foreseen
        let isOwn = meant.contains { answer in
            Self.authors(of: answer.turn, to: original).contains(original.view.agency.description)
        }
        let advice: Phrase =
            state.map(catalogue.closes) == true
            ? .dialogueIsOver(original.view.caseID) : .seeCase(original.view.caseID)
        if let text, let state, meant.isEmpty, timely.isEmpty {
            return ClientError(
                .answerIsNo,
                .nothingFollows(text, original.name, state, isClosed: catalogue.closes(state)),
                advice: advice)
        }
        if let state, !meant.isEmpty, isOwn || timely.isEmpty {
            let ruledOut =
                text.map { $0.uppercased() }
                ?? meant.map(\.name.description).joined(separator: ", ")
            let offered = possible.isEmpty ? timely : possible
            return ClientError(
                .answerIsNo, .stateForbidsAnswer(ruledOut, state, offers: !offered.isEmpty),
                details: offered.map(whoMay), advice: advice)
        }
        guard let text, !possible.isEmpty else {
            return ClientError(
                .answerIsNo, .notYoursToAnswer(original.name), details: timely.map(whoMay),
                advice: .seeCase(original.view.caseID))
        }
        return ClientError(
            .answerIsNo, .doesNotAnswer(text, original.name), details: possible.map(whoMay),
            advice: .nameTheForm)
    }

    /// An answer with its name in the reader's language, and who may send it.
    private func whoMay(_ answer: Answer) -> Phrase {
        var authors: [String] = []
        for author in Self.authors(of: answer.turn, to: original) where !authors.contains(author) {
            authors.append(author)
        }
        let label = answer.turn.label
        func line(_ language: Language) -> String {
            "\(answer.name)  \(label[language]) (\(authors.joined(separator: ", ")))"
        }
        return Phrase(nl: line(.nl), fr: line(.fr), de: line(.de), en: line(.en))
    }
}

extension PossibleAnswers.Answer {
    /// Whether the user means it by `FORM` or `FORM/TURN`.
    func isNamed(_ text: String) -> Bool {
        let text = text.uppercased()
        return text == name.form || text == name.description
    }
}
