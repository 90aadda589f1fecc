extension GeneratorHint {
    /// Reads one hint.
    ///
    /// - Throws: what is malformed: an unknown member, a value of the wrong type or out of bounds.
    init(_ node: JSONNode) throws(Malformed) {
        guard node.kind == .object else {
            throw Malformed(message: "generate takes an object or a list of objects")
        }
        for (name, value) in node.members { try read(name, value) }
        guard from != nil || (matching.isEmpty && except.isEmpty) else {
            throw Malformed(message: "where and except need from")
        }
    }

    private mutating func read(_ name: String, _ value: JSONNode) throws(Malformed) {
        switch name {
        case "weight": weight = try Self.share(name, value)
        case "share": share = try Self.share(name, value)
        case "differ":
            differ = try Self.pointers(name, value)
            guard differ.count == 2 else { throw Malformed(message: "differ takes two pointers") }
        case "first": first = try Self.texts(name, value)
        case "count":
            guard value.count == 2, let low = value[0]?.int, let high = value[1]?.int,
                low >= 0, high >= low, high <= Self.countMax
            else {
                throw Malformed(message: "count is [low, high] with at most \(Self.countMax)")
            }
            count = low...high
        case "each":
            each = try Self.pointers(name, value)
        case "distinct": distinct = try Self.pointer(name, value)
        case "value": self.value = JSONValue(value)
        case "weights": weights = try Self.weights(value)
        case "copy": copy = try Self.pointer(name, value)
        case "from": from = try Self.text(name, value)
        case "field": field = try Self.text(name, value)
        case "text": text = try Self.text(name, value)
        case "pattern":
            let text = try Self.text(name, value)
            guard (try? Pattern(text)) != nil else {
                throw Malformed(message: "pattern takes a pattern that runs in linear time")
            }
            pattern = text
        case "format":
            guard let known = Format(rawValue: try Self.text(name, value)) else {
                throw Malformed(message: "format takes a format of JSON Schema")
            }
            format = known
        case "where": matching = try Self.columns(name, value)
        case "except": except = try Self.columns(name, value)
        case "after":
            for element in value.elements { after.append(try After(element)) }
            guard !after.isEmpty else { throw Malformed(message: After.shape) }
        case "hours":
            guard value.count == 2, let low = value[0]?.int, let high = value[1]?.int,
                low >= 0, high > low, high <= 24
            else { throw Malformed(message: "hours is [low, high] within 0 and 24") }
            hours = low..<high
        default: throw Malformed(message: "generate has no member \(name)")
        }
        guard name == "each" || !hasWildcard else {
            throw Malformed(message: "* stands in each only")
        }
    }

    static let countMax = 1_000

    private var hasWildcard: Bool {
        differ.contains(where: \.hasWildcard) || distinct?.hasWildcard == true
            || copy?.hasWildcard == true || matching.contains(where: \.pointer.hasWildcard)
            || except.contains(where: \.pointer.hasWildcard)
    }

    // MARK: - Values

    private static func share(_ name: String, _ node: JSONNode) throws(Malformed) -> Double {
        guard let value = node.numberText.flatMap(Double.init), (0...1).contains(value) else {
            throw Malformed(message: "\(name) is a number from 0 to 1")
        }
        return value
    }

    fileprivate static func text(
        _ name: String, _ node: JSONNode
    ) throws(Malformed) -> String {
        guard let text = node.string else { throw Malformed(message: "\(name) takes a string") }
        return text
    }

    private static func texts(_ name: String, _ node: JSONNode) throws(Malformed) -> [String] {
        guard node.kind == .array else { throw Malformed(message: "\(name) takes a list") }
        var texts: [String] = []
        for element in node.elements { texts.append(try text(name, element)) }
        return texts
    }

    fileprivate static func pointer(
        _ name: String, _ node: JSONNode
    ) throws(Malformed) -> GeneratorPointer {
        let text = try text(name, node)
        guard let pointer = GeneratorPointer(text) else {
            throw Malformed(message: "\(name): \"\(text)\" is not a pointer")
        }
        return pointer
    }

    private static func pointers(
        _ name: String, _ node: JSONNode
    ) throws(Malformed) -> [GeneratorPointer] {
        guard node.kind == .array else { return [try pointer(name, node)] }
        var pointers: [GeneratorPointer] = []
        for element in node.elements { pointers.append(try pointer(name, element)) }
        return pointers
    }

    private static func columns(
        _ name: String, _ node: JSONNode
    ) throws(Malformed) -> [(column: String, pointer: GeneratorPointer)] {
        guard node.kind == .object, node.count > 0 else {
            throw Malformed(message: "\(name) takes an object of columns and pointers")
        }
        var columns: [(column: String, pointer: GeneratorPointer)] = []
        for (column, value) in node.members { columns.append((column, try pointer(name, value))) }
        return columns
    }

    private static func weights(
        _ node: JSONNode
    ) throws(Malformed) -> [(value: JSONValue, weight: Double)] {
        guard node.kind == .object, node.count > 0 else {
            throw Malformed(message: "weights takes an object of codes and numbers")
        }
        var weights: [(value: JSONValue, weight: Double)] = []
        for (code, value) in node.members {
            guard let weight = value.numberText.flatMap(Double.init), weight >= 0, weight < 1e6
            else { throw Malformed(message: "weights: \(code) needs a number from 0") }
            weights.append((.string(code), weight))
        }
        return weights
    }
}

extension GeneratorHint.After {
    fileprivate static let shape =
        "after is a list of [pointer or \"now\", low, high, \"minutes\" | \"hours\" | \"days\" | "
        + "\"years\"]; low and high are numbers or columns"

    fileprivate init(_ node: JSONNode) throws(GeneratorHint.Malformed) {
        guard node.count == 4, let start = node[0]?.string, let low = Self.bound(node[1]),
            let high = Self.bound(node[2]),
            let unit = node[3]?.string.flatMap({ Self.units[$0] })
        else { throw GeneratorHint.Malformed(message: Self.shape) }
        if case .number(let least) = low, case .number(let most) = high, least > most {
            throw GeneratorHint.Malformed(message: "after: low is above high")
        }
        if start == "now" {
            pointer = nil
        } else {
            guard let pointer = GeneratorPointer(start), !pointer.hasWildcard else {
                throw GeneratorHint.Malformed(message: "after: \"\(start)\" is not a pointer")
            }
            self.pointer = pointer
        }
        self.low = low
        self.high = high
        self.unit = unit
    }

    private static let units = [
        "minutes": 60, "hours": 3_600, "days": 86_400, "years": 31_556_952,
    ]

    private static func bound(_ node: JSONNode?) -> Bound? {
        if let number = node?.int { return abs(number) <= 100_000_000 ? .number(number) : nil }
        return node?.string.map(Bound.column)
    }
}
