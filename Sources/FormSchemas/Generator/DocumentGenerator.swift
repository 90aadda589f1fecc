/// Makes realistic random documents of a form: for property tests, demonstrations and load.
///
/// All persons, plates and numbers in them are made up. The same seed gives the same documents.
/// Not shared between threads: each makes its own.
public struct DocumentGenerator {
    /// Why there is no document.
    public enum Failure: Error, Equatable, Sendable {
        /// The schemas cannot be read, or a hint names a table that does not exist.
        case unusable(String)
        /// No valid document was found within the attempts; the last one's first violation.
        case exhausted(String)

        public var reason: String {
            switch self {
            case .unusable(let reason), .exhausted(let reason): reason
            }
        }
    }

    public let version: FormVersion
    private let shapes: ShapeStore
    private let tables: [String: GeneratorTable]
    private let header: SchemaPlace
    private let body: SchemaPlace
    private let parts: [String: SchemaPlace]
    private let now: GeneratorMoment
    /// So that forms made from one seed do not share their identifiers.
    private let salt: UInt64

    private static let attemptsMax = 40

    /// - Parameters:
    ///   - catalogue: where the tables of made-up data come from.
    ///   - moment: when the documents are drawn up, RFC 3339.
    /// - Throws: ``Failure`` `.unusable`.
    public init(
        _ version: FormVersion, catalogue: Catalogue = .builtIn,
        moment: String = "2026-03-02T08:00:00Z"
    ) throws(Failure) {
        guard let now = GeneratorMoment(moment) else {
            throw .unusable("\(moment) is not a date and time")
        }
        self.version = version
        self.now = now
        // FNV-1a over the form's name.
        salt = "\(version.code)/\(version.version)".utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        tables = catalogue.generatorTables
        let places = try FormPlaces(version)
        shapes = places.shapes
        header = places.header
        body = places.body
        parts = places.parts
    }

    /// Makes a document `{"header": …, "body": …}` that is valid.
    ///
    /// - Parameters:
    ///   - mode: with `.draft` confidential parts stand in it with their values, with `.sealed` as
    ///     references with a made-up digest.
    ///   - values: what the caller knows better, by pointer, e.g. `/header/sender`. A `*` before
    ///     the last step stands for every element that is made; a list whose elements are known
    ///     in part has as many as are named. A null leaves the field out.
    /// - Throws: ``Failure`` `.exhausted`.
    /// - Cost: a fraction of a millisecond for a form of a hundred values.
    public func document(
        mode: FormVersion.Mode = .draft, values: [JSONPointer: JSONValue] = [:],
        using random: inout some RandomNumberGenerator
    ) throws(Failure) -> JSONValue {
        var reason = "nothing could be made"
        for _ in 0..<Self.attemptsMax {
            guard var document = draw(mode, values, seed: random.next()) else { continue }
            for (pointer, value) in values.sorted(by: { $0.key < $1.key })
            where !pointer.tokens.contains(.name("*")) {
                let known = value == .null ? Optional.none : value
                document = document.setting(known, at: pointer.tokens[...])
            }
            guard let read = try? JSONDocument(document.bytes()) else { continue }
            if version.isValid(read, mode: mode) { return document }
            let violation = version.violations(in: read, mode: mode).first
            reason = violation?.description ?? "not valid"
        }
        throw .exhausted(reason)
    }

    /// One document, not yet checked; `nil` if a field could not be made.
    func draw(
        _ mode: FormVersion.Mode, _ values: [JSONPointer: JSONValue], seed: UInt64
    ) -> JSONValue? {
        var generator = ValueGenerator(shapes: shapes, tables: tables, now: now, seed: seed ^ salt)
        let parts = self.parts
        generator.part = ({ parts[$0] }, mode)
        generator.document.frames = [.init(isList: false)]
        generator.fix(fixedHeader(&generator).merging(values) { $1 })
        for (name, place) in [("header", header), ("body", body)] {
            generator.document.frames[0].child = .name(name)
            guard let value = generator.value([place]) else { return nil }
            generator.document.frames[0].names.append(name)
            generator.document.frames[0].values.append(value)
            generator.document.frames[0].places.append([place])
        }
        return generator.documentWithLateMembers(of: "header", header)
    }

    /// What the form decides of its header.
    private func fixedHeader(_ generator: inout ValueGenerator) -> [JSONPointer: JSONValue] {
        var fixed: [JSONPointer: JSONValue] = [
            "/header/form": .string(version.code), "/header/version": .string(version.version),
        ]
        if let purpose = version.form.purposes.randomElement(using: &generator.random) {
            fixed["/header/purpose"] = .string(purpose)
            fixed["/header/purposes_permitted"] = [.string(purpose)]
        }
        if let instrument = version.form.instruments.randomElement(using: &generator.random) {
            fixed["/header/legal_basis/0/instrument"] = .string(instrument)
        }
        return fixed
    }
}
