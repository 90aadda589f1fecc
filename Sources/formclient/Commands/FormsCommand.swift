import ArgumentParser
import FormSchemas

/// Lists the forms that this client knows, or tells about one of them.
struct FormsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "forms",
        abstract: "Lists the forms of the catalogue by domain, or tells about one of them.",
        discussion: """
            EXAMPLES
              formclient forms
              formclient forms RSK-02
              formclient forms --lang fr --json
            """)

    @Argument(help: "The form's code, such as VIP-01; without it all forms are listed.")
    var form: String?

    @Option(help: ArgumentHelp("The form's version; the newest otherwise.", valueName: "version"))
    var version: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        if let form {
            let description = FormDescription(
                try FormLibrary.version(of: form, version), of: FormLibrary.catalogue,
                in: console.language)
            switch console.format {
            case .json: console.show(description.json)
            case .plain: description.tabSeparated.forEach(console.show(_:))
            case .terminal(let columns):
                description.lines(columns: columns, style: console.outputStyle)
                    .forEach(console.show(_:))
            }
            return
        }
        guard version == nil else {
            throw ClientError(.usage, .versionWithoutForm)
        }
        let list = FormsList(FormLibrary.catalogue, in: console.language)
        switch console.format {
        case .json: list.json.forEach(console.show(_:))
        case .plain: list.tabSeparated.forEach(console.show(_:))
        case .terminal(let columns):
            list.lines(columns: columns, style: console.outputStyle).forEach(console.show(_:))
            console.tell(.seeForm)
        }
    }
}
