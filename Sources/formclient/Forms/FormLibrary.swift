import FormSchemas

/// The form catalogue that is built into this client.
enum FormLibrary {
    static var catalogue: Catalogue { Catalogue.builtIn }

    /// Whether a schema is one of the exchange's own, in which its keywords have their meaning.
    static func isOfExchange(_ schema: JSONDocument) -> Bool {
        schema.root["$id"]?.string?.hasPrefix("urn:benelux:") == true
    }

    /// The documents that the catalogue's schemas refer to, by URI.
    static var resources: [String: JSONDocument] { anyVersion.resources }

    /// The schema of all headers.
    static var headerSchema: JSONDocument { anyVersion.headerSchema }

    /// The fields of all headers.
    static func headerFields(in language: Language) -> [FieldDescription] {
        anyVersion.fields(in: language).filter { $0.path.hasPrefix("/header") }
    }

    /// What belongs to no form in particular is the same in every version.
    private static let anyVersion: FormVersion = {
        guard let form = catalogue.forms.first,
            let version = catalogue.newestVersion(form: form.code)
        else { preconditionFailure("the embedded catalogue is empty") }
        return version
    }()

    /// The reference tables that rules may name, as one object, each under its file's name.
    static let tables: JSONDocument = {
        let files = EmbeddedFiles.catalogue.files.filter { $0.path.hasPrefix("tables/") }
        let members = files.compactMap { file -> JSONValue.Member? in
            guard let table = try? JSONDocument(file.bytes) else { return nil }
            let name = LocalFile.lastComponent(of: file.path)
            return .init(String(name.dropLast(".json".count)), JSONValue(table.root))
        }
        guard let tables = try? JSONDocument(JSONValue.object(members).bytes()) else {
            preconditionFailure("the embedded tables are damaged")
        }
        return tables
    }()

    /// The version of the form that a document names in its header.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if it names none, or one that is not known here.
    static func version(
        of document: JSONDocument, in file: String
    ) throws(ClientError) -> FormVersion {
        let header = document.root["header"]
        guard let form = header?["form"]?.string, let version = header?["version"]?.string else {
            throw ClientError(.answerIsNo, .formNotNamed(file), advice: .seeForms)
        }
        return try self.version(of: form, version)
    }

    /// A version of a form; the newest if none is asked for.
    static func version(of form: String, _ number: String?) throws(ClientError) -> FormVersion {
        guard let definition = catalogue.form(form) ?? catalogue.form(form.uppercased()) else {
            let codes = catalogue.forms.map(\.code)
            throw ClientError(
                .answerIsNo, .formUnknown(form),
                advice: Spelling.nearest(to: form, in: codes).map(Phrase.didYouMean) ?? .seeForms)
        }
        guard let number = number ?? definition.versions.last,
            let version = catalogue.version(form: definition.code, version: number)
        else {
            throw ClientError(
                .answerIsNo, .versionUnknown(form, number ?? "", known: definition.versions))
        }
        return version
    }

    /// The form and version that a document names, for people: `VIP-01 v1.0`.
    static func name(of document: JSONDocument) -> String? {
        let header = document.root["header"]
        guard let form = header?["form"]?.string, let version = header?["version"]?.string else {
            return nil
        }
        return "\(form) v\(version)"
    }

    /// The label of a code in the reader's language; the code itself if it has none.
    static func label(of code: String, in list: String, _ language: Language) -> String {
        let label = catalogue.codeLists[list]?.label(of: code)?[language] ?? ""
        return label.isEmpty ? code : label
    }
}
