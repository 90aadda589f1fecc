import ArgumentParser
import FormDocument
import FormSchemas

/// Reads a document in another version of its form.
struct SchemaTranslateCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract: "Shows a document as another version of its form says it.",
        discussion: """
            The result is a view: it has no signature and is no document to send. What the other \
            version has no place for is left out of it, and counted.

            If the view is not valid in the other version, what is wrong is told at its place in \
            the document that was translated.

            EXAMPLES
              formclient schema translate mission.json --to 1.1
              formclient schema translate mission.json --to draft/VIP-01/2.0 --with draft/VIP-01/1.1

            EXIT STATUS
              0 translated, 1 not valid there or no lens leads there, 2 cannot be read or found
            """)

    @Argument(help: "A draft, a document or a bundle; - for standard input.")
    var file: String

    @Option(help: ArgumentHelp("The version, such as 1.1, or its folder.", valueName: "version"))
    var to: String

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "The folder of a version between; can be given several times.", valueName: "folder"))
    var between: [String] = []

    @Option(name: [.short, .long], help: "Where to write the view.")
    var output: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        if let output, output != "-" { try session.requireMayWrite(output) }
        let (document, mode) = try read()
        let translation = try translation(of: document)
        let view: Translation.View
        let read: JSONDocument
        do {
            view = try translation.view(of: document)
            read = try JSONDocument(view.bytes)
        } catch {
            throw ClientError(.answerIsNo, .notTranslated(file, "\(error)"))
        }
        let bytes = JSONValue(read.root).bytes(pretty: true)
        if let output, output != "-" {
            try LocalFile.writeOutput(bytes, to: output)
        } else {
            Terminal.write(String(decoding: bytes, as: UTF8.self), to: 1)
        }
        console.tell(.translated(view))
        let wrong = translation.target.violations(in: read, mode: mode)
            .filter { $0.severity == .error }
        guard !wrong.isEmpty else { return }
        console.say(
            ClientError(
                .answerIsNo, .viewNotValid(translation.target.version),
                details: wrong.map { violation in
                    let place = translation.place(inSource: violation.instanceLocation)
                    let message = violation.message(in: console.language)
                    return Phrase(verbatim: "\(place)  \(message)  \(violation.code.rawValue)")
                }))
        throw SilentEnd(status: .answerIsNo)
    }

    private func read() throws(ClientError) -> (JSONDocument, FormVersion.Mode) {
        do throws(ClientError) {
            switch try FormFile(file).content() {
            case .draft(let draft): return (draft.json, .draft)
            case .unreadable(let error): throw ClientError(.undecided, .notJSON(file, error))
            case .bundle(let bundle):
                do throws(JSONError) {
                    return (try JSONDocument(bundle.document), .sealed)
                } catch {
                    throw ClientError(.undecided, .notJSON(file, error))
                }
            }
        } catch {
            throw error.undecided
        }
    }

    private func translation(of document: JSONDocument) throws(ClientError) -> Translation {
        let header = document.root["header"]
        guard let form = header?["form"]?.string, let source = header?["version"]?.string else {
            throw ClientError(.undecided, .formNotNamed(file), advice: .seeForms)
        }
        let isFolder = LocalFile.isFolder(to)
        let target = try VersionFolder(isFolder ? to : "\(form)/\(to)")
        var folders = [target]
        for name in between { folders.append(try VersionFolder(name)) }
        for folder in folders where folder.form != form {
            throw ClientError(
                .undecided, .versionsOfTwoForms(form, "\(folder.form)/\(folder.version)"))
        }
        let catalogue = try VersionLibrary.catalogue(with: folders)
        guard
            let translation = catalogue.translation(
                form: form, from: source, to: target.version)
        else {
            throw ClientError(.answerIsNo, .noLens(form, from: source, to: target.version))
        }
        return translation
    }
}
