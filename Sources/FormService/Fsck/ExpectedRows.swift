internal import FormDocument
internal import TransparencyLog

// What the rows of an accepted form have to be: nothing but its leaf and its document is asked.

/// An accepted form whose document is the one that its leaf commits to.
struct FormOriginal: Sendable {
    let leafIndex: Int64
    let acceptedAt: Timestamp
    let document: SealedDocument
    let header: FormHeader

    var form: DocumentIdentity { DocumentIdentity(sender: header.sender, id: header.id) }

    /// - Parameter accepted: how many records were accepted, if the form is a manifest.
    func submission(accepted: UInt32?) -> [String: StoredValue] {
        [
            "sender": StoredValue(header.sender), "submission_id": StoredValue(header.id),
            "document_digest": .bytes(document.digest), "form": .text(header.form.description),
            "version": .text(header.version.description), "action": .text(header.action.rawValue),
            "case_id": StoredValue(header.caseID), "urgency": .text(header.urgency.rawValue),
            "created_at": StoredValue(header.createdAt), "accepted_at": StoredValue(acceptedAt),
            "leaf_index": .number(leafIndex),
            "document_bytes": .number(Int64(document.bytes.count)),
            "record_count": StoredValue(accepted.map { Int64($0) }),
        ]
    }

    func delivery(
        to recipient: Recipient, events: DeliveryEvents
    ) -> [String: StoredValue] {
        var row: [String: StoredValue] = [
            "sender": StoredValue(header.sender), "submission_id": StoredValue(header.id),
            "recipient": StoredValue(recipient.agency), "role": .text(recipient.role.rawValue),
        ]
        for event in ReceiptEvent.allCases { row.merge(events.delivery(event)) { $1 } }
        return row
    }

    func inboxEntry(
        of recipient: Recipient, events: DeliveryEvents
    ) -> [String: StoredValue] {
        var row: [String: StoredValue] = [
            "recipient": StoredValue(recipient.agency), "leaf_index": .number(leafIndex),
            "kind": .text("FORM"), "sender": StoredValue(header.sender),
            "submission_id": StoredValue(header.id), "acknowledged_by": .null,
            "entered_at": StoredValue(acceptedAt), "form": .text(header.form.description),
            "case_id": StoredValue(header.caseID),
        ]
        for event in ReceiptEvent.allCases { row.merge(events.inboxEntry(event)) { $1 } }
        return row
    }
}

/// What a recipient has done with a form, each event with its leaf.
struct DeliveryEvents: Sendable {
    var leaves: [ReceiptEvent: (index: Int64, time: Timestamp)] = [:]

    func delivery(_ event: ReceiptEvent) -> [String: StoredValue] {
        [
            event.timeColumn: StoredValue(leaves[event]?.time),
            event.leafColumn: StoredValue(leaves[event]?.index),
        ]
    }

    func inboxEntry(_ event: ReceiptEvent) -> [String: StoredValue] {
        [event.timeColumn: StoredValue(leaves[event]?.time)]
    }
}

extension ReceiptEvent {
    private var name: String {
        switch self {
        case .delivered: "delivered"
        case .read: "read"
        case .acknowledged: "acknowledged"
        }
    }

    var timeColumn: String { "\(name)_at" }
    var leafColumn: String { "\(name)_leaf" }
}
