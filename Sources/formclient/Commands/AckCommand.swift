import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Tells senders that the agency has taken their forms over.
struct AckCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Acknowledges forms: tells their senders that you have taken them over.",
        discussion: """
            EXAMPLES
              formclient ack 0190f3c2 --reason "taken over by the duty officer"
              formclient ack 0190f3c2 0190f3d7 --sender BE-DAP --reason "taken over"
            """)

    @Argument(help: "The forms' IDs, or as much of their beginnings as is unique.")
    var ids: [String]

    @Option(help: ArgumentHelp("The agency that sent them.", valueName: "agency"))
    var sender: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let lookup = FormLookup(state: try StateFolder(profile), sender: try agency(sender))
        let access = try session.access(profile)
        try await ExchangeConnection.open(profile, console) { connection in
            // All are found before the first is acknowledged: a mistyped ID changes nothing.
            var forms: [DocumentIdentity] = []
            for id in ids { forms.append(try await lookup.find(id, access, over: connection)) }
            for form in forms {
                show(try await connection.acknowledge(form, access), console)
            }
        }
    }

    private func show(_ made: WireAcknowledgement, _ console: Console) {
        let moment = Timestamp(made.acknowledgedAt)
        switch console.format {
        case .json:
            console.show(made.jsonValue)
        case .plain:
            console.show(
                ["acknowledged", made.form.sender, made.form.id, "\(moment)"]
                    .joined(separator: "\t"))
        case .terminal:
            let time = Phrase.atTime(LocalTime(moment).text(in: console.language))
            console.show(
                "\(Phrase.stateAcknowledged[console.language])  \(made.form.sender)  "
                    + "\(made.form.id.prefix(8))-…  \(time[console.language])")
        }
    }
}
