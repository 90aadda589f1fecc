import FormSchemas
import TransparencyLog

/// The value of the variable `dialogue` of a rule; docs/dialogues.md describes it.
struct DialogueContext {
    /// A form that is referred to, with the answers to it.
    typealias Referred = (name: String, form: DialogueForm, replies: [DialogueForm])

    private let value: JSONValue

    /// As a rule gets it; `nil` if it is too much for one.
    var document: JSONDocument? {
        try? JSONDocument(
            value.bytes())
    }

    init(
        now: Timestamp, turn: String, state: String?, original: DialogueForm?,
        corrected: DialogueForm?, thread: [DialogueForm], references: [Referred]
    ) {
        var members: [JSONValue.Member] = [
            .init("now", .string(now.description)), .init("turn", .string(turn)),
            .init("thread", .array(thread.map(\.json))),
            .init(
                "references",
                .object(
                    references.map { name, form, replies in
                        var value = form.json
                        value["replies"] = .array(replies.map(\.json))
                        return .init(name, value)
                    })),
        ]
        if let state { members.append(.init("state", .string(state))) }
        if let original { members.append(.init("original", original.json)) }
        if let corrected { members.append(.init("corrected", corrected.json)) }
        value = .object(members)
    }
}

extension DialogueForm {
    fileprivate var json: JSONValue {
        var value: JSONValue = [
            "form": .string(form), "version": .string(version), "turn": .string(turn),
            "action": .string(action.rawValue), "sender": .string(identity.sender.description),
            "recipients": .array(addressees.map { .string($0.description) }),
            "id": .string(identity.id.description), "digest": .string(Hex.encode(digest)),
            "accepted_at": .string(acceptedAt.description),
        ]
        if let answers { value["answers"] = .string(answers.id.description) }
        let facts = facts.flatMap { try? JSONDocument($0) }
        value["facts"] = facts.map { JSONValue($0.root) } ?? .object([])
        return value
    }
}
