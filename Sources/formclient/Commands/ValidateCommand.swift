import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Checks forms on this machine, and with `--online` at the exchange as well.
struct ValidateCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks forms without sending them, and names everything that is wrong.",
        discussion: """
            EXAMPLES
              formclient validate mission.json
              formclient validate --online drafts/
            """)

    @Argument(help: "Drafts or signed bundles; a folder means its *.json, - standard input.")
    var files: [String]

    @Flag(help: "Ask the exchange too: it also checks signature, sender and recipients.")
    var online = false

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        var isValid = true
        for name in try FormFile.names(files) {
            let check = try FormCheck(try FormFile(name))
            var report = check.report(in: console.language)
            if online, report.isValid {
                report = try await askExchange(check, session)
            }
            show(report, form: check.form, console)
            isValid = isValid && report.isValid
        }
        guard isValid else {
            if !console.isJSON { console.tell(.mendAndValidate) }
            throw SilentEnd(status: .answerIsNo)
        }
    }

    private func show(_ report: ViolationReport, form: String?, _ console: Console) {
        switch console.format {
        case .json:
            console.show(report.json)
        case .plain:
            console.tell(Phrase(verbatim: report.headline(form)))
            for line in report.tabSeparated { console.show(line) }
        case .terminal(let columns):
            console.show(console.outputStyle.emphasised(report.headline(form)))
            guard !report.entries.isEmpty else { return }
            console.show("")
            for line in report.aligned(columns: columns) { console.show(line) }
            console.show("")
        }
    }

    /// The exchange's opinion of a form that is valid here. What is sent for it is not kept.
    private func askExchange(
        _ check: FormCheck, _ session: Session
    ) async throws -> ViolationReport {
        let profile = try session.profile()
        let prepared: PreparedForm
        switch check.content {
        case .draft(let draft):
            prepared = try PreparedForm(
                sealing: draft, from: check.file.name, with: try Signer(profile))
        case .bundle(let bundle):
            prepared = try PreparedForm(bundle, from: check.file.name)
        case .unreadable:
            preconditionFailure("a file that cannot be read is not valid")
        }
        let answer = try await ExchangeConnection.open(profile, session.console) { connection in
            try await connection.validate(WireSignedForm(prepared.bundle))
        }
        return ViolationReport(
            file: check.file.name, answer.violations.map(ViolationReport.Entry.init),
            in: session.console.language)
    }
}
