import Testing

@testable import FormSchemas

/// Where errors in a schema are said to be, and how its keywords are found.
struct SchemaLocationTests {
    @Test(
        arguments: [
            ("{\"if\":BAD}", "#/if"),
            ("{\"properties\":{\"a/b~\":{\"allOf\":[true,BAD]}}}", "#/properties/a~1b~0/allOf/1"),
            ("{\"patternProperties\":{\"^é\":BAD}}", "#/patternProperties/^é"),
            ("{\"dependentSchemas\":{\"\":BAD}}", "#/dependentSchemas/"),
            ("{\"\\u0069tems\":{\"properties\":{\"\\u007E\":BAD}}}", "#/items/properties/~0"),
            ("{\"$ref\":\"#/definitions/a\",\"definitions\":{\"a\":BAD}}", "#/definitions/a"),
            // Places that no keyword leads to.
            ("{\"$ref\":\"#/x/0/y\",\"x\":[{\"y\":{\"items\":BAD}}]}", "#/x/0/y/items"),
            ("{\"$ref\":\"#/x~1y\",\"x/y\":BAD}", "#/x~1y"),
            ("{\"$ref\":\"#/x\",\"x\":{\"$id\":\"urn:c\",\"not\":BAD}}", "urn:c#/not"),
            // Resources in resources.
            (
                "{\"$id\":\"urn:a\",\"items\":{\"$id\":\"urn:b\",\"prefixItems\":[BAD]}}",
                "urn:b#/prefixItems/0"
            ),
            ("{\"$id\":\"http://a/b?c\",\"not\":{\"$id\":\"d\",\"not\":BAD}}", "http://a/d#/not"),
        ])
    func location(schema: String, location: String) throws {
        let text = schema.split(separator: "BAD", omittingEmptySubsequences: false)
            .joined(separator: "{\"codeList\":\"none\"}")
        let document = try JSONDocument(text)
        let error = #expect(throws: SchemaError.self) { try SchemaProgram(compiling: document) }
        #expect(error?.reason == .unresolved)
        #expect(error?.schemaLocation == location + "/codeList")
    }

    @Test func everyKeywordIsFound() throws {
        func keyword(_ name: String) throws -> KnownKeyword? {
            let storage = try JSONDocument("{\"\(name)\":1}").storage
            return KeywordTable.shared.find(1, in: storage)?.pointee
        }
        for name in KeywordShape.names {
            let found = try #require(try keyword(name))
            #expect(found.name == name)
            #expect(found.shape == KeywordShape.of(name)?.shape)
            #expect(found.vocabulary == KeywordShape.of(name)?.vocabulary)
            #expect(try keyword(name + "x") == nil)
        }
        #expect(try keyword("\\u0024ref")?.name == "$ref")
        #expect(try keyword("") == nil)
    }

    /// A name may stand twice in `enum`, and in `required` without being a property.
    @Test func namesThatRepeat() throws {
        let program = try SchemaProgram(
            compiling: try JSONDocument(
                "{\"properties\":{\"a\":{\"enum\":[\"x\",\"y\",\"x\"]}},"
                    + "\"required\":[\"b\",\"a\"]}"))
        #expect(program.isValid(try JSONDocument("{\"a\":\"y\",\"b\":1}").root))
        #expect(!program.isValid(try JSONDocument("{\"a\":\"z\",\"b\":1}").root))
        #expect(!program.isValid(try JSONDocument("{\"a\":\"x\"}").root))
        #expect(!program.isValid(try JSONDocument("{\"b\":1}").root))
    }

    @Test func places() {
        var table = SchemaPlaceTable()
        let place = SchemaPlace(document: 2, index: 7)
        #expect(table[place] == nil)
        table[place] = 0
        #expect(table[place] == 0)
        #expect(table[SchemaPlace(document: 2, index: 6)] == nil)
        #expect(table[SchemaPlace(document: 2, index: 8)] == nil)
        #expect(table[SchemaPlace(document: 1, index: 7)] == nil)
    }
}
