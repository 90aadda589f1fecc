public import FormSchemas

/// The accepted forms that others are held against: whole dialogues, as far as somebody sees them.
///
/// A value that does no input or output; whoever fills it has found the forms.
public struct DialogueBook: Sendable {
    private var forms: [DocumentIdentity: DialogueForm] = [:]
    // Each of these lists is in the order of the log.
    private var threads: [DocumentIdentity: [DialogueFormPlace]] = [:]
    private var chains: [DocumentIdentity: [DialogueFormPlace]] = [:]
    /// The answers to each form.
    private var answers: [DocumentIdentity: [DialogueFormPlace]] = [:]

    public init() {}

    /// Adds a form, in any order; one that is there already stays as it is.
    public mutating func add(_ form: DialogueForm) {
        guard forms[form.identity] == nil else { return }
        forms[form.identity] = form
        let place = DialogueFormPlace(leafIndex: form.leafIndex, identity: form.identity)
        threads[form.root, default: []].insert(place)
        chains[form.chain, default: []].insert(place)
        if let original = form.answers { answers[original, default: []].insert(place) }
    }

    /// Adds the document of a form that is there.
    public mutating func add(_ document: JSONDocument, of form: DocumentIdentity) {
        forms[form]?.document = document
    }

    /// A form, whoever sees it.
    subscript(identity: DocumentIdentity) -> DialogueForm? { forms[identity] }

    /// A form that an agency sees; `nil` if there is none.
    func find(_ identity: DocumentIdentity, seenBy agency: AgencyCode) -> DialogueForm? {
        forms[identity].flatMap { $0.isSeen(by: agency) ? $0 : nil }
    }

    /// The newest form of the chain that a form belongs to.
    public func newest(of form: DialogueForm) -> DialogueForm {
        chains[form.chain]?.last.flatMap { forms[$0.identity] } ?? form
    }

    /// The first form of the chain that a form belongs to.
    func first(of form: DialogueForm) -> DialogueForm {
        chains[form.chain]?.first.flatMap { forms[$0.identity] } ?? form
    }

    /// The form whose place another one has taken.
    func predecessor(of form: DialogueForm) -> DialogueForm? {
        chains[form.chain]?.last { $0.leafIndex < form.leafIndex }.flatMap { forms[$0.identity] }
    }

    /// The form that has taken the place of another one.
    func successor(of form: DialogueForm) -> DialogueForm? {
        chains[form.chain]?.first { $0.leafIndex > form.leafIndex }.flatMap { forms[$0.identity] }
    }

    /// Whether a form is the newest of its chain, and not withdrawn.
    public func isCurrent(_ form: DialogueForm) -> Bool {
        form.action != .withdraw && newest(of: form).identity == form.identity
    }

    /// The form that has withdrawn another one, or one that this answers, directly or through others;
    /// not beyond one that could stand alone.
    func withdrawal(
        of form: DialogueForm, seenBy agency: AgencyCode, _ catalogue: Catalogue
    ) -> DialogueForm? {
        var form = form
        while newest(of: form).action != .withdraw {
            guard form.flowTurn(in: catalogue)?.opens == false, let answered = form.answers,
                let original = find(answered, seenBy: agency)
            else { return nil }
            form = original
        }
        return newest(of: form)
    }

    func hasForms(of root: DocumentIdentity) -> Bool { threads[root] != nil }

    /// All forms of a dialogue in the order of the log, whoever sees them.
    func forms(of root: DocumentIdentity) -> [DialogueForm] {
        (threads[root] ?? []).compactMap { forms[$0.identity] }
    }

    /// The current forms of a dialogue that an agency sees, in the order of the log; a correction
    /// stands where the first form of its chain stood.
    public func thread(_ root: DocumentIdentity, seenBy agency: AgencyCode) -> [DialogueForm] {
        list(threads[root], seenBy: agency)
    }

    /// The state in which the last form of a thread that sets one has left the dialogue.
    public static func state(of thread: [DialogueForm], _ catalogue: Catalogue) -> String? {
        thread.reversed().lazy.compactMap { $0.flowTurn(in: catalogue)?.state }.first
    }

    /// The current answers to a form that an agency sees, in the same order.
    func answers(to form: DocumentIdentity, seenBy agency: AgencyCode) -> [DialogueForm] {
        list(answers[form], seenBy: agency)
    }

    private func list(
        _ places: [DialogueFormPlace]?, seenBy agency: AgencyCode
    ) -> [DialogueForm] {
        (places ?? []).compactMap { find($0.identity, seenBy: agency) }.filter(isCurrent)
            .map { (form: $0, place: placeOfChain($0, seenBy: agency)) }
            .sorted { $0.place < $1.place }.map(\.form)
    }

    /// The leaf of the first form of a chain that an agency sees.
    private func placeOfChain(_ form: DialogueForm, seenBy agency: AgencyCode) -> Int64 {
        guard form.first != form.identity.id else { return form.leafIndex }
        return chains[form.chain]?.first { find($0.identity, seenBy: agency) != nil }?.leafIndex
            ?? form.leafIndex
    }
}

/// Where a form stands in the log.
private struct DialogueFormPlace: Sendable {
    let leafIndex: Int64
    let identity: DocumentIdentity
}

extension [DialogueFormPlace] {
    /// At the end, where forms are added in the order of the log.
    fileprivate mutating func insert(_ place: DialogueFormPlace) {
        let last = lastIndex { $0.leafIndex <= place.leafIndex }
        insert(place, at: last.map { $0 + 1 } ?? 0)
    }
}
