extension ViolationCollector {
    /// What was found, each mistake once, in the order of the text.
    mutating func listed() -> [Violation] {
        var cursor = TextPositionCursor(
            UnsafeBufferPointer(start: bytes, count: document.bytes.count))
        let order = found.indices.sorted { (found[$0].offset, $0) < (found[$1].offset, $1) }
        var violations: [Violation] = []
        violations.reserveCapacity(order.count)
        var first = 0
        while first < order.count {
            // Only what stands at one offset can be the same mistake, or at a name and its value.
            var end = first + 1
            while end < order.count {
                let last = found[order[end - 1]]
                if found[order[end]].offset != last.offset, last.code != .fieldName { break }
                end += 1
            }
            if end - first == 1 {
                violations.append(violation(found[order[first]], &cursor))
            } else {
                for found in distinct(order[first..<end].map { found[$0] }) {
                    violations.append(violation(found, &cursor))
                }
            }
            first = end
        }
        return violations
    }

    private mutating func violation(_ found: Found, _ cursor: inout TextPositionCursor) -> Violation
    {
        let position = cursor.position(of: found.offset)
        return Violation(
            instanceLocation: found.pointer, line: position.line, column: position.column,
            code: found.code, severity: found.severity, parameters: found.parameters,
            source: ViolationSource(
                program: program, node: found.node, keyword: found.keyword,
                prefixCount: prefix.tokens.count))
    }

    /// Leaves out what says again what another violation of the same place says.
    private mutating func distinct(_ found: [Found]) -> [Found] {
        var seen: Set<Identity> = []
        let once = found.filter { found in
            seen.insert(
                Identity(
                    place: Place(found), code: found.code, parameters: found.parameters,
                    schema: text(ofSchemaOf: found))
            ).inserted
        }
        let overlaps = once.contains {
            $0.code == .type || $0.code == .fieldName || $0.code == .codeList
        }
        return overlaps ? mostSpecific(once) : once
    }

    private mutating func mostSpecific(_ found: [Found]) -> [Found] {
        var codes: [Place: Set<ViolationCode>] = [:]
        var types: [Place: String] = [:]
        for found in found {
            let place = Place(found)
            codes[place, default: []].insert(found.code)
            if found.code == .type, let expected = found.parameters["expected"],
                expected.utf8.count < types[place]?.utf8.count ?? .max
            {
                types[place] = expected
            }
        }
        return found.filter { found in
            let others = codes[Place(found)] ?? []
            return switch found.code {
            // Of two types the narrower.
            case .type: found.parameters["expected"] == types[Place(found)]
            // A value of the wrong type is none of those that are possible; of codes the list tells
            // all, where a branch may want one.
            case .enum, .const: !others.contains(.type) && !others.contains(.codeList)
            case .fieldName: !others.contains(.unknownField)
            default: true
            }
        }
    }

    private struct Place: Hashable {
        let pointer: JSONPointer
        let severity: Violation.Severity

        init(_ found: Found) {
            pointer = found.pointer
            severity = found.severity
        }
    }

    /// What makes two violations the same, whichever keywords report it.
    private struct Identity: Hashable {
        let place: Place
        let code: ViolationCode
        let parameters: ViolationParameters
        let schema: String
    }

    /// The text of the keyword's value, where the parameters do not tell two schemas apart.
    private mutating func text(ofSchemaOf found: Found) -> String {
        switch found.code {
        case .anyOfNone, .oneOfNone, .oneOfMany, .notAllowed, .containsTooFew, .containsTooMany:
            let schema = program.index.node(at: program.places[Int(found.node)])
            let name =
                found.code == .containsTooFew || found.code == .containsTooMany
                ? "contains" : found.keyword?.name
            guard let name, let value = schema[name] else { return "" }
            return String(decoding: value.document.bytes[value.byteRange], as: UTF8.self)
        default: return ""
        }
    }
}
