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

    /// The catalogue that was built into this binary. Read on first use; a form's schemas, rules
    /// and expressions are compiled on theirs, as most runs of a client need one form of many.
    /// The tests have compiled all of them.
    public static let builtIn: Catalogue = {
        do {
            return try Catalogue(reading: EmbeddedFiles.catalogue.byPath)
        } catch {
            preconditionFailure("the embedded catalogue is damaged: \(error)")
        }
    }()

    /// Compiles a catalogue.
    ///
    /// - Parameter files: path → bytes; paths as below the catalogue folder, e.g.
    ///   `forms/VIP-01/1.0/schema.json`. Other files (samples) are left aside.
    /// - Throws: ``CatalogueError`` with the first file that cannot be used.
    public convenience init(files: [String: [UInt8]]) throws(CatalogueError) {
        try self.init(reading: files)
        let ordered = forms.flatMap { form in
            form.versions.compactMap { versions[form.code + "/" + $0] }
        }
        for version in ordered { try version.compile() }
        for version in ordered {
            try checkFlow(of: version)
            try checkLens(of: version)
        }
    }

    /// The built-in catalogue with the files of versions that are not in it, of which those versions
    /// alone are compiled.
    ///
    /// - Parameter files: as in ``init(files:)``; one of the same path replaces a built-in one.
    /// - Throws: ``CatalogueError`` with the first file that cannot be used.
    public convenience init(builtInWith files: [String: [UInt8]]) throws(CatalogueError) {
        try self.init(reading: EmbeddedFiles.catalogue.byPath.merging(files) { $1 })
        for (_, version) in versions.sorted(by: { $0.key < $1.key })
        where files["forms/\(version.code)/\(version.version)/schema.json"] != nil {
            try version.compile()
            try checkFlow(of: version)
            try checkLens(of: version)
        }
    }

    private init(reading files: [String: [UInt8]]) throws(CatalogueError) {
        let reader = CatalogueReader(files: files)
        codeLists = try reader.readCodeLists()
        sectors = SectorTable(codeLists)
        generatorTables = try reader.readGeneratorTables()
        let resources = try reader.readResources(codeLists)
        let tables = Lazy { () throws(CatalogueError) in try reader.readTables() }
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
    private func checkFlow(of version: FormVersion) throws(CatalogueError) {
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
                throw CatalogueError(path: path, message: "there is no regime \(deadline.regime)")
            }
        }
    }

    /// A lens leads from a version that is there, to fields that are there.
    private func checkLens(of version: FormVersion) throws(CatalogueError) {
        guard let origin = version.origin, let lens = version.lens else { return }
        let path = "forms/\(version.code)/\(version.version)/lens.json"
        guard let old = self.version(form: version.code, version: origin) else {
            throw CatalogueError(path: path, message: "there is no version \(origin)")
        }
        var origins: Set = [version.version]
        var next: FormVersion? = old
        while let origin = next {
            guard origins.insert(origin.version).inserted else {
                throw CatalogueError(
                    path: path, message: "the versions \(origins.sorted()) come from each other")
            }
            next = origin.origin.flatMap { self.version(form: version.code, version: $0) }
        }
        if let mistake = lens.mistakes(from: old, to: version).first {
            throw CatalogueError(path: path, message: mistake.description)
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
