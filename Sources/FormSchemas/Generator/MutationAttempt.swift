/// One try to break a document: what to change, and whether that breaks one thing only.
struct MutationAttempt {
    let version: FormVersion
    let shapes: ShapeStore
    let parts: [String: SchemaPlace]
    let values: LooseValues
    let mode: FormVersion.Mode
    let sites: [MutationSite]
    let document: JSONValue
    var random: SeededRandom

    /// A change of that kind at a site; `nil` if the site has no such constraint, or more than one
    /// that would be broken.
    mutating func change(_ kind: DocumentMutation.Kind, at index: Int) -> DocumentChange? {
        let site = sites[index]
        switch kind {
        case .removedField: return removedField(site)
        case .unknownField: return unknownField(site)
        case .forbiddenField: return forbiddenField(site)
        case .tooFewFields: return tooFewFields(site)
        case .noBranch: return noBranch(site)
        case .wrongType: return wrongType(site)
        case .tooLong, .tooShort, .pattern, .format, .unknownCode, .placeholder:
            return text(kind, site)
        case .otherIdentifier, .failedCheck: return identifier(kind, site)
        case .otherValue, .otherConstant: return otherValue(kind, site)
        case .tooSmall, .tooLarge, .notMultiple: return number(kind, site)
        case .tooFewElements, .tooManyElements, .repeatedElement: return elements(kind, site)
        case .nothingContained: return nothingContained(site)
        case .otherPart, .openPart: return part(kind, site)
        case .otherPurpose, .otherVersion: return header(kind, site)
        case .brokenRule: return nil
        }
    }

    // MARK: - Side effects

    /// Whether the schemas around the change say the same as before, but for what is meant.
    func isAlone(_ change: DocumentChange, at index: Int, in changed: JSONValue) -> Bool {
        guard let read = try? JSONDocument(changed.bytes()) else { return false }
        var around = Set(
            sites.indices.filter { other in
                change.edits.contains { $0.pointer.isBelow(sites[other].pointer) }
            })
        around.insert(index)
        return around.allSatisfy { index in
            // Where the value itself was removed, what is around it decides.
            guard let node = read.root[sites[index].pointer] else { return true }
            return isUnchanged(sites[index], node, change)
        }
    }

    private func isUnchanged(
        _ site: MutationSite, _ node: JSONNode, _ change: DocumentChange
    ) -> Bool {
        let isHere = site.pointer == change.pointer
        guard keepsConditions(site, node), keepsBranches(site, node, change, isHere),
            !isExcluded(site, node), isHere || keepsPart(site, node)
        else { return false }
        guard node.kind == .array else { return true }
        if site.shape.isUnique, !(isHere && change.code == .notUnique) {
            let elements = node.elements.map { JSONValue($0) }
            if Set(elements).count != elements.count { return false }
        }
        if isHere, change.code == .containsTooFew { return true }
        return site.shape.contains.allSatisfy { contains in
            let count = node.elements.filter { shapes.accepts($0, contains.place) }.count
            return count >= contains.least && count <= contains.most ?? .max
        }
    }

    /// Whether no condition applies something that does not hold.
    private func keepsConditions(_ site: MutationSite, _ node: JSONNode) -> Bool {
        site.shape.conditions.allSatisfy { condition in
            let before = shapes.consequence(of: condition, site.node)
            let after = shapes.consequence(of: condition, node)
            if before == after { return true }
            // What is no longer evaluated may become unknown.
            if before != nil, !site.keywords("unevaluatedProperties", shapes).isEmpty {
                return false
            }
            return after.map { shapes.accepts(node, $0) } ?? true
        }
    }

    /// Whether the same branches hold, or the only one that did is still the one that is meant.
    private func keepsBranches(
        _ site: MutationSite, _ node: JSONNode, _ change: DocumentChange, _ isHere: Bool
    ) -> Bool {
        site.shape.choices.allSatisfy { choice in
            let before = choice.branches.map { shapes.accepts(site.node, $0) }
            let after = choice.branches.map { shapes.accepts(node, $0) }
            if before == after { return true }
            let isNone = !after.contains(true)
            if isHere, change.code == .anyOfNone { return isNone }
            guard isNone, before.count(where: { $0 }) == 1,
                let tag = shapes.tag(of: choice.branches), let meant = site.node[tag]?.string
            else { return false }
            return node[tag]?.string == meant
        }
    }

    /// Whether a reference to a part still names that kind of part.
    private func keepsPart(_ site: MutationSite, _ node: JSONNode) -> Bool {
        guard let part = site.shape.part, node.kind == .object else { return true }
        return node["$part"]?.string?.prefix { $0 != "." } == Substring(part)
    }

    /// Whether a `not` fails.
    private func isExcluded(_ site: MutationSite, _ node: JSONNode) -> Bool {
        site.shape.places.contains { place in
            guard let not = shapes.node(place)["not"] else { return false }
            return shapes.accepts(node, shapes.place(not, beside: place))
        }
    }
}
