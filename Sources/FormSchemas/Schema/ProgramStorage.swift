/// A program's tables, each one contiguous: all that an evaluation reads, without references to
/// count.
struct ProgramTables {
    let nodes: UnsafeMutablePointer<ProgramNode>
    /// For the verdict; the same indexes.
    let fastNodes: UnsafeMutablePointer<ProgramNode>
    let instructions: UnsafeMutablePointer<Instruction>
    let lists: UnsafeMutablePointer<UInt32>
    let shapes: UnsafeMutablePointer<ObjectShape>
    let properties: UnsafeMutablePointer<PropertyEntry>
    let patternProperties: UnsafeMutablePointer<PatternPropertyEntry>
    let slots: UnsafeMutablePointer<UInt32>
    let names: UnsafeMutablePointer<ProgramName>
    let sets: UnsafeMutablePointer<StringSet>
    let literals: UnsafeMutablePointer<Literal>
    let literalTape: UnsafeMutablePointer<TapeEntry>
    let literalBytes: UnsafeMutablePointer<UInt8>
    let patterns: UnsafeMutablePointer<PatternAutomaton>
    let dynamicAnchors: UnsafeMutablePointer<DynamicAnchor>
    let dynamicTargets: UnsafeMutablePointer<DynamicTarget>
    let branchTables: UnsafeMutablePointer<BranchTable>
    let branchCases: UnsafeMutablePointer<BranchCase>
    /// Whether any node needs to know which resources were entered on the way to it.
    let tracksScope: Bool
    let root: UInt32
    let hashKey = ByteHash.key

    init(_ builder: ProgramBuilder) {
        nodes = Self.copy(builder.nodes)
        fastNodes = Self.copy(builder.fastNodes)
        instructions = Self.copy(builder.instructions)
        lists = Self.copy(builder.lists)
        shapes = Self.copy(builder.shapes)
        properties = Self.copy(builder.properties)
        patternProperties = Self.copy(builder.patternProperties)
        slots = Self.copy(builder.slots)
        names = Self.copy(builder.names)
        sets = Self.copy(builder.sets)
        literals = Self.copy(builder.literals)
        literalTape = Self.copy(builder.literalTape)
        literalBytes = Self.copy(builder.literalBytes)
        patterns = Self.copy(builder.patterns.map(\.automaton))
        dynamicAnchors = Self.copy(builder.dynamicAnchors)
        dynamicTargets = Self.copy(builder.dynamicTargets)
        branchTables = Self.copy(builder.branchTables)
        branchCases = Self.copy(builder.branchCases)
        tracksScope = builder.tracksScope
        root = builder.root
    }

    func deallocate() {
        nodes.deallocate()
        fastNodes.deallocate()
        instructions.deallocate()
        lists.deallocate()
        shapes.deallocate()
        properties.deallocate()
        patternProperties.deallocate()
        slots.deallocate()
        names.deallocate()
        sets.deallocate()
        literals.deallocate()
        literalTape.deallocate()
        literalBytes.deallocate()
        patterns.deallocate()
        dynamicAnchors.deallocate()
        dynamicTargets.deallocate()
        branchTables.deallocate()
        branchCases.deallocate()
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let target = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        target.initialize(from: elements, count: elements.count)
        return target
    }
}

/// Owns a program's tables, and knows the places its messages name.
///
/// Immutable once compiled; shared by all threads that evaluate.
final class ProgramStorage: @unchecked Sendable {
    /// Lives as long as the storage.
    let tables: UnsafeMutablePointer<ProgramTables>
    /// How many `anyOf` and `oneOf` are told apart by a member.
    let branchTableCount: Int
    /// Own the automata's memory.
    private let patterns: [Pattern]
    /// The names of the code lists, by string set; empty for enumerations.
    let setNames: [String]
    /// For what messages say about other editions.
    let codeLists: [String: CodeList]
    /// The names of the lists that have several editions.
    let editionedLists: Set<String>
    let warnings: [SchemaWarning]
    /// The schema of each node, for messages.
    let places: [SchemaPlace]
    let index: SchemaIndex

    init(_ builder: ProgramBuilder, codeLists: [String: CodeList]) {
        self.codeLists = codeLists
        editionedLists = Set(
            codeLists.keys.compactMap { key in
                key.utf8.contains(UInt8(ascii: "/")) ? codeLists[key]?.name : nil
            })
        tables = .allocate(capacity: 1)
        tables.initialize(to: ProgramTables(builder))
        branchTableCount = builder.branchTables.count
        patterns = builder.patterns
        setNames = builder.setNames
        warnings = builder.warnings
        places = builder.places
        index = builder.index
    }

    deinit {
        tables.pointee.deallocate()
        tables.deallocate()
    }

    /// The compiled pattern that is written so, for messages.
    func pattern(_ text: String) -> Pattern? { patterns.first { $0.text == text } }

    /// Where a node's schema stands.
    func location(_ node: UInt32) -> String { index.location(of: places[Int(node)]) }

    /// The text of a pattern, for messages.
    func patternText(_ index: UInt32) -> String { patterns[Int(index)].text }
}
