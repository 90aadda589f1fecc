import FormDocument
import FormProtocol
import FormSchemas

// A case for programs; docs/cases.md lists fields and keys.
extension CaseView {
    /// The dialogues, the forms and what is still owed, one a line.
    var tabSeparated: [String] {
        let rows =
            dialogues.map {
                ["dialogue", $0.root.sender, $0.root.id, $0.state, $0.isClosed ? "closed" : "open"]
            } + forms.map(fields)
            + deadlines.filter(\.isOpen).map { ["deadline"] + $0.fields }
        return rows.map { $0.map(Table.oneLine).joined(separator: "\t") }
    }

    private func fields(_ form: WireCaseForm) -> [String] {
        let summary = form.summary
        return [
            "form", Timestamp(summary.acceptedAt).description, summary.sender, summary.id,
            summary.form, summary.version, summary.turn, summary.action, form.standing.code,
            form.newest.id,
            summary.hasInReplyTo ? "\(summary.inReplyTo.sender)/\(summary.inReplyTo.id)" : "",
            "\(form.root.sender)/\(form.root.id)",
            summary.deliveries.map { "\($0.recipient)=\($0.role)" }.joined(separator: ","),
            summary.deliveries.map { "\($0.recipient)=\(Delivery($0.state).rawValue)" }
                .joined(separator: ","),
        ]
    }

    func json(_ language: Language) -> JSONValue {
        [
            "case": .string(caseID),
            "dialogues": .array(
                dialogues.map {
                    [
                        "root": $0.root.jsonValue, "state": .string($0.state),
                        "closed": .bool($0.isClosed),
                    ]
                }),
            "forms": .array(
                forms.map { form in
                    var object = form.summary.jsonValue
                    object["label"] = .string(form.summary.label(language))
                    object["root"] = form.root.jsonValue
                    object["standing"] = .string(form.standing.code)
                    object["newest"] = form.newest.jsonValue
                    return object
                }),
            "deadlines": .array(deadlines.map(\.jsonValue)),
            "truncated": .bool(isTruncated),
        ]
    }
}

extension WireCaseForm.Standing {
    fileprivate var code: String {
        switch self {
        case .current: "current"
        case .replaced: "replaced"
        case .withdrawn: "withdrawn"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension WireFormReference {
    var jsonValue: JSONValue { ["sender": .string(sender), "id": .string(id)] }
}

extension WireDeadline {
    /// The columns for a pipe.
    var fields: [String] {
        [
            Timestamp(dueAt).description, state.code, agency, form.sender, form.id,
            "\(formCode)/\(turn)", answers.joined(separator: ","),
        ]
    }

    var jsonValue: JSONValue {
        var object: JSONValue = [
            "sender": .string(form.sender),
            "id": .string(form.id),
            "form": .string(formCode),
            "turn": .string(turn),
            "case": .string(caseID),
            "urgency": .string(urgency),
            "agency": .string(agency),
            "regime": .string(regime),
            "state": .string(state.code),
            "accepted_at": .string(Timestamp(acceptedAt).description),
            "due_at": .string(Timestamp(dueAt).description),
            "answers": .array(answers.map { .string($0) }),
        ]
        func add(_ name: String, _ isThere: Bool, _ moment: Timestamp) {
            if isThere { object[name] = .string(moment.description) }
        }
        add("acknowledge_by", hasAcknowledgeBy, Timestamp(acknowledgeBy))
        add("acknowledged_at", hasAcknowledgedAt, Timestamp(acknowledgedAt))
        add("settled_at", hasSettledAt, Timestamp(settledAt))
        return object
    }
}

extension StateFolder.SeenForm {
    /// `nil` if the exchange has sent something that is not an identity.
    init?(_ deadline: WireDeadline) {
        guard let identity = DocumentIdentity(deadline.form) else { return nil }
        self.init(identity: identity, leafIndex: nil, caseID: CaseID(deadline.caseID))
    }
}

extension WireReminder.Kind {
    /// What programs get to see.
    var code: String {
        switch self {
        case .acknowledge: "acknowledge"
        case .dueSoon: "due_soon"
        case .overdue: "overdue"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension WireDeadline.State {
    fileprivate var code: String {
        switch self {
        case .open: "open"
        case .overdue: "overdue"
        case .met: "met"
        case .metLate: "met_late"
        case .replaced: "replaced"
        case .withdrawn: "withdrawn"
        case .closed: "closed"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}
