/// Makes a witness smaller: leaves out members and elements for as long as it stays one.
struct WitnessShrinking {
    private let attemptsMax: Int
    private let bytesMax: Int

    /// How many values are tried however long they are.
    private static let attemptsMin = 10

    /// - Parameter bytesMax: of all values that are tried.
    init(_ attemptsMax: Int, bytesMax: Int = 1 << 18) {
        self.attemptsMax = attemptsMax
        self.bytesMax = bytesMax
    }

    func shrunk(_ value: JSONValue, while isWitness: (JSONValue) -> Bool) -> JSONValue {
        var best = value
        var attempts = 0
        // Each attempt costs as much as the value is long.
        let attemptsMax = min(
            self.attemptsMax, max(Self.attemptsMin, bytesMax / (1 + value.bytes().count)))
        var isChanged = true
        while isChanged, attempts < attemptsMax {
            isChanged = false
            for pointer in Self.removable(in: best).reversed() {
                guard attempts < attemptsMax else { break }
                attempts += 1
                let smaller = Self.removing(pointer[...], from: best)
                if smaller != best, isWitness(smaller) {
                    best = smaller
                    isChanged = true
                    // What stood behind it has another place now.
                    if case .index? = pointer.last { break }
                }
            }
        }
        return best
    }

    /// The ways to all members and elements, outer ones last.
    private static func removable(in value: JSONValue) -> [[JSONPointer.Token]] {
        var found: [[JSONPointer.Token]] = []
        func visit(_ value: JSONValue, _ path: [JSONPointer.Token]) {
            switch value {
            case .object(let members):
                for member in members {
                    visit(member.value, path + [.name(member.name)])
                    found.append(path + [.name(member.name)])
                }
            case .array(let elements):
                for (index, element) in elements.enumerated() {
                    visit(element, path + [.index(index)])
                    found.append(path + [.index(index)])
                }
            default: break
            }
        }
        visit(value, [])
        return found
    }

    private static func removing(
        _ path: ArraySlice<JSONPointer.Token>, from value: JSONValue
    ) -> JSONValue {
        guard let token = path.first else { return value }
        let isLast = path.count == 1
        switch (value, token) {
        case (.object(var members), .name(let name)):
            guard let place = members.firstIndex(where: { $0.name == name }) else { return value }
            if isLast {
                members.remove(at: place)
            } else {
                members[place].value = removing(path.dropFirst(), from: members[place].value)
            }
            return .object(members)
        case (.array(var elements), .index(let index)):
            guard elements.indices.contains(index) else { return value }
            if isLast {
                elements.remove(at: index)
            } else {
                elements[index] = removing(path.dropFirst(), from: elements[index])
            }
            return .array(elements)
        default: return value
        }
    }
}
