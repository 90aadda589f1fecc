import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas
import TransparencyLog

/// Tells senders that the agency has taken their forms over.
struct AckCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Acknowledges forms: tells their senders that you have taken them over.",
        discussion: """
            The exchange's receipt is verified and kept; `log check` compares it, and `verify` \
            tells what it says.

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
        let state = try StateFolder(profile)
        let lookup = FormLookup(state: state, sender: try agency(sender))
        let access = try session.access(profile)
        try await ExchangeConnection.open(profile, console) { connection in
            // All are found before the first is acknowledged: a mistyped ID changes nothing.
            var forms: [DocumentIdentity] = []
            for id in ids { forms.append(try await lookup.find(id, access, over: connection)) }
            for form in forms {
                let response = try await connection.acknowledge(form, access)
                let receipt = try LoggedLeaf(
                    from: response, acknowledging: form, at: state.leafIndex(of: form),
                    by: profile.agency, exchange: profile.exchangeKey)
                let path = try state.keepReceipt(
                    receipt, at: state.acknowledgementPath(of: form),
                    exchange: profile.exchangeKey
                ).get()
                show(response.acknowledgement, receipt: path, console)
            }
        }
    }

    private func show(
        _ made: WireAcknowledgement, receipt path: String, _ console: Console
    ) {
        let moment = Timestamp(made.acknowledgedAt)
        switch console.format {
        case .json:
            var json = made.jsonValue
            json["receipt"] = .string(path)
            console.show(json)
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
