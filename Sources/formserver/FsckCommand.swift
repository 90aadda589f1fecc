import ArgumentParser
import FormService
import Foundation

/// Recomputes everything in the database and names the first row that does not fit.
struct FsckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Check every row of the database against the log and what was signed.",
        discussion: """
            Recomputes every hash, tile, checkpoint, inbox position and projection from the stored
            bytes, while servers run. Nothing is written unless --repair-projections is given.

            Exit status: 0 nothing is wrong (any more), 1 rows do not fit, 2 used wrongly, 4 the
            database does not answer, 5 local trouble, 130 stopped; then --from goes on.
            """)

    @OptionGroup var database: DatabaseOptions

    @Option(help: "The exchange's public key, as `formserver key` showed it.")
    var exchangeKey: String?

    @Option(help: "Or the file with the key that signs receipts.")
    var receiptKey: String?

    @Option(
        help: """
            The authorities, PEM, that signers' certificates had to lead to when their forms were
            accepted. Without it that is not checked.
            """)
    var trust: String?

    @Option(name: .customLong("from"), help: "Begin at this leaf: go on where a check stopped.")
    var first: Int64 = 0

    @Flag(
        help: """
            Write anew what does not follow from documents, signatures, leaves and administrative
            acts. These are never written.
            """)
    var repairProjections = false

    @Flag(help: "Print one JSON object at the end instead of lines.")
    var json = false

    func validate() throws {
        guard (exchangeKey == nil) != (receiptKey == nil) else {
            throw ValidationError(
                "Say which key signs the log: --exchange-key or --receipt-key.")
        }
        guard first >= 0 else { throw ValidationError("--from is the index of a leaf, from 0.") }
        guard first == 0 || !repairProjections else {
            throw ValidationError(
                "--repair-projections needs the whole log, without --from: what is before that leaf "
                    + "would only be believed, and nothing may be derived from it.")
        }
    }

    func run() async throws {
        let fsck = try Fsck(
            connectionString: try database.connectionString, exchangeKey: try key(),
            roots: try trust.map { try TextFile.read($0) }, repairs: repairProjections)
        let task = Task { [first, json] in
            var line = ProgressLine()
            let meter = FsckMeter(first: first)
            var phase: FsckProgress.Phase?
            let report = try await fsck.run(
                from: first,
                progress: { progress in
                    // The later phases may take long without another word.
                    line.update(meter.text(progress), atOnce: progress.phase != phase)
                    phase = progress.phase
                },
                found: { finding in
                    line.clear()
                    if !json { print(finding); fflush(nil) }
                })
            line.clear()
            return report
        }
        let signals = ServerSignals(shutdown: { task.cancel() })
        let report = try await task.value
        signals.cancel()
        print(json ? report.json : Self.summary(of: report))
        if let status = report.exitStatus { throw ExitCode(status) }
    }

    private func key() throws -> String {
        guard let receiptKey else { return exchangeKey ?? "" }
        return try ReceiptKey.publicText(
            of: try TextFile.read(receiptKey).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func summary(of report: FsckReport) -> String {
        var lines: [String] = []
        let unlisted = report.count - report.findings.count
        if unlisted > 0 { lines.append("and \(unlisted) more") }
        switch report.ending {
        case .complete: break
        case .stopped:
            lines.append(
                "Stopped at leaf \(report.position) of \(report.size). The same command with --from "
                    + "\(report.position) goes on.")
        case .databaseAway(let message):
            lines.append("The database does not answer: \(message)")
            if report.position > report.first {
                lines.append(
                    "The same command with --from \(report.position) goes on at leaf "
                        + "\(report.position) of \(report.size).")
            }
        }
        if report.count > 0 {
            let repaired =
                report.repairedCount > 0 ? ", \(report.repairedCount) of them mended" : ""
            lines.append("\(report.count) findings\(repaired)")
        } else if report.ending == .complete {
            lines.append("clean  \(report.size - report.first) leaves and all their rows")
        }
        return lines.joined(separator: "\n")
    }
}

extension FsckReport {
    /// `nil` if all is well.
    fileprivate var exitStatus: Int32? {
        switch ending {
        case .complete: isClean ? nil : 1
        case .stopped: 130
        case .databaseAway: 4
        }
    }
}

/// What, how far, how fast and how much longer.
private struct FsckMeter {
    let first: Int64
    let start = ContinuousClock.now

    func text(_ progress: FsckProgress) -> String {
        let findings = progress.findings == 0 ? "" : "  \(progress.findings) findings"
        switch progress.phase {
        case .participants: return "participants\(findings)"
        case .surplus: return "rows that nothing accounts for\(findings)"
        case .log:
            let seconds = max((ContinuousClock.now - start) / .seconds(1), 0.001)
            let rate = Double(progress.position - first) / seconds
            let left = Int(Double(progress.size - progress.position) / max(rate, 0.001))
            let percent = progress.position * 100 / max(progress.size, 1)
            return "\(Self.bar(percent))  leaf \(progress.position) of \(progress.size)  "
                + "\(percent) %  \(Int(rate))/s  "
                + "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left\(findings)"
        }
    }

    private static func bar(_ percent: Int64) -> String {
        let full = Int(percent) / 5
        return String(repeating: "█", count: full) + String(repeating: "░", count: 20 - full)
    }
}
