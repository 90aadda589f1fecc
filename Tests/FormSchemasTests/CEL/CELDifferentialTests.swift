import FormSchemas
import Foundation
import Testing

/// Agreement with another implementation: cel-expr-python, the C++ runtime of CEL's authors.
struct CELDifferentialTests {
    private static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    /// What the oracle says of one expression.
    private struct Verdict {
        let expression: String
        let outcome: String
        let value: JSONNode?
        let reason: String
    }

    /// Where the two differ on purpose: docs/rules.md, "Differences".
    private static func isKnownDifference(
        _ verdict: Verdict, _ outcome: String, _ ours: String
    ) -> Bool {
        // Theirs takes an end that is the text's own for one beyond it.
        if verdict.reason.contains("is greater than <string>.size()") { return true }
        // Theirs takes another loop's variable for the one that cel.bind made.
        if verdict.reason.contains("No matching overloads found : (map)") { return true }
        // Their clocks go further back.
        if ours.contains("known from 1980 on") { return true }
        // Theirs lets a number's text have spaces around it.
        if verdict.expression.contains("' pad '"), ours.contains("cannot be converted") {
            return true
        }
        // Theirs guesses the type of an operation on a value of unknown type, and refuses what does
        // not fit the guess; ours finds out when it evaluates.
        guard verdict.outcome == "refused" else { return false }
        return outcome == "error" || verdict.reason.contains("'(double, int)'")
    }

    /// The kind of an error, where the oracle's words tell.
    private static func kind(_ reason: String) -> CELError.Kind? {
        if reason.contains("overflow") || reason.contains("out of int64") { return .overflow }
        if reason.contains("by zero") { return .divideByZero }
        if reason.contains("No matching overloads") { return .type }
        if reason.contains("Key not found") { return .noSuchKey }
        return reason.contains("Index error") ? .index : nil
    }

    @Test(
        .enabled(
            if: python != nil,
            "FORMS_TEST_PYTHON is not set: it names a Python with scripts/requirements.txt"),
        arguments: [1, 2, 3])
    func agreesOnRandomExpressions(seed: Int) throws {
        let lines = try Self.oracle(seed: seed, count: 6_000)
        let document = try #require(try JSONDocument(lines[0]).root["document"])
        var counts: [String: Int] = [:]
        var known = 0
        for line in lines.dropFirst() {
            let node = try JSONDocument(line, limits: JSONLimits(depthMax: 64)).root
            let verdict = Verdict(
                expression: node["expression"]?.string ?? "",
                outcome: node["outcome"]?.string ?? "", value: node["value"],
                reason: node["reason"]?.string ?? "")
            let (outcome, value, kind) = Self.judge(verdict.expression, document)
            counts[verdict.outcome, default: 0] += 1
            let expected = verdict.value.map(Self.text) ?? ""
            let agrees =
                outcome == verdict.outcome && (outcome != "value" || value == expected)
                && (outcome != "error" || (Self.kind(verdict.reason) ?? kind) == kind)
            if agrees { continue }
            known += 1
            #expect(
                Self.isKnownDifference(verdict, outcome, value),
                """
                \(verdict.expression)
                  ours: \(outcome) \(value)
                  theirs: \(verdict.outcome) \(expected)\(verdict.reason)
                """
            )
        }
        // Differences are the exception.
        #expect(known < 60)
        // The generator reaches each outcome often enough to mean something.
        #expect(counts["value", default: 0] > 3_000)
        #expect(counts["error", default: 0] > 600)
        #expect(counts["refused", default: 0] > 100)
    }

    private static func oracle(seed: Int, count: Int) throws -> [[UInt8]] {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "cel_oracle.py")
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = [script.path, String(seed), String(count)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try #require(try output.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return data.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    /// The other implementation has no bound on the cost.
    private static let limits = {
        var limits = CELLimits()
        limits.costMax = .max
        return limits
    }()

    /// What our implementation makes of an expression: outcome, and value or reason.
    private static func judge(
        _ expression: String, _ document: JSONNode
    ) -> (outcome: String, value: String, kind: CELError.Kind?) {
        do throws(CELError) {
            let program = try CELProgram(
                compiling: expression, variables: [CELVariable("self", .dyn)], limits: limits)
            do throws(CELError) {
                return ("value", text(try program.evaluate([document])), nil)
            } catch {
                return ("error", error.description, error.kind)
            }
        } catch {
            return ("refused", error.description, error.kind)
        }
    }

    /// The oracle's `[type, content]` as text.
    private static func text(_ value: JSONNode) -> String {
        let kind = value[0]?.string ?? ""
        guard let content = value[1] else { return kind }
        switch kind {
        case "list": return "list(" + content.elements.map(text).joined(separator: ",") + ")"
        case "map":
            return "map("
                + content.elements.map { "\($0[0]?.string ?? ""):" + text($0[1] ?? $0) }.sorted()
                .joined(separator: ",") + ")"
        default: return "\(kind) \(content.string ?? "")"
        }
    }

    /// The same text of our value.
    private static func text(_ value: CELValue) -> String {
        switch value {
        case .null: return "null_type "
        case .bool(let value): return "bool \(value)"
        case .int(let value): return "int \(value)"
        case .uint(let value): return "uint \(value)"
        case .double(let value): return "double \(value.isNaN ? "nan" : "\(value.bitPattern)")"
        case .string(let text): return "string \(text)"
        case .bytes(let bytes):
            return "bytes " + bytes.map { String(format: "%02x", $0) }.joined()
        case .list(let elements): return "list(" + elements.map(text).joined(separator: ",") + ")"
        case .map(let entries):
            return "map("
                + entries.map { "\(plain($0.key)):\(text($0.value))" }.sorted()
                .joined(separator: ",") + ")"
        case .timestamp(let text): return "timestamp \(microseconds(ofMoment: text))"
        case .duration(let text): return "duration \(microseconds(text.dropLast()))"
        case .decimal(let text): return "decimal \(text)"
        case .type(let name): return "type \(name)"
        }
    }

    private static func plain(_ key: CELValue) -> String {
        if case .string(let text) = key { return text }
        return key.description
    }

    private static func microseconds(ofMoment text: String) -> Int {
        let whole = text.prefix(19) + "Z"
        let date = try? Date(String(whole), strategy: .iso8601)
        let fraction = text.dropFirst(19).dropLast()
        return Int(date?.timeIntervalSince1970 ?? 0) * 1_000_000 + microseconds("0" + fraction)
    }

    /// A decimal number of seconds, rounded down.
    private static func microseconds(_ seconds: some StringProtocol) -> Int {
        let value = NSDecimalNumber(string: String(seconds)).multiplying(byPowerOf10: 6)
        return Int(value.doubleValue.rounded(.down))
    }
}
