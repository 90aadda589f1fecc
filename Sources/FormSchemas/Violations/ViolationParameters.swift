/// What a violation's message mentions, by name: `limit`, `name`, `format`, `expected` …
///
/// Holds a few pairs in the order of their names and looks through them instead of hashing.
public struct ViolationParameters: Sendable {
    private var pairs: [(name: String, value: String)] = []

    public init() {}

    /// The names in alphabetical order.
    public var names: [String] { pairs.map(\.name) }
    public var isEmpty: Bool { pairs.isEmpty }

    /// These with those of `other`, which win.
    func merging(_ other: ViolationParameters) -> ViolationParameters {
        var merged = self
        for pair in other.pairs { merged[pair.name] = pair.value }
        return merged
    }

    /// The value of a name; setting `nil` removes it. Cost: linear in the number of names.
    public subscript(name: String) -> String? {
        get { pairs.first { $0.name == name }?.value }
        set {
            let position = pairs.firstIndex { $0.name >= name } ?? pairs.count
            let isKnown = position < pairs.count && pairs[position].name == name
            switch (isKnown, newValue) {
            case (true, let value?): pairs[position].value = value
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
            hasher.combine(pair.name)
            hasher.combine(pair.value)
        }
    }
}

extension ViolationParameters: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        pairs.reserveCapacity(elements.count)
        for element in elements { pairs.append(element) }
        if pairs.count > 1 { pairs.sort { $0.name < $1.name } }
    }
}

extension ViolationParameters: CustomStringConvertible {
    public var description: String {
        pairs.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    }
}
