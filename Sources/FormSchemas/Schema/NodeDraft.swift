/// One schema object while its keywords are being read.
struct NodeDraft {
    private(set) var place = SchemaPlace(document: 0, index: 0)
    private(set) var resource = 0
    private(set) var dialect = Dialect.standard

    var kinds = ProgramNode.anyKind
    var flags: ProgramNode.Flags = []
    var strings: [Instruction] = []
    var numbers: [Instruction] = []
    var arrays: [Instruction] = []
    var objects: [Instruction] = []
    /// Assertions about any value.
    var values: [Instruction] = []
    /// Subschemas applied to the value itself.
    var applicators: [Instruction] = []
    var last: [Instruction] = []

    // Keywords that are compiled together once all have been read.
    var prefixItems: [UInt32] = []
    var items: UInt32 = Instruction.none
    var contains: UInt32?
    var minContains: UInt32 = 1
    var maxContains: UInt32 = Instruction.none
    var condition: UInt32?
    var then: UInt32 = Instruction.none
    var otherwise: UInt32 = Instruction.none
    var properties: [PropertyEntry] = []
    var patternProperties: [PatternPropertyEntry] = []
    var additional: UInt32 = Instruction.none
    var required: [String] = []
    var membersMin: UInt32 = 0
    var membersMax: UInt32 = UInt32.max

    /// Forgets the schema object before; its memory is used again.
    mutating func begin(place: SchemaPlace, resource: Int, dialect: Dialect) {
        self.place = place
        self.resource = resource
        self.dialect = dialect
        kinds = ProgramNode.anyKind
        flags = []
        strings.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        arrays.removeAll(keepingCapacity: true)
        objects.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        applicators.removeAll(keepingCapacity: true)
        last.removeAll(keepingCapacity: true)
        prefixItems.removeAll(keepingCapacity: true)
        items = Instruction.none
        contains = nil
        minContains = 1
        maxContains = Instruction.none
        condition = nil
        then = Instruction.none
        otherwise = Instruction.none
        properties.removeAll(keepingCapacity: true)
        patternProperties.removeAll(keepingCapacity: true)
        additional = Instruction.none
        required.removeAll(keepingCapacity: true)
        membersMin = 0
        membersMax = UInt32.max
    }
}

extension SchemaCompiler {
    /// Compiles the keywords that depend on each other.
    mutating func finish(_ draft: inout NodeDraft) throws(SchemaError) {
        if !draft.prefixItems.isEmpty || draft.items != Instruction.none {
            let first = builder.addList(draft.prefixItems)
            draft.arrays.append(
                Instruction(
                    opcode: .items, keyword: .items, a: first, b: UInt32(draft.prefixItems.count),
                    c: draft.items))
        }
        if let contains = draft.contains {
            draft.arrays.append(
                Instruction(
                    opcode: .contains, keyword: .contains, a: contains, b: draft.minContains,
                    c: draft.maxContains))
        }
        // Without `then` and `else` it asserts nothing, but leaves marks for `unevaluated…`.
        if let condition = draft.condition {
            draft.applicators.append(
                Instruction(
                    opcode: .conditional, keyword: .if, a: condition, b: draft.then,
                    c: draft.otherwise))
        }
        if let shape = makeShape(draft) {
            // First, so that a member that is not known is met on the one walk over the members.
            draft.objects.insert(
                Instruction(opcode: .members, keyword: .properties, a: shape), at: 0)
        }
    }

    private mutating func makeShape(_ draft: NodeDraft) -> UInt32? {
        guard
            !draft.properties.isEmpty || !draft.patternProperties.isEmpty || !draft.required.isEmpty
                || draft.additional != Instruction.none || draft.membersMin > 0
                || draft.membersMax != UInt32.max
        else { return nil }
        var shape = ObjectShape()
        let entries = addNames(of: draft, to: &shape)
        shape.patterns = UInt32(builder.patternProperties.count)
        shape.patternCount = UInt32(draft.patternProperties.count)
        builder.patternProperties += draft.patternProperties
        shape.additional = draft.additional
        shape.membersMin = draft.membersMin
        shape.membersMax = draft.membersMax
        builder.install(entries, in: &shape)
        builder.shapes.append(shape)
        return UInt32(builder.shapes.count - 1)
    }

    /// The properties and the names that are only required, with slots to find them by.
    private mutating func addNames(
        of draft: NodeDraft, to shape: inout ObjectShape
    ) -> [PropertyEntry] {
        var entries = draft.properties
        (shape.slots, shape.slotMask) = builder.addSlots(entries.map(\.name))
        var added: Set<String> = []
        for text in draft.required {
            let name = builder.makeName(text)
            let known = builder.find(name, in: draft.properties[...], shape.slots, shape.slotMask)
            if let known {
                entries[known].isRequired = true
            } else if added.insert(text).inserted {
                entries.append(
                    PropertyEntry(name: name, node: Instruction.none, isRequired: true))
            }
        }
        if !added.isEmpty {
            builder.slots.removeLast(Int(shape.slotMask) + 1)
            (shape.slots, shape.slotMask) = builder.addSlots(entries.map(\.name))
        }
        return entries
    }
}
