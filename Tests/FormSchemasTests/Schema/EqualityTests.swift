import FormSchemas
import Testing

/// `enum`, `const` and `uniqueItems` compare by value, with few and with many values alike.
struct EqualityTests {
    /// Texts of equal values in each row; values of different rows differ.
    private static let rows = [
        ["1", "1.0", "1e0", "10e-1", "1.00000000000000000000"], ["true"], ["\"1\"", "\"\\u0031\""],
        ["0", "-0", "0.0", "0e9", "-0.0e-7"], ["false"], ["null"], ["\"\""], ["[]"], ["{}"],
        ["[1]", "[1.0]"], ["[true]"], ["{\"a\":1,\"b\":[2]}", "{\"b\":[2.0],\"\\u0061\":1e0}"],
        ["12345678901234567890", "1234567890123456789e1", "12345678901234567890.0"],
        ["12345678901234567891"], ["9223372036854775807", "9.223372036854775807e18"],
        ["9223372036854775808"], ["-9223372036854775808", "-9223372036854775808.0"],
        ["0.1", "1e-1", "0.10"], ["0.10000000000000000001"], ["1e300", "10e299"], ["1e-300"],
        ["\"é\""], ["\"e\\u0301\""], ["{\"a\":1}"], ["{\"a\":true}"],
    ]

    private func isValid(_ schema: String, _ value: String) throws -> Bool {
        try SchemaProgram(compiling: try JSONDocument(schema)).isValid(
            try JSONDocument(value).root)
    }

    @Test func longEnumerations() throws {
        for excluded in [nil] + Self.rows.indices.map(Optional.some) {
            let listed = Self.rows.indices.filter { $0 != excluded }.map { Self.rows[$0][0] }
            let schema = "{\"enum\":[\(listed.joined(separator: ","))]}"
            for (row, texts) in Self.rows.enumerated() {
                for text in texts {
                    #expect(try isValid(schema, text) == (row != excluded), "\(text)")
                }
            }
        }
    }

    @Test func shortEnumerations() throws {
        for (row, texts) in Self.rows.enumerated() {
            for other in Self.rows.indices {
                let schema = "{\"enum\":[\(Self.rows[other][0]),[\"no\"]]}"
                for text in texts {
                    #expect(try isValid(schema, text) == (row == other), "\(text)")
                }
            }
        }
    }

    @Test(arguments: [0, 6, 60])
    func uniqueItems(padding: Int) throws {
        let others = (0..<padding).map { "\"other \($0)\"" }
        let schema = "{\"uniqueItems\":true}"
        let all = others + Self.rows.map { $0[0] }
        #expect(try isValid(schema, "[\(all.joined(separator: ","))]"))
        for texts in Self.rows {
            for text in texts {
                let items = [texts[0]] + others + [text]
                #expect(try !isValid(schema, "[\(items.joined(separator: ","))]"), "\(text)")
            }
        }
    }

    @Test func theFirstPairIsReported() throws {
        let program = try SchemaProgram(compiling: try JSONDocument("{\"uniqueItems\":true}"))
        let items = (0..<40).map(String.init) + ["7.0", "3", "7"]
        let document = try JSONDocument("[\(items.joined(separator: ","))]")
        let violations = program.violations(in: document.root)
        #expect(violations.map(\.parameters) == [["first": "8", "second": "41"]])
    }
}
