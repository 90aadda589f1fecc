/// The rules of a form version, compiled: immutable, shared between threads.
public final class RuleSet: @unchecked Sendable {
    /// In the order of the file.
    public let rules: [Rule]
    let compiled: [RuleReader.Compiled]
    /// What violations name as their schema.
    let uri: String
    let list: RuleList
    /// The reference tables, one member each.
    let reference: JSONDocument
    private let tables: RuleTables
    private let space: CELSpace
    private let limits: CELLimits

    /// Compiles the rules of a file.
    ///
    /// - Parameters:
    ///   - list: which of the file's lists.
    ///   - path: the file's, for errors.
    ///   - reference: an object with the reference tables by name.
    /// - Throws: ``CatalogueError`` with the rule's code, the column and the reason.
    init(
        _ list: RuleList = .rules, of document: JSONDocument, path: String, uri: String,
        header: JSONDocument,
        body: JSONDocument, resources: [String: JSONDocument],
        codeLists: [String: CodeList] = [:], reference: JSONDocument,
        limits: CELLimits = CELLimits()
    ) throws(CatalogueError) {
        let types = RuleTypes(
            header: header, body: body, resources: resources, codeLists: codeLists,
            tables: reference)
        let reader = RuleReader(types: types, list: list, limits: limits)
        do throws(RuleMistake) {
            compiled = try reader.read(document)
        } catch {
            throw error.error(in: path)
        }
        rules = compiled.map(\.rule)
        tables = RuleTables(compiled)
        self.uri = uri
        self.list = list
        self.reference = reference
        self.limits = limits
        // Room for all variables, also where no rule has `index`.
        var space = CELSpace(slots: RuleTypes.variableCount)
        for rule in compiled {
            space.include(rule.program.code)
            for parameter in rule.parameters { space.include(parameter.program.code) }
        }
        space.shared = reader.shared.count
        self.space = space
    }

    /// Whether all rules hold. Stops at the first error; allocates nothing when all hold.
    func verdict(_ document: JSONDocument) -> FormVersion.Verdict {
        guard document.root.kind == .object else { return .invalid }
        return withRunner(of: document) { runner in
            for position in 0..<tables.count where !runner.run(tables.codes + position) {
                return .invalid
            }
            return runner.hasWarnings ? .validWithWarnings : .valid
        }
    }

    /// Calls `body` with a runner over the document, the reference tables and the dialogue.
    ///
    /// - Parameter dialogue: what `dialogue` is; the same as nothing for rules that do not name it.
    func withRunner<Result>(
        of document: JSONDocument, in dialogue: JSONDocument? = nil,
        _ body: (inout RuleRunner) -> Result
    ) -> Result {
        let dialogue = dialogue ?? reference
        let entries = document.storage.count
        return withExtendedLifetime((self, document, dialogue)) {
            document.storage.withTape { tape, bytes in
                reference.storage.withTape { referenceTape, referenceBytes in
                    dialogue.storage.withTape { dialogueTape, dialogueBytes in
                        let fixedBytes = tables.fixedCount * MemoryLayout<Int>.stride
                        let sourceBytes = 3 * MemoryLayout<CELSource>.stride
                        return withUnsafeTemporaryAllocation(
                            byteCount: sourceBytes + space.bytes + fixedBytes, alignment: 16
                        ) { memory in
                            let base = memory.baseAddress.unsafelyUnwrapped
                            let sources = base.bindMemory(to: CELSource.self, capacity: 3)
                            sources[0] = CELSource(tape: tape, bytes: bytes)
                            sources[1] = CELSource(tape: referenceTape, bytes: referenceBytes)
                            sources[2] = CELSource(tape: dialogueTape, bytes: dialogueBytes)
                            let machine = CELMachine(
                                memory: base + sourceBytes, space: space, sources: sources,
                                stepsMax: limits.stepsMax + entries * 500,
                                memoryBytesMax: limits.memoryBytesMax)
                            var runner = RuleRunner(
                                machine,
                                fixed: (base + (sourceBytes + space.bytes)).bindMemory(
                                    to: Int.self, capacity: tables.fixedCount),
                                count: tables.fixedCount)
                            defer { runner.machine.finish() }
                            return body(&runner)
                        }
                    }
                }
            }
        }
    }
}

/// The lists of a rules file.
enum RuleList: String, CaseIterable {
    /// Over a document alone.
    case rules
    /// Over a document and the dialogue that it belongs to.
    case dialogue
}

/// Runs rules over one document; the variables are `self`, `this`, `tables`, `index`, `dialogue`.
struct RuleRunner {
    var machine: CELMachine
    var hasWarnings = false
    /// The tape index to which the first steps of rules lead; -1 for nowhere, ``unknown`` before.
    private let fixed: UnsafeMutablePointer<Int>
    private static let unknown = -2

    init(_ machine: CELMachine, fixed: UnsafeMutablePointer<Int>, count: Int) {
        self.machine = machine
        self.fixed = fixed
        for index in 0..<count { fixed[index] = Self.unknown }
        let root = self.machine.load(0, 1)
        let tables = self.machine.load(0, 2)
        let dialogue = self.machine.load(0, 3)
        self.machine.slots[0] = root
        self.machine.slots[2] = tables
        self.machine.slots[4] = dialogue
    }

    /// Whether a rule holds for every value that its steps lead to; a warning counts as holding.
    mutating func run(_ rule: UnsafeMutablePointer<RuleCode>) -> Bool {
        let number = rule.pointee.fixed
        if fixed[number] == Self.unknown { fixed[number] = start(rule) }
        guard fixed[number] >= 0 else { return true }
        return walk(rule, rule.pointee.fixedCount, fixed[number], 0)
    }

    /// Where the steps before the first `*` lead, or -1.
    private func start(_ rule: UnsafeMutablePointer<RuleCode>) -> Int {
        var place = 0
        for step in 0..<rule.pointee.fixedCount where place >= 0 {
            place = machine.memberIndex(of: place, rule.pointee.steps[step].name)
        }
        return place
    }

    /// Goes on from the value at a tape index; its depth is the number of `*`.
    private mutating func walk(
        _ rule: UnsafeMutablePointer<RuleCode>, _ first: Int, _ start: Int, _ index: Int
    ) -> Bool {
        let source = machine.sources[0]
        var place = start
        var step = first
        while step < rule.pointee.stepCount {
            let next = rule.pointee.steps + step
            step &+= 1
            if next.pointee.isEach {
                guard source.tape[place].kind == .array else { return true }
                let count = source.tape[place].count
                place &+= 1
                for position in 0..<count {
                    if !walk(rule, step, place, position) { return false }
                    place = machine.next(after: place, source.tape)
                }
                return true
            }
            place = machine.memberIndex(of: place, next.pointee.name)
            if place < 0 { return true }
        }
        return holds(rule, place, index)
    }

    @inline(__always)
    private mutating func holds(
        _ rule: UnsafeMutablePointer<RuleCode>, _ place: Int, _ index: Int
    ) -> Bool {
        let result = evaluate(rule.pointee.code, place, index)
        if result.isTrue { return true }
        guard result.isFalse, rule.pointee.isWarning else { return false }
        hasWarnings = true
        return true
    }

    /// The value of an expression for the value at a tape index.
    @inline(__always)
    mutating func evaluate(_ code: CELCode, _ place: Int, _ index: Int) -> CELCell {
        machine.arena.reset()
        machine.slots[1] = machine.load(place, 1)
        machine.slots[3] = .int(Int64(index))
        return machine.run(code)
    }
}
