import FormSchemas
import Foundation
import Testing

/// The commands that only check something: their exit statuses, and where they write what.
///
/// They need neither an exchange nor a profile.
@Suite("Commands that check")
final class CheckCommandTests: Sendable {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "check-commands-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        return file.path
    }

    private func write(_ text: String, as name: String) throws -> String {
        try write(Array(text.utf8), as: name)
    }

    private func run(_ arguments: [String], input: String? = nil) async throws -> ProgramRun {
        try await ProgramRun.of(
            Programs.formclient, arguments,
            environment: [
                "HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "LC_ALL": "C",
                "FORMS_PROFILE": "",
            ], input: input.map { .text($0) } ?? .nothing)
    }

    private static let passing =
        #"{"description":"g","schema":{"type":"string"},"#
        + #""tests":[{"description":"a","data":"x","valid":true},"#
        + #"{"description":"b","data":1,"valid":false}]}"#
    private static let failing =
        #"{"description":"g","schema":{"type":"string"},"#
        + #""tests":[{"description":"c","data":1,"valid":true}]}"#

    // MARK: - schema test

    @Test(
        "The status and the last line of a suite",
        arguments: [
            ("[\(passing)]", 0, "2 passed, 0 failed"), ("[\(failing)]", 1, "0 passed, 1 failed"),
            ("[\(passing),\(failing)]", 1, "2 passed, 1 failed"),
            ("[\(passing),7]", 2, "2 passed, 0 failed"), ("[]", 2, "0 passed, 0 failed"),
            ("", 2, "0 passed, 0 failed"), ("{}", 2, "0 passed, 0 failed"),
        ] as [(String, Int32, String)])
    func suite(text: String, status: Int32, summary: String) async throws {
        let file = try write(text, as: "suite.json")
        for path in [file, folder.path] {
            let run = try await run(["schema", "test", path, "--lang", "de"])
            #expect(run.status == status, "\(run.errors)")
            #expect(run.output.split(separator: "\n").last.map(String.init) == summary)
            #expect(run.errors.isEmpty == (status != 2))
        }
    }

    @Test("Failures are lines of the result, in JSON as well, and standard input is a file")
    func failures() async throws {
        let plain = try await run(["schema", "test", "-"], input: "[\(Self.failing)]")
        #expect(
            plain.output.hasPrefix("-:1\tg\tc\tvalid\tinvalid\tthis must be a text, not a number"))
        let json = try await run(["schema", "test", "-", "--json"], input: "[\(Self.failing)]")
        let values = try json.json
        #expect(values.count == 2)
        #expect(values.first?["expected"]?.string == "valid")
        #expect(values.first?["got"]?.string == "invalid")
        #expect(values.last?["failed"]?.int == 1)
    }

    @Test("What is not there cannot be told", arguments: ["/nowhere.json", "/nowhere", "."])
    func missing(path: String) async throws {
        let path = path == "." ? folder.path : path
        let run = try await run(["schema", "test", path])
        #expect(run.status == 2)
        #expect(run.output == "0 passed, 0 failed\n")
        #expect(run.errors.contains(path))
        #expect(try await self.run(["schema", "test"]).status == 2)
        #expect(
            try await self.run(["schema", "test", "-", "--remotes", "/nowhere"], input: "[]").status
                == 2)
    }

    @Test("The shared suite passes", .enabled(if: Self.sharedSuite != nil, "no copy of it"))
    func sharedSuite() async throws {
        let suite = try #require(Self.sharedSuite)
        let remotes = ["--remotes", suite + "/remotes"]
        let draft = suite + "/draft2020-12"
        let required = try FileManager.default.contentsOfDirectory(atPath: draft)
            .filter { $0.hasSuffix(".json") }.map { "\(draft)/\($0)" }
        let all = try await run(["schema", "test"] + required + remotes)
        #expect(all.status == 0)
        #expect(all.output == "1299 passed, 0 failed\n")
        let formats = try await run(
            ["schema", "test", draft + "/optional/format", "--assert-format"] + remotes)
        #expect(formats.status == 0)
        #expect(formats.output == "764 passed, 0 failed\n")
    }

    private static let sharedSuite: String? = {
        let given = ProcessInfo.processInfo.environment["JSON_SCHEMA_TEST_SUITE"]
        let beside = Programs.repository.deletingLastPathComponent()
            .appending(path: "shared/json-schema-test-suite").path
        return [given ?? beside].first {
            FileManager.default.fileExists(atPath: $0 + "/draft2020-12")
        }
    }()

    // MARK: - schema check, json check

    @Test(
        "The status of a schema's check",
        arguments: [
            (#"{"type":"string"}"#, 0), (#"{"$id":"urn:benelux:forms:T:1.0"}"#, 0),
            (#"{"type":"strin"}"#, 1), (#"{"minimum":2,"maximum":1}"#, 1), ("{", 1), ("", 1),
        ] as [(String, Int32)])
    func schemaCheck(text: String, status: Int32) async throws {
        let run = try await run(["schema", "check", try write(text, as: "s.json")])
        #expect(run.status == status, "\(run.output)")
    }

    @Test(
        "The status of a JSON check",
        arguments: [
            ([0x31], 0), ([], 1), ([0xFF, 0xFE, 0x00], 1), (Array(#"{"a":1,"a":1}"#.utf8), 1),
        ] as [([UInt8], Int32)])
    func jsonCheck(bytes: [UInt8], status: Int32) async throws {
        let run = try await run(["json", "check", try write(bytes, as: "d.json")])
        #expect(run.status == status, "\(run.output)")
        #expect(run.output.isEmpty == (status == 0))
    }

    @Test(
        "A file that is not there makes the answer uncertain, and others are checked all the same",
        arguments: ["schema", "json"])
    func missingFile(noun: String) async throws {
        let file = try write("{,}", as: "bad.json")
        let run = try await run([noun, "check", "/nowhere.json", file, "--json"])
        #expect(run.status == 2)
        #expect(run.errors.contains("/nowhere.json does not exist."))
        #expect(try run.json.count == 1)
        #expect(try await self.run([noun, "check", "/nowhere/"]).status == 2)
    }

    // MARK: - schema diff

    @Test(
        "Versions read each other, or do not, or cannot be found",
        arguments: [
            ("VIP-01/1.0", 0, ""), ("VIP-01/1.1", 2, "is not a version"),
            ("RSK-01/1.0", 2, "different forms"), ("/nowhere/VIP-01/1.1", 2, "is not a version"),
        ] as [(String, Int32, String)])
    func versions(new: String, status: Int32, error: String) async throws {
        let run = try await run(["schema", "diff", "VIP-01/1.0", new])
        #expect(run.status == status && run.output.isEmpty)
        #expect(
            error.isEmpty ? run.errors.isEmpty : run.errors.contains(error), "\(run.errors)")
    }

    @Test("A version in a folder is compared, a difference is a line, the status is 1")
    func draftVersion() async throws {
        let draft = try draftOfScale { $0["properties"]?["remark"] = ["type": "string"] }
        let run = try await run(["schema", "diff", "RSK-03/1.0", draft])
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.output.hasPrefix("FORWARD\tincompatible\tREFUSED_FIELD\t/body/remark\t"))
        #expect(run.output.split(separator: "\n").count == 1)
    }

    @Test("A document is read in another version; what is wrong there is told in its own places")
    func translation() async throws {
        let lens = #"{"from": "1.0", "steps": [{"op": "rename", "at": "/owner", "to": "keeper"}]}"#
        let draft = try draftOfScale(lens: lens) { schema in
            schema["properties"]?["keeper"] = ["type": "string", "maxLength": 3]
            schema["properties"]?["owner"] = nil
            schema["required"] = ["scale"]
        }
        let sample = SampleForm.folder("RSK-03").appending(path: "valid/be-ocam-1-0.json").path
        let view = try await run(["schema", "translate", sample, "--to", draft])
        #expect(view.status == 1)
        #expect(view.errors.contains("1.0 → 1.1; nothing is left out."), "\(view.errors)")
        #expect(view.errors.contains("/body/owner  ") && view.errors.contains("TOO_LONG"))
        let read = try JSONDocument(Array(view.output.utf8)).root
        #expect(read["header"]?["version"]?.string == "1.1")
        #expect(read["body"]?["keeper"] != nil && read["body"]?["owner"] == nil)
        let same = try await run(["schema", "translate", sample, "--to", "1.0"])
        #expect(same.status == 0, "\(same.errors)")
        let missing = try await run(["schema", "translate", sample, "--to", "1.7"])
        #expect(missing.status == 2 && missing.output.isEmpty)
        let without = try draftOfScale { _ in }
        let unreachable = try await run(["schema", "translate", sample, "--to", without])
        #expect(unreachable.status == 1 && unreachable.errors.contains("No lens leads"))
    }

    /// A folder with version 1.1 of RSK-03: 1.0 with an edit, without its rules.
    private func draftOfScale(
        lens: String? = nil, _ edit: (inout JSONValue) -> Void
    ) throws -> String {
        let draft = folder.appending(path: "RSK-03/1.1")
        try? FileManager.default.removeItem(at: draft)
        try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        let files = EmbeddedFiles.catalogue.byPath
        for name in ["rules.json", "flow.json"] where lens == nil {
            guard let bytes = files["forms/RSK-03/1.0/\(name)"] else { continue }
            _ = try write(bytes, as: "RSK-03/1.1/\(name)")
        }
        var schema = JSONValue(
            try JSONDocument(try #require(files["forms/RSK-03/1.0/schema.json"])).root)
        edit(&schema)
        _ = try write(schema.bytes(), as: "RSK-03/1.1/schema.json")
        if let lens { _ = try write(lens, as: "RSK-03/1.1/lens.json") }
        return draft.path
    }

    // MARK: - rule eval

    @Test(
        "A value is written to standard output, an error to standard error with its column",
        arguments: [
            ("self.a + 1", "42\n", "", 0), ("1 == 2", "false\n", "", 0),
            ("self.b", "", "1:6: The expression has no value here: there is no such key\n", 1),
            ("1 +", "", "1:4: The expression cannot be used: a value is expected here\n", 1),
            ("", "", "1:1: The expression cannot be used: a value is expected here\n", 1),
        ] as [(String, String, String, Int32)])
    func ruleEval(
        expression: String, output: String, errors: String, status: Int32
    ) async throws {
        let run = try await run(["rule", "eval", expression, "-"], input: #"{"a":41}"#)
        #expect(run.output == output)
        #expect(run.errors == errors)
        #expect(run.status == status)
    }

    @Test("Without a document that can be read nobody can tell")
    func ruleEvalFiles() async throws {
        #expect(try await run(["rule", "eval", "1", "/nowhere.json"]).status == 2)
        #expect(try await run(["rule", "eval", "1", "-"], input: "{").status == 2)
        #expect(try await run(["rule", "eval"]).status == 2)
        let none = try await run(["rule", "eval", "self == null", "--json"])
        #expect(none.status == 0)
        #expect(none.output == #"{"value":true,"type":"bool"}"# + "\n")
    }

    // MARK: - id check

    @Test(
        "The status of an identifier's check",
        arguments: [
            (["be-niss", "85.07.30-033.28"], 0), (["be-niss", "85.07.30-033.29"], 1),
            (["be-niss", "x"], 1), (["be-niss"], 2), (["no-such-type", "1"], 2), ([], 2),
        ] as [([String], Int32)])
    func identifierCheck(arguments: [String], status: Int32) async throws {
        let run = try await run(["id", "check"] + arguments)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.output.contains("be-niss") == (status < 2 || arguments.isEmpty))
    }

    @Test("Values may come from standard input, one a line")
    func identifierLines() async throws {
        let run = try await run(
            ["id", "check", "be-niss", "-", "--json"], input: "85073003328\n\n85073003329\r\n")
        #expect(run.status == 1)
        #expect(try run.json.map { $0["accepted"]?.bool } == [true, false])
        #expect(try await self.run(["id", "check", "be-niss", "-"], input: "\n").status == 2)
    }

    @Test("A word that is no command is refused, with the nearest that is")
    func unknownWord() async throws {
        let run = try await run(["schema", "tset", "x"])
        #expect(run.status == 2)
        #expect(run.errors.contains("Did you mean `test`?"))
    }
}
