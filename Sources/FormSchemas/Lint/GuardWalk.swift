/// Walks through a rule's expression for fields that may be missing where they are read.
///
/// What an expression has asked for is followed: `has(x.f) && …`, `!has(x.f) || …`, `c ? a : b`,
/// comparisons with codes on which the schema makes a field depend, loops over filtered lists.
struct GuardWalk {
    /// What is known where an expression is true, or false; `nil` where it never is.
    struct Outcome {
        var ifTrue: GuardKnowledge?
        var ifFalse: GuardKnowledge?
        /// The place that the expression leads to.
        var path: RulePath?

        /// What is known once there is a value.
        var either: GuardKnowledge? { GuardKnowledge.either(ifTrue, ifFalse) }
    }

    var presence: FieldPresence
    /// The variables that lead into the document.
    private var variables: [String: RulePath?]
    private(set) var missing: [(path: RulePath, offset: Int)] = []
    private var loops = 0

    init(_ presence: FieldPresence, this: RulePath) {
        self.presence = presence
        variables = ["self": RulePath(), "this": this]
    }

    mutating func run(_ expression: CELExpression) {
        // A rule is evaluated only where its value is.
        var known = GuardKnowledge()
        var path = variables["this"].flatMap { $0 } ?? RulePath()
        while !path.steps.isEmpty {
            known.present.insert(path)
            path = path.parent
        }
        _ = visit(expression, known, [])
    }

    /// - Parameters:
    ///   - known: what is known; `nil` where nobody gets.
    ///   - lenient: places that need no guard here, as the other side of an operator has one: an
    ///     error of one side is no error if the other decides.
    private mutating func visit(
        _ expression: CELExpression, _ known: GuardKnowledge?, _ lenient: Set<RulePath>
    ) -> Outcome {
        guard let known else { return Outcome() }
        switch expression.kind {
        case .constant(.bool(let flag)):
            return Outcome(ifTrue: flag ? known : nil, ifFalse: flag ? nil : known)
        case .constant: return Outcome(ifTrue: known, ifFalse: known)
        case .name(let name):
            return Outcome(ifTrue: known, ifFalse: known, path: variables[name] ?? nil)
        case .select(let operand, let field):
            return select(operand, field, expression.offset, known, lenient)
        case .has(let operand, let field):
            let owner = visit(operand, known, lenient)
            var found = owner.either
            if let path = owner.path { found?.present.insert(path.appending(.member(field))) }
            return Outcome(ifTrue: found, ifFalse: owner.either)
        case .call(let name, let target, let arguments):
            return call(name, (target.map { [$0] } ?? []) + arguments, known, lenient)
        case .list(let parts), .map(let parts): return sequence(parts, known, lenient)
        case .loop(let macro, let range, let variable, let body):
            return loop(macro, range, variable, body, known, lenient)
        case .bind(let variable, let value, let body):
            let bound = visit(value, known, lenient)
            return with(variable, bound.path) { $0.visit(body, bound.either, lenient) }
        }
    }

    private mutating func select(
        _ operand: CELExpression, _ field: String, _ offset: Int, _ known: GuardKnowledge,
        _ lenient: Set<RulePath>
    ) -> Outcome {
        let owner = visit(operand, known, lenient)
        guard let path = owner.path?.appending(.member(field)), var found = owner.either else {
            return Outcome(ifTrue: owner.either, ifFalse: owner.either)
        }
        if !lenient.contains(path), presence.mayBeMissing(path, found) {
            missing.append((path, offset))
        }
        found.present.insert(path)
        return Outcome(ifTrue: found, ifFalse: found, path: path)
    }

    /// Parts that all have a value if the whole has one.
    private mutating func sequence(
        _ parts: [CELExpression], _ known: GuardKnowledge, _ lenient: Set<RulePath>
    ) -> Outcome {
        var found: GuardKnowledge? = known
        for part in parts { found = visit(part, found, lenient).either }
        return Outcome(ifTrue: found, ifFalse: found)
    }

    private mutating func with(
        _ name: String, _ path: RulePath?, _ body: (inout GuardWalk) -> Outcome
    ) -> Outcome {
        let outer = variables[name]
        variables[name] = .some(path)
        defer { variables[name] = outer }
        return body(&self)
    }

    // MARK: - Operators

    private mutating func call(
        _ name: String, _ arguments: [CELExpression], _ known: GuardKnowledge,
        _ lenient: Set<RulePath>
    ) -> Outcome {
        switch name {
        case "!_":
            let inner = visit(arguments[0], known, lenient)
            return Outcome(ifTrue: inner.ifFalse, ifFalse: inner.ifTrue)
        case "_&&_", "_||_": return logic(name == "_&&_", arguments, known, lenient)
        case "_?_:_":
            let condition = visit(arguments[0], known, lenient)
            let first = visit(arguments[1], condition.ifTrue, lenient)
            let second = visit(arguments[2], condition.ifFalse, lenient)
            return Outcome(
                ifTrue: .either(first.ifTrue, second.ifTrue),
                ifFalse: .either(first.ifFalse, second.ifFalse),
                path: first.path == second.path ? first.path : nil)
        case "_==_", "_!=_", "@in": return comparison(name, arguments, known, lenient)
        case "_[_]":
            let list = visit(arguments[0], known, lenient)
            var found = visit(arguments[1], list.either, lenient).either
            let path = list.path.map { $0.appending(step(arguments[1])) }
            if let list = list.path, let path {
                found?.copy(from: list.appending(.every), to: path)
            }
            return Outcome(ifTrue: found, ifFalse: found, path: path)
        default: return sequence(arguments, known, lenient)
        }
    }

    private mutating func step(_ position: CELExpression) -> RulePath.Step {
        if case .constant(.string(let name)) = position.kind {
            return .member(String(decoding: name, as: UTF8.self))
        }
        loops += 1
        return .element(position.wording ?? "loop \(loops)")
    }

    private mutating func logic(
        _ isAnd: Bool, _ arguments: [CELExpression], _ known: GuardKnowledge,
        _ lenient: Set<RulePath>
    ) -> Outcome {
        let guards = guards(in: arguments[1], isAnd)
        let left = visit(arguments[0], known, lenient.union(guards))
        let right = visit(arguments[1], isAnd ? left.ifTrue : left.ifFalse, lenient)
        return isAnd
            ? Outcome(ifTrue: right.ifTrue, ifFalse: .either(left.ifFalse, right.ifFalse))
            : Outcome(ifTrue: .either(left.ifTrue, right.ifTrue), ifFalse: right.ifFalse)
    }

    /// The places that an expression asks for by `has()` and that are there if it is `truth`.
    private func guards(in expression: CELExpression, _ truth: Bool) -> Set<RulePath> {
        switch expression.kind {
        case .has(let operand, let field):
            guard truth, let owner = path(of: operand) else { return [] }
            return [owner.appending(.member(field))]
        case .call("!_", _, let arguments): return guards(in: arguments[0], !truth)
        case .call("_&&_", _, let arguments), .call("_||_", _, let arguments):
            let first = guards(in: arguments[0], truth)
            let second = guards(in: arguments[1], truth)
            guard case .call(let name, _, _) = expression.kind else { return [] }
            return (name == "_&&_") == truth ? first.union(second) : first.intersection(second)
        default: return []
        }
    }

    private func path(of expression: CELExpression) -> RulePath? {
        switch expression.kind {
        case .name(let name): variables[name] ?? nil
        case .select(let operand, let field): path(of: operand)?.appending(.member(field))
        default: nil
        }
    }

    /// A comparison with what is written out says which values are left.
    private mutating func comparison(
        _ name: String, _ arguments: [CELExpression], _ known: GuardKnowledge,
        _ lenient: Set<RulePath>
    ) -> Outcome {
        let left = visit(arguments[0], known, lenient)
        let right = visit(arguments[1], left.either, lenient)
        guard let found = right.either else { return Outcome() }
        var outcome = Outcome(ifTrue: found, ifFalse: found)
        let pairs = [(left.path, arguments[1]), (right.path, arguments[0])]
        for (path, other) in pairs.prefix(name == "@in" ? 1 : 2) {
            guard let path, let values = other.written(isList: name == "@in") else { continue }
            var same = found
            same.limit(path, to: values)
            var other = found
            other.unequal[path, default: []].formUnion(values)
            outcome.ifTrue = name == "_!=_" ? other : same
            outcome.ifFalse = name == "_!=_" ? same : other
        }
        return outcome
    }

    // MARK: - Loops

    private mutating func loop(
        _ macro: CELMacro, _ range: CELExpression, _ variable: String, _ body: [CELExpression],
        _ known: GuardKnowledge, _ lenient: Set<RulePath>
    ) -> Outcome {
        let list = visit(range, known, lenient)
        guard let found = list.either else { return Outcome() }
        loops += 1
        let number = loops
        let every = list.path?.appending(.every)
        let element = list.path?.appending(.element("loop \(number)"))
        var inside = found
        if let every, let element { inside.copy(from: every, to: element) }
        var after = Outcome(ifTrue: found, ifFalse: found)
        _ = with(variable, element) { walk in
            let first = walk.visit(body[0], inside, lenient)
            guard let list = list.path, let element, var holds = first.ifTrue else { return first }
            switch macro {
            case .all:
                holds.copy(from: element, to: list.appending(.every))
                after.ifTrue = holds
            case .filter:
                let kept = list.appending(.kept(number))
                holds.copy(from: element, to: kept.appending(.every))
                after = Outcome(ifTrue: holds, ifFalse: holds, path: kept)
            case .mapWhere: _ = walk.visit(body[1], holds, lenient)
            case .exists, .existsOne, .map: break
            }
            return first
        }
        return after
    }
}

extension CELExpression {
    /// The values that are written out; `nil` if it is no literal, or no list of them.
    fileprivate func written(isList: Bool) -> Set<JSONValue>? {
        if isList {
            guard case .list(let parts) = kind else { return nil }
            let values = parts.compactMap { $0.literal }
            return values.count == parts.count ? Set(values) : nil
        }
        return literal.map { [$0] }
    }

    private var literal: JSONValue? {
        switch kind {
        case .constant(.string(let text)): .string(String(decoding: text, as: UTF8.self))
        case .constant(.int(let number)): .number(String(number))
        case .constant(.bool(let flag)): .bool(flag)
        case .constant(.null): .null
        default: nil
        }
    }

    /// The expression in words that are the same for the same expression; `nil` for a long one.
    fileprivate var wording: String? {
        switch kind {
        case .constant(.int(let number)): String(number)
        case .name(let name): name
        case .select(let operand, let field): operand.wording.map { "\($0).\(field)" }
        case .call(let name, let target, let arguments) where arguments.count <= 3:
            Self.joined(name, (target.map { [$0] } ?? []) + arguments)
        default: nil
        }
    }

    private static func joined(_ name: String, _ parts: [CELExpression]) -> String? {
        let words = parts.compactMap(\.wording)
        return words.count == parts.count ? "\(name)(\(words.joined(separator: ",")))" : nil
    }
}
