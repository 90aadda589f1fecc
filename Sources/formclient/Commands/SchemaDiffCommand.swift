import ArgumentParser
import FormSchemas

/// Compares two versions of a form.
struct SchemaDiffCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Says whether two versions of a form read each other's documents.",
        discussion: """
            Each difference comes with the smallest document that shows it: one version accepts \
            it, the other refuses it. What is neither proven nor shown is unknown, with the reason.

            If a lens (lens.json) leads from one version to the other, it is tried on random \
            documents of both; for each law that it breaks the smallest one is shown.

            A version is built in (VIP-01/1.0), or a folder that ends like one, with schema.json and \
            what else belongs to a version; form.json is read from the folder around it.

            EXAMPLES
              formclient schema diff VIP-01/1.0 draft/VIP-01/1.1
              formclient schema diff --json draft/RSK-01/1.1 draft/RSK-01/2.0

            EXIT STATUS
              0 both read each other's documents, as they are or through the lens; 1 not, or \
            unknown, or a version cannot be used; 2 a version cannot be found
            """)

    @Argument(help: "The version before, e.g. VIP-01/1.0.")
    var old: String

    @Argument(help: "The version after.")
    var new: String

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "The folder of a version between; can be given several times.", valueName: "folder"))
    var between: [String] = []

    @Option(help: "How many random documents of each version the lens is tried on, at most 100000.")
    var documents = 200

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...100_000).contains(documents) else {
            throw ValidationError("--documents is from 1 to 100000.")
        }
    }

    func perform(_ session: Session) async throws {
        let console = session.console
        var folders: [VersionFolder] = []
        for name in [old, new] + between { folders.append(try VersionFolder(name)) }
        for (name, folder) in zip([old, new] + between, folders)
        where folder.form != folders[0].form {
            throw ClientError(.undecided, .versionsOfTwoForms(old, name))
        }
        let catalogue = try VersionLibrary.catalogue(with: folders)
        let versions = folders.prefix(2).compactMap {
            catalogue.version(form: $0.form, version: $0.version)
        }
        guard versions.count == 2 else {
            throw ClientError(.undecided, .notAVersion(new), advice: .nameAVersion)
        }
        let comparison: VersionComparison
        do throws(DocumentGenerator.Failure) {
            comparison = try VersionComparison(
                versions[0], versions[1], in: catalogue, documents: documents)
        } catch {
            throw ClientError(.undecided, .noDocuments(of: folders[0].form, error.reason))
        }
        show(comparison, console)
        guard comparison.isReadable else { throw SilentEnd(status: .answerIsNo) }
    }

    private func show(_ comparison: VersionComparison, _ console: Console) {
        let language = console.language
        switch console.format {
        case .json: console.show(comparison.json(in: language))
        case .plain:
            for line in comparison.tabSeparated(in: language) { console.show(line) }
        case .terminal(let columns):
            for line in comparison.lines(columns: columns, in: language) { console.show(line) }
        }
    }
}
