import FormSchemas
import Foundation
import Testing

@testable import formclient

@Suite("Versions that are compared")
struct VersionComparisonTests {
    /// Writes version 1.1 of RSK-03 into a folder: 1.0 with some edits.
    private static func draft(
        _ folder: TemporaryFolder, lens: String? = nil, _ edit: (inout JSONValue) -> Void
    ) throws -> VersionFolder {
        let files = EmbeddedFiles.catalogue.byPath
        for name in ["schema.json", "rules.json", "flow.json"] {
            guard let bytes = files["forms/RSK-03/1.0/\(name)"] else { continue }
            var value = JSONValue(try JSONDocument(bytes).root)
            if name == "schema.json" {
                value["$id"] = "urn:benelux:forms:RSK-03:1.1"
                edit(&value)
            }
            try folder.write(value.serialized(), as: "RSK-03/1.1/\(name)")
        }
        if let lens {
            try folder.write(
                #"{"from": "1.0", "steps": [\#(lens)]}"#, as: "RSK-03/1.1/lens.json")
        }
        return try VersionFolder(folder.path + "/RSK-03/1.1/")
    }

    private static func compare(_ draft: VersionFolder) throws -> VersionComparison {
        let catalogue = try VersionLibrary.catalogue(with: [draft])
        return try VersionComparison(
            try #require(catalogue.version(form: "RSK-03", version: "1.0")),
            try #require(catalogue.version(form: "RSK-03", version: "1.1")), in: catalogue,
            documents: 5)
    }

    private static func add(_ schema: inout JSONValue) {
        schema["properties"]?["remark"] = ["type": "string", "maxLength": 80]
    }

    @Test("A field that may be left out is read by the new version, and not by the old one")
    func optionalField() throws {
        let folder = try TemporaryFolder()
        let comparison = try Self.compare(try Self.draft(folder, Self.add))
        #expect(comparison.differences(.backward).isEmpty)
        let difference = try #require(comparison.differences(.forward).first)
        #expect(difference.kind == .refusedField && difference.verdict == .incompatible)
        #expect(difference.witness?["remark"] != nil)
        #expect(!comparison.isReadable)
        for language in Language.allCases {
            let lines = comparison.lines(columns: 60, in: language)
            #expect(lines[0].hasPrefix("RSK-03 1.0 → 1.1"))
            #expect(lines.joined().contains("REFUSED_FIELD"))
            #expect(lines.allSatisfy { $0.displayWidth <= 60 }, "\(lines)")
        }
        let line = try #require(comparison.tabSeparated(in: .en).first)
        #expect(line.hasPrefix("FORWARD\tincompatible\tREFUSED_FIELD\t/body/remark\t"))
        #expect(line.split(separator: "\t", omittingEmptySubsequences: false).count == 6)
        let json = comparison.json(in: .en)
        #expect(json["backward"]?["verdict"] == "compatible")
        #expect(json["lens"] == nil)
    }

    @Test("With a lens both are readable, and what it has to keep is counted")
    func lens() throws {
        let folder = try TemporaryFolder()
        let comparison = try Self.compare(
            try Self.draft(folder, lens: #"{"op": "add", "at": "/remark"}"#, Self.add))
        #expect(comparison.isReadable)
        #expect(comparison.report?.documents == ["1.0": 5, "1.1": 6])
        let text = comparison.lines(columns: 80, in: .en).joined(separator: "\n")
        #expect(text.contains("The lens 1.0 → 1.1 holds to every law"))
        #expect(comparison.json(in: .en)["lens"]?["failures"] == [])
    }

    @Test("A lens that breaks a law is shown with the document")
    func brokenLens() throws {
        let folder = try TemporaryFolder()
        let comparison = try Self.compare(
            try Self.draft(folder, lens: #"{"op": "add", "at": "/remark", "value": 7}"#, Self.add))
        #expect(!comparison.isReadable)
        let failure = try #require(comparison.report?.failures.first)
        #expect(failure.law == .schemaPreservation && failure.source == "1.0")
        for language in Language.allCases {
            let text = comparison.lines(columns: 80, in: language).joined(separator: "\n")
            #expect(text.contains("1.0 → 1.1") && text.contains("/remark: TYPE"), "\(text)")
        }
        #expect(
            comparison.tabSeparated(in: .en).last?.hasPrefix("LENS\tbroken\tschemaPreservation\t")
                == true)
    }

    @Test("A lens is tried on what shows how the versions differ, however rare that is")
    func rare() throws {
        let folder = try TemporaryFolder()
        let comparison = try Self.compare(
            try Self.draft(folder, lens: "") { schema in
                schema["properties"]?["status"] = [
                    "type": "string", "enum": ["DRAFT", "IN_FORCE"],
                ]
            })
        let failure = try #require(comparison.report?.failures.first)
        #expect(failure.law == .schemaPreservation && failure.source == "1.0")
        #expect(failure.reason.contains("/status"))
    }

    @Test("A lens does not make up for a rule")
    func rule() throws {
        let folder = try TemporaryFolder()
        _ = try Self.draft(folder, lens: "") { _ in }
        let rules = try #require(EmbeddedFiles.catalogue.byPath["forms/RSK-03/1.0/rules.json"])
        let text = String(decoding: rules, as: UTF8.self)
        try folder.write(
            text.replacingOccurrences(of: "self.body.levels", with: "(self.body.levels)"),
            as: "RSK-03/1.1/rules.json")
        let comparison = try Self.compare(try VersionFolder(folder.path + "/RSK-03/1.1"))
        #expect(comparison.report?.failures.isEmpty == true)
        #expect(comparison.compatibility.differences.contains { $0.kind == .rule })
        #expect(!comparison.isReadable)
    }

    @Test("Two versions of one name are refused, not mixed")
    func sameName() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        let drafts = [try Self.draft(first, Self.add), try Self.draft(second) { _ in }]
        let error = #expect(throws: ClientError.self) {
            try VersionLibrary.catalogue(with: drafts)
        }
        #expect(error?.status == .undecided)
        let builtIn = try VersionFolder("RSK-03/1.0")
        try first.write("{}", as: "RSK-03/1.0/schema.json")
        let other = try VersionFolder(first.path + "/RSK-03/1.0")
        #expect(throws: ClientError.self) {
            try VersionLibrary.catalogue(with: [builtIn, other])
        }
    }

    @Test("What is no version, or cannot be used, says so with the file")
    func mistakes() throws {
        let folder = try TemporaryFolder()
        for name in ["VIP-01", "VIP-99/1.0", "VIP-01/1", "VIP-01/9.9", folder.path, "a/VIP-01/1.0"]
        {
            let error = #expect(throws: ClientError.self) { try VersionFolder(name) }
            #expect(error?.status == .undecided, "\(name)")
        }
        let broken = try Self.draft(folder, lens: #"{"op": "add", "at": "/elsewhere"}"#, Self.add)
        let error = #expect(throws: ClientError.self) {
            try VersionLibrary.catalogue(with: [broken])
        }
        #expect(error?.status == .answerIsNo)
        #expect(error?.message[.en].contains("RSK-03/1.1/lens.json") == true)
        try folder.write("{}", as: "NEW-01/1.0/schema.json")
        let unknown = try VersionFolder(folder.path + "/NEW-01/1.0")
        let missing = #expect(throws: ClientError.self) {
            try VersionLibrary.catalogue(with: [unknown])
        }
        #expect(missing?.message[.en].contains("NEW-01/form.json") == true)
    }
}
