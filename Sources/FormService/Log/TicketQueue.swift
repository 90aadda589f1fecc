internal import FormDocument

/// What waits for the log, within bounds for each agency and all together.
struct TicketQueue {
    private struct Load {
        var entries = 0
        var bytes = 0

        static func + (load: Load, ticket: LogTicket) -> Load {
            Load(
                entries: load.entries + ticket.entries.count,
                bytes: load.bytes + ticket.byteCount)
        }

        static func - (load: Load, ticket: LogTicket) -> Load {
            Load(
                entries: load.entries - ticket.entries.count,
                bytes: load.bytes - ticket.byteCount)
        }

        func fits(entries: Int, bytes: Int) -> Bool {
            self.entries <= entries && self.bytes <= bytes
        }
    }

    private var tickets = AgencyTurns<LogTicket>()
    private var loads: [AgencyCode: Load] = [:]
    private var load = Load()
    private let limits: Limits

    init(limits: Limits) {
        self.limits = limits
    }

    /// Adds a ticket behind all others of its agency.
    ///
    /// - Returns: false if there is no room for it, or not for more of this agency.
    mutating func add(_ ticket: LogTicket, of agency: AgencyCode) -> Bool {
        let all = load + ticket
        let own = loads[agency, default: Load()] + ticket
        guard
            all.fits(entries: limits.queuedEntriesMax, bytes: limits.queuedBytesMax),
            own.fits(
                entries: limits.queuedEntriesPerAgencyMax, bytes: limits.queuedBytesPerAgencyMax)
        else { return false }
        tickets.add(ticket, of: agency)
        loads[agency] = own
        load = all
        return true
    }

    /// Takes as many tickets as one batch may have; at least one, if there is one.
    mutating func takeBatch() -> [LogTicket] {
        var batch: [LogTicket] = []
        var size = Load()
        while let (agency, ticket) = tickets.first {
            size = size + ticket
            guard
                batch.isEmpty
                    || size.fits(entries: limits.batchEntriesMax, bytes: limits.batchBytesMax)
            else { break }
            batch.append(ticket)
            _ = tickets.removeFirst()
            load = load - ticket
            let own = loads[agency, default: Load()] - ticket
            loads[agency] = own.entries == 0 ? nil : own
        }
        return batch
    }
}
