/// A parsed expression: what was written, macros recognised, names not resolved.
struct CELExpression {
    indirect enum Kind {
        case constant(CELConstant)
        case name(String)
        /// `operand.field`
        case select(CELExpression, field: String)
        /// `has(operand.field)`
        case has(CELExpression, field: String)
        /// An operator (by the names of the specification, e.g. `_+_`) or a function; a method's
        /// receiver is its target.
        case call(String, target: CELExpression?, arguments: [CELExpression])
        case list([CELExpression])
        /// Keys and values in turn.
        case map([CELExpression])
        case loop(CELMacro, range: CELExpression, variable: String, body: [CELExpression])
        /// `cel.bind(variable, value, body)`
        case bind(variable: String, value: CELExpression, body: CELExpression)
    }

    let kind: Kind
    /// Byte of the text that an error about this expression points to: the operator, the dot's
    /// name, the function's name, or the first byte.
    let offset: Int
    /// Levels of expressions below and including this one.
    let depth: Int

    init(_ kind: Kind, at offset: Int, over children: [CELExpression] = []) {
        self.kind = kind
        self.offset = offset
        depth = 1 + (children.map(\.depth).max() ?? 0)
    }
}

/// The macros that walk over a list's elements or a map's keys.
enum CELMacro {
    case all, exists, existsOne, map, filter
    /// `map` with three arguments: the second says which elements.
    case mapWhere
}

/// A literal.
enum CELConstant {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    /// With the text as it was written, for `decimal()`.
    case double(Double, text: String)
    case string([UInt8])
    case bytes([UInt8])
    /// The name of a type, which is a value too.
    case type(CELKind)
    /// A moment or a time span whose text has been read already.
    case time(CELKind, CELTime)
}
