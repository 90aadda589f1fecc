extension MutationAttempt {
    private static let unknownName = "unknown_field"

    /// Removes a member that must be there.
    mutating func removedField(_ site: MutationSite) -> DocumentChange? {
        guard site.node.kind == .object else { return nil }
        let present = site.node.members.map(\.name)
        guard present.count - 1 >= site.shape.minProperties else { return nil }
        let needed = neededNames(site, present)
        let tags = site.shape.choices.compactMap { shapes.tag(of: $0.branches) }
        let possible = present.filter { needed.contains($0) && !tags.contains($0) }
        guard let name = possible.randomElement(using: &random) else { return nil }
        let pointer = site.pointer.appending(name)
        return DocumentChange([(pointer, nil)], at: pointer, .required)
    }

    /// The members that `required`, or another member, asks for.
    private func neededNames(_ site: MutationSite, _ present: [String]) -> Set<String> {
        var needed = Set(site.shape.required)
        for (name, others) in site.shape.dependents where present.contains(name) {
            needed.formUnion(others.filter { $0 != name })
        }
        return needed
    }

    /// Adds a member that no schema knows.
    func unknownField(_ site: MutationSite) -> DocumentChange? {
        let name = Self.unknownName
        guard site.node.kind == .object, site.node[name] == nil,
            site.node.count < site.shape.maxProperties ?? .max,
            site.keywords("propertyNames", shapes).isEmpty,
            shapes.memberPlaces(name, site.shape).allSatisfy({ shapes.node($0).bool == false })
        else { return nil }
        let closers = ["additionalProperties", "unevaluatedProperties"].flatMap {
            site.keywords($0, shapes)
        }
        guard closers.contains(where: { $0.bool == false }),
            closers.allSatisfy({ $0.kind == .boolean })
        else { return nil }
        return DocumentChange(site.pointer.appending(name), to: "x", .unknownField)
    }

    /// Adds a member that a condition forbids with `not`.
    mutating func forbiddenField(_ site: MutationSite) -> DocumentChange? {
        guard site.node.kind == .object, site.node.count < site.shape.maxProperties ?? .max else {
            return nil
        }
        for property in site.shape.properties
        where property.isForbidden && site.node[property.name] == nil {
            let others = property.places.filter { shapes.node($0)["not"] == nil }
            guard others.count + 1 == property.places.count,
                !others.contains(where: { shapes.node($0).bool == false }),
                !site.shape.dependents.contains(where: { $0.name == property.name }),
                let value = values.value(
                    others, in: JSONValue(site.node), seed: random.next())
            else { continue }
            return DocumentChange(site.pointer.appending(property.name), to: value, .notAllowed)
        }
        return nil
    }

    /// Removes optional members until there are too few.
    mutating func tooFewFields(_ site: MutationSite) -> DocumentChange? {
        let least = site.shape.minProperties
        guard site.node.kind == .object, least > 0,
            site.keywords("minProperties", shapes).count == 1
        else { return nil }
        var present = site.node.members.map(\.name)
        var edits: [(pointer: JSONPointer, value: JSONValue?)] = []
        for name in present.shuffled(using: &random) where present.count >= least {
            let rest = present.filter { $0 != name }
            guard !neededNames(site, rest).contains(name) else { continue }
            present = rest
            edits.append((site.pointer.appending(name), nil))
        }
        guard present.count == least - 1 else { return nil }
        return DocumentChange(edits, at: site.pointer, .tooFewFields)
    }

    /// Removes everything that a branch of an `anyOf` asks for.
    func noBranch(_ site: MutationSite) -> DocumentChange? {
        guard site.node.kind == .object else { return nil }
        for place in site.shape.places {
            guard let branches = shapes.node(place)["anyOf"]?.elements.map({ $0 }) else { continue }
            let names = branches.compactMap { branch -> String? in
                guard branch.count == 1, branch["required"]?.count == 1 else { return nil }
                return branch["required"]?[0]?.string
            }
            guard names.count == branches.count, Set(names).count > 1 else { continue }
            let inBranches = Set(branches.map { shapes.place($0, beside: place) })
            let needed = site.shape.places.filter { !inBranches.contains($0) }
                .flatMap { shapes.node($0)["required"]?.elements.compactMap(\.string) ?? [] }
            let present = site.node.members.map(\.name)
            let depended = site.shape.dependents.filter { present.contains($0.name) }
                .flatMap(\.needed)
            guard !names.contains(where: { needed.contains($0) || depended.contains($0) }),
                present.filter({ !names.contains($0) }).count >= site.shape.minProperties
            else { continue }
            let edits = names.map { (pointer: site.pointer.appending($0), value: JSONValue?.none) }
            return DocumentChange(edits, at: site.pointer, .anyOfNone)
        }
        return nil
    }

    /// Lets a part's place refer to another kind, or opens a part that must be sealed.
    mutating func part(_ kind: DocumentMutation.Kind, _ site: MutationSite) -> DocumentChange? {
        guard let own = site.shape.part, site.node.kind == .object else { return nil }
        if kind == .openPart {
            guard mode == .sealed, site.node["value"] == nil, let place = parts[own],
                let value = values.value([place], seed: random.next())
            else { return nil }
            return DocumentChange(
                site.pointer, to: ["$part": .string(own), "value": value], .partNotSealed)
        }
        let used = sites.compactMap { $0.node.kind == .object ? $0.node["$part"]?.string : nil }
        let others = parts.keys.filter { $0 != own && !used.contains($0) }.sorted()
        guard let other = others.randomElement(using: &random) else { return nil }
        let digest = String(repeating: "A", count: 43)
        return DocumentChange(
            site.pointer, to: ["$part": .string(other), "digest": .string(digest)], .partReference)
    }

    /// A purpose that the form may not be sent for, or another version than its own.
    mutating func header(_ kind: DocumentMutation.Kind, _ site: MutationSite) -> DocumentChange? {
        switch (kind, site.pointer) {
        case (.otherPurpose, "/header/purpose"):
            let purposes = version.form.purposes
            guard !purposes.isEmpty else { return nil }
            let others = (site.shape.allowed ?? []).filter { code in
                !purposes.contains { code == .string($0) }
            }
            return others.randomElement(using: &random).map {
                DocumentChange(site.pointer, to: $0, .purposeNotAllowed)
            }
        case (.otherVersion, "/header/version"):
            return DocumentChange(site.pointer, to: "9999.0", .const)
        default: return nil
        }
    }
}
