/// A place in a form that an expression leads to, from the document's root.
struct RulePath: Hashable {
    enum Step: Hashable {
        case member(String)
        /// One element of a list, by what was written for its position, or by the loop's number.
        case element(String)
        /// Every element of a list.
        case every
        /// The elements of a list that a filter left over.
        case kept(Int)
    }

    var steps: [Step] = []

    func appending(_ step: Step) -> RulePath { RulePath(steps: steps + [step]) }

    /// What stands before the last step.
    var parent: RulePath { RulePath(steps: Array(steps.dropLast())) }

    func hasPrefix(_ other: RulePath) -> Bool { steps.starts(with: other.steps) }

    /// The same way from another place; requires that it begins with `old`.
    func moved(from old: RulePath, to new: RulePath) -> RulePath {
        RulePath(steps: new.steps + steps.dropFirst(old.steps.count))
    }
}

/// What is known of a document where a part of an expression is evaluated.
struct GuardKnowledge {
    /// Places where something is.
    var present: Set<RulePath> = []
    /// Places whose value is one of these.
    var equal: [RulePath: Set<JSONValue>] = [:]
    /// Places whose value is none of these.
    var unequal: [RulePath: Set<JSONValue>] = [:]

    /// Adds what holds for one of some values.
    mutating func limit(_ path: RulePath, to values: Set<JSONValue>) {
        equal[path] = equal[path]?.intersection(values) ?? values
    }

    /// What holds in either of two cases; a case that never is adds nothing.
    static func either(_ one: GuardKnowledge?, _ other: GuardKnowledge?) -> GuardKnowledge? {
        guard let one, let other else { return one ?? other }
        var both = GuardKnowledge(present: one.present.intersection(other.present))
        for (path, values) in one.equal {
            both.equal[path] = other.equal[path].map { values.union($0) }
        }
        for (path, values) in one.unequal {
            both.unequal[path] = other.unequal[path].map { values.intersection($0) }
        }
        return both
    }

    /// Adds for `new` what is known below `old`.
    mutating func copy(from old: RulePath, to new: RulePath) {
        for path in present where path.hasPrefix(old) {
            present.insert(path.moved(from: old, to: new))
        }
        for (path, values) in equal where path.hasPrefix(old) {
            equal[path.moved(from: old, to: new)] = values
        }
        for (path, values) in unequal where path.hasPrefix(old) {
            unequal[path.moved(from: old, to: new)] = values
        }
    }

    /// As facts about the value at `base`, as far as they are about members of members.
    func facts(below base: RulePath) -> ValueFacts {
        var tree = ValueFacts()
        for path in present where path.hasPrefix(base) {
            tree.add(names(of: path, below: base)) { _ in }
        }
        for (path, values) in equal where path.hasPrefix(base) {
            tree.add(names(of: path, below: base)) { facts in
                let texts = values.map { $0.bytes() }.joined(separator: [0x2C])
                guard let list = try? JSONDocument([0x5B] + texts + [0x5D]) else { return }
                facts = facts.met(with: ValueFacts(anyOf: Array(list.root.elements)))
            }
        }
        for (path, values) in unequal where path.hasPrefix(base) {
            tree.add(names(of: path, below: base)) { $0.excluded.formUnion(values) }
        }
        return tree
    }

    /// The names on the way; `nil` if a list lies on it, or there is no way to go.
    private func names(of path: RulePath, below base: RulePath) -> [String]? {
        var names: [String] = []
        for step in path.steps.dropFirst(base.steps.count) {
            guard case .member(let name) = step else { return nil }
            names.append(name)
        }
        return names.isEmpty ? nil : names
    }
}

extension ValueFacts {
    /// Adds a member of a member that is there, and what is true of it.
    fileprivate mutating func add(_ names: [String]?, _ change: (inout ValueFacts) -> Void) {
        guard let names, let first = names.first else { return }
        kinds.formIntersection(.object)
        required.insert(first)
        var member = members[first] ?? ValueFacts()
        if names.count == 1 {
            change(&member)
        } else {
            member.add(Array(names.dropFirst()), change)
        }
        members[first] = member
    }
}
