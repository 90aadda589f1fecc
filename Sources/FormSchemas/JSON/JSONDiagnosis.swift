/// What a refusal probably comes from: looked for once a text has been refused.
///
/// The reader says what it expected; here the bytes around the place tell what stands there
/// instead: a comment, a typographic quotation mark, a text of another encoding.
///
/// - Cost: linear in the length of the text.
struct JSONDiagnosis {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// The refusal, perhaps with a better reason or place.
    private(set) var failure: JSONFailure
    /// Where the first of two equal names, or what is not closed, begins.
    private(set) var otherOffset: Int?
    /// The bound that was exceeded.
    private(set) var limit: Int?

    init(_ failure: JSONFailure, in bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.failure = failure
        switch failure.code {
        case .duplicateKey: otherOffset = JSONOutline(bytes, until: failure.offset).earlierName
        case .numberTooLong:
            let isExponent = failure.message.description == Self.exponent
            limit = isExponent ? limits.exponentMax : limits.numberDigitsMax
        case .tooDeep: limit = limits.depthMax
        case .tooLarge: limit = limits.bytesMax
        case .notJSON, .nulCharacter, .invalidUTF8, .trailingBytes: refine()
        case .byteOrderMark, .loneSurrogate: break
        }
    }

    private static let otherBracket = "the bracket does not fit the open one"
    private static let exponent = "a number with too large an exponent"

    private mutating func refine() {
        if let reason = encoding() {
            failure = JSONFailure(.invalidUTF8, at: 0, reason)
        } else if failure.offset >= bytes.count {
            refineEnd()
        } else if failure.code == .trailingBytes || isUnexpected {
            let at = failure.offset
            if bytes[at] >= 0x80, !isWellFormed(at) {
                failure = JSONFailure(.invalidUTF8, at: at, "the bytes are not UTF-8")
            } else if isCutOffWord(at) {
                failure = JSONFailure(.notJSON, at: at, "the text ends too early")
                refineEnd()
            } else if let reason = fileType(at) ?? reason(at) {
                failure = JSONFailure(failure.code, at: at, reason)
                if failure.message.description == Self.otherBracket {
                    otherOffset = JSONOutline(bytes, until: at).openBracket
                }
            }
        }
    }

    /// Whether something else should stand at the place; within a text the reader says it all.
    private var isUnexpected: Bool {
        failure.code == .notJSON && failure.message.description.hasSuffix(" is expected here")
    }

    /// Of a text that stops, what is still open.
    private mutating func refineEnd() {
        let outline = JSONOutline(bytes, until: bytes.count)
        otherOffset = outline.openText ?? outline.openBracket
        if failure.message.description == "a value is missing", otherOffset != nil {
            failure = JSONFailure(.notJSON, at: failure.offset, "the text ends too early")
        }
    }

    // MARK: - The whole text

    /// That the text is in another encoding: by its byte order mark or by noughts between ASCII.
    private func encoding() -> StaticString? {
        guard bytes.count >= 2 else { return nil }
        let first = (0..<4).map { $0 < bytes.count ? bytes[$0] : 1 }
        switch (first[0], first[1], first[2], first[3]) {
        case (0xFF, 0xFE, 0, 0), (0, 0, 0xFE, 0xFF), (1..., 0, 0, 0), (0, 0, 0, 1...):
            return "the file seems to be UTF-32"
        case (0xFF, 0xFE, _, _), (0xFE, 0xFF, _, _), (1..<0x80, 0, 1..<0x80, 0),
            (0, 1..<0x80, 0, 1..<0x80):
            return "the file seems to be UTF-16"
        default: return nil
        }
    }

    /// What kind of file begins so, where the very first character is refused.
    private func fileType(_ at: Int) -> StaticString? {
        guard (0..<at).allSatisfy({ isSpace(bytes[$0]) }) else { return nil }
        if stands("PK\u{3}\u{4}", at) { return "this is a ZIP archive or an Office document" }
        if stands("%PDF", at) { return "this is a PDF document" }
        if at == 0, bytes.starts(with: [0x1F, 0x8B]) { return "this is a compressed file" }
        if stands("<", at) { return "this is XML or HTML" }
        return nil
    }

    // MARK: - The place

    private func reason(_ at: Int) -> StaticString? {
        let message = failure.message.description
        switch bytes[at] {
        case UInt8(ascii: "'"): return "texts stand in double quotes"
        case UInt8(ascii: "/") where stands("//", at) || stands("/*", at), UInt8(ascii: "#"):
            return "JSON has no comments"
        case UInt8(ascii: "]"), UInt8(ascii: "}"): return bracket(at)
        case UInt8(ascii: ","):
            return previous(at) == UInt8(ascii: ",") ? "two commas stand side by side" : nil
        case UInt8(ascii: "+"): return "a number has no plus sign"
        case UInt8(ascii: "."): return "a number begins with a digit"
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            return at > 0 && bytes[at - 1] == UInt8(ascii: "0")
                ? "a number is written in decimal digits" : nil
        case 0x30...0x39 where message == "a member name in quotes is expected here":
            return "decimals follow a point"
        case 0x41...0x5A, 0x61...0x7A: return word(at)
        case 0..<0x20, 0x7F: return "a control character stands here"
        case 0x80...: return sign(at)
        default: return nil
        }
    }

    /// A closing bracket: after a comma, or one that does not fit the open one, or one too many.
    private func bracket(_ at: Int) -> StaticString? {
        if failure.code == .trailingBytes { return "a closing bracket too many" }
        if previous(at) == UInt8(ascii: ",") { return "a comma stands before the bracket" }
        if failure.message.description == "a comma or a closing bracket is expected here" {
            return "the bracket does not fit the open one"
        }
        return nil
    }

    /// Words that other languages have.
    private func word(_ at: Int) -> StaticString? {
        let end = bytes[at...].firstIndex { !($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
        let text = String(decoding: bytes[at..<min(end ?? bytes.count, at + 12)], as: UTF8.self)
        switch text.lowercased() {
        case "nan", "infinity", "inf": return "JSON has no NaN"
        case "true", "false", "null": return "the word is in small letters"
        case "none", "undefined", "nil": return "the word in JSON is null"
        default: return nil
        }
    }

    /// Characters beyond ASCII that look like those of JSON.
    private func sign(_ at: Int) -> StaticString? {
        let scalar = bytes.baseAddress.map { UTF8Scan.scalar(at: at, in: $0).value } ?? 0
        switch scalar {
        case 0x2018...0x201F, 0xAB, 0xBB, 0x2039, 0x203A: return "quotation marks are straight ones"
        case 0xA0, 0x2000...0x200F, 0x2028...0x202F, 0x2060, 0x3000, 0xFEFF:
            return "a space of a special kind stands here"
        default: return nil
        }
    }

    // MARK: - Bytes

    private func stands(_ text: StaticString, _ at: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        return at + count <= bytes.count
            && (0..<count).allSatisfy { bytes[at + $0] == text.utf8Start[$0] }
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The last byte before `at` that is no white space.
    private func previous(_ at: Int) -> UInt8? { bytes[..<at].last { !isSpace($0) } }

    private func isWellFormed(_ at: Int) -> Bool {
        bytes.baseAddress.map { UTF8Scan.length(at: at, in: $0, end: bytes.count) != nil } ?? false
    }

    /// Whether the text ends within `true`, `false` or `null`.
    private func isCutOffWord(_ at: Int) -> Bool {
        (["true", "false", "null"] as [StaticString]).contains { word in
            let count = bytes.count - at
            return count < word.utf8CodeUnitCount
                && (0..<count).allSatisfy { bytes[at + $0] == word.utf8Start[$0] }
        }
    }
}

/// What is open at a place of a text: brackets, a string, and the names of the innermost object.
///
/// Takes the text as it comes: what follows a mistake means little.
private struct JSONOutline {
    private struct Container {
        let offset: Int
        let isObject: Bool
        /// Where the names begin, at their quotation marks.
        var names: [Int] = []
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var open: [Container] = []
    /// Where a string begins that does not end.
    private(set) var openText: Int?

    init(_ bytes: UnsafeBufferPointer<UInt8>, until end: Int) {
        self.bytes = bytes
        self.end = end
        var at = 0
        var wantsName = false
        while at < end {
            let byte = bytes[at]
            switch byte {
            case 0x22:
                if wantsName { open[open.count - 1].names.append(at) }
                wantsName = false
                guard let close = endOfString(at) else {
                    openText = at
                    return
                }
                at = close
            case 0x7B, 0x5B:
                open.append(Container(offset: at, isObject: byte == 0x7B))
                wantsName = byte == 0x7B
            case 0x7D, 0x5D:
                _ = open.popLast()
                wantsName = false
            case 0x2C: wantsName = open.last?.isObject == true
            default: break
            }
            at += 1
        }
    }

    var openBracket: Int? { open.last?.offset }

    /// Where the innermost object first has the name that begins at the end.
    var earlierName: Int? {
        guard let name = content(end) else { return nil }
        return open.last?.names.first { content($0) == name }
    }

    /// The closing quotation mark of a string.
    private func endOfString(_ start: Int) -> Int? {
        var at = start + 1
        while at < bytes.count {
            if bytes[at] == 0x22 { return at }
            at += bytes[at] == 0x5C ? 2 : 1
        }
        return nil
    }

    private func content(_ start: Int) -> [UInt8]? {
        guard let close = endOfString(start), let base = bytes.baseAddress else { return nil }
        return JSONEscapes.withDecoded(base + start + 1, close - start - 1) {
            Array(UnsafeBufferPointer(start: $0, count: $1))
        }
    }
}
