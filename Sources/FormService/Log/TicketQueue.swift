internal import FormDocument

/// What waits for the log: each agency's tickets in their order, and the agencies taking turns, so
/// that one that sends much keeps itself waiting and nobody else.
struct TicketQueue {
    private struct Load {
        var entries = 0
        var bytes = 0

        static func += (load: inout Load, ticket: LogTicket) {
            load.entries += ticket.entries.count
            load.bytes += ticket.byteCount
        }

        static func -= (load: inout Load, ticket: LogTicket) {
            load.entries -= ticket.entries.count
            load.bytes -= ticket.byteCount
        }

        func fits(entries: Int, bytes: Int) -> Bool {
            self.entries <= entries && self.bytes <= bytes
        }
    }

    private struct Line {
        var tickets: [LogTicket] = []
        var load = Load()
    }

    private var lines: [AgencyCode: Line] = [:]
    /// The agencies that have a line; whose turn it is comes first.
    private var turns: [AgencyCode] = []
    private var load = Load()
    private let limits: Limits

    init(limits: Limits) {
        self.limits = limits
    }

    /// Adds a ticket behind all others of its agency.
    ///
    /// - Returns: false if there is no room for it, or not for more of this agency.
    mutating func add(_ ticket: LogTicket, of agency: AgencyCode) -> Bool {
        var total = load
        total += ticket
        var own = lines[agency]?.load ?? Load()
        own += ticket
        guard
            total.fits(entries: limits.queuedEntriesMax, bytes: limits.queuedBytesMax),
            own.fits(
                entries: limits.queuedEntriesPerAgencyMax, bytes: limits.queuedBytesPerAgencyMax)
        else { return false }
        if lines[agency] == nil { turns.append(agency) }
        lines[agency, default: Line()].tickets.append(ticket)
        lines[agency]?.load = own
        load = total
        return true
    }

    /// Takes as many tickets as one batch may have; at least one, if there is one.
    mutating func takeBatch() -> [LogTicket] {
        var batch: [LogTicket] = []
        var size = Load()
        var counts: [AgencyCode: Int] = [:]
        while let agency = turns.first, let tickets = lines[agency]?.tickets {
            let place = counts[agency, default: 0]
            let ticket = tickets[place]
            size += ticket
            guard
                batch.isEmpty
                    || size.fits(entries: limits.batchEntriesMax, bytes: limits.batchBytesMax)
            else { break }
            batch.append(ticket)
            counts[agency] = place + 1
            turns.removeFirst()
            if place + 1 < tickets.count { turns.append(agency) }
        }
        for (agency, count) in counts { remove(count, of: agency) }
        return batch
    }

    /// Takes everything.
    mutating func takeAll() -> [LogTicket] {
        defer { self = TicketQueue(limits: limits) }
        return lines.values.flatMap(\.tickets)
    }

    private mutating func remove(_ count: Int, of agency: AgencyCode) {
        guard var line = lines.removeValue(forKey: agency) else { return }
        for ticket in line.tickets.prefix(count) {
            line.load -= ticket
            load -= ticket
        }
        line.tickets.removeFirst(count)
        if !line.tickets.isEmpty { lines[agency] = line }
    }
}
