import FormDocument
import FormSchemas

// Who is where and when, and the way to a plan.
extension Phrase {
    // MARK: The calendar

    static let noVisits = Phrase(
        nl: "Geen bezoeken in deze tijd.", fr: "Aucune visite durant cette période.",
        de: "Keine Besuche in dieser Zeit.", en: "No visits in this time.")
    static let cancelled = Phrase(nl: "vervallen", fr: "annulée", de: "abgesagt", en: "cancelled")
    static let collisions = Phrase(
        nl: "Gaat niet samen", fr: "Incompatibilités", de: "Überschneidungen", en: "Conflicts")
    static let freeTimes = Phrase(
        nl: "Allen zijn vrij, voor zover u ziet", fr: "Tous sont libres, à votre connaissance",
        de: "Alle sind frei, soweit Sie sehen", en: "All are free, as far as you see")

    static func noCommonTime(_ hours: Int) -> Phrase {
        Phrase(
            nl: "In deze tijd zijn zij niet \(hours) uur samen vrij, voor zover u ziet.",
            fr:
                "À votre connaissance, ils n'ont pas \(hours) h libres en commun durant cette période.",
            de: "In dieser Zeit sind sie, soweit Sie sehen, nicht \(hours) Stunden gemeinsam frei.",
            en: "In this time they have no \(hours) hours in common, as far as you see.")
    }

    /// That sheets are missing for the months from one to another.
    static func monthsNotDrawn(_ first: CalendarDate, _ last: CalendarDate) -> Phrase {
        func months(_ language: Language) -> String {
            let texts = [first, last].map { LocalTime.text(ofMonth: $0, in: language) }
            return texts[0] == texts[1] ? texts[0] : texts.joined(separator: " – ")
        }
        return Phrase(
            nl: "Niet getekend: \(months(.nl)); `--month` tekent er een.",
            fr: "Non dessinés : \(months(.fr)) ; `--month` en dessine un.",
            de: "Nicht gezeichnet: \(months(.de)); `--month` zeichnet einen.",
            en: "Not drawn: \(months(.en)); `--month` draws one.")
    }

    static func officerTwice(
        _ officer: String, _ first: String, _ second: String, _ time: String
    ) -> Phrase {
        Phrase(
            nl: "\(officer) is tegelijk in \(first) en \(second) verwacht: \(time)",
            fr: "\(officer) est attendu à la fois à \(first) et à \(second) : \(time)",
            de: "\(officer) wird zugleich in \(first) und \(second) erwartet: \(time)",
            en: "\(officer) is expected in \(first) and in \(second) at once: \(time)")
    }

    static func siteTwice(
        _ place: String, _ first: String, _ second: String, _ time: String
    ) -> Phrase {
        Phrase(
            nl: "Twee inspecties op één plaats in \(place), “\(first)” en “\(second)”: \(time)",
            fr:
                "Deux inspections au même endroit à \(place), « \(first) » et « \(second) » : \(time)",
            de: "Zwei Kontrollen an einem Ort in \(place), „\(first)“ und „\(second)“: \(time)",
            en: "Two inspections at one site in \(place), “\(first)” and “\(second)”: \(time)")
    }

    static let monthOrDays = Phrase(
        nl: "`--month` gaat niet samen met `--from` of `--to`.",
        fr: "`--month` ne va pas avec `--from` ni `--to`.",
        de: "`--month` geht nicht zusammen mit `--from` oder `--to`.",
        en: "`--month` does not go with `--from` or `--to`.")
    static let hoursRange = Phrase(
        nl: "`--hours` is 1 tot 12: vrije tijden liggen tussen 7 en 19 uur.",
        fr: "`--hours` va de 1 à 12 : les temps libres sont entre 7 h et 19 h.",
        de: "`--hours` ist 1 bis 12: Freie Zeiten liegen zwischen 7 und 19 Uhr.",
        en: "`--hours` is 1 to 12: free times lie between 7 and 19 o'clock.")
    static let hoursAlone = Phrase(
        nl: "`--hours` hoort bij `--free-for`.", fr: "`--hours` va avec `--free-for`.",
        de: "`--hours` gehört zu `--free-for`.", en: "`--hours` goes with `--free-for`.")

    static func calendarTooLong(_ days: Int64) -> Phrase {
        Phrase(
            nl:
                "Een kalender heeft hoogstens \(days) dagen: kies `--from` en `--to` dichter bij elkaar.",
            fr: "Un calendrier a au plus \(days) jours : rapprochez `--from` et `--to`.",
            de:
                "Ein Kalender hat höchstens \(days) Tage: Wählen Sie `--from` und `--to` näher beieinander.",
            en: "A calendar has at most \(days) days: choose `--from` and `--to` closer together.")
    }

    static func notAMonth(_ text: String) -> Phrase {
        Phrase(
            nl: "“\(text)” is geen maand, zoals 2026-11.",
            fr: "« \(text) » n'est pas un mois, comme 2026-11.",
            de: "„\(text)“ ist kein Monat wie 2026-11.",
            en: "\"\(text)\" is no month, such as 2026-11.")
    }

    // MARK: The way to a plan

    static func planWaits(for agencies: [String], _ name: TurnName) -> Phrase {
        let list = agencies.joined(separator: ", ")
        return Phrase(
            nl: "Eerst moet \(name) komen, van: \(list).",
            fr: "Il faut d'abord \(name), de : \(list).",
            de: "Zuerst muss \(name) kommen, von: \(list).",
            en: "First \(name) has to come, from: \(list).")
    }

    static func planWithout(_ agencies: [String]) -> Phrase {
        let list = agencies.joined(separator: ", ")
        return Phrase(
            nl: "Nog geen antwoord van: \(list).", fr: "Pas encore de réponse de : \(list).",
            de: "Noch keine Antwort von: \(list).", en: "No answer yet from: \(list).")
    }

    static func planDeclined(by agencies: [String]) -> Phrase {
        let list = agencies.joined(separator: ", ")
        return Phrase(
            nl: "Niemand doet mee: \(list) heeft geweigerd.",
            fr: "Personne ne participe : \(list) a refusé.",
            de: "Niemand nimmt teil: \(list) hat abgelehnt.",
            en: "Nobody takes part: \(list) has declined.")
    }

    static func planSigned(_ id: String) -> Phrase {
        let command = "formclient inspections show \(id.prefix(8))"
        return Phrase(
            nl: "Alle partijen hebben het plan ondertekend. Bij het bezoek horen SOC-04 en SOC-05, "
                + "daarna het verslag SOC-06; `\(command)` toont de stand.",
            fr: "Toutes les parties ont signé le plan. La visite demande SOC-04 et SOC-05, puis le "
                + "rapport SOC-06 ; `\(command)` montre où on en est.",
            de:
                "Alle Parteien haben den Plan unterschrieben. Zum Besuch gehören SOC-04 und SOC-05, "
                + "danach der Bericht SOC-06; `\(command)` zeigt den Stand.",
            en:
                "All parties have signed the plan. The visit takes SOC-04 and SOC-05, then the report "
                + "SOC-06; `\(command)` shows where it stands.")
    }

    static func allHaveTime(_ agencies: [String], _ times: [String]) -> Phrase {
        let list = agencies.joined(separator: ", ")
        let shown = times.joined(separator: "; ")
        return times.isEmpty
            ? Phrase(
                nl: "\(list) zijn, voor zover u ziet, de komende tijd geen vier uur samen vrij.",
                fr: "À votre connaissance, \(list) n'ont pas quatre heures libres en commun "
                    + "prochainement.",
                de: "\(list) sind, soweit Sie sehen, in nächster Zeit keine vier Stunden gemeinsam "
                    + "frei.",
                en: "\(list) have no four hours in common before long, as far as you see.")
            : Phrase(
                nl:
                    "\(list) zijn, voor zover u ziet, samen vrij: \(shown); meer met `formclient "
                    + "inspections calendar --free-for`.",
                fr:
                    "À votre connaissance, \(list) sont libres ensemble : \(shown) ; davantage avec "
                    + "`formclient inspections calendar --free-for`.",
                de:
                    "\(list) sind, soweit Sie sehen, gemeinsam frei: \(shown); mehr mit `formclient "
                    + "inspections calendar --free-for`.",
                en:
                    "As far as you see, \(list) are free together: \(shown); more with `formclient "
                    + "inspections calendar --free-for`.")
    }

    static func seeCollisions(_ count: Int, _ from: String, _ until: String) -> Phrase {
        let command = "formclient inspections calendar --from \(from) --to \(until)"
        return Phrase(
            nl: "Overlappingen in deze tijd: \(count); `\(command)` noemt ze.",
            fr: "Incompatibilités durant cette période : \(count) ; `\(command)` les donne.",
            de: "Überschneidungen in dieser Zeit: \(count); `\(command)` nennt sie.",
            en: "Conflicts in this time: \(count); `\(command)` lists them.")
    }

    static func planCollides(_ count: Int, _ from: String, _ until: String) -> Phrase {
        let command = "formclient inspections calendar --from \(from) --to \(until)"
        return Phrase(
            nl: "Dit plan overlapt met andere bezoeken: \(count) keer; `\(command)` noemt ze.",
            fr: "Ce plan est incompatible avec d'autres visites : \(count) fois ; `\(command)` les "
                + "donne.",
            de: "Dieser Plan überschneidet sich mit anderen Besuchen: \(count)-mal; `\(command)` "
                + "nennt sie.",
            en: "This plan conflicts with other visits: \(count) times; `\(command)` lists them.")
    }

    static func caseDrafted(_ file: String) -> Phrase {
        Phrase(
            nl: "Vul aan wat tussen ‹ en › staat, dan `formclient submit \(file)`; daarna gaat "
                + "`formclient inspections plan` met de ID verder.",
            fr: "Complétez ce qui est entre ‹ et ›, puis `formclient submit \(file)` ; ensuite "
                + "`formclient inspections plan` avec l'identifiant continue.",
            de:
                "Ergänzen Sie, was zwischen ‹ und › steht, dann `formclient submit \(file)`; danach "
                + "geht es mit `formclient inspections plan` und der ID weiter.",
            en: "Fill in what stands between ‹ and ›, then `formclient submit \(file)`; after that "
                + "`formclient inspections plan` with the ID goes on.")
    }
}
