import FormDocument
import FormSchemas
import Testing

/// Every story of the catalogue ends as it says.
struct DialogueSampleTests {
    @Test(arguments: DialogueSamples.paths)
    func storyEndsAsDeclared(path: String) throws {
        let (found, declared) = try DialogueSamples.play(path)
        let codes = found.map {
            DialogueSamples.Declared(
                pointer: $0.instanceLocation.description, code: $0.code.rawValue,
                severity: $0.severity.rawValue)
        }
        #expect(codes.sorted() == declared.sorted(), "\(found)")
        for violation in found {
            let sentences = Language.allCases.map { violation.message(in: $0) }
            #expect(Set(sentences).count == sentences.count, "\(violation)")
            #expect(!sentences.contains { $0.contains("{") || $0.contains("?") }, "\(sentences)")
        }
    }

    @Test("Every rule over a dialogue is shown at work by a story that breaks it and nothing else")
    func everyRuleHasItsStory() throws {
        var shown: Set<String> = []
        for path in DialogueSamples.paths {
            let (_, declared) = try DialogueSamples.play(path)
            guard let only = declared.first, declared.count == 1 else { continue }
            let words = path.split(separator: "/")
            let name = only.code.lowercased().replacing("_", with: "-")
            if words.last?.dropLast(5) == Substring(name) {
                shown.insert("\(words[1])/\(words[2]) \(only.code)")
            }
        }
        let catalogue = try DialogueSamples.catalogue.get()
        for form in catalogue.forms {
            for number in form.versions {
                let version = try #require(catalogue.version(form: form.code, version: number))
                for rule in version.dialogueRuleList {
                    let name = "\(form.code)/\(number) \(rule.code)"
                    #expect(shown.contains(name), "no story breaks \(name)")
                }
            }
        }
    }
}
