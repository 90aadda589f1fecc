import Testing

@testable import FormSchemas

/// The hints of the catalogue and the tables that they draw from.
struct CatalogueHintTests {
    /// Every table and column that a hint of the catalogue names is there.
    @Test func hintsOfTheCatalogueFindTheirTables() throws {
        let tables = try CatalogueFiles.catalogue.get().generatorTables
        var used: Set<String> = []
        for path in CatalogueTests.schemaPaths {
            let schema = try JSONDocument(try #require(CatalogueFiles.all[path]))
            DocumentGeneratorTests.visit(JSONValue(schema.root), "") { place, value in
                guard let node = value["generate"],
                    let document = try? JSONDocument(node.bytes()),
                    let hints = try? GeneratorHint.list(document.root)
                else { return }
                for hint in hints {
                    guard let name = hint.from else { continue }
                    used.insert(name)
                    let columns = Set(tables[name]?.columns ?? [])
                    let wanted = (hint.matching + hint.except).map(\.column)
                    #expect(
                        columns.isSuperset(of: wanted + [hint.field].compactMap { $0 }),
                        "\(path) \(place)")
                }
            }
        }
        #expect(!used.isEmpty)
    }
}
