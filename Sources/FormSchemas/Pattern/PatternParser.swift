/// Reads ECMA-262 patterns as with the `u` flag: strictly, by Unicode scalar.
///
/// - Source: ECMA-262 (2023), section 22.2.1, grammar parameters [+UnicodeMode, +NamedCaptureGroups].
struct PatternParser {
    let scalars: [UInt32]
    var position = 0
    private var depth = 0
    var groupCount = 0
    private var lookCount = 0
    var groupNames: Set<String> = []
    var references: [(number: Int?, name: String?, offset: Int)] = []

    /// The properties named so far; a set is long, and made once.
    var properties: [String: ScalarSet] = [:]

    private static let depthMax = 100

    init(_ text: String) { scalars = text.unicodeScalars.map(\.value) }

    /// Reads the whole pattern.
    static func parse(_ text: String) throws(PatternError) -> PatternSyntax {
        var parser = PatternParser(text)
        let syntax = try parser.choice()
        if parser.position < parser.scalars.count { throw parser.fail("unmatched )") }
        for reference in parser.references {
            let exists =
                reference.number.map { $0 <= parser.groupCount }
                ?? reference.name.map { parser.groupNames.contains($0) } ?? false
            if !exists {
                throw PatternError(
                    reason: .syntax, offset: reference.offset,
                    message: "a reference to a group that does not exist")
            }
        }
        return syntax
    }

    func fail(_ message: String) -> PatternError {
        PatternError(reason: .syntax, offset: position, message: message)
    }

    var next: UInt32? { position < scalars.count ? scalars[position] : nil }

    func at(_ scalar: Unicode.Scalar) -> Bool { next == scalar.value }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard at(scalar) else { return false }
        position += 1
        return true
    }

    mutating func skip(_ text: StaticString) -> Bool {
        let wanted = text.description.unicodeScalars.map(\.value)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func choice() throws(PatternError) -> PatternSyntax {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.depthMax {
            throw PatternError(
                reason: .tooLarge, offset: position, message: "groups are nested too deeply")
        }
        // Two groups may have one name if they are in different branches.
        let namesBefore = groupNames
        var names = namesBefore
        var branches: [PatternSyntax] = []
        repeat {
            groupNames = namesBefore
            branches.append(try sequence())
            names.formUnion(groupNames)
        } while skip("|" as Unicode.Scalar)
        groupNames = names
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternSyntax {
        var terms: [PatternSyntax] = []
        while let scalar = next, scalar != 0x7C, scalar != 0x29 {
            let (term, isQuantifiable) = try self.term()
            guard let bounds = try quantifier() else {
                terms.append(term)
                continue
            }
            if !isQuantifiable { throw fail("nothing to repeat") }
            terms.append(.repetition(term, least: bounds.least, most: bounds.most))
        }
        return terms.count == 1 ? terms[0] : .sequence(terms)
    }

    private mutating func term() throws(PatternError) -> (PatternSyntax, Bool) {
        let start = position
        guard let scalar = next else { throw fail("the pattern ends too early") }
        position += 1
        switch Unicode.Scalar(scalar) {
        case "^": return (.assertion(.start), false)
        case "$": return (.assertion(.end), false)
        case ".": return (.set(ScalarSet.lineTerminator.inverted), true)
        case "[": return (.set(try characterClass()), true)
        case "(": return try group()
        case "\\": return try escape(start)
        case "*", "+", "?", "{":
            position = start
            throw fail("nothing to repeat")
        case "}", "]":
            position = start
            throw fail("a bracket that must be escaped")
        default: return (.set(ScalarSet(scalar)), true)
        }
    }

    private mutating func group() throws(PatternError) -> (PatternSyntax, Bool) {
        var look: (isAhead: Bool, isNegative: Bool)?
        if skip("?:") {
            // Groups without a number.
        } else if skip("?=") {
            look = (true, false)
        } else if skip("?!") {
            look = (true, true)
        } else if skip("?<=") {
            look = (false, false)
        } else if skip("?<!") {
            look = (false, true)
        } else if skip("?<") {
            let name = try groupName()
            groupCount += 1
            if !groupNames.insert(name).inserted { throw fail("two groups of one name") }
        } else if at("?") {
            throw fail("a kind of group that ECMA-262 does not have")
        } else {
            groupCount += 1
        }
        let inner = try choice()
        if !skip(")" as Unicode.Scalar) { throw fail("a group is not closed") }
        guard let look else { return (inner, true) }
        lookCount += 1
        let syntax = PatternSyntax.look(
            inner, number: lookCount, isAhead: look.isAhead, isNegative: look.isNegative)
        return (syntax, false)
    }

    mutating func groupName() throws(PatternError) -> String {
        var name = String.UnicodeScalarView()
        while let value = next, value != 0x3E {
            position += 1
            let named = value == 0x5C ? try groupNameEscape() : value
            guard let scalar = Unicode.Scalar(named) else { throw fail("half of a character") }
            let properties = scalar.properties
            let isAllowed =
                named == 0x24 || named == 0x5F || properties.isIDStart
                || (!name.isEmpty
                    && (properties.isIDContinue || named == 0x200C || named == 0x200D))
            if !isAllowed { throw fail("a group name is not an identifier") }
            name.append(scalar)
        }
        if name.isEmpty || !skip(">" as Unicode.Scalar) { throw fail("a group name is not closed") }
        return String(name)
    }

    private mutating func quantifier() throws(PatternError) -> (least: Int, most: Int?)? {
        let bounds: (least: Int, most: Int?)
        if skip("*" as Unicode.Scalar) {
            bounds = (0, nil)
        } else if skip("+" as Unicode.Scalar) {
            bounds = (1, nil)
        } else if skip("?" as Unicode.Scalar) {
            bounds = (0, 1)
        } else if skip("{" as Unicode.Scalar) {
            guard let least = number() else { throw fail("a number is expected here") }
            if skip("," as Unicode.Scalar) {
                bounds = (least, number())
            } else {
                bounds = (least, least)
            }
            if !skip("}" as Unicode.Scalar) { throw fail("a quantifier is not closed") }
            if let most = bounds.most, most < least { throw fail("a quantifier is out of order") }
        } else {
            return nil
        }
        _ = skip("?" as Unicode.Scalar)
        return bounds
    }

    mutating func number() -> Int? {
        let start = position
        var value = 0
        while let digit = next, (0x30...0x39).contains(digit) {
            value = min(value * 10 + Int(digit - 0x30), 1_000_000_000)
            position += 1
        }
        return position > start ? value : nil
    }
}
