public import FormSchemas

/// How an answer that is owed stands: whether it was given, and whether it still can be.
public struct AnswerStanding: Hashable, Sendable {
    /// Why an answer cannot be given any more.
    public enum Void: String, Sendable {
        /// The form that asks for it was corrected.
        case replaced = "REPLACED"
        /// The form that asks for it was withdrawn, or one that this form answers.
        case withdrawn = "WITHDRAWN"
        /// The dialogue is closed to it.
        case closed = "CLOSED"
    }

    /// When the first form that gives it was accepted, and its leaf; `nil` if there is none.
    public let metAt: Timestamp?
    public let metLeaf: Int64?
    public let void: Void?
    /// Since when it cannot be given.
    public let voidAt: Timestamp?

    /// As it stands when it is first owed.
    public static let open = AnswerStanding(metBy: nil, void: nil)

    init(metBy answer: DialogueForm?, void: (reason: Void, by: DialogueForm)?) {
        metAt = answer?.acceptedAt
        metLeaf = answer?.leafIndex
        self.void = void?.reason
        voidAt = void?.by.acceptedAt
    }
}

extension DialogueBook {
    /// Adds a form that is accepted behind all others of its dialogue.
    ///
    /// Takes time in proportion to the forms of the dialogue.
    ///
    /// - Returns: the answers owed in its dialogue that stand otherwise now.
    public mutating func accept(
        _ form: DialogueForm, _ catalogue: Catalogue
    ) -> [OwedAnswer.Key: AnswerStanding] {
        let before = standings(in: form.root, catalogue)
        add(form)
        return standings(in: form.root, catalogue).filter { key, standing in
            standing != before[key] ?? .open
        }
    }

    /// How every answer that the forms of a dialogue ask for stands.
    public func standings(
        in root: DocumentIdentity, _ catalogue: Catalogue
    ) -> [OwedAnswer.Key: AnswerStanding] {
        let forms = forms(of: root)
        var found: [OwedAnswer.Key: AnswerStanding] = [:]
        for form in forms where form.action != .withdraw {
            for deadline in form.flowTurn(in: catalogue)?.deadlines ?? [] {
                let debtors = deadline.debtors(
                    sender: form.identity.sender, recipients: form.recipients, facts: form.facts)
                for agency in debtors {
                    let key = OwedAnswer.Key(
                        form: form.identity, agency: agency, regime: deadline.regime)
                    found[key] = AnswerStanding(
                        metBy: forms.first { gives($0, deadline, of: form, by: agency, catalogue) },
                        void: void(deadline, of: form, by: agency, catalogue))
                }
            }
        }
        return found
    }

    /// Whether an answer is one that a form asks for, and stands.
    ///
    /// One that does not answer the very form, and is not of those that must, counts if the form was
    /// the newest of its chain when it came.
    private func gives(
        _ answer: DialogueForm, _ deadline: FlowDeadline, of form: DialogueForm,
        by agency: AgencyCode, _ catalogue: Catalogue
    ) -> Bool {
        guard answer.identity.sender == agency, deadline.metBy.contains(answer.name),
            answer.leafIndex > form.leafIndex, newest(of: answer).action != .withdraw
        else { return false }
        if answer.answers == form.identity { return true }
        let mustAnswer = answer.flowTurn(in: catalogue)?.answers.contains(form.name) ?? false
        return !mustAnswer && successor(of: form).map { $0.leafIndex > answer.leafIndex } ?? true
    }

    /// Why an answer cannot be given, and which form has made it so.
    private func void(
        _ deadline: FlowDeadline, of form: DialogueForm, by agency: AgencyCode,
        _ catalogue: Catalogue
    ) -> (reason: AnswerStanding.Void, by: DialogueForm)? {
        if let withdrawal = withdrawal(of: form, seenBy: agency, catalogue) {
            return (.withdrawn, withdrawal)
        }
        if let successor = successor(of: form) { return (.replaced, successor) }
        let answers = deadline.metBy.compactMap { catalogue.turn($0) }
        let closing = statesBackwards(of: form.root, seenBy: agency, catalogue).prefix {
            catalogue.closes($0.state)
                && !answers.contains { [state = $0.state] in $0.isPossible(in: state, catalogue) }
        }
        return closing.last.map { (.closed, first(of: $0.form)) }
    }
}
