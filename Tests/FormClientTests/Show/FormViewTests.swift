import FormDocument
import FormSchemas
import Foundation
import Testing

@testable import formclient

@Suite("A form as people read it")
struct FormViewTests {
    private typealias Bundle = FormDocument.Bundle

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The valid samples of the whole catalogue.
    private static let samples: [String] = {
        let forms = repository.appending(path: "catalogue/forms").path
        return FormLibrary.catalogue.forms.flatMap { form in
            form.versions.flatMap { version in
                let folder = "\(forms)/\(form.code)/\(version)/samples/valid"
                return LocalFile.names(in: folder).map { "\(folder)/\($0)" }
            }
        }
    }()

    private func sample(_ name: String) throws -> ShownForm {
        let path = try #require(Self.samples.first { $0.hasSuffix("/\(name).json") })
        return try ShownForm(try Draft(bytes: try bytes(path)), named: name)
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        try LocalFile.read(path, bytesMax: 1 << 24)
    }

    private func vector(_ name: String) throws -> Bundle {
        let folder = Self.repository.appending(path: "docs/vectors/bundles").path
        return try Bundle(decoding: try bytes("\(folder)/\(name).json"))
    }

    /// The text without the line ends and spaces that its layout has put into it.
    private func condensed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    private func steers(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: Table.steers)
    }

    // MARK: Samples

    @Test(
        "Nothing of any sample goes missing, and no line is too wide", arguments: Language.allCases)
    func everySample(language: Language) throws {
        #expect(Self.samples.count > 20)
        for path in Self.samples {
            let form = try ShownForm(try Draft(bytes: try bytes(path)), named: path)
            let view = FormView(form, in: language)
            let texts = FieldTexts(form.version, language)
            let leaves = FormLeaf.list(in: form.document, parts: form.parts, texts)
            #expect(leaves.count == scalars(JSONValue(form.document.root)), "\(path)")
            #expect(leaves.allSatisfy { !$0.title.isEmpty && $0.title != $0.pointer }, "\(path)")
            for columns in [40, 100] {
                let lines = view.lines(columns: columns)
                #expect(lines.allSatisfy { $0.displayWidth <= columns }, "\(path) \(columns)")
                let text = condensed(lines.joined(separator: "\n"))
                for leaf in leaves where leaf.pointer != "/header/format" {
                    guard case .string(let value)? = leaf.value, Timestamp(value) == nil,
                        CalendarDate(value) == nil
                    else { continue }
                    #expect(
                        text.contains(condensed(leaf.label ?? value)), "\(path) \(leaf.pointer)")
                }
            }
        }
    }

    /// How many values a document has, its references to parts aside.
    private func scalars(_ value: JSONValue) -> Int {
        switch value {
        case .object(let members) where !members.isEmpty:
            members.filter { $0.name != "$part" }.map { scalars($0.value) }.reduce(0, +)
        case .array(let elements) where !elements.isEmpty:
            elements.map(scalars).reduce(0, +)
        default: 1
        }
    }

    @Test(
        "Titles and labels are in the reader's language, times in the reader's zone",
        arguments: [
            (Language.nl, "Vertrek", "Wapens", "Spuitbus met pepperspray", "ja"),
            (.fr, "Départ", "Armes", "Aérosol de poivre", "oui"),
            (.de, "Abfahrt", "Waffen", "Pfefferspray", "ja"),
            (.en, "Departure", "Weapons", "Pepper spray", "yes"),
        ])
    func languages(
        language: Language, departure: String, weapons: String, spray: String, yes: String
    ) throws {
        let lines = FormView(try sample("ministers-luxembourg-armed"), in: language)
            .lines(columns: 120)
        func time(_ text: String) throws -> String {
            LocalTime(try #require(Timestamp(text))).text(in: language)
        }
        let window =
            try time("2026-12-10T07:00:00+01:00") + " – " + time("2026-12-10T07:15:00+01:00")
        #expect(lines.contains { $0.contains(departure) && $0.hasSuffix(window) })
        #expect(lines.contains("  " + weapons))
        #expect(lines.contains { $0.hasSuffix("441502") && $0.contains(" JPX ") })
        #expect(lines.contains { $0.hasSuffix("  " + yes) })
        #expect(lines.first?.hasPrefix("VIP-01 v1.0 ") == true)
        #expect(lines[1].hasPrefix("BE-DAP → LU-USP ("))
    }

    @Test("Flat objects stand in a table where it fits, else one under another")
    func tables() throws {
        let view = FormView(try sample("ministers-luxembourg-armed"), in: .en)
        let wide = view.lines(columns: 120)
        let start = try #require(wide.firstIndex { $0.hasPrefix("    #  Kind") })
        #expect(wide[start + 1].hasPrefix("    1  Pistol (PISTOL)"))
        #expect(wide[start + 4].hasPrefix("    4  "))
        let narrow = view.lines(columns: 60)
        #expect(!narrow.contains { $0.contains("#  Kind") })
        #expect(narrow.contains { $0.hasPrefix("    1. Kind ") })
    }

    @Test("A form in a dialogue says its turn, what it answers and what it corrects")
    func dialogue() throws {
        let lines = FormView(try sample("be-ocam-minister-lowered-corrected"), in: .fr)
            .lines(columns: 100)
        #expect(lines.contains { $0.hasPrefix("Étape ") && $0.hasSuffix("(CHANGE)") })
        #expect(lines.contains { $0.hasPrefix("Répond à") || $0.hasPrefix("En réponse à") })
        #expect(lines.contains { $0.contains("RSK-02 BE-OCAM 01a2887c") })
    }

    // MARK: Confidential parts and signatures

    @Test("A part is opened in a draft, and with the part that the document was signed with")
    func parts() throws {
        let draft = try sample("ministers-luxembourg-armed")
        let sealed = try Draft(bytes: draft.document.bytes).seal()
        let codeword: JSONPointer = "/body/emergency/codeword"
        let texts = FieldTexts(draft.version, .en)
        func codewords(_ document: JSONDocument, _ parts: OpenedParts) -> [FormLeaf] {
            FormLeaf.list(in: document, parts: parts, texts)
                .filter { $0.pointer.hasPrefix(codeword.description) }
        }
        let inDraft = codewords(draft.document, .none)
        #expect(inDraft.map(\.pointer) == ["\(codeword)/value"])
        let document = sealed.document
        let opened = codewords(document.json, OpenedParts(sealed.parts, of: document))
        #expect(opened.map(\.value) == inDraft.map(\.value))
        #expect(opened.first?.label == nil)

        let withheld = codewords(document.json, OpenedParts([], of: document))
        #expect(withheld.map(\.pointer) == [codeword.description])
        #expect(withheld.first?.value == nil && withheld.first?.label == "confidential, withheld")
        // The same name and value with another salt are not what was signed.
        let other = try Draft(bytes: draft.document.bytes).seal().parts
        #expect(codewords(document.json, OpenedParts(other, of: document)).first?.value == nil)
    }

    @Test(
        "What is known of the signature is said",
        arguments: [
            ("accepted-es256", ShownForm.Standing.accepted, "holds (accepted "),
            ("not-accepted", .signed, "holds; not accepted yet"),
            ("changed-space", .broken, "DOES NOT HOLD"), ("bulk", .accepted, "holds (accepted "),
        ])
    func standing(name: String, standing: ShownForm.Standing, text: String) async throws {
        let bundle = try vector(name)
        let vectors = Self.repository.appending(path: "docs/vectors")
        let key = try String(contentsOf: vectors.appending(path: "exchange.vkey"), encoding: .utf8)
        let report = await bundle.verify(
            roots: try Credentials.roots(vectors.appending(path: "roots.pem").path),
            exchanges: [try .init(String(key.dropLast()))])
        let form = try ShownForm(bundle, named: name, report)
        #expect(form.standing == standing)
        let lines = FormView(form, in: .en).lines(columns: 100)
        #expect(lines.contains { $0.hasPrefix("Signature ") && $0.contains(text) })
        #expect(FormView(form, in: .en).json["standing"] == .string(standing.rawValue))
        let unchecked = try ShownForm(bundle, named: name, nil)
        #expect(unchecked.standing == .unchecked && unchecked.receipt == nil)
    }

    // MARK: Remarks

    @Test("Warnings come last; what is wrong with a draft is counted")
    func remarks() throws {
        var json = JSONValue(try sample("be-ocam-minister").document.root)
        json["body"]?["native_level"] = "four"
        let form = try ShownForm(try Draft(bytes: json.bytes()), named: "x")
        #expect(form.errorCount > 0)
        let lines = FormView(form, in: .en).lines(columns: 80)
        let count = form.errorCount == 1 ? "1 violation;" : "\(form.errorCount) violations;"
        #expect(lines.last?.hasPrefix(count) == true, "\(lines.last ?? "")")
        #expect(FormView(try sample("be-ocam-minister"), in: .en).json["violations"] == [])
    }

    @Test("A warning names the place")
    func warnings() throws {
        var json = JSONValue(try sample("be-ocam-minister").document.root)
        json["header"]?["sender_officer"]?["phone"] = "+99999999999"
        let form = try ShownForm(try Draft(bytes: json.bytes()), named: "x")
        #expect(form.warnings.count == 1 && form.errorCount == 0)
        let lines = FormView(form, in: .de).lines(columns: 200)
        #expect(lines.dropLast().last == "Warnungen")
        #expect(lines.last?.contains("/header/sender_officer/phone") == true)
    }

    @Test("A form that is not known here is shown with the names of its fields")
    func unknownForm() throws {
        let text =
            #"{"header":{"form":"ZZZ-99","version":"1.0","sender":"BE-DAP"},"#
            + #""body":{"some_name":{"a":[],"b":null},"list":[{"x":1},{"x":2,"y":true}]}}"#
        let form = try ShownForm(try Draft(bytes: Array(text.utf8)), named: "x")
        #expect(form.version == nil)
        let lines = FormView(form, in: .nl).lines(columns: 80)
        #expect(lines.contains("some_name") && lines.contains("  a  –") && lines.contains("  b  –"))
        #expect(lines.contains("  1  1") && lines.contains("  2  2  ja"))
        #expect(lines.contains { $0.hasPrefix("Afzender ") && $0.hasSuffix("BE-DAP") })
        #expect(lines.suffix(2).first?.hasPrefix("Deze client kent dit formulier niet") == true)
    }

    @Test("What is no form is refused", arguments: ["{}", "[]", "1", #"{"header":{"form":1}}"#])
    func noForm(text: String) throws {
        let error = #expect(throws: ClientError.self) {
            try ShownForm(try Draft(bytes: Array(text.utf8)), named: "x")
        }
        #expect(error?.status == .answerIsNo)
    }

    // MARK: Hostile texts

    private static let hostile = [
        "\u{1B}[2J\u{1B}]0;owned\u{7}", "\u{9B}31mred\u{9D}0;x\u{9C}",
        "a\u{202E}b\u{2066}c\u{200F}",
        "one\r\nSignature  holds\u{2028}\u{85}\u{B}", "\t\u{0008}\u{7F}",
        String(repeating: "x", count: 400), String(repeating: "王👮🏽‍♀️", count: 90),
        String(repeating: "\n", count: 300), "", "   ",
        "Z" + String(repeating: "\u{300}", count: 90),
    ]

    /// Each text of the value replaced, and members with such names added, deep inside one another.
    private func spoiled(_ value: JSONValue, by text: String) -> JSONValue {
        switch value {
        case .string: return .string(text)
        case .array(let elements): return .array(elements.map { spoiled($0, by: text) })
        case .object(let members):
            let deep = (0..<20).reduce(JSONValue.string(text)) { inner, _ in
                .object([.init(text + "name", inner)])
            }
            return .object(
                members.map { .init($0.name, spoiled($0.value, by: text)) }
                    + [.init(text + "!", deep)])
        default: return value
        }
    }

    @Test(
        "Nothing that steers a terminal gets there, and lines stay within it",
        arguments: hostile.indices)
    func hostileTexts(index: Int) throws {
        for known in [true, false] {
            let text = Self.hostile[index]
            var json = spoiled(JSONValue(try sample("be-ocam-minister").document.root), by: text)
            if known {
                json["header"]?["form"] = "RSK-01"
                json["header"]?["version"] = "1.0"
            }
            let form = try ShownForm(try Draft(bytes: json.bytes()), named: "x")
            #expect((form.version != nil) == known)
            let view = FormView(form, in: .de)
            for columns in [1, 80] {
                let lines = view.lines(columns: columns, style: .plain)
                #expect(!lines.contains(where: steers))
                #expect(lines.allSatisfy { $0.displayWidth <= max(columns, 40) })
            }
            let rows = view.tabSeparated
            #expect(rows.allSatisfy { $0.filter { $0 == "\t" }.count == 3 })
            #expect(!rows.contains { steers($0.filter { $0 != "\t" }) })
            let line = Console.escaped(view.json.serialized())
            #expect(!steers(line))
            #expect(JSONValue(try JSONDocument(line).root) == view.json)
        }
    }
}
