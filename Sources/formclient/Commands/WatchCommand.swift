import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas
import Synchronization

/// Follows the inbox and never loses its place.
struct WatchCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follows the inbox: shows what arrives, and goes on where it stopped.",
        discussion: """
            EXAMPLES
              formclient watch --reason "duty officer"
              formclient watch --from-start --json --reason "import"
            """)

    @Flag(help: "Start at the beginning of the inbox, not where the last watch stopped.")
    var fromStart = false

    @OptionGroup var common: CommonOptions

    private static let longestPauseSeconds = 30

    func perform(_ session: Session) async throws {
        let profile = try session.profile()
        let access = try session.access(profile)
        let state = try StateFolder(profile)
        if fromStart { try state.keepCursor(0) }
        let work = Task {
            try await follow(profile, access, state, session.console)
        }
        let interruption = Interruption { work.cancel() }
        defer { interruption.end() }
        do {
            try await work.value
        } catch {
            guard work.isCancelled else { throw error }
            session.console.tell(.watchStopped)
        }
    }

    /// Watches until it is cancelled, through every break of the connection but the first.
    private func follow(
        _ profile: Profile, _ access: StatedAccess, _ state: StateFolder, _ console: Console
    ) async throws {
        let output = WatchOutput(profile, state, console)
        var pauseSeconds = 0
        var hasConnected = false
        while true {
            let before = ContinuousClock.now
            do {
                try await ExchangeConnection.open(profile, console) { connection in
                    let request = WireWatchRequest.with {
                        $0.access = WireAccess(access)
                        $0.cursor = state.cursor()
                    }
                    try await connection.watch(request) { try output.receive($0) }
                }
            } catch let error as ClientError {
                try Task.checkCancellation()
                guard error.status == .unreachable, hasConnected || output.hasReceived else {
                    throw error
                }
                console.say(error.message[console.language])
            }
            try Task.checkCancellation()
            hasConnected = hasConnected || output.hasReceived
            let wasUp = ContinuousClock.now - before > .seconds(60)
            pauseSeconds = wasUp ? 1 : min(max(1, pauseSeconds * 2), Self.longestPauseSeconds)
            console.tell(.watchingAgain(seconds: pauseSeconds))
            try await Task.sleep(for: .seconds(pauseSeconds))
        }
    }
}

/// Writes what a watch receives, and only then moves the cursor: what was shown may be shown
/// again after a crash, but nothing is left out.
private final class WatchOutput: Sendable {
    private let profile: Profile
    private let state: StateFolder
    private let console: Console
    private let receivedSomething = Latch()
    /// The reminders that were shown: each connection begins with all that stand.
    private let reminders = Mutex<Set<String>>([])

    init(_ profile: Profile, _ state: StateFolder, _ console: Console) {
        self.profile = profile
        self.state = state
        self.console = console
    }

    var hasReceived: Bool { receivedSomething.isSet }

    func receive(_ response: WireWatchResponse) throws {
        receivedSomething.set()
        guard let entry = InboxEntry(response) else {
            console.tell(.watching)
            if response.cursor > state.cursor() { try state.keepCursor(response.cursor) }
            return
        }
        if case .reminder(let reminder) = entry {
            let isNew = reminders.withLock { $0.insert(reminder.key).inserted }
            guard isNew else { return }
        }
        if let form = entry.seenForm { try state.remember([form]) }
        switch console.format {
        case .json:
            console.show(entry.json)
        case .plain, .terminal:
            let rows = SummaryTable(profile.agency, console.language, ids: [entry.id])
            var table = Table(rows.columns)
            table.append(entry.row(of: rows))
            if case .terminal = console.format {
                console.show(
                    table.rows[0].map(\.shown).filter { !$0.isEmpty }.joined(separator: "  "))
            } else {
                console.show(table)
            }
        }
        // What was not written was not seen.
        guard Terminal.isOutputOpen else { throw SilentEnd(status: .done) }
        try state.keepCursor(response.cursor)
    }
}

extension WireReminder {
    /// What tells it from every other.
    fileprivate var key: String {
        let form = deadline.form
        return "\(form.sender)/\(form.id) \(deadline.agency) \(deadline.regime) \(kind.code)"
    }
}
