import Testing

@testable import FormSchemas

@Suite("What differences say")
struct DifferenceMessagesTests {
    @Test(
        "In each language a sentence of its own, with every parameter filled in",
        arguments: DifferenceMessages.Sentence.allCases)
    func sentences(_ sentence: DifferenceMessages.Sentence) {
        for count in ["1", "7"] {
            let text = DifferenceMessages.text(
                sentence, ["name": "NAME", "value": "VALUE", "count": count])
            let texts = Language.allCases.map { text[$0] }
            #expect(Set(texts).count == 4)
            for text in texts {
                #expect(text.hasSuffix(".") && !text.contains { "{}|?".contains($0) }, "\(text)")
            }
            for value in ["NAME", "VALUE", "7"] {
                let named = texts.filter { $0.contains(value) }.count
                #expect(named == 0 || named == 4, "\(texts)")
            }
        }
    }
}
