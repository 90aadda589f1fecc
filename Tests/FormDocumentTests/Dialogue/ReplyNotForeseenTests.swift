import FormSchemas
import Testing

/// What is said of a form that answers one which it cannot answer.
struct ReplyNotForeseenTests {
    private func sentence(_ story: String, _ language: Language) throws -> String {
        let (found, _) = try DialogueSamples.play("forms/\(story).json")
        #expect(found.map(\.code) == [.replyNotForeseen])
        return try #require(found.first).message(in: language)
    }

    @Test("A turn that answers nothing is named, and told to leave its original out")
    func answersNothing() throws {
        let story = "VIP-01/1.0/samples/dialogue/announcement-in-reply"
        #expect(
            try sentence(story, .en)
                == "VIP-01/ANNOUNCE answers no other form: remove in_reply_to; "
                + "RSK-01/ASSESS is answered by: RSK-02/CHANGE, RSK-02/EXPIRE")
        for language in Language.allCases {
            let sentence = try sentence(story, language)
            for word in ["VIP-01/ANNOUNCE", "in_reply_to", "RSK-01/ASSESS", "RSK-02/EXPIRE"] {
                #expect(sentence.contains(word), "\(sentence)")
            }
        }
    }

    @Test("A turn that answers others names them", arguments: Language.allCases)
    func answersOthers(language: Language) throws {
        let sentence = try sentence(
            "RSK-02/1.0/samples/dialogue/notice-on-a-notice", language)
        #expect(sentence.contains("RSK-01/ASSESS"))
        #expect(!sentence.contains("in_reply_to"))
    }

    @Test(
        "That nothing answers the original is said in words",
        arguments: [
            (Language.nl, "geen formulier"), (.fr, "aucun formulaire"), (.de, "kein Formular"),
            (.en, "no form"),
        ])
    func nothingAnswersIt(language: Language, expected: String) {
        for own in [nil, "RSK-01/ASSESS"] {
            var parameters: ViolationParameters = [
                "name": "RSK-03/REGISTER", "turn": "RSK-02/CHANGE",
            ]
            parameters["own"] = own
            let violation = Violation(
                instanceLocation: "/header/in_reply_to", line: 1, column: 1,
                code: .replyNotForeseen, parameters: parameters)
            #expect(violation.message(in: language).hasSuffix(": \(expected)"))
        }
    }
}
