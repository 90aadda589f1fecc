import FormDocument
import FormProtocol
import FormSchemas

/// A document that takes the place of an own earlier one: a correction or a withdrawal.
struct SuccessorDraft {
    let earlier: EarlierForm
    let action: DocumentAction

    /// - Throws: ``ClientError`` `.answerIsNo` if the form is another agency's, was replaced or
    ///   withdrawn, or does not know the action.
    init(_ action: DocumentAction, of earlier: EarlierForm) throws(ClientError) {
        self.earlier = earlier
        self.action = action
        guard earlier.header.sender == earlier.view.agency else {
            throw ClientError(
                .answerIsNo, .formOfOthers(earlier.header.sender.description),
                advice: .replyInstead(earlier.header.id.description))
        }
        try earlier.requireCurrent(
            action == .withdraw ? Phrase.withdrawNewest : Phrase.correctNewest)
        let actions = earlier.version.form.actions
        guard actions.contains(action.rawValue) else {
            throw ClientError(
                .answerIsNo,
                .actionNotForeseen(earlier.version.code, action.rawValue, possible: actions))
        }
    }

    /// The draft: the earlier document with another header, the values of its parts in it.
    func json(now: Timestamp = .now()) -> JSONValue {
        var draft = JSONValue(earlier.opened.root)
        draft["header"]?["id"] = .string(SubmissionID.generate(at: now).description)
        draft["header"]?["action"] = .string(action.rawValue)
        draft["header"]?["corrects"] = earlier.headerReference
        draft["header"]?["created_at"] = .string(LocalTime(now).rfc3339)
        // What should have come by now is asked for anew, by the regime.
        if let due = earlier.header.dueBy, due <= now { draft["header"]?["due_by"] = nil }
        if action == .correct, let newest = newestOriginal {
            draft["header"]?["in_reply_to"]?["id"] = .string(newest)
        }
        return draft
    }

    /// The newest version of the form that the earlier one answers: a correction answers that one.
    private var newestOriginal: String? {
        earlier.place.flatMap { place in
            place.summary.hasInReplyTo ? earlier.view.form(place.summary.inReplyTo)?.newest.id : nil
        }
    }

    /// What was drafted, with the keys that programs rely on.
    func summary(of draft: JSONValue, in file: String) -> JSONValue {
        [
            "file": .string(file),
            "form": .string(earlier.version.code),
            "version": .string(earlier.version.version),
            "action": .string(action.rawValue),
            "id": draft["header"]?["id"] ?? .null,
            "case": .string(earlier.header.caseID.description),
            "corrects": earlier.reference.jsonValue,
        ]
    }
}

extension SuccessorDraft {
    /// Fetches an own form and drafts its successor.
    static func write(
        _ action: DocumentAction, of id: String, to output: String?, _ session: Session,
        advice: (String) -> Phrase
    ) async throws {
        let console = session.console
        if let output, output != "-" { try session.requireMayWrite(output) }
        let fetched = try await FetchedForm.fetch(id, sender: nil, session)
        guard !fetched.isBulk else { throw ClientError(.answerIsNo, .notForBulk) }
        let successor = try SuccessorDraft(action, of: fetched.form)

        let draft = successor.json()
        let file = output ?? "FILE"
        try session.write(
            draft: draft.bytes(pretty: true), to: output,
            summary: successor.summary(of: draft, in: file))
        if !fetched.withheld.isEmpty { console.tell(.partsWithheld(fetched.withheld)) }
        console.tell(advice(file))
    }
}
