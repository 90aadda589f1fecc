// Branches that no value takes, or that do not differ.
extension LintWalk {
    mutating func checkBranches(_ site: Site, given: [SchemaPlace]) {
        checkCondition(site, given)
        for keyword in ["anyOf", "oneOf"] {
            guard let list = site.schema[keyword], list.kind == .array else { continue }
            let branches = Array(list.elements)
            checkReachable(branches, keyword, site)
            checkDistinct(branches, keyword, site)
        }
    }

    private mutating func checkCondition(_ site: Site, _ given: [SchemaPlace]) {
        guard let condition = site.schema["if"],
            site.schema["then"] != nil || site.schema["else"] != nil
        else { return }
        let place = reach.child(condition, of: site.place)
        let base = site.context.unconditional
        guard !base.isEmpty else { return }
        let pointer = site.pointer("if")
        if reach.meet(base, reach.facts(place)).isEmpty {
            log.add(.constantCondition, at: pointer, condition, ["expected": "never"])
        } else if reach.entails(base, place, given: reach.certain(given)) {
            log.add(.constantCondition, at: pointer, condition, ["expected": "always"])
        }
    }

    private mutating func checkReachable(_ branches: [JSONNode], _ keyword: String, _ site: Site) {
        guard !site.context.facts.isEmpty else { return }
        for (number, branch) in branches.enumerated() {
            let facts = reach.facts(reach.child(branch, of: site.place))
            if reach.meet(site.context.facts, facts).isEmpty {
                log.add(
                    .unreachableBranch, at: site.pointer(keyword).appending(number), branch,
                    ["name": keyword])
            }
        }
    }

    /// Reports branches that say the same, and those that another one covers.
    private mutating func checkDistinct(_ branches: [JSONNode], _ keyword: String, _ site: Site) {
        let said = branches.map { Self.assertions(of: $0) }
        var first: [JSONValue: Int] = [:]
        for (number, branch) in branches.enumerated() {
            let pointer = site.pointer(keyword).appending(number)
            if let other = first[said[number]] {
                log.add(
                    .identicalBranches, at: pointer, branch,
                    ["name": keyword, "first": "\(other)", "second": "\(number)"])
                continue
            }
            first[said[number]] = number
        }
        // In pairs: more than anybody writes by hand is left alone.
        guard branches.count <= 64 else { return }
        let distinct = branches.indices.filter { first[said[$0]] == $0 }
        var covered: Set<Int> = []
        for number in distinct.reversed() {
            let others = distinct.filter { $0 != number && !covered.contains($0) }
            guard let cover = cover(of: branches[number], among: others, branches, keyword, site)
            else { continue }
            covered.insert(number)
            log.add(
                .subsumedBranch, at: site.pointer(keyword).appending(number), branches[number],
                ["name": keyword, "first": "\(cover)", "second": "\(number)"])
        }
    }

    /// The first branch that every value satisfies which satisfies `branch`.
    private mutating func cover(
        of branch: JSONNode, among others: [Int], _ branches: [JSONNode], _ keyword: String,
        _ site: Site
    ) -> Int? {
        let place = reach.child(branch, of: site.place)
        let given = reach.certain([place])
        guard keyword == "oneOf" || !informs(given) else { return nil }
        let facts = reach.meet(site.context.facts, reach.facts(place))
        // One that no value takes is reported as such.
        guard !facts.isEmpty else { return nil }
        return others.first { number in
            reach.entails(facts, reach.child(branches[number], of: site.place), given: given)
        }
    }

    /// Whether a branch of `anyOf` may serve its readers, or `unevaluated…`, though another covers
    /// it: known values beside "any text" are how one writes an open list.
    private func informs(_ places: [SchemaPlace]) -> Bool {
        hasUnevaluated
            || places.contains { place in
                ["const", "enum", "codeList"].contains { reach.index.node(at: place)[$0] != nil }
            }
    }

    /// What a branch says about values, without its texts.
    private static func assertions(of branch: JSONNode) -> JSONValue {
        guard branch.kind == .object else {
            return branch.bool == true ? .object([]) : JSONValue(branch)
        }
        let kept = ["then", "else", "$id"]
        let members = branch.members
            .filter { kept.contains($0.name) || !SchemaReach.assertsNothing($0.name) }
            .map { JSONValue.Member($0.name, JSONValue($0.value)) }
        return .object(members.sorted { $0.name < $1.name })
    }
}
