import FormSchemas
import Testing

/// What every file of the catalogue owes its readers.
struct CatalogueTests {
    static let schemaPaths = CatalogueFiles.all.keys.sorted().filter {
        $0.hasSuffix("/schema.json") || $0.contains("/parts/")
    }

    @Test func builtInIsThatOnDisk() throws {
        let disk = try CatalogueFiles.catalogue.get()
        #expect(Catalogue.builtIn.forms.map(\.code) == disk.forms.map(\.code))
        let packed = EmbeddedFiles.catalogue.byPath
        let expected = CatalogueFiles.all.filter { !$0.key.contains("/samples/") }
        let stale = Set(packed.keys).union(expected.keys).filter { packed[$0] != expected[$0] }
        #expect(stale.isEmpty, "run scripts/pack-catalogue")
        #expect(EmbeddedFiles.catalogue.files.map(\.path) == packed.keys.sorted())
    }

    @Test func migrationsArePacked() {
        let files = EmbeddedFiles.migrations.files
        #expect(!files.isEmpty)
        #expect(files.allSatisfy { $0.path.hasSuffix(".sql") && !$0.bytes.isEmpty })
    }

    @Test func formsAreFound() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        #expect(catalogue.form("VIP-01")?.slug == catalogue.form("vip-protection-mission")?.slug)
        #expect(catalogue.form("vip-protection-mission") != nil)
        #expect(catalogue.form("VIP-99") == nil)
        #expect(catalogue.version(form: "VIP-01", version: "9.9") == nil)
        #expect(catalogue.newestVersion(form: "RSK-01")?.version == "1.0")
        for form in catalogue.forms {
            #expect(form.title.texts.count == 4)
            #expect(form.description.texts.count == 4)
            #expect(!form.purposes.isEmpty)
            let known = catalogue.codeLists["instrument"]
            #expect(form.instruments.allSatisfy { known?.label(of: $0) != nil }, "\(form.code)")
            #expect(form.code == "GOV-01" || !form.instruments.isEmpty, "\(form.code)")
            #expect((form.retentionDaysMax ?? 0) > 0)
        }
    }

    @Test func programsHaveNoWarnings() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        for form in catalogue.forms {
            for number in form.versions {
                let version = try #require(catalogue.version(form: form.code, version: number))
                #expect(version.headerProgram.warnings.isEmpty)
                #expect(version.bodyProgram.warnings.isEmpty)
                for (kind, part) in version.parts {
                    #expect(part.program.warnings.isEmpty, "\(form.code) \(kind)")
                }
            }
        }
    }

    @Test(arguments: schemaPaths)
    func everyPropertyIsExplained(path: String) throws {
        let schema = try JSONDocument(try #require(CatalogueFiles.all[path]))
        #expect(isExplained(schema.root), "\(path): the schema itself")
        checkProperties(of: schema.root, at: .root, in: path)
    }

    /// A property needs its texts unless it only narrows one that has them: in a branch, beside a
    /// reference.
    private func checkProperties(of schema: JSONNode, at pointer: JSONPointer, in path: String) {
        for (name, property) in schema["properties"]?.members.map({ $0 }) ?? [] {
            let place = pointer.appending("properties").appending(name)
            let narrows =
                schema["$ref"] != nil && property["type"] == nil
                && property["$ref"] == nil && property["codeList"] == nil
            #expect(narrows || isExplained(property), "\(path)\(place)")
            checkProperties(of: property, at: place, in: path)
        }
        if let items = schema["items"] {
            checkProperties(of: items, at: pointer.appending("items"), in: path)
        }
        for (name, definition) in schema["$defs"]?.members.map({ $0 }) ?? [] {
            let place = pointer.appending("$defs").appending(name)
            #expect(isExplained(definition), "\(path)\(place)")
            checkProperties(of: definition, at: place, in: path)
        }
    }

    private func isExplained(_ schema: JSONNode) -> Bool {
        let translations = schema["translations"]
        return [schema["title"], schema["description"]].allSatisfy { $0?.string?.isEmpty == false }
            && ["nl", "fr", "de"].allSatisfy { language in
                ["title", "description"].allSatisfy {
                    translations?[language]?[$0]?.string?.isEmpty == false
                }
            }
    }

    @Test func everyCodeHasFourLabels() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        #expect(!catalogue.codeLists.isEmpty)
        for list in catalogue.codeLists.values {
            #expect(!list.entries.isEmpty && !list.edition.isEmpty && !list.source.isEmpty)
            #expect(Set(list.entries.map(\.code)).count == list.entries.count, "\(list.name)")
            for entry in list.entries {
                // Of the divisions, groups and classes there are Eurostat's English headings only.
                let languages = list.name == "nace" && entry.code.count > 1 ? 1 : 4
                #expect(
                    entry.label.texts.count == languages
                        && !entry.label.texts.values.contains(""), "\(list.name) \(entry.code)")
            }
        }
    }

    /// Values of a mere `enum` would be shown as they are, in no reader's language.
    @Test func everyChoiceIsOfACodeList() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        for form in catalogue.forms {
            let version = try #require(catalogue.newestVersion(form: form.code))
            let choices = version.fields(in: .nl).filter { !$0.codes.isEmpty }
            #expect(!choices.isEmpty, "\(form.code)")
            for field in choices where field.codeList == nil {
                Issue.record("\(form.code) \(field.path)")
            }
        }
    }

    @Test func everyDomainHasALabel() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        let labelled = try #require(catalogue.codeLists["domain"]).entries.map(\.code)
        #expect(Set(catalogue.forms.map(\.domain)).isSubset(of: labelled))
    }

    @Test(arguments: [
        ("codes/action.json", "{}"), ("forms/RSK-01/form.json", "["),
        ("forms/RSK-01/1.0/schema.json", "{\"type\":1}"),
    ])
    func damagedFilesAreNamed(path: String, text: String) {
        var files = CatalogueFiles.all
        files[path] = Array(text.utf8)
        do throws(CatalogueError) {
            _ = try Catalogue(files: files)
            Issue.record("accepted")
        } catch {
            #expect(error.path == path)
        }
    }
}
