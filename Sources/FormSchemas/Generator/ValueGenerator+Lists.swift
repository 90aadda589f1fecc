extension ValueGenerator {
    /// Makes a list: what it must contain, one element for each value that the hint names, and
    /// some more.
    mutating func list(_ shape: ValueShape) -> JSONValue? {
        document.frames.append(.init(isList: true))
        defer { document.frames.removeLast() }
        let top = document.frames.count - 1
        var wanted = shape.contains.flatMap { contains in
            Array(repeating: contains.place, count: min(contains.least, 100))
        }
        let sources = eachSources(shape)
        let hint = shape.hinted.count
        let least = max(shape.minItems, wanted.count)
        let most = min(shape.maxItems ?? .max, max(least, GeneratorHint.countMax))
        guard least <= most else { return nil }
        var count = min(max(sources.count, least), most)
        if sources.isEmpty || hint != nil {
            let span = hint ?? usualCount(shape, least)
            let extra = Int.random(in: span, using: &random)
            count = min(max(sources.isEmpty ? extra : sources.count + extra, least), most)
        }
        let known = fixedCount()
        if known > 0 { count = known }
        for position in 0..<count {
            document.frames[top].each = position < sources.count ? sources[position] : nil
            let isFirst = !wanted.isEmpty
            let places =
                shape.elementPlaces(document.frames[top].values.count)
                + (isFirst ? [wanted.removeFirst()] : [])
            guard addElement(places, shape, top) || !isFirst else { return nil }
        }
        document.frames[top].each = nil
        for _ in 0..<20 where document.frames[top].values.count < least {
            let places = shape.elementPlaces(document.frames[top].values.count)
            _ = addElement(places, shape, top)
        }
        guard document.frames[top].values.count >= max(least, known) else { return nil }
        return .array(document.frames[top].values)
    }

    private func usualCount(_ shape: ValueShape, _ least: Int) -> ClosedRange<Int> {
        if document.frames.count > Self.depthOptionalMax { return least...least }
        return least...max(least, max(shape.elements.first?.prefix.count ?? 0, least + 2))
    }

    /// Adds an element that does not repeat another where that matters.
    private mutating func addElement(
        _ places: [SchemaPlace], _ shape: ValueShape, _ top: Int
    ) -> Bool {
        let distinct = shape.hinted.distinct
        for _ in 0..<12 {
            document.frames[top].child = .index(document.frames[top].values.count)
            guard let element = value(places) else { return false }
            let others = document.frames[top].values
            if shape.isUnique, others.contains(where: { $0.isSame(as: element) }) { continue }
            if let distinct {
                let steps = distinct.steps
                let key = element.at(steps)
                if key != nil, others.contains(where: { $0.at(steps) == key }) { continue }
            }
            document.frames[top].values.append(element)
            return true
        }
        return false
    }

    /// The places that the elements stand for: of equal values the first.
    private mutating func eachSources(_ shape: ValueShape) -> [[JSONPointer.Token]] {
        guard let hint = shape.hinted.each else { return [] }
        var seen: Set<JSONValue> = []
        var all: [[JSONPointer.Token]] = []
        for pointer in hint.each {
            for (path, value) in document.findAll(pointer) where seen.insert(value).inserted {
                all.append(path)
            }
        }
        guard let share = hint.share else { return all }
        let some = all.filter { _ in random.chance(share) }
        return some.isEmpty ? Array(all.prefix(1)) : some
    }
}

extension JSONValue {
    /// The value below this one; `nil` if there is none.
    func at(_ steps: [GeneratorPointer.Step]) -> JSONValue? {
        var value = self
        for step in steps {
            switch (value, step) {
            case (.array(let elements), .token(.index(let index)))
            where elements.indices.contains(index):
                value = elements[index]
            case (.array(let elements), .last) where !elements.isEmpty:
                value = elements[elements.count - 1]
            case (.object, .token(let token)):
                guard let member = value[token.text] else { return nil }
                value = member
            default: return nil
            }
        }
        return value
    }
}
