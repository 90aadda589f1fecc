/// The forms of the exchange with their schemas, compiled.
///
/// Made from the files of the catalogue folder, whether these are embedded in the binary, read
/// from disk, or published at run time.
public final class Catalogue: Sendable {
    /// All forms in the order of their codes.
    public let forms: [FormDefinition]
    /// The code lists by name; of a list with several editions the newest has the bare name, the
    /// others `name/edition`.
    public let codeLists: [String: CodeList]
    /// The made-up data for generated documents, by name.
    public let generatorTables: [String: GeneratorTable]
    /// The times within which forms are to be answered, by name.
    public let regimes: [String: Regime]
    /// Where postcodes lie.
    public let regions: RegionTable
    public let sectors: SectorTable
    private let versions: [String: FormVersion]

    /// The catalogue that was built into this binary. Read on first use.
    public static let builtIn: Catalogue = {
        do {
            return try Catalogue(files: EmbeddedFiles.catalogue.byPath)
        } catch {
            preconditionFailure("the embedded catalogue is damaged: \(error)")
        }
    }()

    /// Compiles a catalogue.
    ///
    /// - Parameter files: path → bytes; paths as below the catalogue folder, e.g.
    ///   `forms/VIP-01/1.0/schema.json`. Other files (samples) are left aside.
    /// - Throws: ``CatalogueError`` with the first file that cannot be used.
    public init(files: [String: [UInt8]]) throws(CatalogueError) {
        let reader = CatalogueReader(files: files)
        codeLists = try reader.readCodeLists()
        sectors = SectorTable(codeLists)
        generatorTables = try reader.readGeneratorTables()
        let resources = try reader.readResources()
        let tables = try reader.readTables()
        forms = try reader.readForms()
        var versions: [String: FormVersion] = [:]
        for form in forms {
            for version in form.versions {
                versions[form.code + "/" + version] = try reader.readVersion(
                    version, of: form, resources: resources, codeLists: codeLists, tables: tables)
            }
        }
        self.versions = versions
        regimes = try reader.readRegimes()
        regions = try reader.readRegions()
        try checkFlows()
    }

    /// Whether the dialogue is over once it is in a state.
    public func closes(_ state: String) -> Bool {
        codeLists[Self.stateList]?.entry(state)?.closes ?? false
    }

    /// The turn of a version of its form; of the newest version without one.
    public func turn(_ name: TurnName, version: String? = nil) -> FlowTurn? {
        (version.map { self.version(form: name.form, version: $0) }
            ?? newestVersion(form: name.form))?.flow.turn(named: name.turn)
    }

    /// The turns of the newest versions that may answer one, in the order of their forms.
    public func answers(to turn: TurnName) -> [(name: TurnName, turn: FlowTurn)] {
        forms.flatMap { form -> [(name: TurnName, turn: FlowTurn)] in
            (newestVersion(form: form.code)?.flow.turns ?? [])
                .filter { $0.answers.contains(turn) }
                .map { (TurnName(form: form.code, turn: $0.name), $0) }
        }
    }

    /// The code list of the states that dialogues can be in.
    public static let stateList = "dialogue-state"

    /// Whatever a flow names must be there.
    private func checkFlows() throws(CatalogueError) {
        for version in versions.values.sorted(by: { ($0.code, $0.version) < ($1.code, $1.version) })
        {
            let path = "forms/\(version.code)/\(version.version)/flow.json"
            for turn in version.flow.turns {
                for name in turn.answers + turn.deadlines.flatMap(\.metBy) + turn.needs
                where self.turn(name) == nil {
                    throw CatalogueError(path: path, message: "there is no turn \(name)")
                }
                for state in turn.states + [turn.state].compactMap({ $0 })
                where codeLists[Self.stateList]?.entry(state) == nil {
                    throw CatalogueError(path: path, message: "there is no state \(state)")
                }
                for deadline in turn.deadlines where regimes[deadline.regime] == nil {
                    throw CatalogueError(
                        path: path, message: "there is no regime \(deadline.regime)")
                }
            }
        }
    }

    /// Finds a form by its code or its slug; `nil` if there is none.
    public func form(_ name: String) -> FormDefinition? {
        forms.first { $0.code == name || $0.slug == name }
    }

    /// Finds a version of a form by code, e.g. `VIP-01` and `1.0`; `nil` if there is none.
    public func version(form: String, version: String) -> FormVersion? {
        versions[form + "/" + version]
    }

    /// The newest version of a form; `nil` if there is no such form.
    public func newestVersion(form: String) -> FormVersion? {
        guard let newest = self.form(form)?.versions.last else { return nil }
        return version(form: self.form(form)?.code ?? form, version: newest)
    }

    /// Finds the version that a document's own header names; `nil` if there is none.
    public func version(of document: JSONDocument) -> FormVersion? {
        let header = document.root["header"]
        guard let form = header?["form"]?.string, let version = header?["version"]?.string else {
            return nil
        }
        return self.version(form: form, version: version)
    }
}

/// Reads the files of a catalogue.
struct CatalogueReader {
    private let files: [String: [UInt8]]
    private let paths: [String]

    /// What schemas of the catalogue may refer to.
    struct Resources {
        let header: JSONDocument
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
    func readResources() throws(CatalogueError) -> Resources {
        var byURI: [String: JSONDocument] = [:]
        for path in paths where path.hasSuffix("/schema.json") {
            guard path.hasPrefix("common/") || path.hasPrefix("header/") else { continue }
            let schema = try document(path)
            guard let id = schema.root["$id"]?.string else {
                throw CatalogueError(path: path, message: "$id is missing")
            }
            byURI[id] = schema
        }
        return Resources(header: try document("header/1/schema.json"), byURI: byURI)
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

    func readVersion(
        _ version: String, of form: FormDefinition, resources: Resources,
        codeLists: [String: CodeList], tables: JSONDocument
    ) throws(CatalogueError) -> FormVersion {
        let folder = "forms/\(form.code)/\(version)/"
        func compile(
            _ schema: JSONDocument, _ path: String
        ) throws(CatalogueError) -> SchemaProgram {
            do throws(SchemaError) {
                return try SchemaProgram(
                    compiling: schema, resources: resources.byURI, codeLists: codeLists)
            } catch {
                throw CatalogueError(path: path, message: error.description)
            }
        }
        let body = try document(folder + "schema.json")
        var parts: [String: FormVersion.Part] = [:]
        for path in paths(in: folder + "parts/") {
            let kind = String(path.dropFirst(folder.count + 6).dropLast(5))
            let schema = try document(path)
            parts[kind] = FormVersion.Part(schema: schema, program: try compile(schema, path))
        }
        func rules(_ list: RuleList) throws(CatalogueError) -> RuleSet? {
            let path = folder + "rules.json"
            guard files[path] != nil else { return nil }
            let rules = try RuleSet(
                list, of: try document(path), path: path,
                uri: "urn:benelux:forms:\(form.code):\(version):rules",
                header: resources.header, body: body, resources: resources.byURI,
                codeLists: codeLists, reference: tables)
            return rules.rules.isEmpty ? nil : rules
        }
        var flow = Flow.alone
        if files[folder + "flow.json"] != nil {
            let types = RuleTypes(
                header: resources.header, body: body, resources: resources.byURI,
                codeLists: codeLists, tables: tables)
            flow = try FlowReader(
                path: folder + "flow.json",
                variables: [types.variables(this: .dyn, isRepeated: false)[0]]
            ).read(try document(folder + "flow.json").root)
        }
        return FormVersion(
            form: form, version: version, headerSchema: resources.header, bodySchema: body,
            headerProgram: try compile(resources.header, "header/1/schema.json"),
            bodyProgram: try compile(body, folder + "schema.json"), parts: parts,
            resources: resources.byURI, codeLists: codeLists, ruleSet: try rules(.rules),
            dialogueRules: try rules(.dialogue), flow: flow)
    }
}
