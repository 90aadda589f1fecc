/// Reads a lens from its file: `{"from": "1.0", "steps": [{"op": "rename", "at": …}, …]}`.
struct LensReader {
    private var count = 0

    /// - Throws: ``LensError`` with the place in the file and what is wrong there.
    static func read(_ document: JSONDocument) throws(LensError) -> Lens {
        var reader = LensReader()
        guard document.root.kind == .object else {
            throw LensError(pointer: .root, message: "a lens is an object with from and steps")
        }
        try Self.only(["from", "steps"], in: document.root, .root)
        return Lens(try reader.steps(document.root["steps"], "/steps"))
    }

    private mutating func steps(
        _ node: JSONNode?, _ pointer: JSONPointer
    ) throws(LensError) -> [LensStep] {
        guard let node, node.kind == .array else {
            throw LensError(pointer: pointer, message: "steps are a list")
        }
        var steps: [LensStep] = []
        for (position, element) in node.elements.enumerated() {
            steps.append(try step(element, pointer.appending(position)))
        }
        return steps
    }

    private mutating func step(
        _ node: JSONNode, _ pointer: JSONPointer
    ) throws(LensError) -> LensStep {
        count += 1
        guard count <= LensLimits.stepsMax else {
            throw LensError(
                pointer: pointer, message: "more than \(LensLimits.stepsMax) steps")
        }
        let number = count
        guard let name = node["op"]?.string, let members = Self.members[name] else {
            let known = Self.members.keys.sorted().joined(separator: ", ")
            throw LensError(pointer: pointer.appending("op"), message: "one of \(known)")
        }
        try Self.only(["op", "at"] + members, in: node, pointer)
        guard let at = JSONPointer(node["at"]?.string ?? "") else {
            throw LensError(pointer: pointer.appending("at"), message: "not a JSON pointer")
        }
        guard !at.tokens.contains(.name("*")) else {
            throw LensError(
                pointer: pointer.appending("at"),
                message: "elements of a list are worked on by map, not by *")
        }
        if name == "in" || name == "map" || name == "convert" && node["table"] == nil {
            let operation = try around(name, node, pointer)
            return LensStep(number: number, place: at.tokens, operation: operation)
        }
        guard let last = at.last?.text else {
            throw LensError(
                pointer: pointer.appending("at"), message: "\(name) needs a member to work on")
        }
        var place = Array(at.tokens.dropLast())
        let operation: LensStep.Operation
        switch name {
        case "rename":
            operation = .rename(from: last, to: try text("to", besides: last, node, pointer))
        case "add": operation = .add(last, node["value"].map { JSONValue($0) })
        case "remove": operation = .remove(last, node["value"].map { JSONValue($0) })
        case "hoist":
            guard let inner = place.popLast() else {
                throw LensError(
                    pointer: pointer.appending("at"), message: "there is nothing above it")
            }
            guard inner.text != last else {
                throw LensError(
                    pointer: pointer.appending("at"), message: "it has the name of what it is in")
            }
            operation = .hoist(last, from: inner.text)
        case "plunge":
            operation = .plunge(last, into: try text("into", besides: last, node, pointer))
        case "wrap": operation = .wrap(last)
        case "head": operation = .head(last)
        default: operation = try table(last, node, pointer.appending("table"))
        }
        return LensStep(number: number, place: place, operation: operation)
    }

    /// What each operation has besides `op` and `at`.
    private static let members: [String: [String]] = [
        "rename": ["to"], "add": ["value"], "remove": ["value"], "hoist": [], "plunge": ["into"],
        "wrap": [], "head": [], "in": ["steps"], "map": ["steps"],
        "convert": ["table", "forward", "backward"],
    ]

    /// The operations that work on what `at` leads to, not on a member of it.
    private mutating func around(
        _ name: String, _ node: JSONNode, _ pointer: JSONPointer
    ) throws(LensError) -> LensStep.Operation {
        switch name {
        case "in": return .in(try steps(node["steps"], pointer.appending("steps")))
        case "map": return .map(try steps(node["steps"], pointer.appending("steps")))
        default:
            let forward = try programs(node["forward"], pointer.appending("forward"))
            let backward = try programs(node["backward"], pointer.appending("backward"))
            return .convert(
                Conversion(names: backward.map(\.name), values: .expressions(forward)),
                back: Conversion(names: forward.map(\.name), values: .expressions(backward)))
        }
    }

    private func table(
        _ name: String, _ node: JSONNode, _ pointer: JSONPointer
    ) throws(LensError) -> LensStep.Operation {
        var forward: [[UInt8]: JSONValue] = [:]
        var backward: [[UInt8]: JSONValue] = [:]
        let pairs = node["table"]?.elements.map { $0 } ?? []
        for (position, pair) in pairs.enumerated() {
            guard pair.kind == .array, pair.count == 2 else {
                throw LensError(
                    pointer: pointer.appending(position), message: "a pair of values: old, new")
            }
            let values = pair.elements.map { JSONValue($0) }
            let (old, new) = (values[0], values[1])
            guard forward.updateValue(new, forKey: old.bytes()) == nil else {
                throw LensError(
                    pointer: pointer.appending(position), message: "the old value stands twice")
            }
            // The first of several old values is what the new one becomes on the way back.
            if backward[new.bytes()] == nil { backward[new.bytes()] = old }
        }
        guard !pairs.isEmpty else {
            throw LensError(pointer: pointer, message: "a table is a list of pairs: old, new")
        }
        return .convert(
            Conversion(names: [name], values: .table(forward, to: name)),
            back: Conversion(names: [name], values: .table(backward, to: name)))
    }

    private func programs(
        _ node: JSONNode?, _ pointer: JSONPointer
    ) throws(LensError) -> [(name: String, program: CELProgram)] {
        guard let node, node.kind == .object, node.count > 0 else {
            throw LensError(
                pointer: pointer, message: "an expression for each member that is made")
        }
        let variables = [CELVariable("this", .dyn)]
        var programs: [(name: String, program: CELProgram)] = []
        for (name, value) in node.members {
            do throws(CELError) {
                programs.append(
                    (name, try CELProgram(compiling: value.string ?? "", variables: variables))
                )
            } catch {
                throw LensError(
                    pointer: pointer.appending(name),
                    message: "column \(error.column): \(error.message)")
            }
        }
        return programs
    }

    private func text(
        _ name: String, besides other: String, _ node: JSONNode, _ pointer: JSONPointer
    ) throws(LensError) -> String {
        guard let text = node[name]?.string, text != other else {
            throw LensError(pointer: pointer.appending(name), message: "another name is missing")
        }
        return text
    }

    private static func only(
        _ names: [String], in node: JSONNode, _ pointer: JSONPointer
    ) throws(LensError) {
        for (name, _) in node.members where !names.contains(name) {
            throw LensError(
                pointer: pointer.appending(name),
                message: "not known here: \(names.joined(separator: ", "))")
        }
    }
}
