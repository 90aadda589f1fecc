import Testing

@testable import FormSchemas

/// Rules that compare a field with a code that it never has, or misspell a column of a table.
struct RuleCodeTests {
    private static let body = #"""
        {"type": "object", "additionalProperties": false,
         "properties": {
            "kind": {"type": "string", "enum": ["ESCORT", "TRANSIT"]},
            "mode": {"type": ["string", "null"], "enum": ["ROAD", "RAIL", null]},
            "always": {"const": "YES"},
            "country": {"codeList": "state"},
            "old": {"codeList": {"list": "state", "edition": "1"}},
            "any": {"codeList": {"list": "state", "editionFrom": "/edition"}},
            "loose": {"codeList": "state", "severity": "warning"},
            "edition": {"type": "string"},
            "roles": {"type": "array", "items": {"$ref": "#/$defs/role"}},
            "people": {"type": "array", "items": {
                "type": "object", "properties": {"role": {"$ref": "#/$defs/role"}}}},
            "free": {"type": "string"}},
         "if": {"properties": {"kind": {"const": "ESCORT"}}},
         "then": {"properties": {"free": {"const": "only then"}}},
         "$defs": {"role": {"type": "string", "enum": ["LEAD", "DRIVER"]}}}
        """#
    private static let tables = #"""
        {"scales": {"edition": "1", "rows": [
            {"scale": "A", "levels": [{"level": 1}], "valid_from": "2026-01-01"},
            {"scale": "B", "levels": []}]}}
        """#

    private func lists() -> [String: CodeList] {
        func list(_ edition: String, _ codes: [String]) -> CodeList {
            CodeList(
                name: "state", edition: edition, source: "",
                entries: codes.map { CodeList.Entry(code: $0, label: LocalizedText([:])) })
        }
        return ["state": list("2", ["BE", "NL"]), "state/1": list("1", ["BE", "XX"])]
    }

    private func compile(_ expression: String) throws(CatalogueError) {
        guard let header = try? JSONDocument(#"{"type":"object"}"#),
            let body = try? JSONDocument(Self.body), let tables = try? JSONDocument(Self.tables),
            let rules = try? JSONDocument(
                JSONValue.object([
                    .init(
                        "rules",
                        [
                            [
                                "code": "A", "each": "/body", "expression": .string(expression),
                                "messages": ["nl": "a", "fr": "b", "de": "c", "en": "d"],
                            ]
                        ])
                ]).bytes())
        else {
            Issue.record("the test's own texts are JSON")
            return
        }
        _ = try RuleSet(
            of: rules, path: "rules.json", uri: "urn:rules", header: header, body: body,
            resources: [:],
            codeLists: lists(), reference: tables)
    }

    @Test(
        "A code that the field never has is refused, with the nearest",
        arguments: [
            ("this.kind == 'ESCROT'", "did you mean \"ESCORT\"?"),
            ("'TRANSIT ' != this.kind", "did you mean \"TRANSIT\"?"),
            ("this.kind == 'NOPE'", "it has: ESCORT, TRANSIT"),
            ("this.kind in ['ESCORT', 'TRANIST']", "did you mean \"TRANSIT\"?"),
            ("this.mode == 'ROD'", "did you mean \"ROAD\"?"),
            ("this.always == 'NO'", "\"NO\""), ("this.country == 'XX'", "it has: BE, NL"),
            ("this.old == 'NL'", "\"NL\""), ("this.any == 'LU'", "it has: BE, NL, XX"),
            ("'LEADER' in this.roles", "did you mean \"LEAD\"?"),
            ("this.roles.exists(r, r == 'LEED')", "did you mean \"LEAD\"?"),
            ("this.people.all(p, p.role != 'PILOT')", "it has: DRIVER, LEAD"),
            ("(has(this.kind) ? this.kind : this.kind) == 'X'", "\"X\""),
            ("this['kind'] == 'X'", "\"X\""), ("self.body.kind == 'X'", "\"X\""),
            ("cel.bind(k, this.kind, k == 'X')", "\"X\""),
        ])
    func unknownCodes(expression: String, reason: String) {
        let error = #expect(throws: CatalogueError.self) { try compile(expression) }
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }

    @Test(
        "What may be true is left alone",
        arguments: [
            "this.kind == 'ESCORT' || this.kind in ['TRANSIT']", "this.mode == null",
            "this.mode == 'RAIL'", "this.always == 'YES'", "this.country == 'NL'",
            "this.old == 'XX'", "this.any in ['NL', 'XX']", "this.loose == 'LU'",
            "this.free == 'anything'", "this.roles == ['X']", "this.kind == this.free",
            "this.kind.startsWith('X')", "this.kind + '' == 'X'", "this.kind < 'X'",
            "[this.kind, this.free].exists(t, t == 'X')",
            "(has(this.kind) ? this.kind : this.free) == 'X'",
        ])
    func possible(expression: String) {
        #expect(throws: Never.self) { try compile(expression) }
    }

    @Test(
        "A misspelt member of a table is refused",
        arguments: [
            ("tables.scales.rowz.size() > 0", "did you mean \"rows\"?"),
            ("tables.scales.nothing == ''", "there is no field \"nothing\""),
            ("tables.scales.rows.exists(r, r.scael == 'A')", "did you mean \"scale\"?"),
            ("tables.scales.rows.all(r, r.levels.all(l, l.levle > 1))", "did you mean \"level\"?"),
            ("tables.scales.rows[0].levels[0].level == 'x'", "== does not exist for (int, string)"),
        ])
    func tables(expression: String, reason: String) {
        let error = #expect(throws: CatalogueError.self) { try compile(expression) }
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }

    @Test(
        "Columns that only some rows have, or none yet, can be asked for",
        arguments: [
            "tables.scales.rows.all(r, !has(r.valid_from) || r.valid_from < '2027')",
            "tables.scales.rows.all(r, !has(r.withdrawn) || r.withdrawn)",
            "'edition' in tables.scales", "tables.scales[this.free] == 1",
        ])
    func optionalColumns(expression: String) {
        #expect(throws: Never.self) { try compile(expression) }
    }
}
