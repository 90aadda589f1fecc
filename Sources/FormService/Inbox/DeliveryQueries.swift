internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// The statements that note what recipients have done with forms.
///
/// Require that the transaction holds the head's row and that the events are new.
enum DeliveryQueries {
    /// Adds the statements for the events of a batch, by kind.
    static func add(
        _ events: [(entry: EventEntry, leafIndex: Int64)], at time: Timestamp,
        to pipeline: inout PostgresPipeline
    ) {
        for event in ReceiptEvent.allCases {
            let own = events.filter { $0.entry.event == event }
            guard !own.isEmpty else { continue }
            for query in mark(event, own, at: time) { pipeline.add(query) }
            if event == .acknowledged { pipeline.add(insertAcknowledgements(rows(own), at: time)) }
        }
    }

    /// The statements that note events of one kind where the recipients look.
    static func mark(
        _ event: ReceiptEvent, _ events: [(entry: EventEntry, leafIndex: Int64)], at time: Timestamp
    ) -> [Query<Void>] {
        let rows = rows(events)
        return [markDelivery(event, rows, at: time), markInboxEntry(event, rows, at: time)]
    }

    private static func rows(_ events: [(entry: EventEntry, leafIndex: Int64)]) -> SQLFragment {
        """
        unnest(\(events.map { $0.entry.form.sender }), \(events.map { $0.entry.form.id }),
            \(events.map { $0.entry.recipient }), \(events.map { $0.leafIndex }))
            as e (sender, submission_id, recipient, leaf_index)
        """
    }

    private static func markDelivery(
        _ event: ReceiptEvent, _ rows: SQLFragment, at time: Timestamp
    ) -> Query<Void> {
        let change: SQLFragment =
            switch event {
            case .delivered: "delivered_at = \(time), delivered_leaf = e.leaf_index"
            case .read: "read_at = \(time), read_leaf = e.leaf_index"
            case .acknowledged: "acknowledged_at = \(time), acknowledged_leaf = e.leaf_index"
            }
        return """
            update delivery d set \(change) from \(rows)
            where d.sender = e.sender and d.submission_id = e.submission_id
                and d.recipient = e.recipient
            """
    }

    /// Repeats in the recipient's inbox what it searches by.
    private static func markInboxEntry(
        _ event: ReceiptEvent, _ rows: SQLFragment, at time: Timestamp
    ) -> Query<Void> {
        let change: SQLFragment =
            switch event {
            case .delivered: "delivered_at = \(time)"
            case .read: "read_at = \(time)"
            case .acknowledged: "acknowledged_at = \(time)"
            }
        return """
            update inbox_entry i set \(change) from \(rows)
            where i.recipient = e.recipient and i.kind = 'FORM' and i.sender = e.sender
                and i.submission_id = e.submission_id
            """
    }

    /// The sender's inbox gets an entry for each acknowledgement.
    private static func insertAcknowledgements(
        _ rows: SQLFragment, at time: Timestamp
    ) -> Query<Void> {
        """
        insert into inbox_entry (recipient, leaf_index, kind, sender, submission_id,
            acknowledged_by, entered_at)
        select e.sender, e.leaf_index, 'ACKNOWLEDGEMENT', e.sender, e.submission_id, e.recipient,
            \(time)
        from \(rows)
        """
    }
}
