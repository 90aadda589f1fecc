/// A document that is being made: the objects and lists around the value that comes next.
struct PartialDocument {
    /// An object or list that is not finished.
    struct Frame {
        let isList: Bool
        /// The members or elements made so far; a list's names are empty.
        var names: [String] = []
        var values: [JSONValue] = []
        /// Which schemas each value was made for.
        var places: [[SchemaPlace]] = []
        /// The member or element that is being made.
        var child: JSONPointer.Token = .index(0)
        /// The row that the members take their values from.
        var row: GeneratorTable.Row?
        /// The place that the element being made stands for.
        var each: [JSONPointer.Token]?

        func value(_ name: String) -> JSONValue? {
            names.firstIndex(of: name).map { values[$0] }
        }

        var snapshot: JSONValue {
            isList ? .array(values) : .object(zip(names, values).map { JSONValue.Member($0, $1) })
        }
    }

    var frames: [Frame] = []

    /// Finds the value at a pointer; `nil` if it is not there (yet).
    func find(_ pointer: GeneratorPointer) -> JSONValue? {
        guard let path = path(of: pointer) else { return nil }
        if pointer.isName {
            switch path.last {
            case .index(let index)?: return .int(index)
            case .name(let name)?: return .string(name)
            case nil: return nil
            }
        }
        return value(at: path, then: pointer.steps[...]).first?.value
    }

    /// Every place that a pointer with `*` leads to.
    func findAll(_ pointer: GeneratorPointer) -> [(path: [JSONPointer.Token], value: JSONValue)] {
        path(of: pointer).map { value(at: $0, then: pointer.steps[...]) } ?? []
    }

    /// The nearest row around the value that has the column.
    func cell(_ column: String) -> (cell: JSONValue, row: GeneratorTable.Row)? {
        for frame in frames.reversed() {
            if let row = frame.row, let cell = row[column] { return (cell, row) }
        }
        return nil
    }

    // MARK: - Ways

    /// Where the pointer starts, from the root.
    private func path(of pointer: GeneratorPointer) -> [JSONPointer.Token]? {
        var path: [JSONPointer.Token]
        switch pointer.start {
        case .root: return []
        case .each:
            guard let each = frames.last(where: { $0.each != nil })?.each else { return nil }
            path = each
        case .up(let levels):
            // The value itself is the last frame's child.
            path = frames.map(\.child)
            guard levels <= path.count else { return nil }
            path.removeLast(levels)
        }
        if pointer.shift != 0 {
            guard case .index(let index)? = path.last, index + pointer.shift >= 0 else {
                return nil
            }
            path[path.count - 1] = .index(index + pointer.shift)
        }
        return path
    }

    private func value(
        at path: [JSONPointer.Token], then steps: ArraySlice<GeneratorPointer.Step>
    ) -> [(path: [JSONPointer.Token], value: JSONValue)] {
        let all = path.map { GeneratorPointer.Step.token($0) } + steps
        // Down through what is unfinished, as long as the way is the same.
        var depth = 0
        var trail: [JSONPointer.Token] = []
        while depth < all.count {
            guard case .token(let token) = all[depth], depth + 1 < frames.count,
                frames[depth].child.text == token.text
            else { break }
            trail.append(token)
            depth += 1
        }
        guard depth < frames.count else { return [] }
        return Self.walk(frames[depth], trail, all[depth...])
    }

    private static func walk(
        _ frame: Frame, _ trail: [JSONPointer.Token], _ steps: ArraySlice<GeneratorPointer.Step>
    ) -> [(path: [JSONPointer.Token], value: JSONValue)] {
        guard case .token(let token)? = steps.first else {
            return walk(frame.snapshot, trail, steps)
        }
        let child: JSONValue?
        switch token {
        case .index(let index) where frame.isList:
            child = frame.values.indices.contains(index) ? frame.values[index] : nil
        default: child = frame.isList ? nil : frame.value(token.text)
        }
        return child.map { walk($0, trail + [token], steps.dropFirst()) } ?? []
    }

    private static func walk(
        _ value: JSONValue, _ trail: [JSONPointer.Token],
        _ steps: ArraySlice<GeneratorPointer.Step>
    ) -> [(path: [JSONPointer.Token], value: JSONValue)] {
        guard let step = steps.first else { return [(trail, value)] }
        let rest = steps.dropFirst()
        switch (value, step) {
        case (.array(let elements), .all):
            return elements.enumerated().flatMap { index, element in
                walk(element, trail + [.index(index)], rest)
            }
        case (.array(let elements), .last):
            guard let last = elements.last else { return [] }
            return walk(last, trail + [.index(elements.count - 1)], rest)
        case (.array(let elements), .token(.index(let index))):
            guard elements.indices.contains(index) else { return [] }
            return walk(elements[index], trail + [.index(index)], rest)
        case (.object(let members), .all):
            return members.flatMap { walk($0.value, trail + [.name($0.name)], rest) }
        case (.object, .token(let token)):
            guard let member = value[token.text] else { return [] }
            return walk(member, trail + [token], rest)
        default: return []
        }
    }
}
