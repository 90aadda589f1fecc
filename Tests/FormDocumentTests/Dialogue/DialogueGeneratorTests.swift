import FormDocument
import FormSchemas
import Testing

/// Random dialogues: every turn can be made, and fits.
struct DialogueGeneratorTests {
    static let turns: [TurnName] =
        (try? DialogueSamples.catalogue.get()).map { catalogue in
            catalogue.forms.flatMap { form in
                (catalogue.newestVersion(form: form.code)?.flow.turns ?? []).map {
                    TurnName(form: form.code, turn: $0.name)
                }
            }
        } ?? []

    @Test(arguments: turns)
    func everyTurnFits(name: TurnName) throws {
        var made = 0
        var failures: [String] = []
        for seed in 0..<3 as Range<UInt64> {
            var generator = DialogueGenerator(
                catalogue: try DialogueSamples.catalogue.get(),
                at: try #require(Timestamp("2026-03-02T08:00:00Z")), seed: seed)
            do {
                let story = try generator.story(of: name)
                #expect(story.last?.form.name == name)
                made += 1
            } catch {
                failures.append("\(error)")
            }
        }
        #expect(made == 3, "\(name): \(made) of 3; \(failures)")
    }
}
