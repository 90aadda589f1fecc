import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Fetches a form, checks it, and writes it out.
struct GetCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Fetches a form: its document, or with --bundle everything that came with it.",
        discussion: """
            Signature and receipt are checked on the way; what does not hold is said, and the \
            exit status is 1.

            EXAMPLES
              formclient get 0190f3c2 --reason "mission planning"
              formclient get 0190f3c2 --bundle -o mission.bundle.json --reason "archive"
            """)

    @Argument(help: "The form's ID, or as much of its beginning as is unique.")
    var id: String

    @Option(help: ArgumentHelp("The agency that sent it.", valueName: "agency"))
    var sender: String?

    @Option(name: [.short, .long], help: "Where to write it; standard output otherwise.")
    var output: String?

    @Flag(help: "Write document, signature, chain, parts and receipt as one bundle.")
    var bundle = false

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let lookup = FormLookup(state: try StateFolder(profile), sender: try agency(sender))
        let access = try session.access(profile)
        if let output, output != "-" { try session.requireMayWrite(output) }

        let response = try await ExchangeConnection.open(profile, console) { connection in
            let form = try await lookup.find(id, access, over: connection)
            return try await connection.get(form, access)
        }
        let received = try Bundle(response)
        try write(received, response, console)
        try await received.requireVerified(profile)
    }

    private func write(
        _ received: Bundle, _ response: WireGetResponse, _ console: Console
    ) throws(ClientError) {
        let bytes: [UInt8]
        if bundle {
            bytes = received.encoded()
        } else if console.isJSON {
            bytes = Array((Self.json(received, response).serialized() + "\n").utf8)
        } else {
            bytes = received.document
        }
        if let output, output != "-" {
            try LocalFile.writeOutput(bytes, to: output)
            console.tell(.written(output))
        } else {
            console.showText(String(decoding: bytes, as: UTF8.self))
        }
        let withheld = response.form.parts.filter(\.withheld).map(\.name)
        if !withheld.isEmpty { console.tell(.partsWithheld(withheld)) }
    }

    private static func json(_ bundle: Bundle, _ response: WireGetResponse) -> JSONValue {
        var object = response.summary.jsonValue
        let document = try? JSONDocument(bundle.document)
        object["document"] = document.map { JSONValue($0.root) } ?? .null
        object["parts"] = .object(
            bundle.parts.map { part in
                JSONValue.Member(
                    part.name.description, (try? part.readValue()).map { JSONValue($0) } ?? .null)
            })
        object["withheld"] = .array(
            response.form.parts.filter(\.withheld).map { .string($0.name) })
        object["receipt"] = .string(response.receipt)
        return object
    }
}

/// Reads an agency's code from an option.
func agency(_ text: String?) throws(ClientError) -> AgencyCode? {
    guard let text else { return nil }
    guard let agency = AgencyCode(text.uppercased()) else {
        throw ClientError(.usage, .notAnAgency(text))
    }
    return agency
}

/// Reads a day from an option.
func calendarDay(_ text: String?) throws(ClientError) -> CalendarDate? {
    guard let text else { return nil }
    guard let day = CalendarDate(text) else { throw ClientError(.usage, .notADate(text)) }
    return day
}
