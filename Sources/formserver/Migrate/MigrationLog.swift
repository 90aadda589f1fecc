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
            case .working(let step, let phase, let percent):
                // Of a backfill the batches tell more.
                guard step.kind != "backfill" else { return }
                let far = [phase, percent.map { "\($0) %" }].compactMap { $0 }
                let time = (ContinuousClock.now - state.began).shown
                state.line.update("\(step)  \((far + [time]).joined(separator: "  "))")
            case .blocked(let step, let blockers):
                state.line.update(
                    "\(step)  waits for \(blockers.joined(separator: "; "))", atOnce: true)
            case .retrying(let step, let attempt, let pause, let blockers):
                let whom = blockers.isEmpty ? "" : " held by \(blockers.joined(separator: "; "))"
                state.say(
                    "\(step)  attempt \(attempt) gave up for locks\(whom); the next one in "
                        + "\(pause.shown)")
            case .leftover(let step, let index):
                state.say("\(step)  \(index) was left unfinished: drops it and builds it again")
            case .accepted(let step, let what):
                state.say("\(step)  \(what)")
            case .applied(let step, let took, let batches, let rows):
                state.line.clear()
                let count = batches == 0 ? "" : "  \(rows) rows in \(batches) batches"
                let time = took < .seconds(1) ? "" : "  \(took.shown)"
                print("applied  \(step)\(count)\(time)")
                fflush(nil)
            }
        }
    }
}

extension Duration {
    /// For people: milliseconds, seconds with one decimal, or minutes.
    var shown: String {
        if self < .seconds(1) { return "\(Int(self / .milliseconds(1))) ms" }
        let tenths = Int(self / .milliseconds(100))
        if tenths < 1_200 { return "\(tenths / 10).\(tenths % 10) s" }
        return "\(tenths / 600) min"
    }
}
