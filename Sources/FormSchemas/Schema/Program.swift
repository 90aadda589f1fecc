/// What an instruction asserts or applies. Operands are named `a`, `b`, `c`.
enum Opcode: UInt8 {
    // Any value.
    case apply  // a: node · the value must satisfy it (allOf, $ref)
    case applyDynamic  // a: dynamic anchor, b: node if no resource in scope has the anchor
    case anyOf  // a: first in `lists`, b: count, c: branch table + 1 or 0
    case oneOf  // a: first in `lists`, b: count, c: branch table + 1 or 0
    case not  // a: node
    case conditional  // a: if, b: then or none, c: else or none
    case conditions  // a: branch table + 1, b: conditions after it that it stands for
    case const  // a: literal
    case `enum`  // a: first in `lists` (literals), b: count, c: hash table in `sets` or none
    case enumStrings  // a: string set
    case constString  // a: string set, b: its only name
    case identifierOrWarning  // a: identifier type · a failed check is a warning
    case codeListFrom  // a: in `lists`: sibling, then edition and set, b: number of editions
    // Strings.
    case minLength  // a: scalars
    case maxLength  // a: scalars
    case length  // a: least, b: most scalars
    case pattern  // a: pattern
    case format  // a: format
    case codeList  // a: string set
    case identifier  // a: identifier type
    // Numbers.
    case minimum  // a: literal number
    case maximum
    case exclusiveMinimum
    case exclusiveMaximum
    case multipleOf
    // Arrays.
    case items  // a: first in `lists` (prefix nodes), b: count, c: node of the rest or none
    case minItems  // a: count
    case maxItems
    case uniqueItems
    case contains  // a: node, b: least, c: most or none
    // Objects.
    case members  // a: object shape
    case dependentRequired  // a: first in `lists` (names), b: count · the first is the condition
    case dependentSchema  // a: name, b: node
    case propertyNames  // a: node
    case part  // a: name
    case money  // a: in `lists`: names of amount and currency, b, c: sets by decimals
    // Last, when all others of the schema object have left their marks.
    case unevaluatedItems  // a: node
    case unevaluatedProperties  // a: node
}

/// One step of a program, 16 bytes.
struct Instruction {
    var opcode: Opcode
    /// The schema keyword it came from.
    var keyword: Keyword
    var a: UInt32 = 0
    var b: UInt32 = 0
    var c: UInt32 = 0

    /// An operand that is absent.
    static let none = UInt32.max
}

/// One compiled subschema: which kinds of value it admits and which instructions run for each.
///
/// Its instructions lie together: those for strings, numbers, arrays, objects, then those for any
/// value, then those that look at the marks of all others.
struct ProgramNode {
    /// One bit per ``TapeKind``; bit 15 admits decimals that are integers.
    var kinds: UInt16 = ProgramNode.anyKind
    var flags: Flags = []
    var start: UInt32 = 0
    var numbers: UInt32 = 0
    var arrays: UInt32 = 0
    var objects: UInt32 = 0
    var general: UInt32 = 0
    var last: UInt32 = 0
    var end: UInt32 = 0
    /// The schema resource it belongs to.
    var resource: UInt32 = 0

    struct Flags: OptionSet {
        let rawValue: UInt16
        /// It has `unevaluated…`: evaluated members and elements must be tracked.
        static let tracks = Flags(rawValue: 1)
        /// What fails inside is a warning.
        static let warns = Flags(rawValue: 2)
        /// The schema `false`.
        static let never = Flags(rawValue: 4)
        /// It admits everything: nothing to run.
        static let always = Flags(rawValue: 8)
        /// It has no instructions but those for strings and numbers and literals to be equal to,
        /// and no other flag.
        static let leaf = Flags(rawValue: 16)
    }

    static let anyKind: UInt16 = 0x1FF
    static let integralDecimal: UInt16 = 0x8000
}

/// A set of names to look members up in: the `properties` and `required` of one schema object.
struct ObjectShape {
    /// First slot in `slots` and their number - 1 (a power of two - 1).
    var slots: UInt32 = 0
    var slotMask: UInt32 = 0
    /// First in `properties`, in the order of the schema.
    var properties: UInt32 = 0
    var propertyCount: UInt32 = 0
    var requiredCount: UInt32 = 0
    /// First in `patternProperties`.
    var patterns: UInt32 = 0
    var patternCount: UInt32 = 0
    /// The node of members that no other keyword takes, or none.
    var additional: UInt32 = Instruction.none
    /// At least the number of required members.
    var membersMin: UInt32 = 0
    var membersMax: UInt32 = UInt32.max
    /// Whether it looks at one or two members and leaves all others alone.
    var isNarrow = false
}

/// A name that a schema object mentions.
struct PropertyEntry {
    var name: ProgramName
    /// The node of its value; none if the name is only required.
    var node: UInt32
    var isRequired: Bool
}

/// A member of `patternProperties`.
struct PatternPropertyEntry {
    var pattern: UInt32
    var node: UInt32
}

/// A name or code in the program's literal bytes, with its hash.
struct ProgramName {
    var hash: UInt64
    var offset: UInt32
    var count: UInt32
}

/// A hash table: the strings of an enumeration or a code list, or the literals of a long `enum`.
struct StringSet {
    var slots: UInt32
    var slotMask: UInt32
}

/// A literal value: where its entries begin in the literal tape.
struct Literal {
    var tapeIndex: UInt32
}

/// `$dynamicAnchor`s of one name: a range of `dynamicTargets`.
struct DynamicAnchor {
    var first: UInt32
    var count: UInt32
}

struct DynamicTarget {
    var resource: UInt32
    var node: UInt32
}
