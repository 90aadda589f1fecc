internal import FormDocument
internal import TransparencyLog

/// Holds deliveries and inbox entries against the leaf of something that a recipient did.
struct EventCheck: Sendable {
    let leafIndex: Int64
    let time: Timestamp
    let event: ReceiptEvent
    /// The leaf of the form.
    let submission: Int64
    let recipient: AgencyCode

    /// The places in inboxes that the leaf is about.
    func places(of record: SubmissionRecord) -> [InboxPlace] {
        var places = [InboxPlace(recipient: recipient, leafIndex: submission)]
        if event == .acknowledged {
            places.append(InboxPlace(recipient: record.sender, leafIndex: leafIndex))
        }
        return places
    }

    /// - Parameters:
    ///   - record: what the leaf at ``submission`` says; `nil` if it is not that of a form.
    ///   - delivery: that of the form to the recipient.
    ///   - inbox: the entries at ``places(of:)``.
    func misfits(
        _ record: SubmissionRecord?, delivery: StoredRow?, inbox: [InboxPlace: StoredRow],
        isRepairable: Bool
    ) -> [FsckMisfit] {
        guard let record, submission < leafIndex else {
            return [
                FsckMisfit(
                    FsckFinding(
                        .leaf, ["leaf_index": .number(leafIndex)], column: "leaf",
                        expected: "the place of a form", found: "\(submission)"))
            ]
        }
        let events = DeliveryEvents(leaves: [event: (leafIndex, time)])
        let key: [String: StoredValue] = [
            "sender": StoredValue(record.sender), "submission_id": StoredValue(record.id),
            "recipient": StoredValue(recipient),
        ]
        let form = DocumentIdentity(sender: record.sender, id: record.id)
        let repair = ProjectionRepair.mark(
            EventEntry(event: event, form: form, recipient: recipient), leafIndex: leafIndex,
            at: time)
        var misfits = FsckMisfit.compare(
            .delivery, some: key.merging(events.delivery(event)) { $1 }, with: delivery,
            repair: isRepairable ? repair : nil)
        let place = InboxPlace(recipient: recipient, leafIndex: submission)
        let entry: [String: StoredValue] = [
            "recipient": StoredValue(recipient), "leaf_index": .number(submission),
        ]
        misfits += FsckMisfit.compare(
            .inboxEntry, some: entry.merging(events.inboxEntry(event)) { $1 }, with: inbox[place],
            repair: isRepairable ? repair : nil)
        if event == .acknowledged {
            let place = InboxPlace(recipient: record.sender, leafIndex: leafIndex)
            misfits += FsckMisfit.compare(
                .inboxEntry, acknowledgement(of: record), with: inbox[place],
                isRepairable: isRepairable)
        }
        return misfits
    }

    /// What the sender finds in its inbox.
    private func acknowledgement(of record: SubmissionRecord) -> [String: StoredValue] {
        [
            "recipient": StoredValue(record.sender), "leaf_index": .number(leafIndex),
            "kind": .text("ACKNOWLEDGEMENT"), "sender": StoredValue(record.sender),
            "submission_id": StoredValue(record.id), "acknowledged_by": StoredValue(recipient),
            "entered_at": StoredValue(time), "form": .null, "case_id": .null,
            "delivered_at": .null, "read_at": .null, "acknowledged_at": .null,
        ]
    }
}
