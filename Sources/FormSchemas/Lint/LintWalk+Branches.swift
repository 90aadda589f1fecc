// Branches that no value takes, or that do not differ.
extension LintWalk {
    mutating func checkBranches(_ site: Site) {
        checkCondition(site)
        for keyword in ["anyOf", "oneOf"] {
            guard let list = site.schema[keyword], list.kind == .array else { continue }
            let branches = Array(list.elements)
            checkReachable(branches, keyword, site)
            checkDistinct(branches, keyword, site)
        }
    }

    private mutating func checkCondition(_ site: Site) {
        guard let condition = site.schema["if"],
            site.schema["then"] != nil || site.schema["else"] != nil
        else { return }
        let kinds = reach.kinds(reach.child(condition, of: site.place))
        let pointer = site.pointer("if")
        if kinds.isDisjoint(with: site.context.kinds) {
            guard !site.context.kinds.isEmpty else { return }
            log.add(.constantCondition, at: pointer, condition, ["expected": "never"])
        } else if reach.isAlways(condition) {
            log.add(.constantCondition, at: pointer, condition, ["expected": "always"])
        }
    }

    private mutating func checkReachable(_ branches: [JSONNode], _ keyword: String, _ site: Site) {
        guard !site.context.kinds.isEmpty else { return }
        for (number, branch) in branches.enumerated() {
            let kinds = reach.kinds(reach.child(branch, of: site.place))
            if kinds.isDisjoint(with: site.context.kinds) {
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
        for (number, branch) in branches.enumerated() where first[said[number]] == number {
            let cover = said.indices.first {
                $0 != number && said[$0] != said[number] && Self.covers(said[$0], said[number])
            }
            guard let cover else { continue }
            log.add(
                .subsumedBranch, at: site.pointer(keyword).appending(number), branch,
                ["name": keyword, "first": "\(cover)", "second": "\(number)"])
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

    /// Whether every value that satisfies `narrow` satisfies `wide`, as it has all its keywords.
    ///
    /// Only keywords that do not look at their neighbours are compared.
    private static func covers(_ wide: JSONValue, _ narrow: JSONValue) -> Bool {
        guard case .object(let few) = wide, case .object(let many) = narrow else { return false }
        let all = Set(many)
        return few.allSatisfy { all.contains($0) && !dependent.contains($0.name) }
    }

    private static let dependent: Set<String> = [
        "additionalProperties", "items", "contains", "unevaluatedProperties", "unevaluatedItems",
        "if", "$dynamicRef",
    ]
}
