/// What a form version may be in a dialogue: its turns, what it rests upon, what later forms may be
/// held against.
///
/// Read from flow.json; docs/dialogues.md describes it.
public struct Flow: Sendable {
    public let turns: [FlowTurn]
    public let references: [FlowReference]
    let expressions: Lazy<FlowExpressions>

    /// The flow of a form that has none in the catalogue: it stands alone.
    static let alone = Flow(
        turns: [FlowTurn(name: "FORM")], references: [],
        expressions: Lazy { FlowExpressions() })

    var facts: [FlowFact] { expressions.value.facts }
    /// What a document says of the inspection that it is about, by turn.
    var contributions: [String: [FlowFact]] { expressions.value.contributions }
    /// What an answer is filled in with, by turn.
    public var prefills: [String: [FlowPrefill]] { expressions.value.prefills }
    /// What random documents of a turn have besides, so that they fit their dialogue.
    var generated: [String: [FlowPrefill]] { expressions.value.generated }

    /// The turn that a document's body is; `nil` if it is none of them.
    public func turn(of document: JSONNode) -> FlowTurn? {
        turns.first { $0.condition?.holds(in: document) ?? true }
    }

    /// The turn of a bulk submission's manifest, which has no body.
    public var bulkTurn: FlowTurn? {
        turns.first(where: \.isBulk) ?? turns.first { $0.condition == nil }
    }

    public func turn(named name: String) -> FlowTurn? { turns.first { $0.name == name } }

    /// Whether a document of a turn says something of an inspection.
    public func isAboutInspection(_ turn: FlowTurn) -> Bool { contributions[turn.name] != nil }
}

/// The expressions of a flow, compiled.
struct FlowExpressions: Sendable {
    var facts: [FlowFact] = []
    var contributions: [String: [FlowFact]] = [:]
    var prefills: [String: [FlowPrefill]] = [:]
    var generated: [String: [FlowPrefill]] = [:]
}

/// One thing that a form can be in a dialogue.
public struct FlowTurn: Sendable {
    /// Which documents are this turn: those that have one of the values at the pointer.
    struct Condition: Sendable {
        let pointer: JSONPointer
        let values: [JSONValue]

        func holds(in document: JSONNode) -> Bool {
            document[pointer].map { values.contains(JSONValue($0)) } ?? false
        }
    }

    /// Which agencies may send a turn.
    public enum Author: String, Sendable, CaseIterable {
        /// Those that the original is addressed to.
        case recipient = "RECIPIENT"
        /// The one that sent the original.
        case sender = "SENDER"
        case either = "EITHER"
        /// Whoever has sent or was addressed by any form of the dialogue.
        case party = "PARTY"
    }

    /// To whom a turn must at least go.
    public enum Audience: String, Sendable, CaseIterable {
        /// The original's sender.
        case asker = "ASKER"
        /// The original's sender and those that it is addressed to.
        case all = "ALL"
    }

    /// In capitals; once in a form.
    public let name: String
    public var label = LocalizedText([:])
    var condition: Condition?
    public var isBulk = false
    /// The sender's certificate must have one of them; empty for the role that submits.
    public var roles: [String] = []
    /// What it may answer.
    public var answers: [TurnName] = []
    /// Whether it may stand at the beginning of a dialogue.
    public var opens = true
    public var author = Author.either
    public var audience: Audience?
    public var isOnce = false
    /// The states of the dialogue in which it may be sent; empty for all that do not close it.
    public var states: [String] = []
    /// The state in which it leaves the dialogue; `nil` if that stays.
    public var state: String?
    public var deadlines: [FlowDeadline] = []
    /// The turns that random dialogues have before it, besides its original.
    public var needs: [TurnName] = []

    init(name: String) { self.name = name }

    /// What makes a document this turn: a value at a place; `nil` if every document is.
    public var mark: (pointer: JSONPointer, value: JSONValue)? {
        condition.flatMap { condition in
            condition.values.first.map { (condition.pointer, $0) }
        }
    }

    /// Whether it may be sent while the dialogue is in a state.
    public func isPossible(in state: String, _ catalogue: Catalogue) -> Bool {
        states.isEmpty ? !catalogue.closes(state) : states.contains(state)
    }
}

/// A turn of a form, written `VIP-03/DECIDE`.
public struct TurnName: Hashable, Sendable, LosslessStringConvertible {
    public let form: String
    public let turn: String

    public init(form: String, turn: String) {
        self.form = form
        self.turn = turn
    }

    public init?(_ text: String) {
        let words = text.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 2, !words[0].isEmpty, !words[1].isEmpty else { return nil }
        self.init(form: String(words[0]), turn: String(words[1]))
    }

    public var description: String { "\(form)/\(turn)" }
}

/// A reference to a form that a document rests upon.
public struct FlowReference: Sendable {
    public let name: String
    public let pointer: JSONPointer
    /// The codes of the forms that it may lead to.
    public let forms: [String]
}

/// What somebody owes once a form is accepted.
public struct FlowDeadline: Sendable {
    public enum Debtor: String, Sendable, CaseIterable {
        /// Each agency that the form is addressed to.
        case recipients = "RECIPIENTS"
        case sender = "SENDER"
        /// The agency that the fact `lead` names.
        case lead = "LEAD"
    }

    public let debtor: Debtor
    public let regime: String
    /// The fact from which the time runs, if it is later than the acceptance.
    public let from: String?
    /// The answers to the form that meet it.
    public let metBy: [TurnName]
    /// Whether they meet it wherever they stand in the dialogue.
    public let isMetAnywhere: Bool
    /// Whether it takes the place of the one of the same regime that is owed for the answered form,
    /// as soon as the fact `from` is there.
    public let moves: Bool
}

/// A value of a document that later forms may be held against.
struct FlowFact: Sendable {
    let name: String
    let program: CELProgram
}

/// A value of an answer's draft: an expression over `original`, the document that is answered,
/// `digest`, that of the original, `thread`, a list of what it answers and of its answers, and
/// `draft`, with the values before this one; of a random document `thread` is all of its dialogue,
/// and there are `references`, the documents that it rests upon by name, and `sender`, who sends it.
public struct FlowPrefill: Sendable {
    public let pointer: JSONPointer
    let program: CELProgram

    /// Whether more documents are needed for it than the original.
    var readsThread: Bool {
        ["thread", "draft"].contains { program.text.contains($0) }
    }
}
