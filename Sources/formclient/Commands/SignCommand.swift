import ArgumentParser
import FormDocument
import FormSchemas

/// Seals and signs drafts into bundles, which can be sent later or elsewhere.
struct SignCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Seals and signs drafts into bundles, to be submitted later or elsewhere.",
        discussion: """
            EXAMPLES
              formclient sign mission.json
              formclient sign --output signed.bundle.json mission.json
            """)

    @Argument(help: "Drafts; a folder means its *.json.")
    var files: [String]

    @Option(
        name: [.short, .long],
        help: "Where to write the bundle, for one draft; - is standard output.")
    var output: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let names = try FormFile.names(files)
        guard output == nil || names.count == 1 else {
            throw ClientError(.usage, .oneFileWithOutput)
        }
        let signer = try Signer(try session.profile())
        for name in names {
            let check = try FormCheck(try FormFile(name))
            try check.requireValid(console, advice: .mendAndSign)
            guard case .draft(let draft) = check.content else {
                throw ClientError(.usage, .signedAlready(name))
            }
            let prepared = try PreparedForm(sealing: draft, from: name, with: signer)
            try write(prepared, from: name, session)
        }
    }

    private func write(
        _ prepared: PreparedForm, from name: String, _ session: Session
    ) throws(ClientError) {
        let path = output ?? Self.bundleName(for: name)
        guard path != "-" else {
            Terminal.write(String(decoding: prepared.bundle.encoded(), as: UTF8.self), to: 1)
            return
        }
        try session.requireMayWrite(path)
        try LocalFile.writeOutput(prepared.bundle.encoded(), to: path)
        let console = session.console
        if console.isJSON {
            console.show([
                "file": .string(name), "bundle": .string(path),
                "sender": .string(prepared.identity.sender.description),
                "id": .string(prepared.identity.id.description),
            ])
        } else {
            console.show(Phrase.signed(name, path)[console.language])
        }
    }

    /// `mission.json` becomes `mission.bundle.json`, beside it.
    static func bundleName(for name: String) -> String {
        let stem = name.hasSuffix(".json") ? String(name.dropLast(".json".count)) : name
        return name == "-" ? "-" : "\(stem).bundle.json"
    }
}

extension FormCheck {
    /// Ends the command with all that is wrong, if anything is.
    func requireValid(_ console: Console, advice: Phrase) throws {
        let report = report(in: console.language)
        guard !report.isValid else { return }
        console.tellViolations(report, form: form)
        console.say(advice[console.language])
        throw SilentEnd(status: .answerIsNo)
    }
}

extension Console {
    /// Tells what is wrong with a form, as part of the conversation.
    func tellViolations(_ report: ViolationReport, form: String?) {
        if isJSON { show(report.json) }
        say(errorStyle.emphasised(report.headline(form)))
        guard !report.entries.isEmpty else { return }
        say("")
        let columns = Terminal.isTerminal(2) ? Terminal.columns : 120
        for line in report.aligned(columns: columns) { say(line) }
        say("")
    }
}
