import FormDocument
import FormProtocol
import FormSchemas

/// A draft that answers a form, with everything that follows from the form.
struct ReplyDraft {
    let original: EarlierForm
    let answer: PossibleAnswers.Answer
    private let version: FormVersion

    /// - Throws: ``ClientError`` `.answerIsNo` if the agency has sent this answer already and may
    ///   send it only once.
    init(to original: EarlierForm, with answer: PossibleAnswers.Answer) throws(ClientError) {
        self.original = original
        self.answer = answer
        version = try FormLibrary.version(of: answer.name.form, nil)
        let agency = original.view.agency.description
        let earlier = original.view.forms.first { form in
            form.standing == .current && form.summary.sender == agency
                && form.summary.form == answer.name.form && form.summary.turn == answer.name.turn
                && form.summary.inReplyTo == original.reference
        }
        if answer.turn.isOnce, let id = earlier?.summary.id {
            throw ClientError(.answerIsNo, .answeredAlready(id), advice: .correctInstead(id))
        }
    }

    /// To whom it goes: who asked, or everybody who takes part.
    var recipients: [AgencyCode] {
        let agency = original.view.agency
        let asker = original.header.sender
        let goesToAll = answer.turn.audience == .all || asker == agency
        var found: [AgencyCode] = []
        for wanted in [asker] + (goesToAll ? original.addressees : [])
        where wanted != agency && !found.contains(wanted) {
            found.append(wanted)
        }
        return found
    }

    /// Whether the draft takes more than the original.
    var readsThread: Bool { version.readsThread(toFillIn: answer.turn) }

    /// The draft; of a bulk submission the header alone.
    ///
    /// - Parameter thread: what the original answers, and the answers to it.
    func json(
        officer: String?, language: Language, thread: [EarlierForm] = [], now: Timestamp = .now()
    ) -> JSONValue {
        let header = DraftHeader(
            sender: original.view.agency, officer: officer, recipients: recipients)
        var values = header.values(for: version.form, now: now)
        values.merge(valuesOfHeader) { $1 }
        if let mark = answer.turn.mark { values[mark.pointer] = mark.value }
        let prefilled = version.prefill(
            of: answer.turn, from: original.opened, digest: original.digest,
            thread: thread.map(\.opened), sender: original.view.agency.description)
        func draft(with prefilled: [(pointer: JSONPointer, value: JSONValue)]) -> JSONValue {
            var template = FormTemplate(version, language: language)
            let known = values.merging(prefilled.map { ($0.pointer, $0.value) }) { $1 }
            return header.freshIDs(
                in: template.draft(values: known), keeping: Set(prefilled.map(\.pointer)))
        }
        var result = draft(with: prefilled)
        // The original may have nothing where the answer has something or is silent.
        let empty = placesWithTooFew(in: result)
        if prefilled.contains(where: { empty.contains($0.pointer) }) {
            result = draft(with: prefilled.filter { !empty.contains($0.pointer) })
        }
        if answer.turn.isBulk { result["body"] = nil }
        return result
    }

    /// The lists that have fewer elements than the form wants.
    private func placesWithTooFew(in draft: JSONValue) -> Set<JSONPointer> {
        guard let document = try? JSONDocument(draft.bytes()) else { return [] }
        let violations = version.violations(in: document, mode: .draft)
        return Set(violations.filter { $0.code == .tooFew }.map(\.instanceLocation))
    }

    /// What the header takes over from the original's.
    private var valuesOfHeader: [JSONPointer: JSONValue] {
        var values: [JSONPointer: JSONValue] = [
            "/header/in_reply_to": original.headerReference,
            "/header/case": .string(original.header.caseID.description),
        ]
        var pointers: [JSONPointer] = [
            "/header/urgency", "/header/legal_basis", "/header/handling/codes",
            "/header/handling/text", "/header/handling/classification",
        ]
        let purposes = version.form.purposes
        if purposes.isEmpty || purposes.contains(original.header.purpose) {
            pointers += ["/header/purpose", "/header/purposes_permitted"]
        }
        for pointer in pointers {
            values[pointer] = original.opened[pointer].map { JSONValue($0) }
        }
        return values
    }

    private static func recipients(of draft: JSONValue) -> [String] {
        guard case .array(let recipients)? = draft["header"]?["recipients"] else { return [] }
        return recipients.compactMap { recipient in
            if case .string(let agency)? = recipient["agency"] { agency } else { nil }
        }
    }

    /// What was drafted, with the keys that programs rely on.
    func summary(of draft: JSONValue, in file: String) -> JSONValue {
        [
            "file": .string(file),
            "form": .string(answer.name.form),
            "version": .string(version.version),
            "turn": .string(answer.name.turn),
            "id": draft["header"]?["id"] ?? .null,
            "case": .string(original.header.caseID.description),
            "in_reply_to": original.reference.jsonValue,
            "recipients": .array(Self.recipients(of: draft).map { .string($0) }),
        ]
    }
}

extension ReplyDraft {
    /// Fetches a form and drafts an answer to it.
    ///
    /// - Parameters:
    ///   - name: `FORM` or `FORM/TURN`; `nil` for whichever is possible.
    ///   - output: a file; `nil` or `-` for standard output.
    ///   - ask: chooses among several; `nil` if nobody can or wants to.
    static func write(
        to id: String, sender: AgencyCode?, with name: String?, in output: String?,
        _ session: Session,
        ask: ([PossibleAnswers.Answer]) -> PossibleAnswers.Answer? = { _ in nil }
    ) async throws {
        let console = session.console
        if let output, output != "-" { try session.requireMayWrite(output) }
        let fetched = try await FetchedForm.fetch(id, sender: sender, session)
        let original = fetched.form
        try original.requireCurrent(Phrase.replyToNewest)
        let answer = try PossibleAnswers(to: original).choose(name, ask)
        let reply = try ReplyDraft(to: original, with: answer)

        let officer = try session.officer ?? session.profile().officer
        let thread = reply.readsThread ? try await FetchedForm.thread(of: original, session) : []
        let draft = reply.json(officer: officer, language: console.language, thread: thread)
        let file = output ?? "FILE"
        try session.write(
            draft: draft.bytes(pretty: true), to: output,
            summary: reply.summary(of: draft, in: file))
        if !fetched.withheld.isEmpty { console.tell(.partsWithheld(fetched.withheld)) }
        console.tell(.drafted(answer.name, answer.turn.label, to: recipients(of: draft)))
        console.tell(answer.turn.isBulk ? .bulkReplyAdvice(file) : .replyAdvice(file))
    }
}
