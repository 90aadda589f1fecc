import FormService
import Foundation
import Synchronization

/// Tells what happens while a database is migrated: what is done on standard output, what is being
/// done and who is in the way on standard error.
final class MigrationLog: Sendable {
    private struct State {
        var line = ProgressLine()
        /// When the step began, for its rate.
        var began = ContinuousClock.now

        /// A line of its own on standard error.
        mutating func say(_ text: String) {
            line.clear()
            var errors = StandardError()
            print(text, to: &errors)
        }
    }

    private let state = Mutex(State())

    func clear() { state.withLock { $0.line.clear() } }

    func tell(_ event: MigrationEvent) {
        state.withLock { state in
            switch event {
            case .waiting(let holders):
                state.say("waiting for another migration: \(holders.joined(separator: "; "))")
            case .began(let step):
                state.began = .now
                // These alone may take long without another word.
                state.line.update(
                    "\(step)…", atOnce: ["backfill", "concurrently"].contains(step.kind))
            case .batch(let step, let batches, let rows, let ownRows):
                let seconds = max((ContinuousClock.now - state.began) / .seconds(1), 0.001)
                state.line.update(
                    "\(step)  \(batches) batches  \(rows) rows  \(Int(Double(ownRows) / seconds))/s"
                )
            case .blocked(let step, let blockers):
                state.line.update(
                    "\(step)  waits for \(blockers.joined(separator: "; "))", atOnce: true)
            case .retrying(let step, let attempt, let pause, let blockers):
                let whom = blockers.isEmpty ? "" : " held by \(blockers.joined(separator: "; "))"
                state.say(
                    "\(step)  attempt \(attempt) gave up for locks\(whom); the next one in "
                        + "\(pause.seconds) s")
            case .leftover(let step, let index):
                state.say("\(step)  \(index) was left unfinished: drops it and builds it again")
            case .accepted(let step, let what):
                state.say("\(step)  \(what)")
            case .applied(let step, let took, let batches, let rows):
                state.line.clear()
                let count = batches == 0 ? "" : "  \(rows) rows in \(batches) batches"
                let time = took < .seconds(1) ? "" : "  \(took.seconds) s"
                print("applied  \(step)\(count)\(time)")
                fflush(nil)
            }
        }
    }
}

extension Duration {
    /// With one decimal.
    var seconds: String {
        let tenths = Int((self / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
