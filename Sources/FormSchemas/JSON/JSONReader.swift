/// Reads bytes into a tape: one pass, no recursion, no allocation per value.
///
/// Nesting lives on a stack of its own, so that depth costs memory and never the thread's stack.
///
/// - Source: RFC 8259; RFC 7493 (I-JSON), sections 2.1 and 2.3.
struct JSONReader {
    let base: UnsafePointer<UInt8>
    let end: Int
    let limits: JSONLimits
    let hashKey = ByteHash.key
    var position = 0

    private(set) var tape: UnsafeMutablePointer<TapeEntry>
    private(set) var count = 0
    private var capacity: Int
    /// The containers that are open, innermost last.
    private var open = RawStack<OpenContainer>()
    /// The names of all open objects, those of the innermost last.
    private var names = RawStack<MemberName>()

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        end = bytes.count
        self.limits = limits
        // An empty buffer has no address; nothing is read from this one.
        base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
        capacity = bytes.count / 8 + 32
        tape = .allocate(capacity: capacity)
    }

    /// Frees the stacks; the tape belongs to the caller from now on.
    mutating func finish() {
        open.deallocate()
        names.deallocate()
    }

    /// Reads the whole text: one value and white space around it.
    mutating func readDocument() throws(JSONFailure) {
        if end > limits.bytesMax { throw fail(.tooLarge, at: 0, "the text is too long") }
        if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
            throw fail(.byteOrderMark, at: 0, "the text begins with a byte order mark")
        }
        try readValue()
        skipSpace()
        if position < end { throw fail(.trailingBytes, at: position, "more text after the value") }
    }

    /// Reads one value with all its descendants.
    private mutating func readValue() throws(JSONFailure) {
        value: while true {
            skipSpace()
            guard position < end else { throw fail(.notJSON, at: end, "a value is missing") }
            switch base[position] {
            case 0x7B:  // {
                try push(.object)
                skipSpace()
                if position < end, base[position] == 0x7D {
                    position &+= 1
                    try closeTop()
                } else {
                    try readName()
                    continue value
                }
            case 0x5B:  // [
                try push(.array)
                skipSpace()
                if position < end, base[position] == 0x5D {
                    position &+= 1
                    try closeTop()
                } else {
                    continue value
                }
            case 0x22: try readStringValue()
            case 0x2D, 0x30...0x39: try readNumber()
            case 0x74: try readLiteral("true", .true)
            case 0x66: try readLiteral("false", .false)
            case 0x6E: try readLiteral("null", .null)
            default: throw unexpected(at: position, "a value is expected here")
            }
            if try !readSeparators() { return }
        }
    }

    /// Reads what may stand after a value: closing brackets, then a comma (and a name).
    ///
    /// Returns `true` if another value follows, `false` if the outermost value is complete.
    @inline(__always)
    private mutating func readSeparators() throws(JSONFailure) -> Bool {
        while open.count > 0 {
            open.top.children &+= 1
            skipSpace()
            guard position < end else { throw fail(.notJSON, at: end, "the text ends too early") }
            let byte = base[position]
            if byte == 0x2C {
                position &+= 1
                if open.top.isObject {
                    skipSpace()
                    try readName()
                }
                return true
            }
            guard byte == (open.top.isObject ? 0x7D : 0x5D) else {
                throw unexpected(at: position, "a comma or a closing bracket is expected here")
            }
            position &+= 1
            try closeTop()
        }
        return false
    }

    private mutating func push(_ kind: TapeKind) throws(JSONFailure) {
        if open.count >= limits.depthMax { throw fail(.tooDeep, at: position, "nested too deeply") }
        open.push(
            OpenContainer(tapeIndex: count, namesStart: names.count, isObject: kind == .object))
        append(TapeEntry(kind, start: position, count: 0, payload: 0))
        position &+= 1
    }

    private mutating func closeTop() throws(JSONFailure) {
        let container = open.pop()
        if container.isObject, names.count &- container.namesStart > Self.scannedNamesMax {
            try refuseDuplicates(from: container.namesStart)
        }
        names.count = container.namesStart
        let start = tape[container.tapeIndex].offset
        tape[container.tapeIndex] = TapeEntry(
            container.isObject ? .object : .array, start: start, count: container.children,
            payload: UInt64(position) << 32 | UInt64(count))
    }

    // MARK: - Names

    /// Objects with at most this many members compare each name with those before it; larger ones
    /// sort the hashes once they are complete.
    private static let scannedNamesMax = 24

    private mutating func readName() throws(JSONFailure) {
        guard position < end, base[position] == 0x22 else {
            throw unexpected(at: position, "a member name in quotes is expected here")
        }
        let start = position &+ 1
        let index = count
        let string = try readString()
        let hash =
            string.isEscaped
            ? JSONEscapes.withDecoded(base + start, string.length) {
                ByteHash.hash($0, $1, key: hashKey)
            } : ByteHash.hash(base + start, string.length, key: hashKey)
        append(
            TapeEntry(
                string.isEscaped ? .escaped : .string, start: start, count: string.length,
                payload: hash))
        let first = open.top.namesStart
        if names.count &- first < Self.scannedNamesMax {
            var other = first
            while other < names.count {
                if names[other].hash == hash, sameName(names[other].tapeIndex, index) {
                    throw fail(.duplicateKey, at: start &- 1, "the object has this name already")
                }
                other &+= 1
            }
        }
        names.push(MemberName(hash: hash, tapeIndex: index))
        skipSpace()
        guard position < end, base[position] == 0x3A else {
            throw unexpected(at: position, "a colon is expected here")
        }
        position &+= 1
    }

    /// Finds equal names in the innermost object by sorting; n log n whatever the names.
    private mutating func refuseDuplicates(from first: Int) throws(JSONFailure) {
        var slice = names.slice(from: first)
        slice.sort { ($0.hash, $0.tapeIndex) < ($1.hash, $1.tapeIndex) }
        var duplicate = Int.max
        for index in 1..<slice.count where slice[index].hash == slice[index - 1].hash {
            if sameName(slice[index - 1].tapeIndex, slice[index].tapeIndex) {
                duplicate = min(duplicate, tape[slice[index].tapeIndex].offset - 1)
            }
        }
        if duplicate != Int.max {
            throw fail(.duplicateKey, at: duplicate, "the object has this name already")
        }
    }

    private func sameName(_ left: Int, _ right: Int) -> Bool {
        tape[left].withContent(of: base) { first, firstCount in
            tape[right].withContent(of: base) { second, secondCount in
                firstCount == secondCount && bytesEqual(first, second, firstCount)
            }
        }
    }

    // MARK: - Building blocks

    @inline(__always)
    mutating func append(_ entry: TapeEntry) {
        if count == capacity { grow() }
        tape[count] = entry
        count &+= 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<TapeEntry>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: tape, count: count)
        tape.deallocate()
        tape = larger
        capacity *= 2
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < end {
            let byte = base[position]
            if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) {
                return
            }
            position &+= 1
        }
    }

    private mutating func readLiteral(
        _ word: StaticString, _ kind: TapeKind
    ) throws(JSONFailure) {
        let length = word.utf8CodeUnitCount
        guard position &+ length <= end, bytesEqual(base + position, word.utf8Start, length) else {
            throw unexpected(at: position, "a value is expected here")
        }
        append(TapeEntry(kind, start: position, count: length, payload: 0))
        position &+= length
    }

    func fail(
        _ code: JSONError.Code, at offset: Int, _ message: StaticString
    ) -> JSONFailure {
        JSONFailure(code: code, offset: offset, message: message)
    }

    /// A byte that the grammar has no place for; U+0000 keeps its own code wherever it stands.
    func unexpected(at offset: Int, _ message: StaticString) -> JSONFailure {
        guard offset < end else { return fail(.notJSON, at: end, "the text ends too early") }
        if base[offset] == 0 { return fail(.nulCharacter, at: offset, "U+0000 is not allowed") }
        return fail(.notJSON, at: offset, message)
    }
}

/// An array or object whose closing bracket has not been read.
struct OpenContainer {
    let tapeIndex: Int
    let namesStart: Int
    let isObject: Bool
    var children = 0
}

/// A member name that was read in an object that is still open.
struct MemberName {
    let hash: UInt64
    let tapeIndex: Int
}
