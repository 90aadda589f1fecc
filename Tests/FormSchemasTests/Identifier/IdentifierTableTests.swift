import Foundation
import FormSchemas
import Testing

/// What every row of the table owes its readers.
struct IdentifierTableTests {
    @Test func namesAndCodesAreUnique() {
        let types = IdentifierType.all
        #expect(types.count >= 55)
        #expect(Set(types.map(\.name)).count == types.count)
        let codes = types.flatMap { [$0.code] + ($0.hasCheck ? [$0.code + "_CHECK"] : []) }
        #expect(Set(codes).count == codes.count)
        #expect(Set(codes).isDisjoint(with: ["TYPE", "FORMAT", "PATTERN", "CODE_LIST"]))
        for type in types {
            #expect(IdentifierType.named(type.name) === type)
            #expect(IdentifierType.named(type.code) === type)
        }
        #expect(IdentifierType.named("be-unknown") == nil)
        #expect(IdentifierType.named("") == nil)
    }

    @Test(arguments: IdentifierType.all.map(\.name))
    func exampleFits(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        let check = type.check(type.example)
        #expect(check.outcome.isAccepted, "\(check)")
        #expect(check.canonical == type.example)
        #expect(type.outcome(of: type.example) == check.outcome)
    }

    @Test(arguments: IdentifierType.all.map(\.name))
    func rubbishDoesNot(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        let rubbish = [
            "", " ", "?", "\u{0}", "é", "🇧🇪", String(repeating: "9", count: 500),
            String(repeating: "Ä", count: 60), type.example + "\u{0}", type.example + "?",
            "?" + type.example, String(repeating: " ", count: 100),
        ]
        for text in rubbish {
            #expect(type.outcome(of: text) == .wrongFormat, "\(text)")
            #expect(!type.check(text).outcome.isAccepted, "\(text)")
        }
    }

    @Test(arguments: IdentifierType.all.map(\.name))
    func textsAreThere(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        for text in [type.example, "?"] + broken(type) {
            let check = type.check(text)
            let conclusions = Language.allCases.map { check.conclusion(in: $0) }
            #expect(Set(conclusions).count == 4)
            #expect(conclusions.allSatisfy { !$0.contains("{") && !$0.hasSuffix(".") })
            for step in check.steps {
                #expect(Language.allCases.allSatisfy { step.text(in: $0).count > 4 })
            }
        }
        for language in Language.allCases { #expect(!type.title(in: language).isEmpty) }
    }

    private func broken(_ type: IdentifierType) -> [String] {
        var generator = SeededRandom(seed: 5)
        return type.broken(type.example, using: &generator).map { [$0] } ?? []
    }

    @Test func documentationListsEveryType() throws {
        let path = CatalogueFiles.folder.deletingLastPathComponent()
            .appending(path: "docs/schema-keywords.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        for type in IdentifierType.all {
            #expect(text.contains("| `\(type.name)` | `\(type.code)` | "), "\(type.name)")
        }
    }

    @Test func explanationShowsItsNumbers() throws {
        let type = try #require(IdentifierType.named("be-niss"))
        let check = type.check("85.07.30-033 28")
        #expect(check.outcome == .fits)
        #expect(check.canonical == "85073003328")
        #expect(
            check.steps.map { $0.text(in: .en) }.contains(
                "check digits, born before 2000: 97 − (850730033 mod 97) = 28; written: 28"))
        let wrong = type.check("85073003329")
        #expect(wrong.outcome == .wrongDigits)
        #expect(
            wrong.conclusion(in: .nl)
                == "de controlecijfers kloppen niet (controlecijfers, geboren vóór 2000: 28 verwacht, "
                + "29 geschreven; controlecijfers, geboren vanaf 2000: 57 verwacht, 29 geschreven)"
                + "; waarschijnlijk is een cijfer verkeerd getypt")
        #expect(
            type.check("8507300332").conclusion(in: .en)
                == "\"8507300332\" is not a Belgian national number (NISS/INSZ): after 10 characters "
                + "a digit is missing; expected: 11 digits, for example 85073003328")
    }
}
