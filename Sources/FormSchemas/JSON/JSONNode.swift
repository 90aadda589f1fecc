/// One value of a ``JSONDocument``: a reference to the document and an index, no copy.
public struct JSONNode: Sendable {
    let storage: JSONStorage
    let index: Int

    /// What a value is.
    public enum Kind: String, Sendable {
        case null, boolean, number, string, array, object
    }

    var entry: TapeEntry { storage.tape[index] }

    public var kind: Kind {
        switch entry.kind {
        case .null: .null
        case .false, .true: .boolean
        case .integer, .decimal: .number
        case .string, .escaped: .string
        case .array: .array
        case .object: .object
        }
    }

    public var isNull: Bool { entry.kind == .null }

    /// The value if it is `true` or `false`.
    public var bool: Bool? {
        switch entry.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The value if it is a number without a fractional part that fits; `1.0` and `1e2` do.
    public var int: Int? {
        switch entry.kind {
        case .integer: Int(entry.integer)
        case .decimal: decimal?.integer
        default: nil
        }
    }

    /// The text if it is a string, escapes resolved.
    public var string: String? {
        guard kind == .string else { return nil }
        return storage.text(of: entry)
    }

    /// Whether it is a string with just this content. Cost: creates no string.
    public func isText(_ text: String) -> Bool {
        guard entry.isText else { return false }
        var text = text
        return text.withUTF8 { wanted in
            storage.bytes.withUnsafeBufferPointer { bytes in
                entry.withContent(of: bytes.baseAddress.unsafelyUnwrapped) { content, count in
                    count == wanted.count
                        && (count == 0 || bytesEqual(content, wanted.baseAddress!, count))
                }
            }
        }
    }

    /// Whether both are strings of the same content. Cost: creates no string.
    func isSameText(as other: JSONNode) -> Bool {
        guard entry.isText, other.entry.isText else { return false }
        return storage.withTape { _, bytes in
            other.storage.withTape { _, otherBytes in
                entry.withContent(of: bytes) { left, count in
                    other.entry.withContent(of: otherBytes) { right, otherCount in
                        count == otherCount && bytesEqual(left, right, count)
                    }
                }
            }
        }
    }

    /// The exact value if it is a number.
    public var decimal: JSONDecimal? {
        guard kind == .number else { return nil }
        return storage.bytes.withUnsafeBufferPointer { JSONDecimal(entry, in: $0) }
    }

    /// The number as it was written, e.g. `1.50`; `nil` if it is not a number.
    public var numberText: String? {
        guard kind == .number else { return nil }
        return String(decoding: storage.bytes[byteRange], as: UTF8.self)
    }

    /// The number of elements or members; 0 for a scalar.
    public var count: Int { entry.isContainer ? entry.count : 0 }

    /// The elements of an array; empty for anything else.
    public var elements: Elements { Elements(node: self) }

    /// The members of an object in the order of the text; empty for anything else.
    public var members: Members { Members(node: self) }

    /// Finds a member by name; `nil` if there is none or this is not an object.
    ///
    /// Cost: linear in the number of members, without creating strings.
    public subscript(name: String) -> JSONNode? {
        guard entry.kind == .object else { return nil }
        var name = name
        return name.withUTF8 { wanted in
            storage.bytes.withUnsafeBufferPointer { text in
                let base = text.baseAddress.unsafelyUnwrapped
                var member = index + 1
                for _ in 0..<entry.count {
                    let found = storage.tape[member].withContent(of: base) { bytes, count in
                        count == wanted.count
                            && (count == 0 || bytesEqual(bytes, wanted.baseAddress!, count))
                    }
                    if found { return JSONNode(storage: storage, index: member + 1) }
                    member = storage.next(after: member + 1)
                }
                return nil
            }
        }
    }

    /// Finds an element; `nil` if there is none or this is not an array. Cost: linear in `position`.
    public subscript(position: Int) -> JSONNode? {
        guard entry.kind == .array, position >= 0, position < entry.count else { return nil }
        return elements.dropFirst(position).first { _ in true }
    }

    /// Finds the value at `pointer`, starting here; `nil` if there is none.
    public subscript(pointer: JSONPointer) -> JSONNode? {
        var node = self
        for token in pointer.tokens {
            let child: JSONNode?
            switch (node.kind, token) {
            case (.object, _): child = node[token.text]
            case (.array, .index(let index)): child = node[index]
            default: child = nil
            }
            guard let child else { return nil }
            node = child
        }
        return node
    }

    /// The bytes of the value in the text; a string's with its quotes.
    public var byteRange: Range<Int> {
        switch entry.kind {
        case .array, .object: entry.offset..<entry.end
        case .string, .escaped: entry.offset - 1..<entry.offset + entry.count + 1
        default: entry.offset..<entry.offset + entry.count
        }
    }

    /// The line and column where the value begins. Cost: linear in its offset.
    public var position: TextPosition {
        JSONDocument(storage: storage).position(ofByte: byteRange.lowerBound)
    }

    /// The document this value belongs to.
    public var document: JSONDocument { JSONDocument(storage: storage) }
}

extension JSONDocument {
    init(storage: JSONStorage) { self.storage = storage }
}

extension JSONStorage {
    /// The content of a string or member name.
    func text(of entry: TapeEntry) -> String {
        bytes.withUnsafeBufferPointer { buffer in
            entry.withContent(of: buffer.baseAddress.unsafelyUnwrapped) { bytes, count in
                String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
            }
        }
    }
}

extension JSONNode {
    /// The elements of an array in order.
    public struct Elements: Sequence, IteratorProtocol, Sendable {
        private let storage: JSONStorage
        private var index: Int
        private var left: Int

        init(node: JSONNode) {
            storage = node.storage
            index = node.index + 1
            left = node.entry.kind == .array ? node.entry.count : 0
        }

        public var underestimatedCount: Int { left }

        public mutating func next() -> JSONNode? {
            guard left > 0 else { return nil }
            left -= 1
            defer { index = storage.next(after: index) }
            return JSONNode(storage: storage, index: index)
        }
    }

    /// The tape indexes of an object's member names; each value stands behind its name.
    ///
    /// Unlike ``members`` it creates no strings. Empty for anything else.
    var memberNames: some Sequence<Int> {
        let count = entry.kind == .object ? entry.count : 0
        return sequence(state: (left: count, name: index + 1)) { state in
            guard state.left > 0 else { return nil }
            state.left -= 1
            defer { state.name = storage.next(after: state.name + 1) }
            return state.name
        }
    }

    /// The members of an object in the order of the text.
    public struct Members: Sequence, IteratorProtocol, Sendable {
        private let storage: JSONStorage
        private var index: Int
        private var left: Int

        init(node: JSONNode) {
            storage = node.storage
            index = node.index + 1
            left = node.entry.kind == .object ? node.entry.count : 0
        }

        public var underestimatedCount: Int { left }

        public mutating func next() -> (name: String, value: JSONNode)? {
            guard left > 0 else { return nil }
            left -= 1
            let name = storage.text(of: storage.tape[index])
            let value = JSONNode(storage: storage, index: index + 1)
            index = storage.next(after: index + 1)
            return (name, value)
        }
    }
}
