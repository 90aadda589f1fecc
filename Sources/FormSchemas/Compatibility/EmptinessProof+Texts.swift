extension EmptinessProof {
    /// The answer for texts.
    mutating func text(_ state: ProofCase) -> Answer {
        var wanted = PatternProduct.Wanted()
        var made: [String] = []
        for part in state.holds {
            switch store[part] {
            case .minLength(let least): wanted.minLength = max(wanted.minLength, least)
            case .maxLength(let most): wanted.maxLength = min(wanted.maxLength ?? .max, most)
            case .pattern(let pattern): wanted.matching.append(pattern)
            case .format(let format):
                if isImplied(by: format, state) { return .empty }
                made += Self.examples(of: format)
            case .identifier(let name, let isChecked):
                if isChecked, fails(state, .identifier(name, isChecked: false)) { return .empty }
                made += Self.examples(ofIdentifier: name)
            default: break
            }
        }
        for part in state.fails {
            switch store[part] {
            case .minLength(let least): wanted.maxLength = min(wanted.maxLength ?? .max, least - 1)
            case .maxLength(let most): wanted.minLength = max(wanted.minLength, most + 1)
            case .pattern(let pattern): wanted.failing.append(pattern)
            case .values(let values):
                for case .string(let text) in values { wanted.excluded.insert(text) }
            case .codes(let codes): wanted.excluded.formUnion(codes)
            default: break
            }
        }
        if wanted.minLength > wanted.maxLength ?? .max { return .empty }
        steps += 1 + (wanted.matching.count + wanted.failing.count) * 4
        let plain = plainTexts(wanted)
        if wanted.matching.isEmpty, wanted.failing.isEmpty,
            let text = firstFitting(made + plain, state)
        {
            return .value(.string(text))
        }
        switch texts.search(wanted) {
        case .nothing: return .empty
        case .tooLarge: break
        case .texts(let some): made = some + made
        }
        return firstFitting(made + plain, state).map { .value(.string($0)) } ?? .unknown(.text)
    }

    private func fails(_ state: ProofCase, _ constraint: Constraint) -> Bool {
        store.number(of: constraint).map { state.fails.contains($0) } ?? false
    }

    /// The first text that fits; one that may fit counts, as whoever asked confirms it.
    private func firstFitting(_ texts: [String], _ state: ProofCase) -> String? {
        var reading = ConstraintReading(store: store)
        var possible: String?
        for text in texts {
            switch reading.fits(.string(text), state) {
            case true: return text
            case false: break
            case nil: possible = possible ?? text
            }
        }
        return possible
    }

    /// Texts of about the right length for when there is no pattern.
    private func plainTexts(_ wanted: PatternProduct.Wanted) -> [String] {
        guard wanted.minLength <= Self.plainLengthMax else { return [] }
        let most = min(wanted.maxLength ?? .max, wanted.minLength + 3)
        return (wanted.minLength...max(wanted.minLength, most)).flatMap { length in
            ["x", "a", "0", "?"].map { String(repeating: $0, count: length) }
        }
    }

    private static let plainLengthMax = 20_000

    // MARK: - Formats

    /// Formats whose values are all of another format too. Source: RFC 3986 and 3987.
    private static let wider: [Format: [Format]] = [
        .uri: [.uriReference, .iri, .iriReference], .iri: [.iriReference],
        .uriReference: [.iriReference],
    ]

    private func isImplied(by format: Format, _ state: ProofCase) -> Bool {
        (Self.wider[format] ?? []).contains { fails(state, .format($0)) }
    }

    private static func examples(of format: Format) -> [String] {
        var random = SeededRandom(seed: 1)
        let now = GeneratorMoment(seconds: 1_772_438_400)
        return [format.example]
            + (0..<4).map { _ in format.randomText(now: now, using: &random) }
    }

    private static func examples(ofIdentifier name: String) -> [String] {
        guard let type = IdentifierType.all.first(where: { $0.name == name }) else { return [] }
        var random = SeededRandom(seed: 1)
        return [type.example] + (0..<4).map { _ in type.random(using: &random) }
            + wrongDigits(type.example)
    }

    /// The same with another last or first digit: the form is right, the check fails.
    private static func wrongDigits(_ example: String) -> [String] {
        let letters = Array(example)
        return [letters.lastIndex(where: \.isNumber), letters.firstIndex(where: \.isNumber)]
            .compactMap { place in
                guard let place, let digit = letters[place].wholeNumberValue else { return nil }
                var changed = letters
                changed[place] = Character(String((digit + 1) % 10))
                return String(changed)
            }
    }
}
