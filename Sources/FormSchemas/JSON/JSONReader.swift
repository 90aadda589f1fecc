/// Reads bytes into a tape: one pass, no recursion, no allocation per value.
///
/// Nesting lives on a stack of its own, so that depth costs memory and never the thread's stack.
///
/// - Source: RFC 8259; RFC 7493 (I-JSON), sections 2.1 and 2.3.
struct JSONReader {
    let text: JSONText
    let limits: JSONLimits
    private let hashKey = ByteHash.key

    private(set) var tape: UnsafeMutablePointer<TapeEntry>
    private(set) var count = 0
    /// Whether all strings and names are ASCII without escape sequences.
    private(set) var isPlain = true
    private var capacity: Int
    /// The containers around the innermost open one.
    private var outer = RawStack<OpenContainer>()

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        // An empty buffer has no address; nothing is read from this one.
        let base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
        text = JSONText(base: base, end: bytes.count, allowsNUL: limits.allowsNUL)
        self.limits = limits
        capacity = bytes.count / 8 + 32
        tape = .allocate(capacity: capacity)
    }

    /// Frees the stack; the tape belongs to the caller from now on.
    mutating func finish() { outer.deallocate() }

    /// Reads the whole text: one value and white space around it.
    mutating func readDocument() throws(JSONFailure) {
        if text.end > limits.bytesMax {
            throw JSONFailure(.tooLarge, at: 0, "the text is too long")
        }
        if text.end >= 3, text.base[0] == 0xEF, text.base[1] == 0xBB, text.base[2] == 0xBF {
            throw JSONFailure(.byteOrderMark, at: 0, "the text begins with a byte order mark")
        }
        let after = text.afterSpace(try readValue())
        if after < text.end {
            throw JSONFailure(.trailingBytes, at: after, "more text after the value")
        }
    }

    /// Reads one value with all its descendants; returns the offset after it.
    ///
    /// The place in the text and the innermost container are local variables of their own, so that
    /// they stay in registers.
    private mutating func readValue() throws(JSONFailure) -> Int {
        var at = 0
        var container = OpenContainer.none
        var isObject = false
        var children = 0
        var names: UInt64 = 0
        value: while true {
            at = text.afterSpace(at)
            guard at < text.end else {
                throw JSONFailure(.notJSON, at: text.end, "a value is missing")
            }
            let byte = text.base[at]
            switch byte {
            case 0x22:
                let string = try text.readString(at)
                if string.scalars != string.length { isPlain = false }
                append(
                    TapeEntry(
                        string.isEscaped ? .escaped : .string, start: at &+ 1,
                        count: string.length,
                        payload: UInt64(truncatingIfNeeded: string.scalars)))
                at &+= string.length &+ 2
            case 0x7B, 0x5B:  // { [
                if outer.count >= limits.depthMax {
                    throw JSONFailure(.tooDeep, at: at, "nested too deeply")
                }
                outer.push(
                    OpenContainer(
                        tapeIndex: container, names: names, children: children,
                        isObject: isObject))
                (container, isObject, children, names) = (count, byte == 0x7B, 0, 0)
                append(TapeEntry(isObject ? .object : .array, start: at, count: 0, payload: 0))
                at = text.afterSpace(at &+ 1)
                if at < text.end, text.base[at] == byte &+ 2 {
                    // It closes at once: the loop below counts a value that is not there.
                    children = -1
                } else {
                    if isObject { at = try readName(at, of: container, children, &names) }
                    continue value
                }
            case 0x2D, 0x30...0x39: at = try readNumber(at)
            case 0x74: at = try readLiteral("true", .true, at)
            case 0x66: at = try readLiteral("false", .false, at)
            case 0x6E: at = try readLiteral("null", .null, at)
            default: throw text.unexpected(at: at, "a value is expected here")
            }
            // What may stand after a value: closing brackets, then a comma (and a name).
            while true {
                if container == OpenContainer.none { return at }
                children &+= 1
                at = text.afterSpace(at)
                guard at < text.end else {
                    throw JSONFailure(.notJSON, at: text.end, "the text ends too early")
                }
                let byte = text.base[at]
                if byte == 0x2C {
                    at &+= 1
                    if isObject {
                        at = try readName(text.afterSpace(at), of: container, children, &names)
                    }
                    continue value
                }
                guard byte == (isObject ? 0x7D : 0x5D) else {
                    throw text.unexpected(
                        at: at, "a comma or a closing bracket is expected here")
                }
                at &+= 1
                if isObject, children > Self.scannedNamesMax {
                    try refuseDuplicates(in: container, children)
                }
                tape[container] = TapeEntry(
                    isObject ? .object : .array, start: tape[container].offset, count: children,
                    payload: UInt64(at) << 32 | UInt64(count))
                let around = outer.pop()
                (container, isObject) = (around.tapeIndex, around.isObject)
                (children, names) = (around.children, around.names)
            }
        }
    }

    // MARK: - Names

    /// Objects with at most this many members compare a name with those before it if one of these
    /// may be the same; larger ones sort the hashes once they are complete.
    private static let scannedNamesMax = 24

    /// Reads a name and the colon; returns the offset after it.
    ///
    /// - Parameters:
    ///   - object: the tape index of the object, which has `children` members so far.
    ///   - names: a bit for each of their names, chosen by its hash: a name whose bit is not set
    ///     is new.
    private mutating func readName(
        _ at: Int, of object: Int, _ children: Int, _ names: inout UInt64
    ) throws(JSONFailure) -> Int {
        guard at < text.end, text.base[at] == 0x22 else {
            throw text.unexpected(at: at, "a member name in quotes is expected here")
        }
        let start = at &+ 1
        let string = try text.readString(at)
        if string.scalars != string.length { isPlain = false }
        let hash =
            string.isEscaped
            ? hashDecoded(start, string.length)
            : ByteHash.hash(text.base + start, string.length, key: hashKey)
        append(
            TapeEntry(
                string.isEscaped ? .escaped : .string, start: start, count: string.length,
                payload: hash))
        let bit = 1 &<< (hash &>> 58)
        if names & bit != 0, children < Self.scannedNamesMax, isRepeated(in: object) {
            throw JSONFailure(.duplicateKey, at: at, "the object has this name already")
        }
        names |= bit
        let colon = text.afterSpace(start &+ string.length &+ 1)
        guard colon < text.end, text.base[colon] == 0x3A else {
            throw text.unexpected(at: colon, "a colon is expected here")
        }
        return colon &+ 1
    }

    @inline(never)
    private mutating func hashDecoded(_ start: Int, _ length: Int) -> UInt64 {
        JSONEscapes.withDecoded(text.base + start, length) { ByteHash.hash($0, $1, key: hashKey) }
    }

    /// Whether the last entry, a name, is that of an earlier member of its object.
    @inline(never)
    private mutating func isRepeated(in object: Int) -> Bool {
        let last = count - 1
        var name = object + 1
        while name < last {
            if tape[name].payload == tape[last].payload, isSameName(name, last) { return true }
            name = tape[name + 1].isContainer ? tape[name + 1].next : name + 2
        }
        return false
    }

    /// Finds equal names in an object by sorting; n log n whatever the names.
    @inline(never)
    private mutating func refuseDuplicates(
        in object: Int, _ children: Int
    ) throws(JSONFailure) {
        var names: [(hash: UInt64, index: Int)] = []
        names.reserveCapacity(children)
        var name = object + 1
        for _ in 0..<children {
            names.append((tape[name].payload, name))
            name = tape[name + 1].isContainer ? tape[name + 1].next : name + 2
        }
        names.sort { $0 < $1 }
        var duplicate = Int.max
        for position in 1..<names.count where names[position].hash == names[position - 1].hash {
            if isSameName(names[position - 1].index, names[position].index) {
                duplicate = min(duplicate, tape[names[position].index].offset - 1)
            }
        }
        if duplicate != Int.max {
            throw JSONFailure(.duplicateKey, at: duplicate, "the object has this name already")
        }
    }

    private func isSameName(_ left: Int, _ right: Int) -> Bool {
        tape[left].withContent(of: text.base) { first, firstCount in
            tape[right].withContent(of: text.base) { second, secondCount in
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

    private mutating func readLiteral(
        _ word: StaticString, _ kind: TapeKind, _ at: Int
    ) throws(JSONFailure) -> Int {
        let length = word.utf8CodeUnitCount
        guard at &+ length <= text.end, bytesEqual(text.base + at, word.utf8Start, length) else {
            throw text.unexpected(at: at, "a value is expected here")
        }
        append(TapeEntry(kind, start: at, count: length, payload: 0))
        return at &+ length
    }
}

/// An array or object whose closing bracket has not been read.
struct OpenContainer: BitwiseCopyable {
    /// Stands around the outermost value.
    static let none = -1

    let tapeIndex: Int
    /// See `readName`.
    let names: UInt64
    let children: Int
    let isObject: Bool
}
