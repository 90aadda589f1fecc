import ArgumentParser
import FormDocument
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
            the catalogue has. Nothing is fetched.

            EXAMPLES
              formclient schema check schema.json
              formclient schema check --json catalogue/forms/VIP-01/1.0

            EXIT STATUS
              0 nothing found but hints, 1 refused or warnings, 2 a file cannot be opened
            """)

    @Argument(help: "Schemas; a folder means its *.json, - standard input.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let names: [String]
        do throws(ClientError) {
            names = try FormFile.names(files)
        } catch {
            throw error.undecided
        }
        var status = ExitStatus.done
        var texts: [(name: String, bytes: [UInt8])] = []
        for name in names {
            do throws(ClientError) {
                // A schema is larger than a form; more than a bundle's worth nobody reads.
                texts.append(
                    (name, try LocalFile.read(name, bytesMax: DocumentLimits.bundleBytesMax)))
            } catch {
                console.say(error)
                status = .undecided
            }
        }
        for check in Self.checks(of: texts) {
            show(check, console)
            if !check.isClean, status == .done { status = .answerIsNo }
        }
        guard status == .done else { throw SilentEnd(status: status) }
    }

    /// Checks schemas that may refer to each other.
    static func checks(of files: [(name: String, bytes: [UInt8])]) -> [SchemaCheck] {
        let texts = files.map { file in
            Result { () throws(JSONError) in try JSONDocument(file.bytes) }
        }
        var resources = FormLibrary.resources
        for case .success(let document) in texts {
            if let id = document.root["$id"]?.string { resources[id] = document }
        }
        return zip(files, texts).map { file, text in
            switch text {
            case .failure(let error): return SchemaCheck(file: file.name, error)
            case .success(let document):
                let lint = SchemaLint(
                    resources: resources, codeLists: FormLibrary.catalogue.codeLists,
                    needsTexts: FormLibrary.isOfExchange(document))
                return SchemaCheck(file: file.name, lint.findings(in: document))
            }
        }
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
