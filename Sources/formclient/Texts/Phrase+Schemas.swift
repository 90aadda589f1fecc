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

    private static func plural(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
