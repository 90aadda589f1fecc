public import FormSchemas

/// How an answer that is owed stands: whether it was given, and whether it still can be.
public struct AnswerStanding: Hashable, Sendable {
    /// Why an answer cannot be given any more.
    public enum VoidReason: String, Sendable {
        /// The form that asks for it was corrected, another one has moved its time, or it repeats
        /// one that has its answer.
        case replaced = "REPLACED"
        /// The form that asks for it was withdrawn, or one that this form answers.
        case withdrawn = "WITHDRAWN"
        /// The dialogue is closed to it.
        case closed = "CLOSED"
    }

    /// When the first form that gives it was accepted, and its leaf; `nil` if there is none.
    public let metAt: Timestamp?
    public let metLeaf: Int64?
    public let void: VoidReason?
    /// Since when it cannot be given.
    public let voidAt: Timestamp?

    /// As it stands when it is first owed.
    public static let open = AnswerStanding(metBy: nil, void: nil)

    init(metBy answer: DialogueForm?, void: (reason: VoidReason, by: DialogueForm)?) {
        metAt = answer?.acceptedAt
        metLeaf = answer?.leafIndex
        self.void = void?.reason
        voidAt = void?.by.acceptedAt
    }
}

extension DialogueBook {
    /// Adds a form that is accepted behind all others of its dialogue.
    ///
    /// Takes time in proportion to the forms of the dialogue, for each answer that they ask for.
    ///
    /// - Returns: the answers owed in its dialogue that stand otherwise now.
    public mutating func accept(
        _ form: DialogueForm, _ catalogue: Catalogue
    ) -> [OwedAnswer.Key: AnswerStanding] {
        // What a form asks for is open while it is alone, as most are when they come.
        if !hasForms(of: form.root),
            form.flowTurn(in: catalogue)?.state.map(catalogue.closes) != true
        {
            add(form)
            return [:]
        }
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
        let movers = forms.filter { form in
            form.deadlines(catalogue).contains(where: \.moves) && isCurrent(form)
        }
        var closings: [AgencyCode: [Closing]] = [:]
        var found: [OwedAnswer.Key: AnswerStanding] = [:]
        for form in forms where form.action != .withdraw {
            for deadline in form.deadlines(catalogue) {
                for agency in form.debtors(of: deadline) {
                    let closing = closings[agency] ?? closing(root, agency, catalogue)
                    closings[agency] = closing
                    let owed = Owed(form: form, deadline: deadline, agency: agency)
                    let mover = movers.first { moves($0, owed, catalogue) }
                    let answer = forms.first {
                        gives($0, owed, catalogue) && $0.leafIndex < mover?.leafIndex ?? .max
                    }
                    let isRepeated = answer == nil && wasAnswered(owed, in: forms, catalogue)
                    let key = OwedAnswer.Key(
                        form: form.identity, agency: agency, regime: deadline.regime)
                    found[key] = AnswerStanding(
                        metBy: answer,
                        void: isRepeated
                            ? (.replaced, form) : void(owed, mover, closing, catalogue))
                }
            }
        }
        return found
    }

    /// One answer that a form asks for.
    private struct Owed {
        let form: DialogueForm
        let deadline: FlowDeadline
        let agency: AgencyCode
    }

    /// Whether an answer is the one that is owed, and stands.
    ///
    /// One that does not answer the very form counts where the deadline says so, or if it does not
    /// answer such forms, and then if the form was the newest of its chain when it came.
    private func gives(_ answer: DialogueForm, _ owed: Owed, _ catalogue: Catalogue) -> Bool {
        guard answer.identity.sender == owed.agency, owed.deadline.metBy.contains(answer.name),
            answer.leafIndex > owed.form.leafIndex, newest(of: answer).action != .withdraw
        else { return false }
        if answer.answers == owed.form.identity { return true }
        let counts =
            owed.deadline.isMetAnywhere
            || answer.flowTurn(in: catalogue)?.answers.contains(owed.form.name) != true
        return counts && successor(of: owed.form).map { $0.leafIndex > answer.leafIndex } ?? true
    }

    /// Whether a form repeats one that has its answer: nothing is owed a second time.
    private func wasAnswered(
        _ owed: Owed, in forms: [DialogueForm], _ catalogue: Catalogue
    ) -> Bool {
        guard owed.form.action == .resend, let repeated = predecessor(of: owed.form) else {
            return false
        }
        let before = Owed(form: repeated, deadline: owed.deadline, agency: owed.agency)
        return forms.contains { gives($0, before, catalogue) }
            || wasAnswered(before, in: forms, catalogue)
    }

    /// Whether a form sets another time for an answer: it asks the same of the agency, and answers
    /// the form that asks for it, or the same as that one.
    private func moves(_ mover: DialogueForm, _ owed: Owed, _ catalogue: Catalogue) -> Bool {
        guard mover.leafIndex > owed.form.leafIndex, mover.chain != owed.form.chain,
            let answered = mover.answers.flatMap({ find($0, seenBy: owed.agency) })
        else { return false }
        let original = owed.form.answers.flatMap { find($0, seenBy: owed.agency) }
        guard answered.chain == owed.form.chain || answered.chain == original?.chain else {
            return false
        }
        return mover.deadlines(catalogue).contains {
            $0.moves && $0.regime == owed.deadline.regime
                && mover.debtors(of: $0).contains(owed.agency)
        }
    }

    /// Why an answer cannot be given, and which form has made it so.
    private func void(
        _ owed: Owed, _ mover: DialogueForm?, _ closing: [Closing], _ catalogue: Catalogue
    ) -> (reason: AnswerStanding.VoidReason, by: DialogueForm)? {
        if let withdrawal = withdrawal(of: owed.form, seenBy: owed.agency, catalogue) {
            return (.withdrawn, withdrawal)
        }
        if let successor = successor(of: owed.form) ?? mover { return (.replaced, successor) }
        let answers = owed.deadline.metBy.compactMap { catalogue.turn($0) }
        let closed = closing.prefix { step in
            !answers.contains { $0.isPossible(in: step.state, catalogue) }
        }
        return closed.last.map { (.closed, first(of: $0.form)) }
    }

    /// A form that has left a dialogue in a state that closes it.
    private typealias Closing = (form: DialogueForm, state: String)

    /// By which forms a dialogue is closed to an agency, the last first.
    private func closing(
        _ root: DocumentIdentity, _ agency: AgencyCode, _ catalogue: Catalogue
    ) -> [Closing] {
        let setting = thread(root, seenBy: agency).compactMap { form in
            form.flowTurn(in: catalogue)?.state.map { (form, $0) }
        }
        return setting.reversed().prefix { catalogue.closes($0.1) }.map { ($0.0, $0.1) }
    }
}

extension DialogueForm {
    fileprivate func deadlines(_ catalogue: Catalogue) -> [FlowDeadline] {
        flowTurn(in: catalogue)?.deadlines ?? []
    }

    fileprivate func debtors(of deadline: FlowDeadline) -> [AgencyCode] {
        deadline.debtors(sender: identity.sender, recipients: recipients, facts: facts)
    }
}
