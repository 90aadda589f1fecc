import FormSchemas

// Test files for schemas.
extension Phrase {
    static func suiteProgress(
        _ file: String, done: Int, of all: Int, _ report: SuiteReport
    ) -> Phrase {
        let counts = "\(done + 1)/\(all)  \(report.summary)  \(file)"
        return Phrase(
            nl: "Bestand \(counts)", fr: "Fichier \(counts)", de: "Datei \(counts)",
            en: "File \(counts)")
    }

    /// What was expected of a test, and what came instead.
    static func suiteFailure(expectsValid: Bool, outcome: SuiteRun.Outcome) -> Phrase {
        let expected = verdict(expectsValid)
        let got = got(outcome)
        return Phrase(
            nl: "verwacht: \(expected[.nl]); gekregen: \(got[.nl])",
            fr: "attendu : \(expected[.fr]) ; obtenu : \(got[.fr])",
            de: "erwartet: \(expected[.de]); erhalten: \(got[.de])",
            en: "expected \(expected[.en]), got \(got[.en])")
    }

    private static func verdict(_ isValid: Bool) -> Phrase {
        isValid
            ? Phrase(nl: "geldig", fr: "valide", de: "gültig", en: "valid")
            : Phrase(nl: "ongeldig", fr: "non valide", de: "ungültig", en: "invalid")
    }

    private static func got(_ outcome: SuiteRun.Outcome) -> Phrase {
        let what: Phrase =
            switch outcome {
            case .valid: verdict(true)
            case .invalid: verdict(false)
            case .undecided:
                Phrase(
                    nl: "geen uitkomst", fr: "aucun verdict", de: "kein Urteil", en: "no verdict")
            case .schemaRefused:
                Phrase(
                    nl: "het schema is geweigerd", fr: "le schéma est refusé",
                    de: "das Schema ist abgelehnt", en: "the schema is refused")
            case .dataRefused:
                Phrase(
                    nl: "de waarde is onleesbaar", fr: "la valeur est illisible",
                    de: "der Wert ist nicht lesbar", en: "the value cannot be read")
            }
        func text(_ language: Language) -> String {
            let reason = outcome.reason(in: language)
            return reason.isEmpty ? what[language] : "\(what[language]): \(reason)"
        }
        return Phrase(nl: text(.nl), fr: text(.fr), de: text(.de), en: text(.en))
    }

    /// - Parameter error: where the file is not even JSON.
    static func notASuite(_ path: String, _ error: JSONError?) -> Phrase {
        guard let error else {
            return Phrase(
                nl: "\(path) is geen testbestand: het is geen lijst van groepen.",
                fr: "\(path) n'est pas un fichier de tests : ce n'est pas une liste de groupes.",
                de: "\(path) ist keine Testdatei: es ist keine Liste von Gruppen.",
                en: "\(path) is not a test file: it is not an array of groups.")
        }
        return notJSON(path, error)
    }

    static let noTests = Phrase(
        nl: "Er zijn geen tests gevonden.", fr: "Aucun test n'a été trouvé.",
        de: "Es wurden keine Tests gefunden.", en: "No tests were found.")

    static let seeSuiteFormat: Phrase = {
        let format = """
            [{"description", "schema", "tests": [{"description", "data", "valid"}]}]
            """
        return Phrase(
            nl: "Verwacht: \(format)", fr: "Attendu : \(format)", de: "Erwartet: \(format)",
            en: "Expected: \(format)")
    }()

    static func notASuiteEntry(_ path: String, line: Int) -> Phrase {
        Phrase(
            nl: "\(path):\(line) is geen groep met \"schema\" en \"tests\", "
                + "of een test zonder \"data\" en \"valid\"; het is overgeslagen.",
            fr: "\(path):\(line) n'est pas un groupe avec \"schema\" et \"tests\", "
                + "ou est un test sans \"data\" et \"valid\" ; c'est laissé de côté.",
            de: "\(path):\(line) ist keine Gruppe mit \"schema\" und \"tests\" "
                + "oder ein Test ohne \"data\" und \"valid\"; es wird übergangen.",
            en: "\(path):\(line) is not a group with \"schema\" and \"tests\", "
                + "or is a test without \"data\" and \"valid\"; it is left out.")
    }

    static func remoteSkipped(_ path: String, _ why: String) -> Phrase {
        Phrase(
            nl: "\(path) wordt overgeslagen: \(why)", fr: "\(path) est laissé de côté : \(why)",
            de: "\(path) wird übergangen: \(why)", en: "\(path) is left out: \(why)")
    }

    static func tooManyFiles(_ path: String, max: Int) -> Phrase {
        Phrase(
            nl: "In en onder \(path) staan meer dan \(max) bestanden.",
            fr: "\(path) et ses sous-dossiers contiennent plus de \(max) fichiers.",
            de: "In und unter \(path) liegen mehr als \(max) Dateien.",
            en: "There are more than \(max) files in and below \(path).")
    }
}
