/// The numbers of a case: a range, and what they are multiples of.
struct NumberRange {
    var lower: (value: JSONDecimal, isExclusive: Bool)?
    var upper: (value: JSONDecimal, isExclusive: Bool)?
    var divisors: [JSONDecimal] = []
    var nonDivisors: [JSONDecimal] = []

    mutating func raise(_ value: JSONDecimal, _ isExclusive: Bool) {
        if let lower, value < lower.value || (value == lower.value && !isExclusive) { return }
        lower = (value, isExclusive)
    }

    mutating func cut(_ value: JSONDecimal, _ isExclusive: Bool) {
        if let upper, upper.value < value || (value == upper.value && !isExclusive) { return }
        upper = (value, isExclusive)
    }

    init(_ state: ProofCase, _ store: ConstraintStore) {
        for part in state.holds {
            switch store[part] {
            case .minimum(let value, let isExclusive): raise(value, isExclusive)
            case .maximum(let value, let isExclusive): cut(value, isExclusive)
            case .multipleOf(let value): divisors.append(value)
            default: break
            }
        }
        for part in state.fails {
            switch store[part] {
            case .minimum(let value, let isExclusive): cut(value, !isExclusive)
            case .maximum(let value, let isExclusive): raise(value, !isExclusive)
            case .multipleOf(let value): nonDivisors.append(value)
            default: break
            }
        }
        if state.kind == .integer { divisors.append(JSONDecimal(1)) }
    }

    /// Whether nothing can be in it, whatever the sizes of the numbers.
    func isSurelyEmpty(_ kind: ValueKindSet) -> Bool {
        if let lower, let upper {
            if upper.value < lower.value { return true }
            if upper.value == lower.value, lower.isExclusive || upper.isExclusive { return true }
        }
        if kind == .fraction, divisors.contains(where: \.isInteger) { return true }
        return divisors.contains { one in nonDivisors.contains { one.isMultiple(of: $0) } }
    }
}

extension EmptinessProof {
    /// The answer for integers, or for numbers that are none.
    mutating func number(_ state: ProofCase) -> Answer {
        let range = NumberRange(state, store)
        if range.isSurelyEmpty(state.kind) { return .empty }
        if let lower = range.lower, lower.value == range.upper?.value {
            return tried(state, [.number(lower.value.description)])
        }
        guard let scale = NumberScale(range) else { return .unknown(.number) }
        let isDense = state.kind == .fraction && range.divisors.isEmpty
        if !isDense {
            if state.kind == .fraction, scale.step % scale.one == 0 { return .empty }
            if scale.isMultipleOfForbidden { return .empty }
        }
        let step = isDense ? 1 : scale.step
        let first = scale.lower.map { Self.quotient($0, step, roundsUp: true) }
        let last = scale.upper.map { Self.quotient($0, step, roundsUp: false) }
        if let first, let last, last < first { return isDense ? .unknown(.number) : .empty }
        let (numbers, areAll) = candidates(first, last)
        steps += numbers.count / 8
        var reading = ConstraintReading(store: store)
        var isSure = areAll && !isDense
        for number in numbers {
            guard let value = scale.value(number * step) else { continue }
            switch reading.fits(value, state) {
            case true: return .value(value)
            case false: break
            case nil: isSure = false
            }
        }
        return isSure ? .empty : .unknown(.number)
    }

    /// The numbers to try, and whether they are all that there are between the two.
    private func candidates(_ first: Int128?, _ last: Int128?) -> ([Int128], Bool) {
        let most = Int128(limits.numbersMax)
        switch (first, last) {
        case (let first?, let last?):
            if last - first <= most { return (Array(first...last), true) }
            let some = most / 4
            let near: [Int128] = first <= 0 && 0 <= last ? [0, 1] : []
            return (near + Array(first...(first + some)) + Array((last - some)...last), false)
        case (let first?, nil):
            let near: [Int128] = first <= 0 ? [0, 1] : []
            return (near + Array(first...(first + most / 4)), false)
        case (nil, let last?):
            let near: [Int128] = 0 <= last ? [0, -1] : []
            return (near + Array((last - most / 4)...last), false)
        case (nil, nil): return (Array(0...(most / 4)) + Array((-most / 8)...(-1)), false)
        }
    }

    private static func quotient(_ value: Int128, _ step: Int128, roundsUp: Bool) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: step)
        if remainder == 0 { return quotient }
        if roundsUp { return remainder > 0 ? quotient + 1 : quotient }
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// The numbers of a range as whole numbers of one small unit.
struct NumberScale {
    /// The power of ten of the unit.
    let exponent: Int
    /// How many units are 1.
    let one: Int128
    /// The first and last number of units that are inside.
    let lower: Int128?
    let upper: Int128?
    /// What all numbers are multiples of; 1 if of nothing.
    let step: Int128
    let isMultipleOfForbidden: Bool

    /// Digits of the largest number; two of them are multiplied.
    private static let digitsMax = 17

    /// `nil` if the numbers are too large or too fine.
    init?(_ range: NumberRange) {
        let all =
            [range.lower?.value, range.upper?.value].compactMap { $0 } + range.divisors
            + range.nonDivisors
        // Two digits more, for what lies between bounds that are close to each other.
        let exponent = min(all.map(\.exponent).min() ?? 0, 0) - 2
        guard all.allSatisfy({ $0.digits.count + $0.exponent - exponent <= Self.digitsMax }),
            -exponent < Self.digitsMax
        else { return nil }
        func units(_ value: JSONDecimal) -> Int128 {
            var units = value.digits.reduce(Int128(0)) { $0 * 10 + Int128($1) }
            guard units != 0 else { return 0 }
            for _ in 0..<(value.exponent - exponent) { units *= 10 }
            return value.isNegative ? -units : units
        }
        self.exponent = exponent
        one = units(JSONDecimal(1))
        lower = range.lower.map { units($0.value) + ($0.isExclusive ? 1 : 0) }
        upper = range.upper.map { units($0.value) - ($0.isExclusive ? 1 : 0) }
        var step: Int128 = 1
        for divisor in range.divisors.map(units) {
            let (product, overflow) = (step / Self.divisor(step, divisor))
                .multipliedReportingOverflow(by: divisor)
            if overflow || product > Int128(10_000_000_000_000_000_000) { return nil }
            step = product
        }
        self.step = step
        isMultipleOfForbidden =
            !range.divisors.isEmpty
            && range.nonDivisors.contains { step % units($0) == 0 }
    }

    private static func divisor(_ left: Int128, _ right: Int128) -> Int128 {
        right == 0 ? left : divisor(right, left % right)
    }

    /// The number that so many units are.
    func value(_ units: Int128) -> JSONValue? {
        let digits = String(units.magnitude).utf8.map { $0 - 0x30 }
        guard digits.count < 36 else { return nil }
        return .number(
            JSONDecimal(isNegative: units < 0, digits: digits, exponent: exponent).description)
    }
}
