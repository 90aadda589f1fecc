/// One step on the way to the values for which a rule is evaluated.
enum RuleStep: Equatable {
    case member(String)
    /// `*`: every element of a list.
    case each

    var isEach: Bool { self == .each }

    var name: String {
        switch self {
        case .member(let name): name
        case .each: "*"
        }
    }

    static let stepsMax = 16

    /// Reads a pointer such as `/body/legs/*`; `nil` if the text is none, or a long one.
    static func parse(_ text: String) -> [RuleStep]? {
        guard let pointer = JSONPointer(text), pointer.tokens.count <= stepsMax else { return nil }
        return pointer.tokens.map { $0.text == "*" ? .each : .member($0.text) }
    }
}

/// A value for which a rule is evaluated, with its place.
struct RulePlace {
    let pointer: JSONPointer
    let node: JSONNode
    /// The position among the elements of the innermost list.
    let index: Int
}

extension RulePlace {
    /// All values that the steps lead to from `root`, in the order of the text.
    static func all(_ steps: [RuleStep], from root: JSONNode) -> [RulePlace] {
        var places = [RulePlace(pointer: .root, node: root, index: 0)]
        for step in steps {
            places = places.flatMap { place in
                switch step {
                case .member(let name):
                    place.node[name].map { node in
                        [
                            RulePlace(
                                pointer: place.pointer.appending(name), node: node,
                                index: place.index)
                        ]
                    } ?? []
                case .each:
                    place.node.elements.enumerated().map { index, node in
                        RulePlace(
                            pointer: place.pointer.appending(index), node: node, index: index)
                    }
                }
            }
        }
        return places
    }
}
