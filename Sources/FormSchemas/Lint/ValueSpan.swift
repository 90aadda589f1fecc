/// What is measured of a value: a number itself, or how much is in a text, list or object.
enum ValueMeasure: Int, CaseIterable {
    case number, characters, elements, members

    /// The kinds of values that have this measure.
    var kinds: ValueKinds {
        switch self {
        case .number: .number
        case .characters: .string
        case .elements: .array
        case .members: .object
        }
    }
}

/// The numbers between two bounds, either of which may be missing or excluded.
struct ValueSpan {
    struct Bound {
        let value: JSONDecimal
        var isExcluded = false
    }

    var lower: Bound?
    var upper: Bound?

    /// No number lies between the bounds.
    var isEmpty: Bool {
        guard let lower, let upper else { return false }
        return upper.value < lower.value
            || (upper.value == lower.value && (lower.isExcluded || upper.isExcluded))
    }

    /// No whole number lies between the bounds, as far as that is cheap to see.
    var hasNoInteger: Bool {
        if isEmpty { return true }
        guard let low = lower?.value.integer, let high = upper?.value.integer,
            let first = lower?.isExcluded == true ? low.addingOne : low
        else { return false }
        return upper?.isExcluded == true ? first >= high : first > high
    }

    /// What lies in both.
    func narrowed(to other: ValueSpan) -> ValueSpan {
        ValueSpan(
            lower: Self.stricter(lower, other.lower) { $0.value > $1.value },
            upper: Self.stricter(upper, other.upper) { $0.value < $1.value })
    }

    /// What lies in either, and between them.
    func widened(to other: ValueSpan) -> ValueSpan {
        ValueSpan(
            lower: Self.looser(lower, other.lower) { $0.value < $1.value },
            upper: Self.looser(upper, other.upper) { $0.value > $1.value })
    }

    /// Whether all that lies in this lies in `other`.
    func isWithin(_ other: ValueSpan) -> Bool {
        Self.isWithin(lower, other.lower) { $0 > $1 } && Self.isWithin(upper, other.upper, by: <)
    }

    private static func isWithin(
        _ own: Bound?, _ other: Bound?, by isInside: (JSONDecimal, JSONDecimal) -> Bool
    ) -> Bool {
        guard let other else { return true }
        guard let own else { return false }
        return isInside(own.value, other.value)
            || (own.value == other.value && (own.isExcluded || !other.isExcluded))
    }

    private static func stricter(
        _ one: Bound?, _ other: Bound?, by precedes: (Bound, Bound) -> Bool
    ) -> Bound? {
        guard let one else { return other }
        guard let other else { return one }
        if one.value == other.value { return one.isExcluded ? one : other }
        return precedes(one, other) ? one : other
    }

    private static func looser(
        _ one: Bound?, _ other: Bound?, by precedes: (Bound, Bound) -> Bool
    ) -> Bound? {
        guard let one, let other else { return nil }
        if one.value == other.value { return one.isExcluded ? other : one }
        return precedes(one, other) ? one : other
    }
}

extension ValueSpan {
    /// What a keyword of a schema bounds; `nil` if it is none of the bounds.
    static func of(_ keyword: String, _ value: JSONNode) -> (ValueMeasure, ValueSpan)? {
        guard let bound = value.decimal.map({ Bound(value: $0) }) else { return nil }
        switch keyword {
        case "minimum": return (.number, ValueSpan(lower: bound))
        case "maximum": return (.number, ValueSpan(upper: bound))
        case "exclusiveMinimum":
            return (.number, ValueSpan(lower: Bound(value: bound.value, isExcluded: true)))
        case "exclusiveMaximum":
            return (.number, ValueSpan(upper: Bound(value: bound.value, isExcluded: true)))
        case "minLength": return (.characters, ValueSpan(lower: bound))
        case "maxLength": return (.characters, ValueSpan(upper: bound))
        case "minItems": return (.elements, ValueSpan(lower: bound))
        case "maxItems": return (.elements, ValueSpan(upper: bound))
        case "minProperties": return (.members, ValueSpan(lower: bound))
        case "maxProperties": return (.members, ValueSpan(upper: bound))
        default: return nil
        }
    }

    /// Exactly one number.
    init(only value: JSONDecimal) {
        lower = Bound(value: value)
        upper = lower
    }

    init(atLeast count: Int) { lower = Bound(value: JSONDecimal(count)) }
    init(atMost count: Int) { upper = Bound(value: JSONDecimal(count)) }
}

extension Int {
    /// `nil` for the largest.
    fileprivate var addingOne: Int? {
        let (sum, overflow) = addingReportingOverflow(1)
        return overflow ? nil : sum
    }
}
