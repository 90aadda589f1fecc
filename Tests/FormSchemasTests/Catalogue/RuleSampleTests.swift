import FormSchemas
import Testing

/// Every rule of every form is shown at work by a sample that breaks it and nothing else.
struct RuleSampleTests {
    private struct Broken: Hashable {
        let form: String
        let code: String
        let name: String
    }

    /// The rules that invalid samples declare as their only violation.
    private func broken() throws -> Set<Broken> {
        var found: Set<Broken> = []
        for path in CatalogueFiles.samples("invalid") {
            let sample = try JSONDocument(try #require(CatalogueFiles.all[path]))
            let declared = try #require(sample.root["violations"])
            guard declared.count == 1, let code = declared[0]?["code"]?.string else { continue }
            let steps = path.split(separator: "/")
            found.insert(
                Broken(
                    form: "\(steps[1])/\(steps[2])", code: code,
                    name: String(steps[5].dropLast(5))))
        }
        return found
    }

    @Test func everyRuleHasItsSample() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        let broken = try broken()
        var rules = 0
        for form in catalogue.forms {
            for number in form.versions {
                let version = try #require(catalogue.version(form: form.code, version: number))
                for rule in version.rules {
                    let code = rule.code.rawValue
                    let sample = Broken(
                        form: "\(form.code)/\(number)", code: code,
                        name: code.lowercased().replacing("_", with: "-"))
                    #expect(broken.contains(sample), "no sample \(sample.name) of \(sample.form)")
                    rules += 1
                }
            }
        }
        #expect(rules > 40)
    }

    @Test func everyRuleSpeaksFourLanguages() throws {
        for form in try CatalogueFiles.catalogue.get().forms {
            let version = try #require(
                try CatalogueFiles.catalogue.get().newestVersion(form: form.code))
            #expect(!version.rules.isEmpty, "\(form.code)")
            for rule in version.rules {
                let texts = Language.allCases.compactMap { rule.messages.texts[$0] }
                #expect(texts.count == 4 && Set(texts).count == 4, "\(rule.code)")
                #expect(texts.allSatisfy { !$0.hasSuffix(".") && $0.count < 200 }, "\(rule.code)")
            }
        }
    }
}
