/// Checks an expression and turns it into instructions, in one walk.
///
/// Each expression leaves exactly one value on the stack.
struct CELCompiler {
    /// What is known about an expression that has been emitted.
    struct Emitted {
        let type: CELType
        /// Steps that evaluating it takes at worst.
        let cost: Int
    }

    struct Variable {
        let name: String
        let slot: UInt32
        let type: CELType
    }

    let limits: CELLimits
    /// The paths of the first variable that several expressions share; `nil` for one alone.
    let shared: CELSharedPaths?
    var builder = CELBuilder()
    /// The variables in reach, innermost last.
    private var variables: [Variable] = []
    private var slots = 0
    private var loops = 0
    /// Values on the stack at this place.
    private var height = 0

    init(variables: [CELVariable], limits: CELLimits, shared: CELSharedPaths? = nil) {
        self.limits = limits
        self.shared = shared
        for variable in variables { _ = declare(variable.name, variable.type) }
    }

    /// Emits a whole expression.
    mutating func compile(_ expression: CELExpression) throws(CELProblem) -> Emitted {
        let emitted = try emit(expression)
        builder.add(.end, at: expression.offset)
        guard emitted.cost <= limits.costMax else {
            throw CELProblem(
                .tooCostly,
                "the worst case takes \(emitted.cost) steps, the limit is \(limits.costMax); "
                    + "bound the lists with maxItems or walk over fewer of them at once",
                at: expression.offset)
        }
        return emitted
    }

    // MARK: - Costs

    /// The elements or characters that a value has at worst.
    func size(_ type: CELType) -> Int {
        if let size = type.sizeMax { return size }
        if case .string = type.shape { return limits.unknownTextMax }
        if case .bytes = type.shape { return limits.unknownTextMax }
        return limits.unknownListMax
    }

    static func sum(_ costs: Int...) -> Int {
        costs.reduce(0) { min($0, costCeiling) + min($1, costCeiling) }
    }

    static func product(_ left: Int, _ right: Int) -> Int {
        min(left, costCeiling).multipliedReportingOverflow(by: min(right, costCeiling)).partialValue
    }

    /// What no estimate needs to exceed; its square still fits in 64 bits.
    private static let costCeiling = 1 << 31

    // MARK: - Variables

    mutating func declare(_ name: String, _ type: CELType) -> UInt32 {
        let slot = UInt32(slots)
        slots += 1
        builder.slotCount = max(builder.slotCount, slots)
        variables.append(Variable(name: name, slot: slot, type: type))
        return slot
    }

    mutating func forget() {
        variables.removeLast()
        slots -= 1
    }

    func variable(_ name: String) -> Variable? { variables.last { $0.name == name } }

    /// The number of a loop while its body is emitted.
    mutating func enterLoop() -> Int {
        loops += 1
        builder.loopCount = max(builder.loopCount, loops)
        return loops - 1
    }

    mutating func leaveLoop() { loops -= 1 }

    // MARK: - Expressions

    mutating func emit(_ expression: CELExpression) throws(CELProblem) -> Emitted {
        let before = height
        let emitted = try emitKind(expression)
        height = before + 1
        builder.stackCount = max(builder.stackCount, height)
        return emitted
    }

    private mutating func emitKind(_ expression: CELExpression) throws(CELProblem) -> Emitted {
        let offset = expression.offset
        switch expression.kind {
        case .constant(let constant):
            builder.addConstant(constant, at: offset)
            return Emitted(type: constant.type, cost: 1)
        case .name(let name): return try emitName(name, at: offset)
        case .select, .has: return try emitSelection(expression)
        case .call(let name, let target, let arguments):
            return try emitCall(name, target, arguments, at: offset)
        case .list(let elements): return try emitList(elements, at: offset)
        case .map(let entries): return try emitMap(entries, at: offset)
        case .loop(let macro, let range, let variable, let body):
            return try emitLoop(macro, range, variable, body, at: offset)
        case .bind(let name, let value, let body):
            return try emitBinding(name, value, body, at: offset)
        }
    }

    private mutating func emitName(_ name: String, at offset: Int) throws(CELProblem) -> Emitted {
        if let variable = variable(name) {
            builder.add(.variable, a: variable.slot, at: offset)
            return Emitted(type: variable.type, cost: 1)
        }
        guard let kind = CELKind(typeName: name) else {
            let names = variables.map(\.name).joined(separator: ", ")
            throw CELProblem(
                .unknownName, "there is no variable \"\(name)\"; there are: \(names)", at: offset)
        }
        builder.addConstant(.type(kind), at: offset)
        return Emitted(type: .type, cost: 1)
    }

    private mutating func emitList(
        _ elements: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        var type: CELType?
        var cost = elements.count
        for element in elements {
            let emitted = try emit(element)
            type = type?.joined(with: emitted.type) ?? emitted.type
            cost = Self.sum(cost, emitted.cost)
        }
        builder.add(.makeList, a: UInt32(elements.count), at: offset)
        return Emitted(
            type: CELType(.list(type ?? .dyn), sizeMax: elements.count), cost: Self.sum(cost, 1))
    }

    private mutating func emitMap(
        _ entries: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        var keys: CELType?
        var values: CELType?
        var cost = entries.count
        for (position, entry) in entries.enumerated() {
            let emitted = try emit(entry)
            cost = Self.sum(cost, emitted.cost)
            if position % 2 == 1 {
                values = values?.joined(with: emitted.type) ?? emitted.type
                continue
            }
            guard [.bool, .int, .uint, .string].contains(where: emitted.type.fits) else {
                throw CELProblem(
                    .type, "a map's key cannot be a \(emitted.type)", at: entry.offset)
            }
            keys = keys?.joined(with: emitted.type) ?? emitted.type
        }
        builder.add(.makeMap, a: UInt32(entries.count), at: offset)
        let count = entries.count / 2
        return Emitted(
            type: CELType(.map(keys ?? .dyn, values ?? .dyn), sizeMax: count),
            // Each key is compared with those before it.
            cost: Self.sum(cost, Self.product(count, count)))
    }

    private mutating func emitBinding(
        _ name: String, _ value: CELExpression, _ body: CELExpression, at offset: Int
    ) throws(CELProblem) -> Emitted {
        let bound = try emit(value)
        let slot = declare(name, bound.type)
        builder.add(.store, a: slot, at: offset)
        let result = try emit(body)
        forget()
        return Emitted(type: result.type, cost: Self.sum(bound.cost, result.cost, 1))
    }
}

extension CELConstant {
    var type: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string(let text): CELType(.string, sizeMax: text.count)
        case .bytes(let bytes): CELType(.bytes, sizeMax: bytes.count)
        case .type: .type
        case .time(let kind, _): kind == .duration ? .duration : .timestamp
        }
    }
}

extension CELKind {
    /// The names of the types, which expressions can compare with `type(x)`.
    static let typeNames: [(name: String, kind: CELKind)] = [
        ("null_type", .null), ("bool", .bool), ("int", .int), ("uint", .uint),
        ("double", .double), ("string", .string), ("bytes", .bytes), ("list", .list),
        ("map", .map), ("type", .type), ("decimal", .decimal),
        ("google.protobuf.Timestamp", .timestamp), ("google.protobuf.Duration", .duration),
    ]

    init?(typeName name: String) {
        guard let found = Self.typeNames.first(where: { $0.name == name }) else { return nil }
        self = found.kind
    }

    var typeName: String { Self.typeNames.first { $0.kind == self }?.name ?? "error" }
}
