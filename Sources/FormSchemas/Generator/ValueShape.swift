/// What several schemas that apply to the same value say about it together.
///
/// Made from schema objects, with what they refer to and their `allOf`. Branches and conditions
/// stay open: ``ValueGenerator`` chooses, and asks for the shape with the chosen ones added.
final class ValueShape {
    /// The types of JSON; a number without a fractional part is `integer`.
    struct Kinds: OptionSet {
        let rawValue: UInt8

        static let null = Kinds(rawValue: 1)
        static let boolean = Kinds(rawValue: 2)
        static let integer = Kinds(rawValue: 4)
        static let fraction = Kinds(rawValue: 8)
        static let string = Kinds(rawValue: 16)
        static let array = Kinds(rawValue: 32)
        static let object = Kinds(rawValue: 64)
        static let number: Kinds = [.integer, .fraction]
        static let all = Kinds(rawValue: 127)
    }

    /// `oneOf` or `anyOf`: at least one of these.
    struct Choice {
        let branches: [SchemaPlace]
    }

    struct Condition {
        enum Test {
            case schema(SchemaPlace)
            case has(String)
        }

        let test: Test
        let then: SchemaPlace?
        let otherwise: SchemaPlace?
    }

    struct Property {
        let name: String
        var places: [SchemaPlace]
        var isForbidden = false
    }

    /// What one schema says about the elements of a list.
    struct Elements {
        let prefix: [SchemaPlace]
        let rest: SchemaPlace?
    }

    struct Contains {
        let place: SchemaPlace
        let least: Int
        let most: Int?
    }

    struct Bound {
        var value: JSONDecimal
        var isExclusive: Bool
    }

    /// Hints by what they are for: copying a whole hint costs more than most values.
    struct Hinted {
        var weight: Double?
        var differ: [GeneratorPointer] = []
        var count: ClosedRange<Int>?
        var distinct: GeneratorPointer?
        /// Those that give a value.
        var values: [GeneratorHint] = []
        /// Those that give the members of an object a row.
        var rows: [GeneratorHint] = []
        /// The one with `each`.
        var each: GeneratorHint?

        init(_ hints: [GeneratorHint] = []) {
            weight = hints.lazy.compactMap(\.weight).first
            differ = hints.first { !$0.differ.isEmpty }?.differ ?? []
            count = hints.lazy.compactMap(\.count).first
            distinct = hints.lazy.compactMap(\.distinct).first
            values = hints.filter(\.givesValue)
            rows = hints.filter { $0.from != nil && $0.field == nil }
            each = hints.first { !$0.each.isEmpty }
        }
    }

    /// Members that no schema names: what must hold of them.
    struct Extra {
        let names: Set<String>
        let patterns: [(pattern: Pattern, place: SchemaPlace)]
        /// `additionalProperties`; `nil` if anything goes.
        let additional: SchemaPlace?
    }

    /// All places that apply, references followed.
    var places: [SchemaPlace] = []
    var isImpossible = false
    var kinds = Kinds.all
    /// What the keywords that are there are about, for a value without `type`.
    var mentioned: Kinds = []
    /// From `enum`, `const` and `codeList`; `nil` if there is none.
    ///
    /// Once the shape is finished, only what everything else here admits as well.
    var allowed: [JSONValue]?
    var allowedSet: Set<JSONValue> = []
    var excluded: [JSONValue] = []
    var choices: [Choice] = []
    var conditions: [Condition] = []
    var hints: [GeneratorHint] = []
    /// What the hints say together; the first that says it counts.
    var hinted = Hinted()
    var part: String?
    /// Whether a value that was made must be checked: not everything here is aimed at.
    var needsCheck = false

    var minLength = 0
    var maxLength: Int?
    var patterns: [Pattern] = []
    var formats: [Format] = []
    var identifiers: [IdentifierType] = []

    var lower: Bound?
    var upper: Bound?
    var multiples: [JSONDecimal] = []

    var elements: [Elements] = []
    var minItems = 0
    var maxItems: Int?
    var isUnique = false
    var contains: [Contains] = []

    var properties: [Property] = []
    var required: [String] = []
    var forbidden: Set<String> = []
    var dependents: [(name: String, needed: [String])] = []
    var minProperties = 0
    var maxProperties: Int?
    var extras: [Extra] = []
    var allowsExtras = true
    /// The order in which members are made: indexes of `properties`.
    var order: [Int] = []

    func property(_ name: String) -> Property? { properties.first { $0.name == name } }

    /// The schemas of the element at `index`; `nil` if there can be none.
    func elementPlaces(_ index: Int) -> [SchemaPlace] {
        elements.compactMap { index < $0.prefix.count ? $0.prefix[index] : $0.rest }
    }

    /// Whether a value other than an object or a list fits everything but branches and conditions.
    func admits(_ value: JSONValue) -> Bool {
        guard let allowed else { return admitsBesidesCodes(value) }
        return allowedSet.contains(value) || allowed.contains { $0.isSame(as: value) }
    }

    /// The same without `enum`, `const` and `codeList`.
    func admitsBesidesCodes(_ value: JSONValue) -> Bool {
        guard kinds.contains(Self.kind(of: value)) else { return false }
        if excluded.contains(where: { $0.isSame(as: value) }) { return false }
        switch value {
        case .string(let text): return admits(text)
        case .number(let text):
            return text.withUTF8Copy { admits(JSONDecimal($0)) }
        default: return true
        }
    }

    func admits(_ text: String) -> Bool {
        if minLength > 0 || maxLength != nil {
            let count = text.unicodeScalars.count
            if count < minLength || count > maxLength ?? .max { return false }
        }
        return patterns.allSatisfy { $0.matches(text) } && formats.allSatisfy { $0.accepts(text) }
            && identifiers.allSatisfy { $0.outcome(of: text).isAccepted }
    }

    func admits(_ number: JSONDecimal) -> Bool {
        if let lower, number < lower.value || (lower.isExclusive && number == lower.value) {
            return false
        }
        if let upper, upper.value < number || (upper.isExclusive && number == upper.value) {
            return false
        }
        return multiples.allSatisfy { number.isMultiple(of: $0) }
    }

    static func kind(of value: JSONValue) -> Kinds {
        switch value {
        case .null: .null
        case .bool: .boolean
        case .number(let text):
            text.withUTF8Copy { JSONDecimal($0).isInteger } ? .integer : .fraction
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}

extension String {
    func withUTF8Copy<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var copy = self
        return copy.withUTF8(body)
    }
}

extension JSONValue {
    /// Equal as JSON Schema has it: numbers by their value.
    func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)):
            left == right
                || left.withUTF8Copy { JSONDecimal($0) } == right.withUTF8Copy { JSONDecimal($0) }
        default: self == other
        }
    }
}
