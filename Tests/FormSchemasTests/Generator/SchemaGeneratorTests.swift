import Testing

@testable import FormSchemas

/// Values for schemas that nobody wrote with the generator in mind.
struct SchemaGeneratorTests {
    @Test(arguments: [
        "{\"type\":\"integer\",\"minimum\":-3,\"exclusiveMaximum\":4,\"multipleOf\":3}",
        "{\"type\":\"number\",\"exclusiveMinimum\":0,\"maximum\":0.5,\"multipleOf\":0.125}",
        "{\"type\":\"integer\",\"minimum\":9007199254740993,\"maximum\":9007199254740993}",
        "{\"type\":\"number\",\"minimum\":1.1,\"maximum\":1.1}",
        "{\"type\":\"string\",\"minLength\":3,\"maxLength\":3}",
        "{\"type\":\"string\",\"pattern\":\"^[a-z]{2,}-\\\\d+$\",\"maxLength\":9}",
        "{\"type\":\"string\",\"pattern\":\"^\\\\p{Lu}+$\"}",
        "{\"type\":\"string\",\"format\":\"uuid\",\"pattern\":\"^[0-9a-f]{8}-[0-9a-f]{4}-7\"}",
        "{\"enum\":[1,\"a\",null,{\"a\":[]}]}", "{\"const\":[1,2]}",
        "{\"enum\":[1,2,3],\"not\":{\"const\":2}}", "{\"not\":{\"type\":\"string\"}}",
        "{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":2}]}",
        "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}",
        "{\"allOf\":[{\"minimum\":2},{\"maximum\":3}],\"type\":\"integer\"}",
        "{\"type\":\"array\",\"items\":{\"enum\":[1,2,3]},\"uniqueItems\":true,\"minItems\":3}",
        "{\"prefixItems\":[{\"type\":\"string\"},{\"type\":\"null\"}],\"items\":false,\"minItems\":2}",
        "{\"type\":\"array\",\"contains\":{\"const\":7},\"minContains\":2,\"maxContains\":3}",
        "{\"type\":\"object\",\"minProperties\":2,\"additionalProperties\":{\"type\":\"null\"}}",
        "{\"type\":\"object\",\"patternProperties\":{\"^x[0-9]$\":{\"type\":\"integer\"}},"
            + "\"additionalProperties\":false,\"minProperties\":1}",
        "{\"type\":\"object\",\"required\":[\"a\",\"b\"]}",
        "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{},\"c\":{}},\"minProperties\":2,"
            + "\"maxProperties\":2,\"dependentRequired\":{\"a\":[\"b\"]}}",
        "{\"properties\":{\"a\":{\"enum\":[1,2]}},\"required\":[\"a\"],"
            + "\"if\":{\"properties\":{\"a\":{\"const\":1}}},\"then\":{\"required\":[\"b\"]},"
            + "\"else\":{\"properties\":{\"b\":false}}}",
        "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"next\":"
            + "{\"$ref\":\"#/$defs/n\"}}}}}",
        "{\"$ref\":\"#/$defs/x\",\"unevaluatedProperties\":false,\"required\":[\"a\"],"
            + "\"$defs\":{\"x\":{\"properties\":{\"a\":{\"type\":\"integer\"}}}}}",
        "{\"type\":\"object\",\"dependentSchemas\":{\"a\":{\"required\":[\"b\"]}},"
            + "\"required\":[\"a\"]}",
        "true", "{}",
    ])
    func madeAndValid(schema: String) throws {
        let schema = try JSONDocument(schema)
        let program = try SchemaProgram(compiling: schema)
        let generator = try SchemaGenerator(schema)
        var random = SeededRandom(seed: 1)
        for _ in 0..<50 {
            let made = generator.value(using: &random)
            let value = try #require(made)
            #expect(program.isValid(try JSONDocument(value.bytes()).root))
        }
    }

    @Test(
        arguments: [
            "false", "{\"type\":\"string\",\"minLength\":3,\"maxLength\":2}",
            "{\"enum\":[1],\"type\":\"string\"}",
            "{\"minimum\":3,\"maximum\":2,\"type\":\"number\"}",
            "{\"type\":\"array\",\"items\":{\"const\":1},\"uniqueItems\":true,\"minItems\":2}",
            "{\"required\":[\"a\"],\"properties\":{\"a\":false},\"type\":\"object\"}",
            // Needs an infinite value.
            "{\"type\":\"object\",\"required\":[\"a\",\"b\"],\"properties\":"
                + "{\"a\":{\"$ref\":\"#\"},\"b\":{\"$ref\":\"#\"}}}",
            "{\"type\":\"array\",\"minItems\":3,\"items\":{\"$ref\":\"#\"}}",
            "{\"allOf\":[{\"const\":1},{\"const\":2}]}", "{\"oneOf\":[true,true]}",
            "{\"type\":\"string\",\"pattern\":\"^a$\",\"minLength\":2}",
        ])
    func impossibleEndsSoon(schema: String) throws {
        let generator = try SchemaGenerator(try JSONDocument(schema))
        var random = SeededRandom(seed: 1)
        #expect(generator.value(using: &random) == nil)
    }

    /// The schemas of the public suite: nothing invalid is ever made, and most are mastered.
    @Test(
        .enabled(if: SuiteFiles.isPresent, "no copy of the JSON-Schema-Test-Suite"))
    func suite() throws {
        var made = 0
        var satisfiable = 0
        for name in SuiteFiles.names(in: "") {
            let file = try SuiteFiles.document("draft2020-12/" + name)
            for group in file.root.elements {
                guard let schema = group["schema"],
                    let document = try? JSONDocument(
                        JSONValue(schema).bytes(), limits: SuiteFiles.limits),
                    let generator = try? SchemaGenerator(document, resources: SuiteFiles.remotes)
                else { continue }
                let hasValid =
                    group["tests"]?.elements.contains { $0["valid"]?.bool == true } ?? false
                guard hasValid else { continue }
                satisfiable += 1
                var random = SeededRandom(seed: 1)
                if generator.value(using: &random) != nil { made += 1 }
            }
        }
        #expect(satisfiable > 250)
        #expect(made * 100 >= satisfiable * 95, "\(made) of \(satisfiable)")
    }
}
