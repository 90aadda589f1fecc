internal import FormDocument
internal import FormProtocol
internal import GRPCCore

extension FormExchangeService {
    /// Streams the caller's inbox from a cursor on, then whatever comes, and reminders in between.
    ///
    /// - Throws: ``ServiceError`` `.invalidCursor`, `.accessNotStated`, `.unavailable` (go on with
    ///   the last cursor).
    func watch(
        request: WireWatchRequest, response: RPCWriter<WireWatchResponse>, context: ServerContext
    ) async throws {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let cursor = request.cursor
        guard cursor >= 0, cursor <= (try await inbox.end()) else {
            throw ServiceError(
                .invalidCursor,
                "The cursor lies beyond the end of this exchange's log. Start again from 0.")
        }

        // Subscribed before the first look: nothing can come between look and wait unnoticed.
        let (hints, continuation) = inboxSignal.subscribe()
        // gRPC does not cancel the task of a call that its client has given up.
        try await withRPCCancellationHandler {
            try await follow(
                from: cursor, hints, untilCaughtUp: request.untilCaughtUp, access, context
            ) { try await response.write($0) }
        } onCancelRPC: {
            continuation.finish()
        }
    }

    private func follow(
        from start: Int64, _ hints: AsyncStream<Void>, untilCaughtUp: Bool,
        _ access: StatedAccess, _ context: ServerContext,
        write: (WireWatchResponse) async throws -> Void
    ) async throws {
        var cursor = start
        var hints = hints.makeAsyncIterator()
        var saidCaughtUp = false
        var reminded: Timestamp?
        var nextReminders = ContinuousClock.now
        while true {
            let page = try await inbox.page(from: cursor, for: access)
            for entry in page {
                cursor = entry.leafIndex + 1
                saidCaughtUp = false
                try await write(WireWatchResponse(entry, cursor: cursor))
            }
            if page.count == limits.watchPageRows { continue }
            let now = Timestamp.now()
            if ContinuousClock.now >= nextReminders {
                for reminder in try await deadlines.reminders(
                    after: reminded, at: now, limit: limits.remindersMax, for: access)
                {
                    try await write(
                        .with {
                            $0.cursor = cursor
                            $0.reminder = WireReminder(reminder, cases.catalogue, at: now)
                        })
                }
                reminded = now
                nextReminders = .now + limits.reminderInterval
            }
            if !saidCaughtUp {
                try await write(WireWatchResponse(caughtUpAt: cursor))
                saidCaughtUp = true
            }
            if untilCaughtUp { return }
            guard await hints.next() != nil else {
                guard inboxSignal.isFinished else { throw CancellationError() }
                throw ServiceError(
                    .unavailable, "The server is going down. Watch again with the last cursor.")
            }
            // A certificate may have been withdrawn while the stream was open.
            try await participants.caller(of: context).require(.reader)
        }
    }

    /// Records that the caller's agency has taken a form over.
    ///
    /// - Throws: ``ServiceError`` `.notFound`, `.notRecipient`, `.accessNotStated`.
    func acknowledge(
        request: WireAcknowledgeRequest, context: ServerContext
    ) async throws -> WireAcknowledgeResponse {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let form = try DocumentIdentity(request.form)
        let (acknowledgement, receipt) = try await inbox.acknowledge(form, for: access)
        inboxSignal.wake()
        return .with {
            $0.acknowledgement = WireAcknowledgement(acknowledgement)
            $0.receipt = receipt.description
        }
    }
}

extension WireWatchResponse {
    init(caughtUpAt cursor: Int64) {
        self.init()
        self.cursor = cursor
        caughtUp = WireCaughtUp()
    }

    init(_ entry: InboxStore.Entry, cursor: Int64) {
        self.init()
        self.cursor = cursor
        switch entry {
        case .form(let summary, _): form = WireFormSummary(summary)
        case .acknowledgement(let made): acknowledgement = WireAcknowledgement(made)
        }
    }
}

extension WireAcknowledgement {
    init(_ acknowledgement: InboxStore.Acknowledgement) {
        self.init()
        form = WireFormReference(acknowledgement.form)
        recipient = acknowledgement.recipient.description
        acknowledgedAt = .init(acknowledgement.at)
        leafIndex = acknowledgement.leafIndex
    }
}
