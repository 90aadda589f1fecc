extension MutationAttempt {
    // MARK: - Types

    /// Puts a value of a type there that exactly one kind of `type` refuses.
    mutating func wrongType(_ site: MutationSite) -> DocumentChange? {
        guard site.pointer.tokens.count > 1 else { return nil }
        let values: [JSONValue] = [7, "x", true, nil, [], .object([])]
        let types = site.keywords("type", shapes)
        guard let first = types.first, types.allSatisfy({ JSONValue($0) == JSONValue(first) })
        else { return nil }
        let possible = values.filter { value in
            !site.shape.kinds.contains(ValueShape.kind(of: value))
                && site.shape.places.allSatisfy { place in
                    shapes.node(place)["type"] != nil || saysNothing(place, about: value)
                }
        }
        guard let value = possible.randomElement(using: &random) else { return nil }
        return DocumentChange(site.pointer, to: value, .type)
    }

    /// Whether a schema without `type` has no assertion on values of this type.
    private func saysNothing(_ place: SchemaPlace, about value: JSONValue) -> Bool {
        let shape = ValueShape()
        shapes.read(place, into: shape)
        guard shape.allowed == nil, shape.excluded.isEmpty, !shape.isImpossible else {
            return false
        }
        return !shape.mentioned.contains(ValueShape.kind(of: value))
    }

    // MARK: - Texts

    private static let longest = 5_000

    mutating func text(_ kind: DocumentMutation.Kind, _ site: MutationSite) -> DocumentChange? {
        guard let text = site.node.string else { return nil }
        switch kind {
        case .placeholder:
            return DocumentChange(site.pointer, to: "‹x›", .unfilled)
        case .unknownCode:
            let others = ["ZZ", "NO_SUCH_CODE", "no code", "Q"].map { JSONValue.string($0) }
            guard site.keywords("codeList", shapes).count == 1, hasOneSource(site),
                let other = others.first(where: {
                    site.shape.admitsBesidesCodes($0) && !site.shape.admits($0)
                })
            else { return nil }
            return DocumentChange(site.pointer, to: other, .codeList)
        default: break
        }
        guard site.shape.allowed == nil else { return nil }
        let candidates = candidates(kind, text, site.shape)
        let possible = candidates.filter { isOnly(kind, $0, site) }
        guard let other = possible.randomElement(using: &random) else { return nil }
        let codes: [DocumentMutation.Kind: ViolationCode] = [
            .tooLong: .tooLong, .tooShort: .tooShort, .pattern: .pattern, .format: .format,
        ]
        return codes[kind].map { DocumentChange(site.pointer, to: .string(other), $0) }
    }

    private func candidates(
        _ kind: DocumentMutation.Kind, _ text: String, _ shape: ValueShape
    ) -> [String] {
        switch kind {
        case .tooLong:
            guard let most = shape.maxLength, most < Self.longest else { return [] }
            let missing = most + 1 - text.unicodeScalars.count
            let letter = text.last.map(String.init) ?? "x"
            return ["x", letter].map { text + String(repeating: $0, count: max(1, missing)) }
        case .tooShort:
            guard shape.minLength > 0 else { return [] }
            return [String(text.unicodeScalars.prefix(shape.minLength - 1))]
        case .format:
            return [
                "2026-02-30", "2026-13-01T10:00:00Z", "2026-01-01T10:00:00", "12:61:00Z", "P1",
                "name at example.org", "-", "::g", "not a value", text + "x", text + " ",
            ]
        default:
            return [
                text.uppercased(), text.lowercased(), "!" + text.dropFirst(), text + "!",
                text + " ", "\u{1F600}", "!",
            ]
        }
    }

    /// Whether a text breaks one constraint of this kind, and none of another.
    private func isOnly(
        _ kind: DocumentMutation.Kind, _ text: String, _ site: MutationSite
    ) -> Bool {
        let count = text.unicodeScalars.count
        let broken: [(DocumentMutation.Kind, Int)] = [
            (.tooLong, site.keywords("maxLength", shapes).count { count > $0.int ?? .max }),
            (.tooShort, site.keywords("minLength", shapes).count { count < $0.int ?? 0 }),
            (.pattern, site.shape.patterns.count { !$0.matches(text) }),
            (.format, site.shape.formats.count { !$0.accepts(text) }),
            (.otherIdentifier, site.shape.identifiers.count { !$0.outcome(of: text).isAccepted }),
        ]
        return broken.allSatisfy { $0.1 == ($0.0 == kind ? 1 : 0) }
    }

    // MARK: - Identifiers

    /// A text of another form than that of the identifier, or with check digits that do not fit.
    mutating func identifier(
        _ kind: DocumentMutation.Kind, _ site: MutationSite
    ) -> DocumentChange? {
        let keywords = site.keywords("identifier", shapes)
        guard let text = site.node.string, keywords.count == 1, site.shape.allowed == nil,
            let type = IdentifierType.named(by: keywords[0])
        else { return nil }
        if kind == .failedCheck {
            guard let other = type.broken(text, using: &random),
                isOnly(.otherIdentifier, other, site)
            else { return nil }
            var change = DocumentChange(
                site.pointer, to: .string(other), ViolationCode(rawValue: type.code + "_CHECK"))
            if keywords[0]["check"]?.string == "warning" { change.severity = .warning }
            return change
        }
        let others = [text + "!", "!" + text, text + "XX9", "Q", "0"].filter {
            type.outcome(of: $0) == .wrongFormat && isOnly(.otherIdentifier, $0, site)
        }
        return others.randomElement(using: &random).map {
            DocumentChange(site.pointer, to: .string($0), ViolationCode(rawValue: type.code))
        }
    }

    // MARK: - Codes

    /// Whether only one keyword lists the values that are possible.
    private func hasOneSource(_ site: MutationSite) -> Bool {
        let sources = ["codeList", "enum", "const"].flatMap { site.keywords($0, shapes) }
        return sources.count == 1
    }

    /// A value that `enum` or `const` does not have, of the same type.
    func otherValue(_ kind: DocumentMutation.Kind, _ site: MutationSite) -> DocumentChange? {
        let keyword = kind == .otherValue ? "enum" : "const"
        guard hasOneSource(site), !site.keywords(keyword, shapes).isEmpty else { return nil }
        let others: [JSONValue]
        switch site.node.kind {
        case .string: others = ["ZZ", "another value"]
        case .number: others = [97, 1_000_003]
        case .boolean: others = [.bool(site.node.bool == false)]
        default: return nil
        }
        guard
            let other = others.first(where: {
                site.shape.admitsBesidesCodes($0) && !site.shape.admits($0)
            })
        else { return nil }
        return DocumentChange(site.pointer, to: other, kind == .otherValue ? .enum : .const)
    }

    // MARK: - Numbers

    func number(_ kind: DocumentMutation.Kind, _ site: MutationSite) -> DocumentChange? {
        guard site.node.kind == .number, site.shape.allowed == nil else { return nil }
        let shape = site.shape
        let candidates: [Int]
        let code: ViolationCode
        let meant: [String]
        switch kind {
        case .tooSmall:
            (candidates, code) = (beyond(shape.lower, -1), .tooSmall)
            meant = ["minimum", "exclusiveMinimum"]
        case .tooLarge:
            (candidates, code) = (beyond(shape.upper, 1), .tooLarge)
            meant = ["maximum", "exclusiveMaximum"]
        default:
            guard let value = site.node.int, abs(value) < 1 << 60 else { return nil }
            (candidates, code) = ([value + 1, value - 1], .multipleOf)
            meant = ["multipleOf"]
        }
        let names = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"]
        for value in candidates {
            let number = JSONDecimal(value)
            let broken = names.flatMap { name in
                site.keywords(name, shapes).compactMap(\.decimal).filter {
                    Self.breaks(number, name, $0)
                }.map { _ in name }
            }
            guard broken.count == 1, meant.contains(broken[0]),
                shape.kinds.contains(.integer), !shape.excluded.contains(.int(value))
            else { continue }
            return DocumentChange(site.pointer, to: .int(value), code)
        }
        return nil
    }

    /// Whole numbers just beyond a bound.
    private func beyond(_ bound: ValueShape.Bound?, _ step: Int) -> [Int] {
        guard let value = bound?.value.integer, abs(value) < 1 << 60 else { return [] }
        return (bound?.isExclusive == true ? [value] : []) + [value + step, value + 2 * step]
    }

    private static func breaks(_ number: JSONDecimal, _ name: String, _ limit: JSONDecimal) -> Bool
    {
        switch name {
        case "minimum": number < limit
        case "exclusiveMinimum": !(limit < number)
        case "maximum": limit < number
        case "exclusiveMaximum": !(number < limit)
        default: !number.isMultiple(of: limit)
        }
    }
}
