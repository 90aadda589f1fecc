import Foundation
import Testing

@testable import FormSchemas

struct NameMentionTests {
    private func mentions(_ text: String, _ name: String) -> Bool {
        NormalizedText.of(text).withUnsafeBufferPointer { text in
            NormalizedText.of(name).withUnsafeBufferPointer { NameMention.holds(text, $0) }
        }
    }

    @Test(arguments: [
        ("Werkbezoek minister VERSTRAETEN", "Verstraeten"), ("Visit Croo", "De Croo"),
        ("Croo-Besuch", "De Croo"), ("Bezoek DeCroo", "De Croo"), ("V.E.R.S.T.", "Verst"),
        ("Besuch Mueller", "Müller"), ("Besuch Müller", "Mueller"), ("Muller visit", "Müller"),
        ("Müllers Besuch", "Muller"), ("Müllerbesuch", "Müller"), ("Koks' reis", "Kok"),
        ("Bezoek Li", "Li"), ("State visit Fréderik", "Frederik Johan"),
        ("Jan op reis", "Jan Piet"),
        ("Visit Goeth", "Göth"), ("Roe", "Rö"), ("訪問習近平", "習近平"), ("Kims Reise", "Kim"),
        ("Визит Путина", "Путин"), ("Van Den Bergh", "van den Bergh"), ("Ber\u{200B}gh", "Bergh"),
    ])
    func names(text: String, name: String) {
        #expect(mentions(text, name))
    }

    @Test(arguments: [
        ("Werkbezoek Den Haag", "Verstraeten"), ("Visit Brussels", "De Croo"),
        ("Bezoek van de minister", "van de Velde"), ("Visite le 8 mai", "Le"),
        ("Kokkelvisserij", "Kok"), ("Januari", "Jan"), ("Niederlande", "Lande"),
        ("Besuch am Eiersheim", "Meier"), ("Spoed", "Jo"), ("", "Bergh"), ("Visit", ""),
        ("Visit", "--"), ("訪問", "習"), ("Reise", "Rei"),
    ])
    func otherTexts(text: String, name: String) {
        #expect(!mentions(text, name))
    }

    /// Whoever writes a name as it is, anywhere in a title, is found.
    @Test func everyNameOfTheGenerator() throws {
        let table = try JSONDocument(
            try #require(CatalogueFiles.all["generator/family-names.json"]))
        let rows = try #require(table.root["rows"])
        var count = 0
        for row in rows.elements {
            guard let name = row[0]?.string else { continue }
            for text in ["Bezoek \(name)", "\(name)-Besuch", "Visite de \(name.uppercased())."] {
                #expect(mentions(text, name), "\(text)")
            }
            count += 1
        }
        #expect(count > 20)
    }

    /// A name behind any text is found, if it has letters; bytes that are no text do no harm.
    @Test func anyBytesAreTaken() {
        var generator = SystemRandomNumberGenerator()
        let bytes: [UInt8] = [0x20, 0x62, 0x65, 0x73, 0xE3, 0x80, 0xFF, 0xC3]
        for _ in 0..<5_000 {
            let text = (0..<12).map { _ in bytes.randomElement(using: &generator) ?? 0 }
            let name = (0..<4).map { _ in bytes[Int.random(in: 0..<4, using: &generator)] }
            let whole = text + [0x20] + name
            let found = whole.withUnsafeBufferPointer { whole in
                name.withUnsafeBufferPointer { NameMention.holds(whole, $0) }
            }
            #expect(found == name.contains { $0 != 0x20 }, "\(whole)")
        }
    }
}
