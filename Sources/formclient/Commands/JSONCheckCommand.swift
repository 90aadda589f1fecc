import ArgumentParser
import FormDocument
import FormSchemas

/// Says whether files are JSON that the exchange can read, and where not.
struct JSONCheckCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether files are JSON that the exchange can read, and where not.",
        discussion: """
            Stricter than many readers: UTF-8 without a byte order mark, no name twice in an \
            object, no half characters, nothing after the end, and within the limits of a form.

            EXAMPLES
              formclient json check mission.json
              formclient json check --json drafts/

            EXIT STATUS
              0 all can be read, 1 one or more cannot, 2 a file is missing or cannot be opened
            """)

    @Argument(help: "Files; a folder means its *.json, - standard input.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let status = check(try namesToCheck(files), console) { name throws(ClientError) in
            let check = JSONCheck(
                file: name, try LocalFile.read(name, bytesMax: JSONLimits.bytesCeiling))
            show(check, console)
            return check.isAcceptable
        }
        guard status == .done else { throw SilentEnd(status: status) }
    }

    private func show(_ check: JSONCheck, _ console: Console) {
        let language = console.language
        switch console.format {
        case .json: console.show(check.json(in: language))
        case .plain:
            console.tell(check.headline)
            if let line = check.tabSeparated(in: language) { console.show(line) }
        case .terminal(let columns):
            if !check.isAcceptable || !console.isQuiet {
                console.show(console.outputStyle.emphasised(check.headline[language]))
            }
            for line in check.details(columns: columns, in: language) { console.show(line) }
        }
    }
}
