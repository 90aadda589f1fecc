/// What a violation's message mentions, by name: `limit`, `name`, `format`, `expected` …
///
/// Holds a few pairs in the order of their names and looks through them instead of hashing.
public struct ViolationParameters: Sendable {
    /// Names with their values.
    private var pairs: [(String, String)] = []

    public init() {}

    /// The names in alphabetical order.
    public var names: [String] { pairs.map(\.0) }
    public var isEmpty: Bool { pairs.isEmpty }

    /// These with those of `other`, which win.
    func merging(_ other: ViolationParameters) -> ViolationParameters {
        var merged = self
        for pair in other.pairs { merged[pair.0] = pair.1 }
        return merged
    }

    /// The value of a name; setting `nil` removes it. Cost: linear in the number of names.
    public subscript(name: String) -> String? {
        get { pairs.first { $0.0 == name }?.1 }
        set {
            let position = pairs.firstIndex { $0.0 >= name } ?? pairs.count
            let isKnown = position < pairs.count && pairs[position].0 == name
            switch (isKnown, newValue) {
            case (true, let value?): pairs[position].1 = value
            case (true, nil): pairs.remove(at: position)
            case (false, let value?): pairs.insert((name, value), at: position)
            case (false, nil): break
            }
        }
    }
}

extension ViolationParameters: Hashable {
    public static func == (left: ViolationParameters, right: ViolationParameters) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        for pair in pairs {
            hasher.combine(pair.0)
            hasher.combine(pair.1)
        }
    }
}

extension ViolationParameters: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        // Most literals come in order: their array is kept as it is.
        pairs = elements
        for position in pairs.indices.dropFirst() where pairs[position].0 < pairs[position - 1].0 {
            pairs.sort { $0.0 < $1.0 }
            return
        }
    }
}

extension ViolationParameters: CustomStringConvertible {
    public var description: String {
        pairs.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
    }
}
