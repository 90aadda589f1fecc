import FormSchemas

/// A file of tests in the format of the JSON-Schema-Test-Suite: an array of groups, each a schema
/// and the values that it accepts or refuses.
///
/// Members that are not named here (`comment`, `specification`) are left aside.
///
/// - Source: https://github.com/json-schema-org/JSON-Schema-Test-Suite, README, "Structure of a
///   Test".
struct SuiteFile {
    struct Group {
        let description: String
        /// The bytes of the schema.
        let schema: Range<Int>
        let tests: [Test]
    }

    struct Test {
        let description: String
        /// The bytes of the value to be validated.
        let data: Range<Int>
        let isValid: Bool
        /// Where the test itself begins in the file.
        let offset: Int
    }

    let bytes: [UInt8]
    private(set) var groups: [Group] = []
    /// Where groups and tests begin that lack what they need, in the order of the file.
    private(set) var misfits: [Int] = []

    /// What the suite's values may be, which goes beyond what a form may hold.
    static let limits = {
        var limits = JSONLimits(
            depthMax: JSONLimits.depthCeiling, numberDigitsMax: 10_000, exponentMax: 10_000)
        limits.allowsNUL = true
        return limits
    }()

    /// - Returns: `nil` if the bytes are no array.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard let groups = JSONOutline.elements(of: 0..<bytes.count, in: bytes) else { return nil }
        for range in groups { readGroup(range) }
    }

    private mutating func readGroup(_ range: Range<Int>) {
        guard let members = JSONOutline.members(of: range, in: bytes),
            let schema = members["schema"],
            let tests = members["tests"].flatMap({ JSONOutline.elements(of: $0, in: bytes) })
        else {
            misfits.append(range.lowerBound)
            return
        }
        groups.append(
            Group(
                description: text(members["description"]), schema: schema,
                tests: tests.compactMap { readTest($0) }))
    }

    private mutating func readTest(_ range: Range<Int>) -> Test? {
        guard let members = JSONOutline.members(of: range, in: bytes),
            let data = members["data"],
            let isValid = members["valid"].flatMap({ document($0)?.root.bool })
        else {
            misfits.append(range.lowerBound)
            return nil
        }
        return Test(
            description: text(members["description"]), data: data, isValid: isValid,
            offset: range.lowerBound)
    }

    /// A description; empty if it is missing or no string.
    private func text(_ range: Range<Int>?) -> String {
        range.flatMap { document($0)?.root.string } ?? ""
    }

    private func document(_ range: Range<Int>) -> JSONDocument? {
        try? JSONDocument(Array(bytes[range]), limits: Self.limits)
    }
}

/// Turns ascending offsets into line numbers in one walk over the text.
struct LineCounter {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The line of a byte, counted from 1; requires `offset` >= the previous call's.
    mutating func line(of offset: Int) -> Int {
        let end = min(offset, bytes.count)
        while position < end {
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        return line
    }
}
