/// Makes random texts for a pattern: readable characters where it has them, repetitions near their
/// lower bound.
///
/// What assertions want is not aimed at; the caller checks the text.
indirect enum PatternSampler {
    /// The characters that are preferred, and all.
    case set(plain: [Unicode.Scalar], ScalarSet)
    case sequence([PatternSampler])
    case choice([PatternSampler])
    case repetition(PatternSampler, least: Int, spread: Int)

    private static let spreadMax = 12
    /// How often a character is any of the set instead of a preferred one.
    private static let rare = 0.05

    init(_ syntax: PatternSyntax) {
        switch syntax {
        case .empty, .assertion, .look, .notLinear: self = .sequence([])
        case .set(let set): self = .set(plain: Self.plain(of: set), set)
        case .sequence(let terms): self = .sequence(terms.map { PatternSampler($0) })
        case .choice(let branches): self = .choice(branches.map { PatternSampler($0) })
        case .repetition(let inner, let least, let most):
            let spread = most.map { min($0 - least, Self.spreadMax) } ?? Self.spreadMax
            self = .repetition(PatternSampler(inner), least: least, spread: spread)
        }
    }

    /// Letters and digits of the set, else what can be printed.
    private static func plain(of set: ScalarSet) -> [Unicode.Scalar] {
        let printable = (0x20...0x7E as ClosedRange<UInt32>).filter(set.contains)
            .compactMap { Unicode.Scalar($0) }
        let plain = printable.filter { ("0"..."9" ~= $0) || ("A"..."Z" ~= $0) || ("a"..."z" ~= $0) }
        return plain.isEmpty ? printable : plain
    }

    /// Cost: linear in the length of the text.
    ///
    /// - Parameter scalarsMax: about how long it may become.
    func text(scalarsMax: Int, using random: inout SeededRandom) -> String {
        var text = String.UnicodeScalarView()
        append(to: &text, scalarsMax, &random)
        return String(text)
    }

    private func append(
        to text: inout String.UnicodeScalarView, _ scalarsMax: Int, _ random: inout SeededRandom
    ) {
        switch self {
        case .set(let plain, let set):
            if !plain.isEmpty, plain.count == 1 || !random.chance(Self.rare) {
                text.append(plain[Int.random(in: 0..<plain.count, using: &random)])
            } else if let scalar = set.anyScalar(using: &random) {
                text.append(scalar)
            }
        case .sequence(let terms): for term in terms { term.append(to: &text, scalarsMax, &random) }
        case .choice(let branches):
            branches.randomElement(using: &random)?.append(to: &text, scalarsMax, &random)
        case .repetition(let inner, let least, let spread):
            let count = least + (spread > 0 ? Int.random(in: 0...spread, using: &random) : 0)
            for _ in 0..<count where text.count < scalarsMax {
                inner.append(to: &text, scalarsMax, &random)
            }
        }
    }
}

extension ScalarSet {
    /// Any scalar of the set but NUL; `nil` if there is none.
    fileprivate func anyScalar(using random: inout SeededRandom) -> Unicode.Scalar? {
        let total = ranges.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        for _ in 0..<20 {
            var left = Int.random(in: 0..<total, using: &random)
            for range in ranges {
                if left < range.count {
                    // Surrogates are no scalars, and text has no NUL.
                    let value = range.lowerBound + UInt32(left)
                    if value != 0, let scalar = Unicode.Scalar(value) { return scalar }
                    break
                }
                left -= range.count
            }
        }
        return ranges.lazy.compactMap { Unicode.Scalar($0.upperBound) }.first
    }
}
