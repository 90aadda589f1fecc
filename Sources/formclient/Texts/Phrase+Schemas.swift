// Schemas that were checked.
extension Phrase {
    static func schemaRefused(_ file: String) -> Phrase {
        Phrase(
            nl: "\(file) wordt geweigerd: hiermee kan niets worden gecontroleerd.",
            fr: "\(file) est refusé : rien ne peut être contrôlé avec ce schéma.",
            de: "\(file) wird abgelehnt: damit lässt sich nichts prüfen.",
            en: "\(file) is refused: nothing can be checked with it.")
    }

    static func schemaChecked(_ file: String, warnings: Int, hints: Int) -> Phrase {
        if warnings + hints == 0 {
            return Phrase(
                nl: "\(file): niets gevonden.", fr: "\(file) : rien à signaler.",
                de: "\(file): nichts gefunden.", en: "\(file): nothing found.")
        }
        return Phrase(
            nl: "\(file): \(plural(warnings, "waarschuwing", "waarschuwingen")), "
                + "\(plural(hints, "aanwijzing", "aanwijzingen")).",
            fr: "\(file) : \(warnings) avertissement\(warnings > 1 ? "s" : ""), "
                + "\(hints) indication\(hints > 1 ? "s" : "").",
            de: "\(file): \(plural(warnings, "Warnung", "Warnungen")), "
                + "\(plural(hints, "Hinweis", "Hinweise")).",
            en: "\(file): \(plural(warnings, "warning", "warnings")), "
                + "\(plural(hints, "hint", "hints")).")
    }

    static func rulesWithoutSchema(_ file: String, schema: String) -> Phrase {
        Phrase(
            nl: "De regels in \(file) gaan over een formulier en worden getoetst aan het schema "
                + "ernaast, \(schema); dat is niet bruikbaar.",
            fr: "Les règles de \(file) portent sur un formulaire et sont contrôlées d'après le "
                + "schéma placé à côté, \(schema), qui est inutilisable.",
            de: "Die Regeln in \(file) betreffen ein Formular und werden am Schema daneben "
                + "geprüft, \(schema); das ist nicht brauchbar.",
            en: "The rules in \(file) are about a form and are checked against the schema beside "
                + "them, \(schema), which cannot be used.")
    }

    static let putSchemaBesideRules = Phrase(
        nl: "Zet het schema van het formulier als schema.json in dezelfde map, "
            + "of controleer de regels in de map van het formulier.",
        fr: "Placez le schéma du formulaire sous le nom schema.json dans le même dossier, "
            + "ou contrôlez les règles dans le dossier du formulaire.",
        de: "Legen Sie das Schema des Formulars als schema.json in denselben Ordner, "
            + "oder prüfen Sie die Regeln im Ordner des Formulars.",
        en: "Put the form's schema into the same folder as schema.json, "
            + "or check the rules in the form's folder.")

    private static func plural(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
