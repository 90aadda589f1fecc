import ArgumentParser
import FormSchemas

/// Lists the forms that this client knows.
struct FormsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "forms",
        abstract: "Lists the forms of the catalogue.",
        discussion: """
            EXAMPLES
              formclient forms
              formclient forms --lang fr --json
            """)

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let forms = FormLibrary.catalogue.forms.sorted {
            ($0.domain, $0.code) < ($1.domain, $1.code)
        }
        if console.isJSON {
            for form in forms {
                console.show([
                    "form": .string(form.code),
                    "domain": .string(form.domain),
                    "title": .string(form.title[console.language]),
                    "versions": .array(form.versions.map { .string($0) }),
                ])
            }
            return
        }
        var table = Table([
            .init(Phrase.columnForm[console.language]),
            .init(Phrase.columnDomain[console.language]),
            .init(Phrase.columnTitle[console.language], yields: true),
            .init(Phrase.columnVersions[console.language]),
        ])
        for form in forms {
            table.append([
                .init(form.code), .init(form.domain), .init(form.title[console.language]),
                .init(form.versions.joined(separator: ", ")),
            ])
        }
        console.show(table)
    }
}
