extension ValueGenerator {
    private static let roundsMax = 6

    /// Makes an object for `places`: first what branches are told apart by, then member by member;
    /// again for as long as conditions add something.
    mutating func object(_ places: [SchemaPlace], _ needsCheck: Bool) -> JSONValue? {
        var shape = shapes.shape(places)
        document.frames.append(.init(isList: false))
        defer { document.frames.removeLast() }
        let top = document.frames.count - 1
        takeRow(shape, top)
        guard makeHintedTags(shape, top) else { return nil }
        var branches: [SchemaPlace] = []
        var consequences: [SchemaPlace] = []
        var wishes: [String: Bool] = [:]
        for _ in 0..<Self.roundsMax {
            document.frames[top].child = .name("")
            guard choose(&branches, places + consequences, &shape) else { return nil }
            guard fill(shape, top, &wishes) else { return nil }
            document.frames[top].child = .name("")
            let value = ordered(shape, top)
            let next = self.consequences(of: shape, value)
            if next == consequences {
                return !(needsCheck || shape.needsCheck) || fits(value, places) ? value : nil
            }
            consequences = next
        }
        return nil
    }

    /// The document, once the members of one of its objects whose hints point to what was made
    /// after it have been made again.
    mutating func documentWithLateMembers(of name: String, _ place: SchemaPlace) -> JSONValue? {
        var whole = document.frames[0].snapshot
        guard case .object(let members)? = whole[name] else { return whole }
        document.frames[0].child = .name(name)
        document.frames.append(.init(isList: false))
        defer { document.frames.removeLast() }
        document.frames[1].names = members.map(\.name)
        document.frames[1].values = members.map(\.value)
        for property in shapes.shape([place]).properties where whole[name]?[property.name] != nil {
            let isLate = shapes.shape(property.places).hints.contains { hint in
                hint.after.contains { $0.pointer?.leadsOutOf(name) ?? false }
            }
            document.frames[1].child = .name(property.name)
            guard isLate, let value = value(property.places) else { continue }
            whole[name]?[property.name] = value
        }
        return whole
    }

    /// Makes the members with a hint that branches tell themselves apart by.
    private mutating func makeHintedTags(_ shape: ValueShape, _ top: Int) -> Bool {
        guard !shape.choices.isEmpty else { return true }
        for property in shape.properties {
            let isTag = shape.choices.contains { choice in
                choice.branches.contains {
                    shapes.shape([$0]).property(property.name)
                        .map { shapes.shape($0.places).allowed != nil } ?? false
                }
            }
            guard isTag, !shapes.shape(property.places).hinted.values.isEmpty else {
                continue
            }
            guard make(property, top) else { return false }
        }
        return true
    }

    /// Makes all members that there should be.
    private mutating func fill(
        _ shape: ValueShape, _ top: Int, _ wishes: inout [String: Bool]
    ) -> Bool {
        var needed = Set(shape.required)
        for property in shape.properties where !needed.contains(property.name) {
            guard !property.isForbidden else {
                remove(property.name, top)
                continue
            }
            if wishes[property.name] == nil { wishes[property.name] = wants(property) }
            if wishes[property.name] == true { needed.insert(property.name) }
        }
        adjust(&needed, shape)
        for _ in 0..<4 {
            let before = needed.count
            for position in shape.order {
                let property = shape.properties[position]
                guard !property.isForbidden else {
                    if shape.required.contains(property.name) { return false }
                    continue
                }
                document.frames[top].child = .name(property.name)
                guard needed.contains(property.name) || isDifferent(property) else { continue }
                needed.insert(property.name)
                if make(property, top) { continue }
                guard !shape.required.contains(property.name) else { return false }
                remove(property.name, top)
                needed.remove(property.name)
                wishes[property.name] = false
            }
            addDependents(&needed, shape)
            if needed.count == before { break }
        }
        return makeExtras(shape, top)
    }

    /// Whether an optional field is to be there; what its hint decides later is not.
    private mutating func wants(_ property: ValueShape.Property) -> Bool {
        guard document.frames.count < Self.depthOptionalMax else { return false }
        let inner = shapes.shape(property.places)
        let isDrawn = inner.hinted.differ.isEmpty && random.chance(inner.hinted.weight ?? 0.5)
        return isKnown(property.name) ?? isDrawn
    }

    private func isDifferent(_ property: ValueShape.Property) -> Bool {
        let differ = shapes.shape(property.places).hinted.differ
        guard !differ.isEmpty else { return false }
        guard let one = document.find(differ[0]), let other = document.find(differ[1]) else {
            return false
        }
        return one != other
    }

    /// Makes a member unless the one that was made already fits.
    private mutating func make(_ property: ValueShape.Property, _ top: Int) -> Bool {
        let known = document.frames[top].names.firstIndex(of: property.name)
        if let known {
            let met = document.frames[top].places[known]
            let added = met == property.places ? [] : property.places.filter { !met.contains($0) }
            if added.isEmpty || fits(document.frames[top].values[known], added) {
                document.frames[top].places[known] = property.places
                return true
            }
        }
        document.frames[top].child = .name(property.name)
        guard let value = value(property.places) else { return false }
        if let known {
            document.frames[top].values[known] = value
            document.frames[top].places[known] = property.places
        } else {
            document.frames[top].names.append(property.name)
            document.frames[top].values.append(value)
            document.frames[top].places.append(property.places)
        }
        return true
    }

    private mutating func remove(_ name: String, _ top: Int) {
        guard let index = document.frames[top].names.firstIndex(of: name) else { return }
        document.frames[top].names.remove(at: index)
        document.frames[top].values.remove(at: index)
        document.frames[top].places.remove(at: index)
    }

    // MARK: - Which members

    private func addDependents(_ needed: inout Set<String>, _ shape: ValueShape) {
        guard !shape.dependents.isEmpty else { return }
        var before = -1
        while before != needed.count {
            before = needed.count
            for (name, others) in shape.dependents where needed.contains(name) {
                needed.formUnion(others)
            }
        }
    }

    /// Brings the number of members between its bounds.
    private mutating func adjust(_ needed: inout Set<String>, _ shape: ValueShape) {
        addDependents(&needed, shape)
        if needed.count < shape.minProperties {
            let spare = shape.properties.filter { !needed.contains($0.name) && !$0.isForbidden }
            for property in spare.shuffled(using: &random)
            where needed.count < shape.minProperties {
                needed.insert(property.name)
                addDependents(&needed, shape)
            }
        }
        guard let most = shape.maxProperties, needed.count > most else { return }
        let optional = shape.properties.map(\.name).filter {
            needed.contains($0) && !shape.required.contains($0)
        }
        for name in optional.shuffled(using: &random) where needed.count > most {
            needed.remove(name)
        }
    }

    /// Members that no schema names, where they are required or needed for the number.
    private mutating func makeExtras(_ shape: ValueShape, _ top: Int) -> Bool {
        for name in shape.required where document.frames[top].value(name) == nil {
            if !makeExtra(name, shape, top) { return false }
        }
        for _ in 0..<8 * shape.minProperties {
            guard document.frames[top].names.count < shape.minProperties else { return true }
            let patterns = shape.extras.flatMap(\.patterns).map(\.pattern.text)
            let name =
                patterns.randomElement(using: &random)
                .map { shapes.sampler($0).text(scalarsMax: 40, using: &random) }
                ?? "field_\(random.next() % 1_000)"
            guard document.frames[top].value(name) == nil, shape.property(name) == nil else {
                continue
            }
            _ = makeExtra(name, shape, top)
        }
        return document.frames[top].names.count >= shape.minProperties
    }

    private mutating func makeExtra(_ name: String, _ shape: ValueShape, _ top: Int) -> Bool {
        guard !shape.forbidden.contains(name) else { return false }
        var property = ValueShape.Property(name: name, places: [])
        for extra in shape.extras where !extra.names.contains(name) {
            let matching = extra.patterns.filter { $0.pattern.matches(name) }.map(\.place)
            property.places += matching
            if matching.isEmpty, let additional = extra.additional {
                property.places.append(additional)
            }
        }
        if property.places.isEmpty, !shape.allowsExtras { return false }
        return make(property, top)
    }

    /// The members in the order of the schema.
    private func ordered(_ shape: ValueShape, _ top: Int) -> JSONValue {
        let frame = document.frames[top]
        var members: [JSONValue.Member] = []
        members.reserveCapacity(frame.names.count)
        for property in shape.properties {
            if let value = frame.value(property.name) {
                members.append(.init(property.name, value))
            }
        }
        if members.count < frame.names.count {
            let named = Set(shape.properties.map(\.name))
            for (name, value) in zip(frame.names, frame.values) where !named.contains(name) {
                members.append(.init(name, value))
            }
        }
        return .object(members)
    }
}
