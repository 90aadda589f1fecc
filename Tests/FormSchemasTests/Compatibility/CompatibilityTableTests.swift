import FormSchemas
import Testing

/// Pairs of schemas, keyword by keyword, in both directions.
struct CompatibilityTableTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let first: String
        let second: String
        let forth: Compatibility.Verdict
        let back: Compatibility.Verdict

        /// - Parameter verdicts: `>` if the second accepts all of the first only, `=` if also the
        ///   other way round, `<>` if neither; `?` is unknown.
        init(_ first: String, _ verdicts: String, _ second: String) {
            self.first = first
            self.second = second
            (forth, back) =
                switch verdicts {
                case ">": (.compatible, .incompatible)
                case "=": (.compatible, .compatible)
                case "<>": (.incompatible, .incompatible)
                case ">?": (.compatible, .unknown)
                case "?": (.unknown, .unknown)
                case "?>": (.unknown, .incompatible)
                default: preconditionFailure(verdicts)
                }
        }

        var testDescription: String { "\(first) \(second)" }
    }

    @Test(arguments: Self.scalars + Self.texts + Self.lists + Self.objects + Self.branches)
    func verdicts(row: Row) throws {
        try check(row.first, row.second, row.forth)
        try check(row.second, row.first, row.back)
    }

    private func check(
        _ written: String, _ read: String, _ expected: Compatibility.Verdict
    ) throws {
        let (one, other) = (try JSONDocument(written), try JSONDocument(read))
        let judgement = Compatibility.judge(
            written: try ComparedSchema(one), read: try ComparedSchema(other))
        #expect(judgement.verdict == expected, "\(written) in \(read): \(judgement.differences)")
        for difference in judgement.differences {
            #expect(!difference.reason.isEmpty)
            guard let witness = difference.witness else {
                #expect(difference.uncertainty != nil)
                continue
            }
            let node = try JSONDocument(witness.bytes()).root
            #expect(try SchemaProgram(compiling: one).isValid(node))
            #expect(try !SchemaProgram(compiling: other).isValid(node))
        }
    }

    static let scalars: [Row] = [
        Row("true", "=", "{}"),
        Row("false", ">", "true"),
        Row("false", "=", #"{"not": {}}"#),
        Row(#"{"type": "string"}"#, ">", "{}"),
        Row(#"{"type": "string"}"#, ">", #"{"type": ["string", "null"]}"#),
        Row(#"{"type": "string"}"#, "<>", #"{"type": "number"}"#),
        Row(#"{"type": "integer"}"#, ">", #"{"type": "number"}"#),
        Row(#"{"type": "integer"}"#, "=", #"{"type": "number", "multipleOf": 1}"#),
        Row(#"{"type": ["null", "boolean"]}"#, "=", #"{"enum": [null, true, false]}"#),
        Row(#"{"enum": ["A"]}"#, ">", #"{"enum": ["A", "B"]}"#),
        Row(#"{"enum": [1, "A"]}"#, "=", #"{"enum": ["A", 1.0]}"#),
        Row(#"{"const": "A"}"#, "=", #"{"enum": ["A"]}"#),
        Row(#"{"const": "A"}"#, "<>", #"{"const": "B"}"#),
        Row(#"{"const": {"a": 1, "b": 2}}"#, "=", #"{"const": {"b": 2.0, "a": 1}}"#),
        Row(#"{"const": "AB"}"#, ">", #"{"type": "string", "maxLength": 2}"#),
        Row(#"{"enum": [1, 2, 3]}"#, "=", #"{"type": "integer", "minimum": 1, "maximum": 3}"#),
        Row(#"{"type": "number", "minimum": 2}"#, ">", #"{"type": "number", "minimum": 1}"#),
        Row(#"{"minimum": 1}"#, ">", #"{"minimum": 0.5}"#),
        Row(#"{"exclusiveMinimum": 1}"#, ">", #"{"minimum": 1}"#),
        Row(
            #"{"type": "integer", "exclusiveMinimum": 1}"#, "=",
            #"{"type": "integer", "minimum": 2}"#),
        Row(#"{"maximum": 1}"#, ">", #"{"maximum": 2}"#),
        Row(#"{"exclusiveMaximum": 2}"#, ">", #"{"maximum": 2}"#),
        Row(#"{"maximum": 1}"#, "<>", #"{"minimum": 1}"#),
        Row(#"{"multipleOf": 4}"#, ">", #"{"multipleOf": 2}"#),
        Row(#"{"multipleOf": 0.1}"#, "<>", #"{"multipleOf": 0.25}"#),
        Row(#"{"allOf": [{"multipleOf": 4}, {"multipleOf": 6}]}"#, "=", #"{"multipleOf": 12}"#),
        Row(#"{"minimum": 3, "maximum": 1}"#, ">", #"{"minimum": 5}"#),
        Row(#"{"type": "number", "minimum": 3, "maximum": 1}"#, "=", "false"),
        Row(#"{"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2}"#, "=", "false"),
        Row(#"{"type": "number", "minimum": 1, "maximum": 1}"#, "=", #"{"const": 1}"#),
    ]

    static let texts: [Row] = [
        Row(#"{"minLength": 2}"#, ">", #"{"minLength": 1}"#),
        Row(#"{"maxLength": 2}"#, ">", #"{"maxLength": 3}"#),
        Row(#"{"type": "string", "maxLength": 0}"#, "=", #"{"const": ""}"#),
        Row(#"{"pattern": "^a"}"#, ">", #"{"pattern": "a"}"#),
        Row(#"{"pattern": "^[A-Z]{2}$"}"#, ">", #"{"pattern": "^[A-Z]{2,3}$"}"#),
        Row(#"{"pattern": "^(AB|CD)$"}"#, "=", #"{"pattern": "^(?:CD|AB)$"}"#),
        Row(#"{"pattern": "^[A-Z]{2}$"}"#, ">", #"{"maxLength": 2}"#),
        Row(#"{"pattern": "^[a-c]+$", "minLength": 3}"#, ">", #"{"pattern": "^[a-z]{3,}$"}"#),
        Row(#"{"pattern": "\\S"}"#, ">", #"{"minLength": 1}"#),
        Row(#"{"type": "string", "pattern": "^(A|B)$"}"#, "=", #"{"enum": ["A", "B"]}"#),
        Row(#"{"pattern": "^[0-9]+$"}"#, "<>", #"{"pattern": "^[a-z]+$"}"#),
        Row(#"{"pattern": "^(?=.*[0-9]).{2,4}$"}"#, ">", #"{"pattern": "[0-9]"}"#),
        Row(
            #"{"pattern": "^(?=.*[0-9])(?!.*x).{2,4}$"}"#, ">",
            #"{"not": {"type": "string", "pattern": "x"}}"#),
        Row(#"{"format": "uri"}"#, ">", #"{"format": "uri-reference"}"#),
        Row(#"{"format": "date"}"#, "<>", #"{"format": "time"}"#),
        Row(#"{"format": "date"}"#, ">", "{}"),
        Row(#"{"format": "invented"}"#, "=", "{}"),
        Row(
            #"{"format": "uuid"}"#, "=",
            #"{"anyOf": [{"format": "uuid"}, {"format": "uuid", "maxLength": 36}, {"type": "null"}, {"not": {"type": "string"}}]}"#
        ),
        Row(
            #"{"identifier": "be-kbo"}"#, ">",
            #"{"identifier": {"type": "be-kbo", "check": "warning"}}"#),
        Row(#"{"identifier": "be-kbo"}"#, ">", "{}"),
        Row(#"{"severity": "warning", "maxLength": 3}"#, "=", "{}"),
        Row(#"{"part": "note"}"#, ">", "{}"),
        Row(#"{"part": "note"}"#, "<>", #"{"part": "notes"}"#),
    ]

    static let lists: [Row] = [
        Row(#"{"items": {"type": "integer"}}"#, ">", #"{"items": {"type": "number"}}"#),
        Row(#"{"minItems": 2}"#, ">", #"{"minItems": 1}"#),
        Row(#"{"maxItems": 2}"#, ">", #"{"maxItems": 3}"#),
        Row(#"{"items": false}"#, "=", #"{"maxItems": 0}"#),
        Row(#"{"uniqueItems": true}"#, ">", "{}"),
        Row(#"{"maxItems": 1}"#, ">", #"{"uniqueItems": true}"#),
        Row(#"{"prefixItems": [{"type": "string"}]}"#, ">", #"{"prefixItems": [{}, {}]}"#),
        Row(
            #"{"prefixItems": [{"type": "string"}], "items": {"type": "string"}}"#, "=",
            #"{"items": {"type": "string"}}"#),
        Row(
            #"{"prefixItems": [{"const": 1}, {"const": 2}], "items": false}"#, ">",
            #"{"items": {"type": "integer"}, "maxItems": 2}"#),
        Row(
            #"{"prefixItems": [{"const": 1}], "unevaluatedItems": false}"#, "=",
            #"{"prefixItems": [{"const": 1}], "maxItems": 1}"#),
        Row(
            #"{"type": "array", "contains": {"const": 1}}"#, ">",
            #"{"type": "array", "minItems": 1}"#),
        Row(#"{"contains": {"const": 1}}"#, ">", #"{"contains": {"enum": [1, 2]}}"#),
        Row(
            #"{"contains": {"type": "integer"}, "minContains": 2}"#, ">",
            #"{"contains": {"type": "number"}}"#),
        Row(
            #"{"contains": {"const": 1}, "maxContains": 1}"#, ">",
            #"{"contains": {"const": 1}, "maxContains": 2}"#),
        Row(
            #"{"items": {"const": 1}, "minItems": 2}"#, ">",
            #"{"contains": {"const": 1}, "minContains": 2}"#),
        Row(#"{"items": {"const": 2}, "contains": {"const": 1}, "type": "array"}"#, "=", "false"),
        Row(
            #"{"items": {"items": {"maxLength": 2}}}"#, ">",
            #"{"items": {"items": {"maxLength": 3}}}"#),
    ]

    static let objects: [Row] = [
        Row(#"{"required": ["a", "b"]}"#, ">", #"{"required": ["a"]}"#),
        Row(#"{"properties": {"a": {"type": "string"}}}"#, ">", "{}"),
        Row(
            #"{"properties": {"a": {"maxLength": 2}}}"#, ">",
            #"{"properties": {"a": {"maxLength": 3}}}"#),
        Row(
            #"{"properties": {"a": {}}, "additionalProperties": false}"#, ">",
            #"{"properties": {"a": {}, "b": {}}, "additionalProperties": false}"#),
        Row(#"{"properties": {"a": {}}, "additionalProperties": false}"#, ">", "{}"),
        Row(
            #"{"additionalProperties": {"type": "integer"}}"#, ">",
            #"{"additionalProperties": {"type": "number"}}"#),
        Row(
            #"{"additionalProperties": {"type": "integer"}}"#, ">",
            #"{"properties": {"a": {"type": "integer"}}}"#),
        Row(
            #"{"properties": {"a": {"type": "integer"}}, "additionalProperties": {"type": "integer"}}"#,
            "=", #"{"additionalProperties": {"type": "integer"}}"#),
        Row(
            #"{"patternProperties": {"^x": {"type": "integer"}}}"#, ">",
            #"{"properties": {"xa": {"type": "number"}}}"#),
        Row(
            #"{"patternProperties": {"^x": {"type": "integer"}}}"#, ">",
            #"{"patternProperties": {"^xy": {"type": "number"}}}"#),
        Row(
            #"{"patternProperties": {"^x": {}}, "additionalProperties": false}"#, "=",
            #"{"propertyNames": {"pattern": "^x"}}"#),
        Row(#"{"propertyNames": {"maxLength": 2}}"#, ">", #"{"propertyNames": {"maxLength": 3}}"#),
        Row(
            #"{"propertyNames": {"enum": ["a"]}}"#, "=",
            #"{"properties": {"a": true}, "additionalProperties": false}"#),
        Row(#"{"minProperties": 2}"#, ">", #"{"minProperties": 1}"#),
        Row(#"{"maxProperties": 1}"#, ">", #"{"maxProperties": 2}"#),
        Row(#"{"required": ["a", "b"]}"#, ">", #"{"minProperties": 2}"#),
        Row(
            #"{"properties": {"a": {}}, "additionalProperties": false}"#, ">",
            #"{"maxProperties": 1}"#),
        Row(
            #"{"type": "object", "properties": {"a": {}}, "additionalProperties": false, "minProperties": 2}"#,
            "=", "false"),
        Row(#"{"required": ["a"], "properties": {"a": false}, "type": "object"}"#, "=", "false"),
        Row(
            #"{"dependentRequired": {"a": ["b", "c"]}}"#, ">",
            #"{"dependentRequired": {"a": ["b"]}}"#),
        Row(
            #"{"dependentSchemas": {"a": {"required": ["b"]}}}"#, "=",
            #"{"dependentRequired": {"a": ["b"]}}"#),
        Row(#"{"required": ["b"]}"#, ">", #"{"dependentRequired": {"a": ["b"]}}"#),
        Row(
            #"{"properties": {"a": {}}, "unevaluatedProperties": false}"#, "=",
            #"{"properties": {"a": {}}, "additionalProperties": false}"#),
        Row(
            ##"{"$ref": "#/$defs/d", "$defs": {"d": {"properties": {"a": {"type": "string"}}}}, "unevaluatedProperties": false}"##,
            "=", ##"{"properties": {"a": {"type": "string"}}, "additionalProperties": false}"##),
        Row(
            #"{"properties": {"a": {"properties": {"b": {"type": "null"}}, "required": ["b"]}}, "required": ["a"]}"#,
            ">",
            #"{"properties": {"a": {"properties": {"b": {"type": ["null", "string"]}}, "required": ["b"]}}}"#
        ),
    ]

    static let branches: [Row] = [
        Row(#"{"allOf": [{"minimum": 1}, {"maximum": 2}]}"#, "=", #"{"maximum": 2, "minimum": 1}"#),
        Row(#"{"anyOf": [{"const": 1}, {"const": 2}]}"#, "=", #"{"enum": [2, 1]}"#),
        Row(
            #"{"anyOf": [{"type": "integer"}, {"type": "string"}]}"#, ">",
            #"{"anyOf": [{"type": "string"}, {"type": "number"}]}"#),
        Row(
            #"{"oneOf": [{"type": "integer"}, {"type": "string"}]}"#, "=",
            #"{"type": ["string", "integer"]}"#),
        Row(
            #"{"oneOf": [{"minimum": 1}, {"maximum": 2}], "type": "number"}"#, ">",
            #"{"type": "number"}"#),
        Row(
            #"{"oneOf": [{"required": ["k"], "properties": {"k": {"const": 1}}}, {"required": ["k"], "properties": {"k": {"const": 2}}}], "type": "object"}"#,
            "=", #"{"type": "object", "required": ["k"], "properties": {"k": {"enum": [1, 2]}}}"#),
        Row(
            #"{"not": {"type": "string"}}"#, "=",
            #"{"type": ["null", "boolean", "number", "array", "object"]}"#),
        Row(
            #"{"type": "integer", "not": {"minimum": 5}}"#, "=",
            #"{"type": "integer", "maximum": 4}"#),
        Row(
            #"{"type": "object", "not": {"required": ["a"]}}"#, "=",
            #"{"type": "object", "properties": {"a": false}}"#),
        Row(#"{"enum": ["A", "B"], "not": {"const": "A"}}"#, "=", #"{"const": "B"}"#),
        Row(#"{"if": {"type": "string"}, "then": {"maxLength": 3}}"#, "=", #"{"maxLength": 3}"#),
        Row(
            #"{"if": {"type": "string"}, "then": {"maxLength": 3}, "else": false}"#, "=",
            #"{"type": "string", "maxLength": 3}"#),
        Row(
            #"{"if": {"required": ["a"]}, "then": {"required": ["b", "c"]}}"#, ">",
            #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}}"#),
        Row(
            #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}}"#, ">",
            #"{"if": {"required": ["a", "c"]}, "then": {"required": ["b"]}}"#),
        Row(
            ##"{"properties": {"next": {"$ref": "#"}, "v": {"type": "integer"}}}"##, ">",
            ##"{"properties": {"v": {"type": "number"}, "next": {"$ref": "#"}}}"##),
        Row(
            ##"{"properties": {"next": {"$ref": "#"}, "v": {"type": "integer"}}}"##, "=",
            ##"{"properties": {"v": {"type": "integer"}, "next": {"properties": {"v": {"type": "integer"}, "next": {"$ref": "#"}}}}}"##
        ),
        Row(
            ##"{"type": "object", "required": ["n"], "properties": {"n": {"$ref": "#"}}}"##, "=",
            "false"),
        Row(
            ##"{"items": {"$ref": "#/$defs/t"}, "$defs": {"t": {"type": "array", "items": {"$ref": "#/$defs/t"}, "maxItems": 2}}}"##,
            ">",
            ##"{"items": {"$ref": "#/$defs/t"}, "$defs": {"t": {"type": "array", "items": {"$ref": "#/$defs/t"}}}}"##
        ),
        Row(
            #"{"anyOf": [{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}}], "unevaluatedProperties": false}"#,
            ">?", #"{"properties": {"a": {}, "b": {}}, "additionalProperties": false}"#),
    ]
}
