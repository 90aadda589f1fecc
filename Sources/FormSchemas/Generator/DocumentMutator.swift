/// Breaks exactly one constraint of a valid document, and knows which.
///
/// What must be reported follows from the schemas and the change alone; the engine is asked neither
/// for the code nor for the place. A change that touches anything else (another branch, a
/// condition, a list's uniqueness, a rule) is not made.
public struct DocumentMutator {
    public let version: FormVersion
    let shapes: ShapeStore
    private let header: SchemaPlace
    private let body: SchemaPlace
    let parts: [String: SchemaPlace]
    let values: LooseValues

    private static let attemptsMax = 60

    /// - Parameter catalogue: where the tables of made-up data come from.
    /// - Throws: ``DocumentGenerator/Failure`` `.unusable`.
    public init(
        _ version: FormVersion, catalogue: Catalogue = .builtIn
    ) throws(DocumentGenerator.Failure) {
        self.version = version
        let places = try FormPlaces(version)
        shapes = places.shapes
        header = places.header
        body = places.body
        parts = places.parts
        values = LooseValues(
            shapes: shapes, tables: catalogue.generatorTables,
            now: GeneratorMoment(seconds: 1_772_438_400))
    }

    /// Makes one mistake in a valid document.
    ///
    /// - Parameters:
    ///   - document: a document that is valid in `mode`.
    ///   - kind: what to do; `nil` for anything that is possible.
    /// - Returns: `nil` if the document has no place where that can be done without side effects.
    public func mutation(
        of document: JSONValue, mode: FormVersion.Mode = .draft,
        kind: DocumentMutation.Kind? = nil, using random: inout some RandomNumberGenerator
    ) -> DocumentMutation? {
        guard let read = try? JSONDocument(document.bytes()) else { return nil }
        let sites = self.sites(of: read)
        var seeded = SeededRandom(seed: random.next())
        let kinds = kind.map { [$0] } ?? DocumentMutation.Kind.allCases.shuffled(using: &seeded)
        for kind in kinds {
            var attempt = MutationAttempt(
                version: version, shapes: shapes, parts: parts, values: values, mode: mode,
                sites: sites,
                document: document, random: seeded)
            for index in sites.indices.shuffled(using: &seeded).prefix(Self.attemptsMax * 4) {
                guard let change = attempt.change(kind, at: index) else { continue }
                let changed = change.applied(to: document)
                guard attempt.isAlone(change, at: index, in: changed),
                    keepsRules(changed, change, mode)
                else { continue }
                return DocumentMutation(
                    kind: kind, pointer: change.pointer, code: change.code,
                    severity: change.severity, document: changed)
            }
        }
        return nil
    }

    func sites(of document: JSONDocument) -> [MutationSite] {
        let parts = self.parts
        var sites = MutationSites(shapes: shapes) { name in
            parts[String(name.prefix { $0 != "." })]
        }
        if let node = document.root["header"] { sites.visit(node, at: "/header", [header]) }
        if let node = document.root["body"] { sites.visit(node, at: "/body", [body]) }
        return sites.sites
    }

    /// Whether no rule of the form is broken besides: rules look at many fields at once, and only
    /// they themselves know at which.
    private func keepsRules(
        _ document: JSONValue, _ change: DocumentChange, _ mode: FormVersion.Mode
    ) -> Bool {
        guard let read = try? JSONDocument(document.bytes()) else { return false }
        return version.violations(in: read, mode: mode).allSatisfy {
            $0.code == change.code || Self.schemaCodes.contains($0.code)
        }
    }

    /// Every other code is that of a rule.
    private static let schemaCodes = Set(ViolationCode.all)
}

/// The schemas of a form in one store.
struct FormPlaces {
    let shapes: ShapeStore
    let header: SchemaPlace
    let body: SchemaPlace
    let parts: [String: SchemaPlace]

    init(_ version: FormVersion) throws(DocumentGenerator.Failure) {
        shapes = ShapeStore(resources: version.resources, codeLists: version.codeLists)
        do throws(SchemaError) {
            header = try shapes.add(version.headerSchema, named: "urn:generator:header")
            body = try shapes.add(version.bodySchema, named: "urn:generator:body")
            var parts: [String: SchemaPlace] = [:]
            for (kind, part) in version.parts.sorted(by: { $0.key < $1.key }) {
                parts[kind] = try shapes.add(part.schema, named: "urn:generator:part:\(kind)")
            }
            self.parts = parts
        } catch {
            throw .unusable(error.description)
        }
    }
}
