import Testing

@testable import FormSchemas

/// Whatever value the schemas let through, every rule has an answer to it.
struct ExtremeValueTests {
    private static let moments = [
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "1900-01-01T00:00:00+23:59",
        "2016-12-31t23:59:60.999999999z", "2099-12-31T23:59:60-23:59", "9999-12-31T23:59:59-23:59",
    ]
    private static let days = ["0000-02-29", "1900-01-01", "2099-12-31", "9999-12-31"]
    private static let texts = [
        " ", "\u{0}é", "\u{202E}漢字", "BE", "NL-SBB", "WITHDRAW",
        String(repeating: "a b ", count: 20), String(repeating: "\u{1F600}", count: 120),
    ]
    private static let numbers = [
        "0", "-0.0", "1.0", "4", "6e1", "-90", "1000", "1e-400",
        "179.99999999999999999999999999999999999", "1e400", "9223372036854775808",
    ]

    @Test(arguments: CatalogueFiles.samples("valid"))
    func everyRuleHasAnAnswer(path: String) throws {
        let version = try #require(try CatalogueFiles.version(ofSample: path))
        let sample = try JSONDocument(try #require(CatalogueFiles.all[path]))
        let value = JSONValue(sample.root)
        var judged = 0
        func check(_ other: JSONValue?, at pointer: JSONPointer) throws {
            let changed = value.setting(other, at: pointer.tokens[...])
            guard let document = try? JSONDocument(changed.bytes()),
                !version.isValid(document, mode: .draft)
            else { return }
            let violations = version.violations(in: document, mode: .draft)
            #expect(!violations.contains { $0.code == .ruleError }, "\(pointer) \(violations)")
            judged += 1
        }
        try visit(sample.root, .root) { node, pointer in
            for other in others(node) { try check(other, at: pointer) }
            if !pointer.tokens.isEmpty { try check(nil, at: pointer) }
        }
        #expect(judged > 100)
    }

    private func others(_ node: JSONNode) -> [JSONValue] {
        switch node.kind {
        case .string:
            let text = node.string ?? ""
            let isMoment = GeneratorMoment(text) != nil
            if isMoment { return (text.count > 10 ? Self.moments : Self.days).map { .string($0) } }
            return Self.texts.map { .string($0) }
        case .number: return Self.numbers.map { .number($0) }
        case .array:
            let elements = node.elements.map { JSONValue($0) }
            let many = Array(repeating: elements, count: 60).flatMap(\.self)
            return [[], .array(elements.reversed()), .array(Array(many.prefix(60)))]
        case .object: return [.object([])]
        case .boolean: return [.bool(node.bool == false)]
        case .null: return []
        }
    }

    private func visit(
        _ node: JSONNode, _ pointer: JSONPointer,
        _ body: (JSONNode, JSONPointer) throws -> Void
    ) throws {
        try body(node, pointer)
        switch node.kind {
        case .object:
            for (name, value) in node.members {
                try visit(value, pointer.appending(name), body)
            }
        case .array:
            // Those in between are like the others.
            for (index, value) in node.elements.enumerated()
            where index == 0 || index == node.count - 1 {
                try visit(value, pointer.appending(index), body)
            }
        default: break
        }
    }
}
