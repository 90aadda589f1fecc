import FormSchemas
import Testing

@testable import formclient

struct RefusalTextTests {
    @Test("Every reason has a text of its own in every language", arguments: Language.allCases)
    func texts(language: Language) {
        let texts = RefusalReason.allCases.map { Phrase.refusal(for: $0)[language] }
        #expect(texts.allSatisfy { $0.hasSuffix(".") })
        #expect(Set(texts).count == texts.count)
    }

    @Test("English readers get the exchange's own sentence, others theirs")
    func said() {
        let said = Phrase.said("There is no form 1 here.", .notFound)
        #expect(said[.en] == "There is no form 1 here.")
        #expect(said[.de] == Phrase.refusal(for: .notFound)[.de])
        #expect(Phrase.said("", .notFound)[.en] == Phrase.refusal(for: .notFound)[.en])
    }

    @Test("A reason that this client does not know yet is quoted as it is, on one line")
    func unknownReason() {
        for language in Language.allCases {
            #expect(Phrase.said("Something\nnew.", nil)[language] == "Something new.")
        }
    }

    @Test("A detail that is empty in a language takes no line there")
    func details() {
        let error = ClientError(
            .refused, Phrase(verbatim: "No."), details: [Phrase(nl: "a", fr: "a", de: "a", en: "")])
        #expect(error.text(in: .en) == "No.")
        #expect(error.text(in: .de) == "No.\n\n  a\n")
    }
}
