internal import FormDocument
internal import FormSchemas
internal import TransparencyLog

// What the rows of an accepted form have to be: nothing but its leaf and its document is asked.

/// An accepted form whose document is the one that its leaf commits to.
struct FormOriginal: Sendable {
    let leafIndex: Int64
    let acceptedAt: Timestamp
    let document: SealedDocument
    let header: FormHeader

    var form: DocumentIdentity { DocumentIdentity(sender: header.sender, id: header.id) }

    /// - Parameters:
    ///   - accepted: how many records were accepted, if the form is a manifest.
    ///   - place: where it stands in its dialogue, if that is known.
    func submission(accepted: UInt32?, place: DialoguePlace?) -> [String: StoredValue] {
        var row: [String: StoredValue] = [
            "sender": StoredValue(header.sender), "submission_id": StoredValue(header.id),
            "document_digest": .bytes(document.digest), "form": .text(header.form.description),
            "version": .text(header.version.description), "action": .text(header.action.rawValue),
            "case_id": StoredValue(header.caseID), "urgency": .text(header.urgency.rawValue),
            "created_at": StoredValue(header.createdAt), "accepted_at": StoredValue(acceptedAt),
            "leaf_index": .number(leafIndex),
            "document_bytes": .number(Int64(document.bytes.count)),
            "record_count": StoredValue(accepted.map { Int64($0) }),
            "reply_sender": StoredValue(header.inReplyTo?.sender),
            "reply_id": StoredValue(header.inReplyTo?.id),
        ]
        if let place {
            let root = place.root == form ? nil : place.root
            row["root_sender"] = StoredValue(root?.sender)
            row["root_id"] = StoredValue(root?.id)
            row["first_id"] = StoredValue(place.first == header.id ? nil : place.first)
        }
        if let candidate = candidate(isManifest: accepted != nil) {
            row["turn"] = .text(candidate.turn.name)
            row["facts"] = candidate.facts.map { .bytes($0) } ?? .null
            row["contribution"] = candidate.contribution.map { .bytes($0) } ?? .null
        }
        return row
    }

    /// What it is in a dialogue; `nil` if this program does not have its form's version.
    func candidate(isManifest: Bool) -> DialogueCandidate? {
        Catalogue.builtIn.version(
            form: header.form.description, version: header.version.description
        ).flatMap {
            DialogueCandidate(header, of: document, isManifest: isManifest, version: $0)
        }
    }

    /// The forms that say where it stands in its dialogue.
    var anchors: [DocumentIdentity] {
        [header.inReplyTo, header.corrects].compactMap { $0?.identity }
    }

    /// Where it stands in its dialogue.
    ///
    /// - Parameter places: those of its ``anchors``.
    /// - Returns: `nil` if one of them is missing.
    func place(after places: [DocumentIdentity: DialoguePlace]) -> DialoguePlace? {
        guard anchors.allSatisfy({ places[$0] != nil }) else { return nil }
        let original = header.inReplyTo.flatMap { places[$0.identity] }
        let corrected = header.corrects.flatMap { places[$0.identity] }
        return DialoguePlace(
            root: original?.root ?? corrected?.root ?? form, first: corrected?.first ?? header.id)
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

/// Where a form stands: in which dialogue, and in which chain of corrections.
struct DialoguePlace: Sendable {
    let root: DocumentIdentity
    let first: SubmissionID
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
