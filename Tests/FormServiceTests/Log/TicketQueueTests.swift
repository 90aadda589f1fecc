import FormDocument
import Testing

@testable import FormService

@Suite("Ticket queue")
struct TicketQueueTests {
    private static let agencies = ["BE-DAP", "LU-USP", "NL-DKDB"].compactMap { AgencyCode($0) }

    private let limits: Limits = {
        var limits = Limits()
        limits.batchEntriesMax = 6
        limits.queuedEntriesMax = 30
        limits.queuedEntriesPerAgencyMax = 20
        limits.queuedBytesPerAgencyMax = 20 * 256
        return limits
    }()

    /// A ticket with so many consultations.
    private func ticket(_ count: Int, of agency: AgencyCode) -> LogTicket {
        LogTicket(
            (0..<count).map { _ in
                .consultation(
                    AuditRecord(
                        at: .now(), agency: agency, fingerprint: [], officer: "", reason: "",
                        call: "Get", form: nil, filters: "", resultCount: 0))
            })
    }

    @Test("Agencies take turns, and each one's tickets keep their order")
    func turns() {
        let (busy, other, third) = (Self.agencies[0], Self.agencies[1], Self.agencies[2])
        var queue = TicketQueue(limits: limits)
        let many = (0..<10).map { _ in ticket(2, of: busy) }
        let late = [ticket(1, of: other), ticket(1, of: other)]
        let last = ticket(1, of: third)
        let added =
            many.map { queue.add($0, of: busy) } + late.map { queue.add($0, of: other) }
            + [queue.add(last, of: third)]
        #expect(!added.contains(false))
        let first = queue.takeBatch()
        #expect(identities(first) == identities([many[0], late[0], last, many[1]]))
        let second = queue.takeBatch()
        #expect(identities(second) == identities([late[1], many[2], many[3]]))
        var rest: [LogTicket] = []
        while true {
            let batch = queue.takeBatch()
            if batch.isEmpty { break }
            #expect(batch.count <= 3)
            rest += batch
        }
        #expect(identities(rest) == identities(Array(many[4...])))
    }

    @Test("An agency has its share of the queue, all together have no more than there is")
    func shares() {
        let (busy, other) = (Self.agencies[0], Self.agencies[1])
        var queue = TicketQueue(limits: limits)
        var room = [queue.add(ticket(20, of: busy), of: busy)]
        room.append(queue.add(ticket(1, of: busy), of: busy))
        room.append(queue.add(ticket(10, of: other), of: other))
        room.append(queue.add(ticket(1, of: other), of: other))
        #expect(room == [true, false, true, false])
        // What is larger than a batch is one of its own; then there is room again.
        let first = queue.takeBatch()
        #expect(first.map(\.entries.count) == [20])
        let again = queue.add(ticket(20, of: busy), of: busy)
        let rest = [queue.takeBatch(), queue.takeBatch(), queue.takeBatch()]
        #expect(again && rest.map { $0.map(\.entries.count) } == [[10], [20], []])
    }

    private func identities(_ tickets: [LogTicket]) -> [ObjectIdentifier] {
        tickets.map { ObjectIdentifier($0) }
    }
}
