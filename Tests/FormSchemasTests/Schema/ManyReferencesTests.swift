import FormSchemas
import Testing

/// References into containers with many children, which are found by table.
struct ManyReferencesTests {
    private static let definitions = (0..<40).map { #""d\#($0)":{"const":\#($0)}"# }
        .joined(separator: ",")

    private func program(_ reference: String) throws -> SchemaProgram {
        let branches = (0..<40).map { #"{"const":\#($0)}"# }.joined(separator: ",")
        return try SchemaProgram(
            compiling: try JSONDocument(
                """
                {"items": {"$ref": "#\(reference)"}, "$defs": {\(Self.definitions), "a/b": false,
                 "x": {"anyOf": [\(branches)]}}}
                """))
    }

    @Test(
        "A definition and a branch are found by name and number",
        arguments: [("/$defs/d0", 0), ("/$defs/d39", 39), ("/$defs/x/anyOf/17", 17)])
    func found(reference: String, value: Int) throws {
        let program = try program(reference)
        #expect(program.isValid(try JSONDocument("[\(value)]").root))
        #expect(!program.isValid(try JSONDocument("[\(value + 1)]").root))
    }

    @Test("Escapes count")
    func escaped() throws {
        #expect(try !program("/$defs/a~1b").isValid(try JSONDocument("[1]").root))
    }

    @Test(
        "What is not there is not found",
        arguments: [
            "/$defs/d40", "/$defs/", "/$defs/D0", "/$defs/x/anyOf/40", "/$defs/x/anyOf/01",
            "/$defs/x/anyOf/-1", "/$defs/x/anyOf/d0", "/$defs/a/b",
        ])
    func missing(reference: String) {
        let error = #expect(throws: SchemaError.self) { try program(reference) }
        #expect(error?.reason == .unresolved)
    }

    @Test("Very many references into one object take no time to speak of", .timeLimit(.minutes(1)))
    func many() throws {
        let definitions = (0..<10_000).map {
            ##""d\##($0)":{"items":{"$ref":"#/$defs/d\##($0 + 1)"}}"##
        }.joined(separator: ",")
        let program = try SchemaProgram(
            compiling: try JSONDocument(
                ##"{"$ref":"#/$defs/d0","$defs":{\##(definitions),"d10000":false}}"##))
        #expect(program.isValid(try JSONDocument("[[[]]]").root))
    }
}
