public import FormSchemas

/// Holds a form against the dialogue that it belongs to: whether it is its turn, and whether what it
/// says fits what was said before.
///
/// It sees what the form's sender sees; whatever that one does not see is not there.
public struct DialogueCheck {
    private let candidate: DialogueCandidate
    private let book: DialogueBook
    private let catalogue: Catalogue
    /// When the form would be accepted.
    private let now: Timestamp
    private var found: [Violation] = []

    /// The most forms of one dialogue that an agency sees.
    public static let threadMax = 2_000

    private var header: FormHeader { candidate.header }
    private var turn: FlowTurn { candidate.turn }
    private var agency: AgencyCode { candidate.header.sender }

    /// Where a form that can be accepted stands, and what is wrong with one that cannot.
    public struct Verdict: Sendable {
        public let root: DocumentIdentity
        public let first: SubmissionID
        public let answers: DocumentIdentity?
        public let violations: [Violation]
        /// The dialogue as rules get it, where there are any.
        public let context: JSONDocument?

        /// The place of a form that opens a dialogue and is held against no other.
        public init(opening candidate: DialogueCandidate) {
            self.init(
                root: candidate.identity, first: candidate.header.id, answers: nil, violations: [])
        }

        init(
            root: DocumentIdentity, first: SubmissionID, answers: DocumentIdentity?,
            violations: [Violation], context: JSONDocument? = nil
        ) {
            self.root = root
            self.first = first
            self.answers = answers
            self.violations = violations
            self.context = context
        }

        public var isAccepted: Bool { !violations.contains { $0.severity == .error } }
    }

    /// - Parameters:
    ///   - book: the dialogues that the candidate asks for, as far as its sender sees them.
    ///   - now: when it would be accepted.
    public static func verdict(
        of candidate: DialogueCandidate, in book: DialogueBook, catalogue: Catalogue,
        at now: Timestamp
    ) -> Verdict {
        var check = DialogueCheck(
            candidate: candidate, book: book, catalogue: catalogue, now: now)
        return check.run()
    }

    private init(
        candidate: DialogueCandidate, book: DialogueBook, catalogue: Catalogue, now: Timestamp
    ) {
        self.candidate = candidate
        self.book = book
        self.catalogue = catalogue
        self.now = now
    }

    private mutating func run() -> Verdict {
        let corrected = findCorrected()
        let original = findOriginal(corrected)
        let references = candidate.references.compactMap { reference in
            findReferred(reference.form, at: reference.pointer, of: reference.name)
                .map { (reference.name, $0) }
        }
        let root = original?.root ?? corrected?.root ?? candidate.identity
        let before = book.thread(root, seenBy: agency)
        let state = DialogueBook.state(of: before, catalogue)
        let thread = before.filter { $0.identity != corrected?.identity }
        if candidate.hasTooManyFacts {
            report(.tooManyFacts, "/body", ["limit": "\(FormVersion.factsBytesMax)"])
        }
        if thread.count >= Self.threadMax { report(.dialogueTooLong, "/header/case") }
        if let original { checkTurn(original, thread) }
        checkCase(original ?? corrected)
        if original != nil, corrected == nil { checkState(state, thread) }
        var rules: JSONDocument?
        if found.isEmpty, !candidate.repeatsContent,
            candidate.version.hasDialogueRules(for: turn)
        {
            let context = DialogueContext(
                now: now, turn: turn.name, state: state, original: original, corrected: corrected,
                thread: thread,
                references: references.map { name, form in
                    (name, form, book.answers(to: form.identity, seenBy: agency))
                })
            rules = context.document
            if let document = rules {
                found += candidate.version.violations(
                    in: candidate.document, as: turn, of: document)
            } else {
                report(.dialogueTooLong, "/header/case")
            }
        }
        return Verdict(
            root: root, first: corrected?.first ?? header.id, answers: original?.identity,
            violations: found, context: rules)
    }

    // MARK: - What it names

    private mutating func findCorrected() -> DialogueForm? {
        guard let reference = header.corrects else { return nil }
        let place: JSONPointer = "/header/corrects"
        guard reference.sender == agency, let form = book.find(reference.identity, seenBy: agency),
            form.form == reference.form.description
        else {
            report(.correctsUnknown, place, ["name": reference.form.description])
            return nil
        }
        guard form.form == header.form.description, form.turn == turn.name,
            answersTheSame(form)
        else {
            let answered = form.answers.map { " → \($0.sender) \($0.id)" } ?? ""
            report(.correctsOtherForm, place, ["expected": "\(form.name)\(answered)"])
            return nil
        }
        let newest = book.newest(of: form)
        if newest.action == .withdraw {
            report(.correctsWithdrawn, place)
        } else if newest.identity != form.identity {
            report(.correctsSuperseded, place, ["expected": newest.identity.id.description])
        }
        let missing = form.recipients.map(\.agency).filter { agency in
            !header.recipients.contains { $0.agency == agency }
        }
        require(missing)
        if candidate.repeatsContent, let document = form.document, !hasContent(of: document) {
            report(.resendChanged, "/body")
        }
        return form
    }

    /// Whether a form that is corrected answers what the candidate answers, be it an older version.
    private func answersTheSame(_ form: DialogueForm) -> Bool {
        guard let answered = form.answers else { return header.inReplyTo == nil }
        guard let own = header.inReplyTo?.identity else { return false }
        if own == answered { return true }
        guard let old = book.find(answered, seenBy: agency),
            let new = book.find(own, seenBy: agency)
        else { return false }
        return old.chain == new.chain
    }

    private func hasContent(of document: JSONDocument) -> Bool {
        guard let own = candidate.document.root["body"], let other = document.root["body"] else {
            return false
        }
        return candidate.document.bytes[own.byteRange] == document.bytes[other.byteRange]
            || JSONValue(own).withoutSeals == JSONValue(other).withoutSeals
    }

    private mutating func findOriginal(_ corrected: DialogueForm?) -> DialogueForm? {
        let place: JSONPointer = "/header/in_reply_to"
        guard let reference = header.inReplyTo else {
            if !turn.opens {
                report(.replyMissing, place, ["expected": Self.list(turn.answers)])
            }
            return nil
        }
        guard let form = book.find(reference.identity, seenBy: agency),
            form.form == reference.form.description
        else {
            report(.replyUnknown, place, Self.parameters(reference))
            return nil
        }
        guard turn.answers.contains(form.name) else {
            var parameters: ViolationParameters = [
                "name": form.name.description, "turn": "\(header.form)/\(turn.name)",
            ]
            let expected = catalogue.answers(to: form.name).map(\.name)
            // A list without elements is left out: another sentence says so.
            if !turn.answers.isEmpty { parameters["own"] = Self.list(turn.answers) }
            if !expected.isEmpty { parameters["expected"] = Self.list(expected) }
            report(.replyNotForeseen, place, parameters)
            return nil
        }
        // What is taken back need not fit what has become of its original.
        guard header.action != .withdraw else { return form }
        let newest = book.newest(of: form)
        if book.withdrawal(of: form, seenBy: agency, catalogue) != nil {
            report(.replyWithdrawn, place)
        } else if newest.identity != form.identity {
            report(.replySuperseded, place, ["expected": newest.identity.id.description])
        }
        return form
    }

    private mutating func findReferred(
        _ reference: FormReference, at place: JSONPointer, of name: String
    ) -> DialogueForm? {
        let forms = candidate.version.flow.references.first { $0.name == name }?.forms ?? []
        guard forms.contains(reference.form.description) else {
            report(
                .referenceOtherForm, place, ["expected": forms.joined(separator: ", ")])
            return nil
        }
        guard let form = book.find(reference.identity, seenBy: agency),
            form.form == reference.form.description
        else {
            report(.referenceUnknown, place, Self.parameters(reference))
            return nil
        }
        guard header.action != .withdraw else { return form }
        let newest = book.newest(of: form)
        if newest.action == .withdraw {
            report(.referenceWithdrawn, place)
        } else if newest.identity != form.identity {
            report(.referenceSuperseded, place, ["expected": newest.identity.id.description])
        }
        return form
    }

    // MARK: - Whether it is its turn

    private mutating func checkTurn(_ original: DialogueForm, _ thread: [DialogueForm]) {
        let authors = authors(original, thread)
        if !authors.contains(agency) {
            report(.replyNotYours, "/header/sender", ["expected": Self.list(authors)])
        }
        let audience: [AgencyCode] =
            switch turn.audience {
            case .asker: [original.identity.sender]
            case .all: [original.identity.sender] + original.addressees
            case nil: []
            }
        require(
            audience.filter { wanted in
                wanted != agency && !header.recipients.contains { $0.agency == wanted }
            })
        guard turn.isOnce, header.action != .withdraw else { return }
        let earlier = thread.first {
            $0.identity.sender == agency && $0.name.turn == turn.name
                && $0.form == header.form.description && $0.answers == original.identity
        }
        if let earlier {
            report(
                .replyTwice, "/header/in_reply_to",
                ["expected": earlier.identity.id.description])
        }
    }

    private func authors(_ original: DialogueForm, _ thread: [DialogueForm]) -> [AgencyCode] {
        switch turn.author {
        case .recipient: original.addressees
        case .sender: [original.identity.sender]
        case .either: [original.identity.sender] + original.addressees
        case .party: thread.flatMap { [$0.identity.sender] + $0.addressees }
        }
    }

    private mutating func checkCase(_ other: DialogueForm?) {
        guard let other, other.caseID != header.caseID else { return }
        report(.caseDiffers, "/header/case", ["expected": other.caseID.description])
    }

    private mutating func checkState(_ state: String?, _ thread: [DialogueForm]) {
        guard let state, !turn.isPossible(in: state, catalogue) else { return }
        var possible: [TurnName] = []
        for form in thread {
            for answer in catalogue.answers(to: form.name)
            where answer.turn.isPossible(in: state, catalogue) && !possible.contains(answer.name) {
                possible.append(answer.name)
            }
        }
        var parameters: ViolationParameters = [
            "state": state,
            "expected": possible.isEmpty ? "CORRECT, WITHDRAW" : Self.list(possible),
        ]
        let labels = catalogue.codeLists[Catalogue.stateList]?.label(of: state)
        for language in Language.allCases {
            parameters["label_\(language.rawValue)"] = labels?[language] ?? state
        }
        report(.stateForbids, "/header/form", parameters)
    }

    // MARK: - Reporting

    private mutating func require(_ missing: [AgencyCode]) {
        guard !missing.isEmpty else { return }
        report(.recipientMissing, "/header/recipients", ["expected": Self.list(missing)])
    }

    private mutating func report(
        _ code: ViolationCode, _ place: JSONPointer, _ parameters: ViolationParameters = [:]
    ) {
        found.append(
            Violation(at: place, in: candidate.document, code: code, parameters: parameters))
    }

    private static func parameters(_ reference: FormReference) -> ViolationParameters {
        [
            "name": reference.form.description, "sender": reference.sender.description,
            "id": reference.id.description,
        ]
    }

    private static func list<Item: Hashable>(_ items: [Item]) -> String {
        var seen: Set<Item> = []
        return items.filter { seen.insert($0).inserted }.map { "\($0)" }.joined(separator: ", ")
    }
}

extension JSONValue {
    /// The value without the digests of confidential parts, which are other ones each time that a
    /// draft is sealed.
    fileprivate var withoutSeals: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.withoutSeals))
        case .object(let members):
            self["$part"].map { .object([.init("$part", $0)]) }
                ?? .object(members.map { .init($0.name, $0.value.withoutSeals) })
        default: self
        }
    }
}
