import FormSchemas
import Testing

struct JSONDecimalTests {
    private func decimal(_ text: String) throws -> JSONDecimal {
        try #require(try JSONDocument(text).root.decimal)
    }

    @Test(arguments: [
        ("1.0", "1"), ("100", "1e2"), ("-0", "0.000"), ("0.1", "1e-1"), ("120e-1", "12"),
        ("1e400", "10e399"),
        ("123456789012345678901234567890.5", "1234567890123456789012345678905e-1"),
    ])
    func equal(left: String, right: String) throws {
        #expect(try decimal(left) == decimal(right))
    }

    @Test(arguments: [
        ("0.1", "0.10000000000000000000000000000000000001"), ("-1", "0"), ("-2", "-1.5"),
        ("0", "1e-400"),
        ("9007199254740992", "9007199254740993"), ("9.99e399", "1e400"), ("-1e400", "-1e399"),
        ("99", "100"), ("0.09", "0.1"),
    ])
    func ordered(less: String, greater: String) throws {
        #expect(try decimal(less) < decimal(greater))
        #expect(try !(decimal(greater) < decimal(less)))
    }

    @Test(arguments: [
        ("4.02", "0.01", true), ("4.025", "0.01", false), ("1e308", "0.123456789", false),
        ("0", "7", true), ("12", "4", true), ("1e300", "1e-300", true), ("0.3", "0.1", true),
        ("1e400", "7", false), ("35", "7", true), ("5", "10", false),
    ])
    func multiples(value: String, divisor: String, expected: Bool) throws {
        #expect(try decimal(value).isMultiple(of: decimal(divisor)) == expected)
    }
}
