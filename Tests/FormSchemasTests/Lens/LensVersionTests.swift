import Testing

@testable import FormSchemas

/// Lenses between versions of a form of the catalogue.
@Suite("Lenses between versions")
struct LensVersionTests {
    private static let first = LensVersions.Version(
        name: "1.1",
        edit: { schema in
            schema.renameProperty("media_public_exposure", to: "exposure")
            schema.edit("/properties/press_officer") { _ in ["type": "string", "maxLength": 80] }
        },
        steps: """
            {"op": "rename", "at": "/media_public_exposure", "to": "exposure"},
            {"op": "add", "at": "/press_officer"}
            """)
    private static let second = LensVersions.Version(
        name: "2.0",
        edit: { schema in
            first.edit(&schema)
            schema.renameProperty("talk_group", to: "talk_groups", at: "/properties/radio/items")
            schema.edit("/properties/radio/items/properties/talk_groups") {
                ["type": "array", "minItems": 1, "maxItems": 9, "items": $0 ?? true]
            }
            let reason = schema["properties"]?["advance_notice_reason"] ?? true
            schema.edit("/properties/advance_notice_reason") { _ in nil }
            schema.edit("/properties/notice") { _ in
                [
                    "type": "object", "additionalProperties": false,
                    "properties": ["reason": reason],
                ]
            }
            schema.edit("/properties/vehicles/items/properties/blue_light") { _ in nil }
            schema.edit("/properties/vehicles/items/required") { names in
                guard case .array(let names)? = names else { return names }
                return .array(names.filter { $0 != "blue_light" })
            }
        },
        steps: """
            {"op": "map", "at": "/radio", "steps": [
                {"op": "rename", "at": "/talk_group", "to": "talk_groups"},
                {"op": "wrap", "at": "/talk_groups"}]},
            {"op": "add", "at": "/notice"},
            {"op": "plunge", "at": "/advance_notice_reason", "into": "notice"},
            {"op": "rename", "at": "/notice/advance_notice_reason", "to": "reason"},
            {"op": "map", "at": "/vehicles", "steps": [
                {"op": "remove", "at": "/blue_light", "value": false}]}
            """, from: "1.1")

    private static func catalogue(_ later: LensVersions.Version...) throws -> Catalogue {
        try LensVersions.catalogue("VIP-01", later)
    }

    private static func report(
        _ catalogue: Catalogue, _ old: String, _ new: String, documents: Int
    ) throws -> LensLaws.Report {
        let translation = try #require(
            catalogue.translation(form: "VIP-01", from: old, to: new))
        return try LensLaws.check(
            translation.lens, from: translation.source, to: translation.target,
            catalogue: catalogue, documents: documents)
    }

    @Test("Good lenses hold to every law, alone and together, in both directions")
    func laws() throws {
        let catalogue = try Self.catalogue(Self.first, Self.second)
        for (old, new) in [("1.0", "1.1"), ("1.1", "2.0"), ("1.0", "2.0"), ("2.0", "1.0")] {
            let report = try Self.report(catalogue, old, new, documents: 40)
            #expect(report.documents == [old: 40, new: 40])
            #expect(report.failures.isEmpty, "\(report.failures)")
        }
        let lossy = try Self.report(catalogue, "1.0", "2.0", documents: 40).lossy
        #expect(lossy["1.0"] ?? 0 > 0 && lossy["2.0"] ?? 0 > 0)
    }

    @Test("A document is read in another version, and says through which it went")
    func view() throws {
        let catalogue = try Self.catalogue(Self.first, Self.second)
        let translation = try #require(
            catalogue.translation(form: "VIP-01", from: "1.0", to: "2.0"))
        #expect(translation.path == ["1.0", "1.1", "2.0"])
        var random = SeededRandom(seed: 3)
        let generator = try DocumentGenerator(translation.source, catalogue: catalogue)
        for _ in 0..<20 {
            let text = try generator.document(mode: .sealed, using: &random).bytes()
            let document = try JSONDocument(text)
            let view = try translation.view(of: document)
            let read = try JSONDocument(view.bytes)
            #expect(translation.target.isValid(read, mode: .sealed))
            #expect(read.root["header"]?["version"]?.string == "2.0")
            #expect(
                read.root["body"]?["exposure"]?.string
                    == document.root["body"]?["media_public_exposure"]?.string)
            let back = try translation.lens.inverse.apply(
                to: try #require(JSONValue(read.root)["body"]), with: view.complement)
            #expect(back.body.says(try #require(JSONValue(document.root)["body"])))
        }
        #expect(catalogue.translation(form: "VIP-01", from: "1.0", to: "3.0") == nil)
        let same = try #require(catalogue.translation(form: "VIP-01", from: "1.1", to: "1.1"))
        #expect(same.path == ["1.1"] && same.lens.steps.isEmpty)
    }

    @Test("Versions that come from the same one are connected, others are not")
    func branches() throws {
        var sibling = Self.second
        sibling.from = "1.0"
        let branch = LensVersions.Version(
            name: "2.0",
            edit: { $0.renameProperty("media_public_exposure", to: "attention") },
            steps: #"{"op": "rename", "at": "/media_public_exposure", "to": "attention"}"#)
        let alone = LensVersions.Version(name: "3.0", edit: { _ in }, steps: nil)
        let catalogue = try Self.catalogue(Self.first, branch, alone)
        let translation = try #require(
            catalogue.translation(form: "VIP-01", from: "1.1", to: "2.0"))
        #expect(translation.path == ["1.1", "1.0", "2.0"])
        #expect(translation.lens.moved("/exposure") == "/attention")
        #expect(catalogue.translation(form: "VIP-01", from: "1.1", to: "3.0") == nil)
    }

    @Test("A mistake in the view is told at its place in what was written")
    func places() throws {
        let catalogue = try Self.catalogue(Self.first, Self.second)
        let translation = try #require(
            catalogue.translation(form: "VIP-01", from: "1.0", to: "2.0"))
        for (place, written) in [
            ("/body/radio/3/talk_groups/0", "/body/radio/3/talk_group"),
            ("/body/notice/reason/content", "/body/advance_notice_reason/content"),
            ("/body/exposure", "/body/media_public_exposure"), ("/body/press_officer", "/body"),
            ("/header/case", "/header/case"),
        ] as [(JSONPointer, JSONPointer)] {
            #expect(translation.place(inSource: place) == written)
        }
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let law: LensLaws.Law
        let source: String
        let from: String
        let to: String
        /// What the smallest document must have at a place, if it matters.
        let place: JSONPointer?
        var testDescription: String { "\(law) from \(source): \(to)" }
    }

    @Test(
        "A lens that breaks a law is shown the smallest document that does",
        arguments: [
            // Nothing gives a required field its value on the way back.
            Broken(
                law: .schemaPreservation, source: "2.0", from: #", "value": false"#, to: "",
                place: "/vehicles/0"),
            Broken(
                law: .schemaPreservation, source: "1.1", from: #""op": "wrap""#,
                to: #""op": "head""#, place: "/radio/0/talk_group"),
            // An expression that has no value for every document.
            Broken(
                law: .totality, source: "1.1",
                from: #"{"op": "rename", "at": "/talk_group", "to": "talk_groups"}"#,
                to: #"""
                    {"op": "convert", "at": "", "forward": {"talk_groups": "string(int(this.talk_group))"},
                     "backward": {"talk_group": "this.talk_groups"}}
                    """#, place: "/radio/0/talk_group"),
        ])
    func broken(_ example: Broken) throws {
        var version = Self.second
        version = LensVersions.Version(
            name: version.name, edit: version.edit,
            steps: try #require(version.steps).replacing(example.from, with: example.to),
            from: version.from)
        let catalogue = try Self.catalogue(Self.first, version)
        let report = try Self.report(catalogue, "1.1", "2.0", documents: 12)
        let failure = try #require(
            report.failures.first { $0.law == example.law && $0.source == example.source },
            "\(report.failures.map { ($0.law, $0.source, $0.reason) })")
        if let place = example.place {
            #expect(failure.body.value(at: place.tokens) != nil, "\(failure.body.serialized())")
        }
        // Smaller than anything that is generated: lists have one element, options are gone.
        #expect(failure.body.value(at: [.name("radio"), .index(1)]) == nil)
        #expect(failure.body["stays"] == nil && failure.body["conditions"] == nil)
        #expect(!failure.reason.isEmpty)
    }

    @Test(
        "What a lens says of fields that are not there is found without a document",
        arguments: [
            (#""at": "/press_officer""#, #""at": "/pres_officer""#, "/pres_officer", "no field"),
            (
                #""at": "/media_public_exposure""#, #""at": "/media""#, "/media",
                "no such field"
            ),
            (#", {"op": "add", "at": "/press_officer"}"#, "", "/press_officer", "no step says"),
            (#""to": "exposure""#, #""to": "risk""#, "/risk", "already"),
            (
                #"{"op": "add", "at": "/press_officer"}"#,
                #"{"op": "remove", "at": "/protectee/medical_note/value"}"#,
                "/protectee/medical_note", "confidential"
            ),
            (
                #"{"op": "add", "at": "/press_officer"}"#,
                #"""
                {"op": "convert", "at": "", "forward": {"press_officer": "this.protectee.category"},
                 "backward": {"protectee": "{}"}}
                """#, "", "confidential"
            ),
        ])
    func mistakes(_ old: String, _ new: String, place: String, reason: String) throws {
        let steps = try #require(Self.first.steps).replacing("\n", with: " ")
        let version = LensVersions.Version(
            name: "1.1", edit: Self.first.edit,
            steps: steps.replacing(",  {", with: ", {").replacing(old, with: new))
        #expect(version.steps != steps)
        let error = try #require(throws: CatalogueError.self) { try Self.catalogue(version) }
        #expect(error.path == "forms/VIP-01/1.1/lens.json")
        #expect(error.message.contains(reason), "\(error.message)")
        #expect(error.message.hasPrefix(place.isEmpty ? "" : place + ":"), "\(error.message)")
    }

    @Test("What is confidential must mean the same in both versions")
    func parts() throws {
        var version = Self.first
        version.editPart = { $0["maxLength"] = 7 }
        let error = try #require(throws: CatalogueError.self) { try Self.catalogue(version) }
        #expect(error.message.contains("confidential part codeword"), "\(error.message)")
    }

    @Test("The reference to a confidential part may be moved as a whole")
    func movedReference() throws {
        let version = LensVersions.Version(
            name: "1.1",
            edit: { schema in
                schema.renameProperty("codeword", to: "word", at: "/properties/emergency")
            }, steps: #"{"op": "rename", "at": "/emergency/codeword", "to": "word"}"#)
        let report = try Self.report(try Self.catalogue(version), "1.0", "1.1", documents: 40)
        #expect(report.failures.isEmpty, "\(report.failures)")
    }

    @Test("Versions that come from each other, or one from itself, are refused")
    func circles() throws {
        var first = Self.first
        first.from = "2.0"
        let error = try #require(throws: CatalogueError.self) {
            try Self.catalogue(first, Self.second)
        }
        #expect(error.message.contains("come from each other"), "\(error.message)")
        var alone = Self.first
        alone.from = "1.1"
        #expect(throws: CatalogueError.self) { try Self.catalogue(alone) }
    }

    @Test("A lens from a version that is not there is refused")
    func origin() throws {
        var version = Self.first
        version.from = "0.9"
        let error = try #require(throws: CatalogueError.self) { try Self.catalogue(version) }
        #expect(error.message.contains("no version 0.9"))
    }
}
