import Testing

@testable import FormSchemas

/// What many patterns of one schema may take together.
struct PatternTotalTests {
    /// A schema of so many patterns, each a few hundred states.
    private func schema(_ count: Int) throws -> JSONDocument {
        let properties = (0..<count).map { number in
            let words = (0..<60).map { String((number * 60 + $0 + 1) * 7_919_993 % 999_983) }
            return #""p\#(number)":{"pattern":"(\#(words.joined(separator: "|")))x"}"#
        }
        return try JSONDocument(#"{"properties":{\#(properties.joined(separator: ","))}}"#)
    }

    @Test("The patterns of one schema have a limit together, and each counts once")
    func total() throws {
        let text = try #require(try schema(1).root["properties"]?["p0"]?["pattern"]?.string)
        let work = try Pattern(text).work
        #expect(work > 1_000)

        var options = SchemaOptions()
        options.limits.patternWorkMax = work * 5
        #expect(throws: Never.self) { try SchemaProgram(compiling: schema(2), options: options) }
        let error = #expect(throws: SchemaError.self) {
            try SchemaProgram(compiling: schema(20), options: options)
        }
        #expect(error?.reason == .tooLarge)
        #expect(error?.schemaLocation.hasSuffix("/pattern") == true)
        let same = (0..<20).map { #""p\#($0)":{"pattern":"\#(text)"}"# }.joined(separator: ",")
        #expect(throws: Never.self) {
            try SchemaProgram(
                compiling: try JSONDocument(#"{"properties":{\#(same)}}"#), options: options)
        }
    }

    @Test("A pattern that cannot become a table still counts what was tried")
    func triedInVain() throws {
        let table = try Pattern("(a|b)*a(a|b){3}")
        let simulated = try Pattern("(a|b)*a(a|b){20}")
        #expect(simulated.work > 50 * table.work)
    }

    @Test("A pattern has a longest text")
    func length() throws {
        let longest = "^[" + String(repeating: "a", count: Pattern.scalarsMax - 3) + "]"
        #expect(throws: Never.self) { try Pattern(longest) }
        let error = #expect(throws: PatternError.self) { try Pattern(longest + "+") }
        #expect(error?.reason == .tooLarge)
        #expect(Pattern.isSyntax(longest + "+"))
    }
}
