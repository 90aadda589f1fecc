/// Reads the files of a catalogue.
struct CatalogueReader: Sendable {
    private let files: [String: [UInt8]]
    private let paths: [String]

    /// What schemas of the catalogue may refer to.
    struct Resources {
        let header: JSONDocument
        let headerProgram: Lazy<SchemaProgram>
        let byURI: [String: JSONDocument]
    }

    init(files: [String: [UInt8]]) {
        self.files = files
        paths = files.keys.sorted()
    }

    func document(_ path: String) throws(CatalogueError) -> JSONDocument {
        guard let bytes = files[path] else {
            throw CatalogueError(path: path, message: "the file is missing")
        }
        do throws(JSONError) {
            return try JSONDocument(bytes)
        } catch {
            throw CatalogueError(path: path, message: error.description)
        }
    }

    private func paths(in folder: String) -> [String] {
        paths.filter {
            $0.hasPrefix(folder) && $0.hasSuffix(".json")
                && !$0.dropFirst(folder.count).contains("/")
        }
    }

    func readCodeLists() throws(CatalogueError) -> [String: CodeList] {
        var editions: [String: [CodeList]] = [:]
        for path in paths(in: "codes/") {
            let list = try CodeList(try document(path).root, path: path)
            if editions[list.name]?.contains(where: { $0.edition == list.edition }) == true {
                throw CatalogueError(
                    path: path, message: "another file has this edition of \(list.name)")
            }
            editions[list.name, default: []].append(list)
        }
        var lists: [String: CodeList] = [:]
        for (name, known) in editions {
            let newest = known.map(\.edition).max()
            for list in known {
                lists[list.edition == newest ? name : "\(name)/\(list.edition)"] = list
            }
        }
        return lists
    }

    func readGeneratorTables() throws(CatalogueError) -> [String: GeneratorTable] {
        var tables: [String: GeneratorTable] = [:]
        for path in paths(in: "generator/") {
            let table = try GeneratorTable(try document(path).root, path: path)
            if tables.updateValue(table, forKey: table.name) != nil {
                throw CatalogueError(path: path, message: "another file has that table")
            }
        }
        return tables
    }

    /// The newest header schema and all common definitions.
    func readResources(
        _ codeLists: [String: CodeList]
    ) throws(CatalogueError) -> Resources {
        var byURI: [String: JSONDocument] = [:]
        for path in paths where path.hasSuffix("/schema.json") {
            guard path.hasPrefix("common/") || path.hasPrefix("header/") else { continue }
            let schema = try document(path)
            guard let id = schema.root["$id"]?.string else {
                throw CatalogueError(path: path, message: "$id is missing")
            }
            byURI[id] = schema
        }
        let path = "header/1/schema.json"
        let header = try document(path)
        let resources = byURI
        let program = Lazy { () throws(CatalogueError) in
            try compile(header, path, resources, codeLists)
        }
        return Resources(header: header, headerProgram: program, byURI: resources)
    }

    /// The reference tables of rules as one object, each under the name of its file.
    func readTables() throws(CatalogueError) -> JSONDocument {
        var text = Array("{".utf8)
        for path in paths(in: "tables/") {
            // Refuses a broken file by its own name.
            let table = try document(path)
            let name = JSONValue.string(String(path.dropFirst(7).dropLast(5)))
            if text.count > 1 { text += Array(",".utf8) }
            text += name.bytes() + Array(":".utf8) + table.bytes
        }
        do throws(JSONError) {
            return try JSONDocument(text + Array("}".utf8))
        } catch {
            throw CatalogueError(path: "tables", message: error.description)
        }
    }

    func readRegimes() throws(CatalogueError) -> [String: Regime] {
        var regimes: [String: Regime] = [:]
        for path in paths(in: "regimes/") {
            let regime = try Regime(try document(path).root, path: path)
            regimes[regime.name] = regime
        }
        return regimes
    }

    func readRegions() throws(CatalogueError) -> RegionTable {
        let path = "regions/postcodes.json"
        guard files[path] != nil else { return .empty }
        return try RegionTable(try document(path).root, path: path)
    }

    func readForms() throws(CatalogueError) -> [FormDefinition] {
        var forms: [FormDefinition] = []
        for path in paths where path.hasPrefix("forms/") && path.hasSuffix("/form.json") {
            let form = try FormDefinition(try document(path).root, path: path)
            guard path == "forms/\(form.code)/form.json" else {
                throw CatalogueError(path: path, message: "the folder is not that of \(form.code)")
            }
            forms.append(form)
        }
        return forms
    }

    private func compile(
        _ schema: JSONDocument, _ path: String, _ resources: [String: JSONDocument],
        _ codeLists: [String: CodeList]
    ) throws(CatalogueError) -> SchemaProgram {
        do throws(SchemaError) {
            return try SchemaProgram(
                compiling: schema, resources: resources, codeLists: codeLists)
        } catch {
            throw CatalogueError(path: path, message: error.description)
        }
    }

    /// What a version is made of, read; the rest is left for its first use.
    func readVersion(
        _ version: String, of form: FormDefinition, resources: Resources,
        codeLists: [String: CodeList], tables: Lazy<JSONDocument>
    ) throws(CatalogueError) -> FormVersion {
        let folder = "forms/\(form.code)/\(version)/"
        let schemas = Lazy { () throws(CatalogueError) in
            let body = try document(folder + "schema.json")
            var parts: [String: FormVersion.Part] = [:]
            for path in paths(in: folder + "parts/") {
                let kind = String(path.dropFirst(folder.count + 6).dropLast(5))
                let schema = try document(path)
                parts[kind] = FormVersion.Part(
                    schema: schema,
                    program: try compile(
                        schema, path, resources.byURI, codeLists))
            }
            return FormVersion.Schemas(
                body: body,
                bodyProgram: try compile(body, folder + "schema.json", resources.byURI, codeLists),
                parts: parts)
        }
        @Sendable func rules(_ list: RuleList) throws(CatalogueError) -> RuleSet? {
            let path = folder + "rules.json"
            guard files[path] != nil else { return nil }
            let rules = try RuleSet(
                list, of: try document(path), path: path,
                uri: "urn:benelux:forms:\(form.code):\(version):rules",
                header: resources.header, body: try schemas.get().body,
                resources: resources.byURI, codeLists: codeLists, reference: try tables.get())
            return rules.rules.isEmpty ? nil : rules
        }
        var flow = Flow.alone
        if files[folder + "flow.json"] != nil {
            flow = try FlowReader(path: folder + "flow.json") { () throws(CatalogueError) in
                RuleTypes(
                    header: resources.header, body: try schemas.get().body,
                    resources: resources.byURI, codeLists: codeLists, tables: try tables.get()
                ).variables(this: .dyn, isRepeated: false)[0]
            }.read(try document(folder + "flow.json"))
        }
        let lens = try readLens(folder)
        return FormVersion(
            form: form, version: version, headerSchema: resources.header,
            headerProgram: resources.headerProgram, resources: resources.byURI,
            codeLists: codeLists, schemas: schemas,
            ruleSet: Lazy { () throws(CatalogueError) in try rules(.rules) },
            dialogueRules: Lazy { () throws(CatalogueError) in try rules(.dialogue) }, flow: flow,
            origin: lens?.origin, lens: lens?.lens)
    }

    private func readLens(
        _ folder: String
    ) throws(CatalogueError) -> (origin: String, lens: Lens)? {
        let path = folder + "lens.json"
        guard files[path] != nil else { return nil }
        let document = try document(path)
        guard let origin = document.root["from"]?.string else {
            throw CatalogueError(path: path, message: "from is missing")
        }
        do throws(LensError) {
            return (origin, try LensReader.read(document))
        } catch {
            throw CatalogueError(path: path, message: error.description)
        }
    }
}
