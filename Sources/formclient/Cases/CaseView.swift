import FormDocument
import FormProtocol
import FormSchemas

/// A case as the reader's agency sees it.
struct CaseView: Sendable {
    let caseID: String
    let agency: AgencyCode
    let dialogues: [WireDialogue]
    /// In the order of the log.
    let forms: [WireCaseForm]
    let deadlines: [WireDeadline]
    /// Whether there are more forms than these.
    let isTruncated: Bool

    init(_ response: WireGetCaseResponse, for agency: AgencyCode) {
        caseID = response.forms.first?.summary.caseID ?? ""
        self.agency = agency
        dialogues = response.dialogues
        forms = response.forms
        deadlines = response.deadlines
        isTruncated = response.isTruncated
    }

    func form(_ reference: WireFormReference) -> WireCaseForm? {
        forms.first { $0.summary.reference == reference }
    }

    /// The forms of a dialogue, in the order of the log.
    func forms(of root: WireFormReference) -> [WireCaseForm] {
        forms.filter { $0.root == root }
    }

    /// What a form answers, up to the first, and the answers to it: those that stand, in the order of
    /// the log. Bulk submissions are not among them.
    func thread(of reference: WireFormReference) -> [WireFormReference] {
        var chains: Set<WireFormReference> = []
        var above = form(reference)?.summary
        while let summary = above, summary.hasInReplyTo,
            let answered = form(summary.inReplyTo), chains.insert(answered.newest).inserted
        {
            above = answered.summary
        }
        return forms.filter { form in
            form.standing == .current && !form.summary.hasRecordCount
                && (chains.contains(form.newest) || form.summary.inReplyTo == reference)
        }.map(\.summary.reference)
    }

    /// The state of the dialogue that a form belongs to; `nil` if none of its forms has set one.
    func state(of form: WireCaseForm) -> String? {
        dialogues.first { $0.root == form.root }.map(\.state).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What is still owed for a form, the most urgent first.
    func openDeadlines(of form: WireFormReference) -> [WireDeadline] {
        deadlines.filter { $0.form == form && $0.isOpen }
    }
}

extension WireFormSummary {
    var reference: WireFormReference {
        .with {
            $0.sender = sender
            $0.id = id
        }
    }

    /// What the form says in its dialogue, in the reader's language.
    func label(_ language: Language) -> String {
        FormLibrary.label(of: TurnName(form: form, turn: turn), version: version, language)
    }
}

extension WireDeadline {
    var isOpen: Bool { state == .open || state == .overdue }
    var isOverdue: Bool { state == .overdue }
}

extension FormLibrary {
    /// What a turn is called in the reader's language; the form's title if it has no name of its
    /// own, and its code if this client does not know it.
    static func label(
        of name: TurnName, version: String? = nil, _ language: Language
    ) -> String {
        guard let definition = catalogue.form(name.form) else { return name.turn }
        let known = version.flatMap { catalogue.version(form: name.form, version: $0) }
        let label = (known ?? catalogue.newestVersion(form: name.form))?.flow
            .turn(named: name.turn)?.label[language]
        return label.flatMap { $0.isEmpty ? nil : $0 } ?? definition.title[language]
    }
}
