public import FormSchemas

/// The accepted forms that others are held against: whole dialogues, as far as somebody sees them.
///
/// A value that does no input or output; whoever fills it has found the forms.
public struct DialogueBook: Sendable {
    private var forms: [DocumentIdentity: DialogueForm] = [:]
    private var threads: [DocumentIdentity: [DocumentIdentity]] = [:]
    /// The newest form of each chain.
    private var newest: [DocumentIdentity: DocumentIdentity] = [:]
    /// The answers to each form.
    private var answers: [DocumentIdentity: [DocumentIdentity]] = [:]

    public init() {}

    /// Adds a form, in any order; one that is there already stays as it is.
    public mutating func add(_ form: DialogueForm) {
        guard forms[form.identity] == nil else { return }
        forms[form.identity] = form
        threads[form.root, default: []].append(form.identity)
        if let original = form.answers { answers[original, default: []].append(form.identity) }
        let known = newest[form.chain].flatMap { forms[$0]?.leafIndex }
        if known.map({ $0 < form.leafIndex }) ?? true { newest[form.chain] = form.identity }
    }

    /// Adds the document of a form that is there.
    public mutating func add(_ document: JSONDocument, of form: DocumentIdentity) {
        forms[form]?.document = document
    }

    /// A form that an agency sees; `nil` if there is none.
    func find(_ identity: DocumentIdentity, seenBy agency: AgencyCode) -> DialogueForm? {
        forms[identity].flatMap { $0.isSeen(by: agency) ? $0 : nil }
    }

    /// The newest form of the chain that a form belongs to.
    public func newest(of form: DialogueForm) -> DialogueForm {
        newest[form.chain].flatMap { forms[$0] } ?? form
    }

    /// Whether a form is the newest of its chain, and not withdrawn.
    public func isCurrent(_ form: DialogueForm) -> Bool {
        form.action != .withdraw && newest(of: form).identity == form.identity
    }

    /// The current forms of a dialogue that an agency sees, in the order of the log.
    public func thread(_ root: DocumentIdentity, seenBy agency: AgencyCode) -> [DialogueForm] {
        list(threads[root], seenBy: agency)
    }

    /// The state in which the last form of a thread that sets one has left the dialogue.
    public static func state(of thread: [DialogueForm], _ catalogue: Catalogue) -> String? {
        thread.reversed().lazy.compactMap { $0.flowTurn(in: catalogue)?.state }.first
    }

    /// The current answers to a form that an agency sees, in the order of the log.
    func answers(to form: DocumentIdentity, seenBy agency: AgencyCode) -> [DialogueForm] {
        list(answers[form], seenBy: agency)
    }

    private func list(
        _ identities: [DocumentIdentity]?, seenBy agency: AgencyCode
    ) -> [DialogueForm] {
        (identities ?? []).compactMap { find($0, seenBy: agency) }
            .filter(isCurrent).sorted { $0.leafIndex < $1.leafIndex }
    }
}
