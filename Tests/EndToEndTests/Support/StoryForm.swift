import FormDocument
import FormSchemas

/// One form of a story, as its author writes it.
struct StoryForm: Sendable {
    var json: JSONValue

    var id: String { text("/header/id") }
    var form: String { text("/header/form") }
    var sender: String { text("/header/sender") }
    var caseID: String { text("/header/case") }

    /// By what other forms refer to this one.
    var reference: JSONValue {
        ["form": .string(form), "sender": .string(sender), "id": .string(id)]
    }

    func text(_ pointer: String) -> String {
        guard case .string(let text)? = json[at: pointer] else { return "" }
        return text
    }

    func setting(_ pointer: String, _ value: JSONValue?) -> StoryForm {
        var form = self
        form.json[at: pointer] = value
        return form
    }

    /// The same under a new ID.
    func renewed() -> StoryForm {
        setting("/header/id", .string("\(SubmissionID.generate())"))
    }

    /// The same as an answer to another form.
    func answering(_ original: StoryForm) -> StoryForm {
        renewed().setting("/header/in_reply_to", original.reference)
    }

    /// The same in the place of an earlier form.
    func correcting(_ earlier: StoryForm) -> StoryForm {
        renewed().setting("/header/action", "CORRECT")
            .setting("/header/corrects", earlier.reference)
    }

    /// The same from another agency.
    func from(_ sender: String) -> StoryForm {
        renewed().setting("/header/sender", .string(sender))
    }

    /// The same, addressed to these agencies.
    func to(_ agencies: String...) -> StoryForm {
        setting(
            "/header/recipients",
            .array(agencies.map { ["agency": .string($0), "as": "TO"] }))
    }
}
