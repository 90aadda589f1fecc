import ArgumentParser
import FormSchemas

/// Reads schemas as a careful colleague would.
struct SchemaCheckCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what is wrong with schemas, or looks as if it were.",
        discussion: """
            Refused: what no document could be checked with. Warnings: unknown keywords, branches \
            and values that nothing reaches, bounds that exclude each other, examples that do not \
            fit. Hints: texts that the exchange's own forms ($id urn:benelux:…) owe their readers.

            Schemas may refer to each other by $id if they are checked in one call, and to what \
            the catalogue has; nothing is fetched. A file rules.json is checked against the \
            schema.json beside it.

            EXAMPLES
              formclient schema check schema.json
              formclient schema check --json catalogue/forms/VIP-01/1.0

            EXIT STATUS
              0 nothing found but hints, 1 refused or warnings, 2 a file cannot be opened
            """)

    @Argument(help: "Schemas and rules.json; a folder means its *.json, - standard input.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        var texts: [(name: String, bytes: [UInt8])] = []
        let opened = check(try namesToCheck(files), console) { name throws(ClientError) in
            texts.append((name, try SchemaFiles.read(name)))
            return true
        }
        let files = SchemaFiles(texts)
        let checked = check(texts.map(\.name), console) { name throws(ClientError) in
            let check = try files.check(name)
            show(check, console)
            return check.isClean
        }
        let status = opened == .done ? checked : opened
        guard status == .done else { throw SilentEnd(status: status) }
    }

    private func show(_ check: SchemaCheck, _ console: Console) {
        let language = console.language
        switch console.format {
        case .json: console.show(check.json(in: language))
        case .plain:
            console.tell(check.headline)
            for line in check.tabSeparated(in: language) { console.show(line) }
        case .terminal(let columns):
            let lines = check.aligned(columns: columns, in: language)
            guard !lines.isEmpty || !console.isQuiet else { return }
            console.show(console.outputStyle.emphasised(check.headline[language]))
            guard !lines.isEmpty else { return }
            console.show("")
            for line in lines { console.show(line) }
            console.show("")
        }
    }
}
