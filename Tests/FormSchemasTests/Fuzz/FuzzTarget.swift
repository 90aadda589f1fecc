@testable import FormSchemas

/// What scripts/fuzz runs on bytes of its making, and the tests on those that ever failed.
///
/// Each target must survive any bytes, and finds itself wrong where two ways to one answer differ.
/// Two texts in one input are separated by the first byte 0.
enum FuzzTarget: String, CaseIterable {
    case reader, pattern, cel, schema

    /// Two answers that should have been one.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func run(_ bytes: [UInt8]) throws(Failure) {
        switch self {
        case .reader: try Self.reader(bytes)
        case .pattern: try Self.pattern(bytes)
        case .cel: try Self.cel(bytes)
        case .schema: try Self.schema(bytes)
        }
    }

    private static func check(
        _ condition: Bool, _ description: @autoclosure () -> String
    ) throws(Failure) {
        if !condition { throw Failure(description: description()) }
    }

    private static func split(_ bytes: [UInt8]) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
        guard let zero = bytes.firstIndex(of: 0) else { return (bytes[...], []) }
        return (bytes[..<zero], bytes[(zero + 1)...])
    }

    // MARK: - Reader

    /// What was read, written and read again is equal, and every position lies in the text.
    private static func reader(_ bytes: [UInt8]) throws(Failure) {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(bytes)
        } catch {
            return try check(error.line >= 1 && error.column >= 1, "a place before the text")
        }
        let value = JSONValue(document.root)
        for pretty in [false, true] {
            let again = try? JSONDocument(value.bytes(pretty: pretty))
            try check(again.map { JSONValue($0.root) } == value, "written and read: another value")
        }
        try check(
            document.root.byteRange.upperBound <= bytes.count
                && document.position(ofByte: bytes.count).line >= 1, "a place after the text")
    }

    // MARK: - Patterns

    /// The automaton agrees with a matcher that goes back, where that comes to an end.
    private static func pattern(_ bytes: [UInt8]) throws(Failure) {
        let (first, second) = split(bytes)
        let text = String(decoding: first, as: UTF8.self)
        guard let compiled = try? Pattern(text) else { return }
        guard let syntax = try? PatternParser.parse(text) else {
            throw Failure(description: "compiled, and no syntax")
        }
        let subject = String(decoding: second, as: UTF8.self)
        let found = compiled.matches(subject)
        if subject.utf8.count <= 64,
            let expected = SlowMatcher.matches(syntax, subject, stepsMax: 20_000)
        {
            try check(found == expected, "matches: \(found), and slowly: \(expected)")
        }
        if let example = PatternExample.text(matching: compiled) {
            try check(compiled.matches(example), "the example does not match")
        }
    }

    // MARK: - Rules

    /// A program that was accepted gives the same value or error each time.
    private static func cel(_ bytes: [UInt8]) throws(Failure) {
        let (first, second) = split(bytes)
        let text = String(decoding: first, as: UTF8.self)
        guard let nothing = try? JSONDocument("null") else { return }
        let document = (try? JSONDocument(Array(second))) ?? nothing
        var limits = CELLimits()
        limits.costMax = 100_000
        limits.stepsMax = 200_000
        limits.memoryBytesMax = 1 << 20
        let program: CELProgram
        do throws(CELError) {
            program = try CELProgram(
                compiling: text, variables: [CELVariable("self", .dyn)], limits: limits)
        } catch {
            return try check(error.line >= 1 && error.column >= 1, "a place before the text")
        }
        let values = (0..<2).map { _ in
            Result { () throws(CELError) in try program.evaluate([document.root]) }
        }
        // NaN is not equal to itself.
        try check(
            "\(values[0])" == "\(values[1])", "two values: \(values[0]) and \(values[1])")
    }

    // MARK: - Schemas

    /// The verdict agrees with the list of violations, and each of these can be told.
    private static func schema(_ bytes: [UInt8]) throws(Failure) {
        let (first, second) = split(bytes)
        guard let schema = try? JSONDocument(Array(first)),
            let instance = try? JSONDocument(Array(second))
        else { return }
        var options = SchemaOptions()
        options.limits.nodesMax = 2_000
        options.limits.inPlaceWorkMax = 2_000
        let lists = [
            "list": CodeList(
                name: "list", edition: "1", source: "",
                entries: ["A", "B"].map { CodeList.Entry(code: $0, label: LocalizedText([:])) })
        ]
        guard
            let program = try? SchemaProgram(
                compiling: schema, codeLists: lists, options: options)
        else { return }
        let isValid = program.isValid(instance.root)
        let violations = program.violations(in: instance.root, at: "/body")
        try check(
            isValid == !violations.contains { $0.severity == .error },
            "valid: \(isValid), and \(violations.count) violations")
        for violation in violations.prefix(50) {
            try check(violation.line >= 1 && violation.column >= 1, "a place before the text")
            for language in Language.allCases {
                try check(!violation.message(in: language).isEmpty, "no message")
            }
        }
    }
}
