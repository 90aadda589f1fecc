internal import FormDocument
internal import FormProtocol
internal import Foundation
internal import SwiftProtobuf
internal import TransparencyLog

// How stored forms and summaries stand on the wire.

extension WireGetResponse {
    init(_ reading: ReadingStore.Reading, receipt: LoggedLeaf, for reader: AgencyCode) {
        self.init()
        let ownRole = reading.deliveries.first { $0.recipient == reader }?.role
        let seesParts = reading.summary.sender == reader || ownRole == "TO"
        form = .with {
            $0.document = Data(reading.form.document)
            $0.signature = reading.form.signature
            $0.signerChain = reading.form.signerChain.map { Data($0) }
            $0.parts = reading.parts.map { part in
                .with {
                    $0.name = part.name
                    $0.content = seesParts ? Data(part.content) : Data()
                    $0.withheld = !seesParts
                }
            }
        }
        self.receipt = receipt.description
        summary = WireFormSummary(
            FormSummary(row: reading.summary, deliveries: reading.deliveries))
    }
}

extension WireFormSummary {
    init(_ summary: FormSummary) {
        self.init()
        let row = summary.row
        sender = row.sender.description
        id = row.id.description
        form = row.form
        version = row.version
        action = row.action
        caseID = row.caseID.description
        urgency = row.urgency
        createdAt = Google_Protobuf_Timestamp(row.createdAt)
        acceptedAt = Google_Protobuf_Timestamp(row.acceptedAt)
        leafIndex = row.leafIndex
        documentBytes = UInt32(row.documentBytes)
        if let count = row.recordCount { recordCount = UInt32(count) }
        turn = row.turn
        if let original = row.original { inReplyTo = WireFormReference(original) }
        deliveries = summary.deliveries.map { WireDelivery($0, acceptedAt: row.acceptedAt) }
    }
}

extension WireDelivery {
    init(_ delivery: DeliveryRow, acceptedAt: Timestamp) {
        self.init()
        recipient = delivery.recipient.description
        role = delivery.role
        if let acknowledgedAt = delivery.acknowledgedAt {
            state = .acknowledged
            stateAt = Google_Protobuf_Timestamp(acknowledgedAt)
        } else if let readAt = delivery.readAt {
            state = .read
            stateAt = Google_Protobuf_Timestamp(readAt)
        } else if let deliveredAt = delivery.deliveredAt {
            state = .delivered
            stateAt = Google_Protobuf_Timestamp(deliveredAt)
        } else {
            state = .accepted
            stateAt = Google_Protobuf_Timestamp(acceptedAt)
        }
    }
}
