/// Why an expression cannot be compiled, or has no value.
public struct CELError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        // When it is compiled.
        /// Not an expression.
        case syntax
        /// A variable that does not exist.
        case unknownName
        /// A field that the schema does not have.
        case unknownField
        case unknownFunction
        /// A text with which a field is compared and which it never has.
        case unknownCode
        /// The text is too long, nested too deeply, or its worst case costs too much; also when
        /// an evaluation takes more steps or memory than it may.
        case tooCostly

        // When it is compiled or evaluated.
        /// An operator or function that does not exist for values of these types.
        case type

        // When it is evaluated.
        /// A map or document without this key.
        case noSuchKey
        /// A list without this position, a text without this character.
        case index
        case overflow
        case divideByZero
        /// A text that does not say what the function asks for: a number, a moment, a country.
        case conversion
        /// A map that has the same key twice.
        case duplicateKey
    }

    public let kind: Kind
    /// One English sentence for the author of the expression.
    public let message: String
    /// Line in the expression's text, from 1.
    public let line: Int
    /// Column in Unicode scalars, from 1.
    public let column: Int
    /// Bytes of the expression's text before the place.
    let offset: Int

    public var description: String { "\(line):\(column): \(message)" }
}

extension CELError {
    /// An error at a byte offset of an expression's text.
    init(_ kind: Kind, _ message: String, at offset: Int, in text: [UInt8]) {
        self.kind = kind
        self.message = message
        self.offset = offset
        let position = text.withUnsafeBufferPointer { buffer in
            var cursor = TextPositionCursor(buffer)
            return cursor.position(of: offset)
        }
        line = position.line
        column = position.column
    }
}

/// An error on its way out of the compiler, before its line is known.
struct CELProblem: Error {
    let kind: CELError.Kind
    let message: String
    /// Bytes of the text before the place.
    let offset: Int

    init(_ kind: CELError.Kind, _ message: String, at offset: Int) {
        self.kind = kind
        self.message = message
        self.offset = offset
    }
}

/// What went wrong in an evaluation: one byte in the cell that stands for the error.
enum CELFailure: UInt8, CaseIterable {
    case noOverload, noSuchKey, notAnObject, index, overflow, divideByZero, conversion
    case notExact, zone, zoneYears, timeRange, country, duplicateKey, keyType
    case steps, memory, rounds, invalidUTF8, coordinates

    var kind: CELError.Kind {
        switch self {
        case .noOverload, .notAnObject, .keyType, .notExact: .type
        case .noSuchKey: .noSuchKey
        case .index: .index
        case .overflow, .timeRange: .overflow
        case .divideByZero: .divideByZero
        case .conversion, .zone, .zoneYears, .country, .invalidUTF8, .coordinates: .conversion
        case .duplicateKey: .duplicateKey
        case .steps, .memory, .rounds: .tooCostly
        }
    }

    /// One English sentence for the author of the expression.
    var message: String { texts.en }
}
