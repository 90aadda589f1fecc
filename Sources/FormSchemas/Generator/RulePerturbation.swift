/// Random changes of a valid document that its schemas may well allow: other moments, other codes,
/// values moved from one place to another, optional fields added or removed.
///
/// For rules, which look at many fields at once: which of these changes breaks a rule is found by
/// trying.
struct RulePerturbation {
    let sites: [MutationSite]
    let values: LooseValues
    var random: SeededRandom
    /// The sites whose fields a rule speaks of.
    private let targets: [Int]
    private let names: Set<String>

    init(_ rule: Rule, sites: [MutationSite], values: LooseValues, random: SeededRandom) {
        self.sites = sites
        self.values = values
        self.random = random
        let names = Self.names(in: rule)
        self.names = names
        targets = sites.indices.filter { index in
            sites[index].pointer.tokens.contains { names.contains($0.text) }
        }
    }

    /// The words of a rule's expression and pointers: the names of fields among others.
    private static func names(in rule: Rule) -> Set<String> {
        let text = "\(rule.expression) \(rule.each) \(rule.at.description)"
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        return Set(words).subtracting(["self", "this", "header", "body", "index", "tables"])
    }

    /// A change; `nil` if the site that was drawn allows none.
    mutating func next() -> [(pointer: JSONPointer, value: JSONValue?)]? {
        guard let index = targets.randomElement(using: &random) else { return nil }
        let site = sites[index]
        switch site.node.kind {
        case .string: return text(site).map { [(site.pointer, .string($0))] }
        case .number:
            let value = values.value(site.shape.places, seed: random.next())
            return value.map { [(site.pointer, $0)] }
        case .boolean: return [(site.pointer, .bool(site.node.bool == false))]
        case .array: return list(site)
        case .object: return object(site)
        case .null: return nil
        }
    }

    private mutating func text(_ site: MutationSite) -> String? {
        guard let text = site.node.string else { return nil }
        if let moment = GeneratorMoment(text), !site.shape.formats.isEmpty {
            let other = GeneratorMoment(seconds: moment.seconds + change())
            return site.shape.formats.contains(.date) ? other.date : other.dateTime
        }
        if random.chance(0.5), site.shape.allowed == nil {
            let others = sites.compactMap { other -> String? in
                guard case .name(let name)? = other.pointer.last, names.contains(name),
                    let value = other.node.string, value != text, site.shape.admits(value)
                else { return nil }
                return value
            }
            if let other = others.randomElement(using: &random) { return other }
        }
        guard
            case .string(let other)? = values.value(site.shape.places, seed: random.next())
        else { return nil }
        return other
    }

    /// All moments within an object, earlier or later by the same time.
    private mutating func shifted(
        _ site: MutationSite
    ) -> [(pointer: JSONPointer, value: JSONValue?)]? {
        let seconds = change()
        let edits = sites.compactMap { inner -> (pointer: JSONPointer, value: JSONValue?)? in
            guard inner.shape.formats.contains(.dateTime), inner.pointer.isBelow(site.pointer),
                let moment = inner.node.string.flatMap(GeneratorMoment.init)
            else { return nil }
            let other = GeneratorMoment(seconds: moment.seconds + seconds)
            return (inner.pointer, .string(other.dateTime))
        }
        return edits.isEmpty ? nil : edits
    }

    /// Some seconds, from minutes to decades, forward or back.
    private mutating func change() -> Int {
        let size = 60 * Int(1) << Int.random(in: 3..<24, using: &random)
        return random.chance(0.5) ? size : -size
    }

    private mutating func list(
        _ site: MutationSite
    ) -> [(pointer: JSONPointer, value: JSONValue?)]? {
        var elements = site.node.elements.map { JSONValue($0) }
        guard !elements.isEmpty else { return nil }
        let place = Int.random(in: 0..<elements.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: elements.remove(at: place)
        case 1: elements.append(elements[place])
        default: elements.swapAt(place, Int.random(in: 0..<elements.count, using: &random))
        }
        return [(site.pointer, .array(elements))]
    }

    private mutating func object(
        _ site: MutationSite
    ) -> [(pointer: JSONPointer, value: JSONValue?)]? {
        if random.chance(0.3), let edits = shifted(site) { return edits }
        let properties = site.shape.properties.filter { !$0.isForbidden && names.contains($0.name) }
        guard let property = properties.randomElement(using: &random) else {
            // Another object of the same kind, from elsewhere in the document.
            let others = sites.filter {
                $0.node.kind == .object && $0.pointer != site.pointer
                    && $0.pointer.last?.text == site.pointer.last?.text
            }
            return others.randomElement(using: &random).map { [(site.pointer, JSONValue($0.node))] }
        }
        let pointer = site.pointer.appending(property.name)
        if site.node[property.name] != nil, !site.shape.required.contains(property.name) {
            return [(pointer, nil)]
        }
        return values.value(
            property.places, in: JSONValue(site.node), seed: random.next()
        ).map { [(pointer, $0)] }
    }
}

extension JSONPointer {
    /// Whether it leads to something in the value at `other`, or to that value.
    func isBelow(_ other: JSONPointer) -> Bool {
        tokens.count >= other.tokens.count
            && zip(tokens, other.tokens).allSatisfy { $0.text == $1.text }
    }
}
