/// Makes random values that a schema accepts: best effort for any schema of 2020-12.
///
/// Not shared between threads.
public struct SchemaGenerator {
    private let shapes: ShapeStore
    private let tables: [String: GeneratorTable]
    private let root: SchemaPlace
    private let program: SchemaProgram
    private let now: GeneratorMoment

    private static let attemptsMax = 20
    private static let stepsMax = 5_000

    /// - Throws: what ``SchemaProgram`` refuses.
    public init(
        _ schema: JSONDocument, resources: [String: JSONDocument] = [:],
        codeLists: [String: CodeList] = [:], tables: [String: GeneratorTable] = [:],
        moment: String = "2026-03-02T08:00:00Z"
    ) throws(SchemaError) {
        program = try SchemaProgram(compiling: schema, resources: resources, codeLists: codeLists)
        shapes = ShapeStore(resources: resources, codeLists: codeLists)
        root = try shapes.add(schema, named: "urn:generator:schema")
        self.tables = tables
        now = GeneratorMoment(moment) ?? GeneratorMoment(seconds: 1_772_438_400)
    }

    /// Makes a value; `nil` if none that is valid was found within bounded time.
    public func value(using random: inout some RandomNumberGenerator) -> JSONValue? {
        for _ in 0..<Self.attemptsMax {
            var generator = ValueGenerator(
                shapes: shapes, tables: tables, now: now, seed: random.next(),
                steps: Self.stepsMax)
            guard let value = generator.value([root]),
                let document = try? JSONDocument(value.bytes())
            else { continue }
            if program.isValid(document.root) { return value }
        }
        return nil
    }
}
