extension Lens {
    /// What is wrong with a lens between two versions, as far as their schemas tell without a document:
    /// a field that does not exist, one that leads nowhere or comes from nowhere, a step into a
    /// confidential part.
    public func mistakes(from old: FormVersion, to new: FormVersion) -> [LensError] {
        var fields = LensFields(old)
        fields.apply(steps, below: [])
        for kind in Set(old.parts.keys).union(new.parts.keys).sorted() {
            fields.compareParts(kind, old, new)
        }
        let there = LensFields(new).paths
        for path in fields.paths.subtracting(there).sorted() where fields.mistakes.isEmpty {
            fields.mistakes.append(
                LensError(
                    pointer: path,
                    message: "the lens leads here, where version \(new.version) has no field"))
        }
        for path in there.subtracting(fields.paths).sorted()
        where fields.mistakes.isEmpty && !fields.isMade(path) {
            fields.mistakes.append(
                LensError(
                    pointer: path,
                    message: "no step says where this field of version \(new.version) comes from"))
        }
        return fields.mistakes
    }
}

/// The fields of a version, as a lens moves them. Elements of lists are `*`.
private struct LensFields {
    private(set) var paths: Set<JSONPointer> = []
    var mistakes: [LensError] = []
    /// Those that a step makes, with all that is in them.
    private var made: Set<JSONPointer> = []
    private var parts: Set<JSONPointer> = []

    init(_ version: FormVersion) {
        for field in version.fields(in: .en) where field.path.hasPrefix("/body/") {
            guard let pointer = JSONPointer(String(field.path.dropFirst(5))),
                !isInPart(pointer)
            else { continue }
            paths.insert(pointer)
            if field.part != nil { parts.insert(pointer) }
        }
    }

    /// What is confidential is sealed: it must mean the same in both versions.
    mutating func compareParts(_ kind: String, _ old: FormVersion, _ new: FormVersion) {
        var schemas = [old, new].map { $0.parts[kind].map { JSONValue($0.schema.root) } }
        for position in schemas.indices { schemas[position]?["$id"] = nil }
        if let first = schemas[0], let second = schemas[1], first.says(second) { return }
        mistakes.append(
            LensError(
                pointer: .root,
                message: "the confidential part \(kind) differs, and no lens leads into it"))
    }

    func isMade(_ path: JSONPointer) -> Bool { hasAncestor(path, in: made) }

    private func isInPart(_ path: JSONPointer) -> Bool { hasAncestor(path, in: parts) }

    private func hasAncestor(_ path: JSONPointer, in pointers: Set<JSONPointer>) -> Bool {
        path.tokens.indices.contains {
            pointers.contains(JSONPointer(Array(path.tokens[...$0])))
        }
    }

    mutating func apply(_ steps: [LensStep], below outer: [JSONPointer.Token]) {
        for step in steps where mistakes.isEmpty {
            let place = outer + step.place
            // What a step works in must not be a confidential part; what it moves may be one.
            guard require(JSONPointer(place), mayBePart: false) else { return }
            switch step.operation {
            case .in(let steps): apply(steps, below: place)
            case .map(let steps): apply(steps, below: place + [.name("*")])
            default: change(step, at: JSONPointer(place), outer)
            }
        }
    }

    /// That a place is there, and not in a confidential part.
    private mutating func require(_ place: JSONPointer, mayBePart: Bool = true) -> Bool {
        let around = mayBePart ? JSONPointer(Array(place.tokens.dropLast())) : place
        if isInPart(around) {
            mistakes.append(
                LensError(
                    pointer: place, message: "a confidential part: no lens leads into it"))
        } else if !place.isRoot, place.last != .name("*"), !paths.contains(place), !isMade(place) {
            mistakes.append(LensError(pointer: place, message: "there is no such field"))
        }
        return mistakes.isEmpty
    }

    private mutating func change(
        _ step: LensStep, at place: JSONPointer, _ outer: [JSONPointer.Token]
    ) {
        var needed: [JSONPointer] = []
        var targets: [JSONPointer] = []
        switch step.operation {
        case .rename(let from, let to):
            needed = [place.appending(from)]
            targets = [place.appending(to)]
        case .add(let name, _): targets = [place.appending(name)]
        case .remove(let name, _), .wrap(let name), .head(let name):
            needed = [place.appending(name)]
        case .hoist(let name, let inner):
            needed = [place.appending(inner).appending(name)]
            targets = [place.appending(name)]
        case .plunge(let name, let inner):
            needed = [place.appending(name), place.appending(inner)]
            targets = [place.appending(inner).appending(name)]
        case .convert(let conversion, let back):
            needed = conversion.names.map(place.appending)
            targets = back.names.filter { !conversion.names.contains($0) }.map(place.appending)
            if parts.contains(where: { part in needed.contains { hasAncestor(part, in: [$0]) } }) {
                mistakes.append(
                    LensError(
                        pointer: place,
                        message: "a confidential part stands in it: it can be moved, not converted")
                )
            }
        case .in, .map: break
        }
        for path in needed where mistakes.isEmpty { _ = require(path) }
        for path in targets where mistakes.isEmpty && paths.contains(path) {
            mistakes.append(LensError(pointer: path, message: "there is such a field already"))
        }
        guard mistakes.isEmpty else { return }
        move(by: step, outer)
        switch step.operation {
        case .add, .convert: made.formUnion(targets)
        case .wrap(let name): paths.insert(place.appending(name))
        default: break
        }
        if case .convert = step.operation { paths.formUnion(targets) }
        if case .add = step.operation { paths.formUnion(targets) }
    }

    private mutating func move(by step: LensStep, _ outer: [JSONPointer.Token]) {
        func moved(_ path: JSONPointer) -> JSONPointer? {
            let isBelow =
                path.tokens.count > outer.count
                && zip(path.tokens, outer).allSatisfy { $0.text == $1.text }
            guard isBelow else { return path }
            let below = Array(path.tokens[outer.count...])
            // What leads to its own object has lost its place.
            let target = step.moved(below).map { $0 == .index(0) ? .name("*") : $0 }
            let isLost = target.count <= step.place.count && below.count > step.place.count
            // Elements are no fields of their own.
            return isLost || target.last == .name("*") ? nil : JSONPointer(outer + target)
        }
        paths = Set(paths.compactMap(moved))
        parts = Set(parts.compactMap(moved))
        made = Set(made.compactMap(moved))
    }
}
