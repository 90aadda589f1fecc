// Keywords and values of one schema.
extension LintWalk {
    // MARK: - Keywords

    mutating func checkKeywords(_ site: Site) {
        let declared = ValueKinds(ofType: site.schema["type"])
        for (name, value) in site.schema.members {
            let pointer = site.pointer(name)
            guard KeywordShape.of(name) != nil else {
                var parameters: ViolationParameters = ["name": name]
                parameters["expected"] =
                    Self.successors[name] ?? Spelling.nearest(to: name, in: KeywordShape.names)
                log.add(.unknownKeyword, at: pointer, value, parameters)
                continue
            }
            if let concerned = ValueKinds.concerned(by: name), concerned.isDisjoint(with: declared)
            {
                log.add(
                    .noEffect, at: pointer, value,
                    ["name": name, "actual": Self.typeNames(site.schema["type"])])
            }
            checkCompanion(of: name, value, site)
        }
        if let format = site.schema["format"], let name = format.string,
            Format(rawValue: name) == nil
        {
            var parameters: ViolationParameters = ["name": name]
            parameters["expected"] = Spelling.nearest(
                to: name, in: Format.allCases.map(\.rawValue))
            log.add(.unknownFormat, at: site.pointer("format"), format, parameters)
        }
        checkPatterns(site)
        checkReferences(site)
    }

    /// A keyword that counts only beside another one.
    private mutating func checkCompanion(of name: String, _ value: JSONNode, _ site: Site) {
        let companions: [String]
        switch name {
        case "then", "else": companions = ["if"]
        // Alone it still says what `unevaluated…` has seen.
        case "if": companions = ["then", "else", "unevaluatedProperties", "unevaluatedItems"]
        case "minContains", "maxContains": companions = ["contains"]
        case "contentSchema": companions = ["contentMediaType"]
        default: return
        }
        guard !companions.contains(where: { site.schema[$0] != nil }) else { return }
        log.add(
            .incomplete, at: site.pointer(name), value,
            ["name": name, "expected": companions.prefix(2).joined(separator: ", ")])
    }

    /// Every pattern, as the compiler names the first only.
    private mutating func checkPatterns(_ site: Site) {
        if let pattern = site.schema["pattern"], let text = pattern.string {
            check(pattern: text, at: site.pointer("pattern"), pattern)
        }
        for (text, value) in site.schema["patternProperties"]?.members.map({ $0 }) ?? [] {
            check(pattern: text, at: site.pointer("patternProperties").appending(text), value)
        }
    }

    private mutating func check(pattern: String, at pointer: JSONPointer, _ node: JSONNode) {
        do throws(PatternError) {
            _ = try Pattern(pattern)
        } catch {
            log.add(.pattern, at: pointer, node, ["reason": error.description])
        }
    }

    private mutating func checkReferences(_ site: Site) {
        for keyword in ["$ref", "$dynamicRef"] {
            guard let node = site.schema[keyword], let reference = node.string,
                reach.target(reference, from: site.place) == nil
            else { continue }
            log.add(.unresolved, at: site.pointer(keyword), node, ["target": reference])
        }
    }

    // MARK: - Values

    mutating func checkValues(_ site: Site) {
        for range in ValueRange.empty(in: site.schema) {
            log.add(
                .emptyRange, at: site.pointer(range.lower), site.schema[range.lower] ?? site.schema,
                ["name": range.lower, "expected": range.upper])
        }
        if let value = site.schema["const"] {
            addExample(.unreachableValue, site, at: site.pointer("const"), value)
        }
        var seen: Set<JSONValue> = []
        for (number, value) in (site.schema["enum"]?.elements.map { $0 } ?? []).enumerated() {
            let pointer = site.pointer("enum").appending(number)
            addExample(.unreachableValue, site, at: pointer, value)
            if !seen.insert(JSONValue(value)).inserted {
                log.add(.duplicateValue, at: pointer, value)
            }
        }
        for keyword in ["default", "example"] {
            guard let value = site.schema[keyword] else { continue }
            addExample(.invalidExample, site, at: site.pointer(keyword), value)
        }
        for (number, value) in (site.schema["examples"]?.elements.map { $0 } ?? []).enumerated() {
            let pointer = site.pointer("examples").appending(number)
            addExample(.invalidExample, site, at: pointer, value)
        }
    }

    private static func typeNames(_ type: JSONNode?) -> String {
        (type?.string.map { [$0] } ?? type?.elements.compactMap(\.string) ?? [])
            .joined(separator: ", ")
    }

    /// What other drafts and dialects called something, and what it is called here.
    private static let successors = [
        "definitions": "$defs", "dependencies": "dependentRequired, dependentSchemas", "id": "$id",
        "additionalItems": "items", "$recursiveRef": "$dynamicRef",
        "$recursiveAnchor": "$dynamicAnchor", "divisibleBy": "multipleOf", "disallow": "not",
        "extends": "allOf", "nullable": "type", "discriminator": "oneOf", "optional": "required",
    ]
}
