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

    /// The draft; of a bulk submission the header alone.
    func json(
        officer: String?, language: Language, now: Timestamp = .now()
    ) -> JSONValue {
        let header = DraftHeader(
            sender: original.view.agency, officer: officer, recipients: recipients)
        var values = header.values(for: version.form, now: now)
        values.merge(valuesOfHeader) { $1 }
        let prefilled = version.prefill(of: answer.turn, from: original.opened)
        if let mark = answer.turn.mark { values[mark.pointer] = mark.value }
        for (pointer, value) in prefilled { values[pointer] = value }
        var template = FormTemplate(version, language: language)
        var draft = header.freshIDs(
            in: template.draft(values: values), keeping: Set(prefilled.map(\.pointer)))
        if answer.turn.isBulk { draft["body"] = nil }
        return draft
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
            "recipients": .array(recipients.map { .string($0.description) }),
        ]
    }
}
