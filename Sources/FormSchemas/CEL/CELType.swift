/// What the compiler knows about a value before there is one.
public struct CELType {
    indirect enum Shape {
        /// Nothing is known; everything is checked when it is evaluated.
        case dyn
        case null, bool, int, uint, double, string, bytes, timestamp, duration, type
        /// An exact decimal number.
        case decimal
        /// A number of a document, whole or not.
        case number
        case list(CELType)
        case map(CELType, CELType)
        /// An object of a document, described by a schema.
        case object(CELObjectType)
        /// A confidential part of a form, which no expression can look into.
        case part
    }

    let shape: Shape
    /// The most elements of a list or map, or characters of a text; `nil` if the schema gives none.
    var sizeMax: Int?
    /// The only texts that a field may have; `nil` if they are not listed.
    var codes: CELCodes?

    init(_ shape: Shape, sizeMax: Int? = nil) {
        self.shape = shape
        self.sizeMax = sizeMax
    }

    public static var dyn: CELType { CELType(.dyn) }
    public static var null: CELType { CELType(.null) }
    public static var bool: CELType { CELType(.bool) }
    public static var int: CELType { CELType(.int) }
    public static var uint: CELType { CELType(.uint) }
    public static var double: CELType { CELType(.double) }
    public static var string: CELType { CELType(.string) }
    public static var bytes: CELType { CELType(.bytes) }
    public static var timestamp: CELType { CELType(.timestamp) }
    public static var duration: CELType { CELType(.duration) }
    public static var decimal: CELType { CELType(.decimal) }
    static var type: CELType { CELType(.type) }
    static var number: CELType { CELType(.number) }

    public static func list(_ element: CELType) -> CELType { CELType(.list(element)) }
    public static func map(_ key: CELType, _ value: CELType) -> CELType {
        CELType(.map(key, value))
    }

    var isDyn: Bool {
        if case .dyn = shape { return true }
        return false
    }

    /// The elements of a list, the keys of a map: what a macro walks over; `nil` for others.
    var walked: CELType? {
        switch shape {
        case .dyn: .dyn
        case .list(let element): element
        case .map(let key, _): key
        case .object: .string
        default: nil
        }
    }
}

extension CELType: CustomStringConvertible {
    public var description: String {
        switch shape {
        case .dyn: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .decimal: "decimal"
        case .number: "number"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .object: "object"
        case .part: "confidential part"
        }
    }
}

extension CELType {
    /// Whether a value of this type may stand where `expected` is asked for.
    func fits(_ expected: CELType) -> Bool {
        switch (shape, expected.shape) {
        case (.part, _), (_, .part): false
        case (.dyn, _), (_, .dyn): true
        case (.number, .int), (.number, .uint), (.number, .double), (.int, .number),
            (.uint, .number), (.double, .number), (.number, .number):
            true
        case (.null, .timestamp), (.null, .duration), (.timestamp, .null), (.duration, .null): true
        case (.list(let own), .list(let other)): own.fits(other)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            key.fits(otherKey) && value.fits(otherValue)
        case (.object, .map(let key, _)): CELType.string.fits(key)
        case (.map(let key, _), .object): key.fits(.string)
        case (.object, .object): true
        case (.list, _), (.map, _), (.object, _): false
        default: description == expected.description
        }
    }

    /// Whether `==` between the two can be true.
    func isComparable(to other: CELType) -> Bool {
        switch (shape, other.shape) {
        case (.decimal, .int), (.int, .decimal): true
        default: fits(other)
        }
    }

    /// The type of a value that is one of the two; `dyn` if they differ.
    func joined(with other: CELType) -> CELType {
        if isEmptyList { return other }
        if other.isEmptyList { return self }
        switch (shape, other.shape) {
        case (.list(let own), .list(let element)):
            return CELType(.list(own.joined(with: element)), sizeMax: larger(other))
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return CELType(
                .map(key.joined(with: otherKey), value.joined(with: otherValue)),
                sizeMax: larger(other))
        case (.object(let own), .object(let object)) where own === object:
            return CELType(shape, sizeMax: larger(other))
        case (.list, _), (.map, _), (.object, _), (.part, _): return .dyn
        default:
            guard description == other.description else { return .dyn }
            var joined = CELType(shape, sizeMax: larger(other))
            if let codes, codes === other.codes { joined.codes = codes }
            return joined
        }
    }

    /// Whether this is `[]`, which says nothing about its elements.
    private var isEmptyList: Bool {
        guard case .list(let element) = shape else { return false }
        return sizeMax == 0 && element.isDyn
    }

    /// The larger bound of two; none if either has none.
    func larger(_ other: CELType) -> Int? {
        guard let sizeMax, let size = other.sizeMax else { return nil }
        return max(sizeMax, size)
    }
}
