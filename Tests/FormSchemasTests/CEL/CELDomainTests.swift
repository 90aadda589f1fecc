import FormSchemas
import Testing

/// The exchange's own functions: exact numbers, working days, distances, names.
struct CELDomainTests {
    static let document = #"""
        {"price": 19.99, "rate": 0.1, "count": 3, "text": "0.30", "small": 1e-7, "long": 1e30,
         "amounts": [0.1, 0.2, "0.3", 4], "a": {"lat": 50.8503, "lon": 4.3517},
         "b": {"lat": 52, "lon": 4.9}, "name": "Émile  van-den BERGH"}
        """#

    private func evaluate(_ expression: String) throws -> CELValue {
        let document = try JSONDocument(Self.document)
        return try CELProgram(
            compiling: expression, variables: [CELVariable("self", .dyn)]
        ).evaluate([document.root])
    }

    @Test(arguments: [
        ("decimal(self.rate) + decimal('0.2') == decimal(0.3)", "true"),
        ("decimal(self.price) * self.count", #"decimal("59.97")"#),
        ("decimal('1.10') == decimal('1.1') && decimal('1.0') == 1", "true"),
        ("decimal('-0.05') - decimal(1)", #"decimal("-1.05")"#),
        ("-decimal('2')", #"decimal("-2")"#),
        ("string(decimal(self.small) * decimal('1e7'))", #""1""#),
        ("decimal(self.long) > decimal(9223372036854775807)", "true"),
        (
            "decimal('99999999999999999999999999999999999999') + 0",
            #"decimal("99999999999999999999999999999999999999")"#
        ),
        ("decimal('1e-38') < decimal('2e-38') && decimal('-1') < decimal('1e-38')", "true"),
        ("decimal('1e37') > decimal('1e-38') && decimal('-1e37') < decimal('-1e-38')", "true"),
        ("sum(self.amounts)", #"decimal("4.6")"#), ("sum([]) == 0", "true"),
        ("sum(self.amounts.map(x, decimal(x) * 2)) == decimal('9.2')", "true"),
        ("decimal(self.text) in [decimal('0.3')]", "true"),
        ("type(decimal('1')) == decimal", "true"),
    ])
    func exactNumbers(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test(arguments: [
        "decimal('1,5')", "decimal('')", "decimal('1.')", "decimal('.5')", "decimal('0x1')",
        "decimal('1e')",
        "decimal('1e-39')", "decimal('1e38')",
        "decimal('99999999999999999999999999999999999999') + 1",
        "decimal('1e20') * decimal('1e20')", "sum([1, 'x'])", "sum([true])", "decimal(0.1 + 0.2)",
    ])
    func notExact(expression: String) {
        #expect(throws: CELError.self, "\(expression)") { try evaluate(expression) }
    }

    /// The day is that of the clocks in the country, and stays the same time of the day.
    @Test(arguments: [
        ("isPublicHoliday(timestamp('2026-07-20T22:00:00Z'), 'BE')", "true"),
        ("isPublicHoliday(timestamp('2026-07-20T21:59:59Z'), 'BE')", "false"),
        ("isWorkingDay(timestamp('2026-07-21T12:00:00Z'), 'BE')", "false"),
        ("isWorkingDay(timestamp('2026-07-21T12:00:00Z'), 'NL')", "true"),
        ("isWorkingDay(timestamp('2026-07-18T12:00:00Z'), 'NL')", "false"),
        (
            "addWorkingDays(timestamp('2026-07-20T08:30:00Z'), 1, 'BE')",
            #"timestamp("2026-07-22T08:30:00Z")"#
        ),
        (
            "addWorkingDays(timestamp('2026-07-22T08:30:00Z'), -1, 'BE')",
            #"timestamp("2026-07-20T08:30:00Z")"#
        ),
        (
            "addWorkingDays(timestamp('2026-03-27T09:00:00+01:00'), 1, 'NL')",
            #"timestamp("2026-03-30T07:00:00Z")"#
        ),
        (
            "addWorkingDays(timestamp('2026-10-23T09:00:00+02:00'), 1, 'NL')",
            #"timestamp("2026-10-26T08:00:00Z")"#
        ),
        (
            "addWorkingDays(timestamp('2026-07-18T08:30:00.5Z'), 0, 'LU')",
            #"timestamp("2026-07-18T08:30:00.500Z")"#
        ),
    ])
    func workingDays(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test(arguments: [
        ("normalized(self.name)", #""emile van den bergh""#), ("normalized('  A--b  ')", #""a b""#),
        ("mentionsName('Visit Bergh', self.name) && mentionsName('Emiles', self.name)", "true"),
        ("mentionsName('Van den Haag', self.name) || mentionsName('', '')", "false"),
        ("normalized('') + normalized('--')", #""""#), ("normalized('Straße')", #""strasse""#),
        ("int(distance(self.a, self.b) / 1000.0)", "133"),
        (
            "distance(self.a.lat, self.a.lon, self.b.lat, self.b.lon) == distance(self.a, self.b)",
            "true"
        ),
        ("distance(self.b, self.b) == 0.0", "true"),
        ("distance(90, 180, -90, -180) > 20000000.0", "true"),
        ("distance({'lat': -90.0, 'lon': 0}, {'lat': -90, 'lon': 180}) < 1.0", "true"),
    ])
    func placesAndNames(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test func identifiers() throws {
        #expect(try evaluate("isIdentifier('BE68539007547034', 'iban')") == .bool(true))
        #expect(try evaluate("isIdentifier('BE68539007547035', 'iban')") == .bool(false))
        #expect(
            try evaluate("isIdentifier('', 'iban') || isIdentifier(self.name, 'lei')")
                == .bool(false))
        for wrong in [
            "isIdentifier('x', 'ibn')", "isIdentifier('x', self.name)", "isIdentifier(1, 'iban')",
        ] {
            #expect(throws: CELError.self) { try evaluate(wrong) }
        }
        #expect(throws: CELError.self) { try evaluate("isIdentifier(self.count, 'iban')") }
    }

    @Test(arguments: [
        "distance(self.a, {'lat': 1})", "distance(self.a, {'lat': 1, 'lon': 'x'})",
        "distance(90.1, 0, 0, 0)", "distance(0, 0, -91, 0)", "distance(0, 180.5, 0, 0)",
        "distance(0, 0, 0, -181)", "distance(double('NaN'), 0, 0, 0)",
        "distance(self.a, {'lat': 0, 'lon': 361})",
        "distance(self.price, self.name, 1, 2)", "addWorkingDays(timestamp(0), 1, 'BE')",
        "isWorkingDay(timestamp('2026-01-01T00:00:00Z'), self.name)", "normalized(self.a)",
        "mentionsName('x', self.a)", "mentionsName(self.count, 'x')",
        "addWorkingDays(timestamp('9999-12-30T00:00:00Z'), 5, 'BE')",
    ])
    func withoutValue(expression: String) {
        #expect(throws: CELError.self, "\(expression)") { try evaluate(expression) }
    }

    @Test func placesBeyondTheEarthAreNamed() throws {
        let error = try #require(throws: CELError.self) { try evaluate("distance(0, 0, 100, 0)") }
        #expect(error.kind == .conversion)
        #expect(error.message.contains("between -90 and 90 degrees"))
    }
}
