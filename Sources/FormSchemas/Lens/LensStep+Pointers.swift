extension LensStep {
    /// Where the place of a body lies after the step: the nearest that is still there.
    func moved(_ tokens: [JSONPointer.Token]) -> [JSONPointer.Token] {
        guard tokens.count > place.count,
            zip(tokens, place).allSatisfy({ $0.text == $1.text })
        else { return tokens }
        return place + moved(below: tokens[place.count...])
    }

    /// The same for what stands behind the step's own place.
    private func moved(below tokens: ArraySlice<JSONPointer.Token>) -> [JSONPointer.Token] {
        let name = tokens.first?.text
        let rest = Array(tokens.dropFirst())
        let second = rest.first?.text
        switch operation {
        case .rename(let from, let to):
            if name == from { return [.name(to)] + rest }
            if name == to { return [] }
        case .add(let added, _), .remove(let added, _):
            if name == added { return [] }
        case .hoist(let moved, let inner):
            if name == inner, second == moved { return rest }
            if name == moved { return [] }
        case .plunge(let moved, let inner):
            if name == moved { return [.name(inner)] + tokens }
            if name == inner, second == moved { return [.name(inner)] }
        case .wrap(let wrapped):
            if name == wrapped { return [.name(wrapped), .index(0)] + rest }
        case .head(let list):
            if name == list, let second {
                return [.name(list)] + (second == "0" ? Array(rest.dropFirst()) : [])
            }
        case .in(let steps):
            return steps.reduce(Array(tokens)) { $1.moved($0) }
        case .map(let steps):
            guard let element = tokens.first else { return [] }
            return [element] + steps.reduce(rest) { $1.moved($0) }
        case .convert(let conversion, _):
            if let name, conversion.names.contains(name) {
                return conversion.targets.first.map { [.name($0)] } ?? []
            }
            if let name, conversion.targets.contains(name) { return [] }
        }
        return Array(tokens)
    }
}
