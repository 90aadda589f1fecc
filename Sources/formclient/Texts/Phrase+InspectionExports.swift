import FormDocument
import FormSchemas

// What stands in files that inspections and visits are exported to: calendars and maps.
extension Phrase {
    // MARK: Calendars

    static let calendarName = Phrase(
        nl: "Gezamenlijke inspecties", fr: "Inspections communes", de: "Gemeinsame Kontrollen",
        en: "Joint inspections")

    static func calendarCancelled(_ title: String) -> Phrase {
        Phrase(
            nl: "Vervallen: \(title)", fr: "Annulé : \(title)", de: "Abgesagt: \(title)",
            en: "Cancelled: \(title)")
    }

    /// A line of a description: what it is about, and what is said of it.
    static func calendarLine(_ name: Phrase, _ value: String) -> Phrase {
        Phrase(
            nl: "\(name[.nl]): \(value)", fr: "\(name[.fr]) : \(value)",
            de: "\(name[.de]): \(value)", en: "\(name[.en]): \(value)")
    }

    static let calendarHost = Phrase(
        nl: "Ontvangende dienst", fr: "Service d'accueil", de: "Gastgeber", en: "Host")
    static let calendarGuests = Phrase(
        nl: "Gasten", fr: "Services invités", de: "Gäste", en: "Guests")
    static let calendarState = Phrase(nl: "Stand", fr: "État", de: "Stand", en: "State")
    static let calendarInspection = Phrase(
        nl: "Inspectie", fr: "Inspection", de: "Kontrolle", en: "Inspection")

    // MARK: Visits

    static func visitCount(_ count: Int64) -> Phrase {
        Phrase(
            nl: "\(count.grouped(in: .nl)) \(count == 1 ? "bezoek" : "bezoeken")",
            fr: "\(count.grouped(in: .fr)) \(count < 2 ? "visite" : "visites")",
            de: "\(count.grouped(in: .de)) \(count == 1 ? "Besuch" : "Besuche")",
            en: "\(count.grouped(in: .en)) \(count == 1 ? "visit" : "visits")")
    }

    static func inspectionCount(_ count: Int64) -> Phrase {
        Phrase(
            nl: "\(count.grouped(in: .nl)) \(count == 1 ? "inspectie" : "inspecties")",
            fr: "\(count.grouped(in: .fr)) \(count < 2 ? "inspection" : "inspections")",
            de: "\(count.grouped(in: .de)) \(count == 1 ? "Kontrolle" : "Kontrollen")",
            en: "\(count.grouped(in: .en)) \(count == 1 ? "inspection" : "inspections")")
    }

    static func tooManyInspections(_ counted: Int64) -> Phrase {
        Phrase(
            nl:
                "Er zijn meer dan \(counted.grouped(in: .nl)) inspecties die voldoen, te veel om ze "
                + "alle te geven.",
            fr:
                "Plus de \(counted.grouped(in: .fr)) inspections correspondent, c'est trop pour les "
                + "donner toutes.",
            de: "Mehr als \(counted.grouped(in: .de)) Kontrollen passen, zu viele, um alle "
                + "auszugeben.",
            en:
                "More than \(counted.grouped(in: .en)) inspections fit, too many to give all of them."
        )
    }

    static let narrowInspections = Phrase(
        nl: "Beperk ze, bijvoorbeeld met --from en --to, --country of --party.",
        fr: "Limitez-les, par exemple avec --from et --to, --country ou --party.",
        de: "Grenzen Sie sie ein, etwa mit --from und --to, --country oder --party.",
        en: "Narrow them, for instance with --from and --to, --country or --party.")

    /// What was written, and how much is in it: also that it is nothing.
    static func exported(_ count: Phrase, to path: String) -> Phrase {
        Phrase(
            nl: "Geschreven: \(path) (\(count[.nl]))", fr: "Écrit : \(path) (\(count[.fr]))",
            de: "Geschrieben: \(path) (\(count[.de]))", en: "Written: \(path) (\(count[.en]))")
    }

    /// The same of a file with visits, with the first and the last day of which it has them.
    static func exported(
        _ count: Phrase, to path: String, visitsOf days: Range<Timestamp>
    ) -> Phrase {
        let last = Timestamp(microseconds: days.upperBound.microseconds - 1)
        func day(_ moment: Timestamp, _ language: Language) -> String {
            let date = LocalTime(moment).date
            return CalendarDate(date).map { LocalTime.text(of: $0, in: language) } ?? date
        }
        func line(_ language: Language, _ from: String, _ until: String) -> String {
            "\(exported(count, to: path)[language])\(from) \(day(days.lowerBound, language)) "
                + "\(until) \(day(last, language))"
        }
        return Phrase(
            nl: line(.nl, "; bezoeken van", "tot en met"), fr: line(.fr, " ; visites du", "au"),
            de: line(.de, "; Besuche vom", "bis zum"), en: line(.en, "; visits from", "to"))
    }

    // MARK: Towns

    static let townAmsterdam = Phrase(verbatim: "Amsterdam")
    static let townAntwerp = Phrase(
        nl: "Antwerpen", fr: "Anvers", de: "Antwerpen", en: "Antwerp")
    static let townBrussels = Phrase(
        nl: "Brussel", fr: "Bruxelles", de: "Brüssel", en: "Brussels")
    static let townCologne = Phrase(nl: "Keulen", fr: "Cologne", de: "Köln", en: "Cologne")
    static let townDusseldorf = Phrase(verbatim: "Düsseldorf")
    static let townEindhoven = Phrase(verbatim: "Eindhoven")
    static let townGhent = Phrase(nl: "Gent", fr: "Gand", de: "Gent", en: "Ghent")
    static let townGroningen = Phrase(
        nl: "Groningen", fr: "Groningue", de: "Groningen", en: "Groningen")
    static let townLiege = Phrase(nl: "Luik", fr: "Liège", de: "Lüttich", en: "Liège")
    static let townLille = Phrase(nl: "Rijsel", fr: "Lille", de: "Lille", en: "Lille")
    static let townLuxembourg = Phrase(
        nl: "Luxemburg", fr: "Luxembourg", de: "Luxemburg", en: "Luxembourg")
    static let townMaastricht = Phrase(verbatim: "Maastricht")
    static let townMetz = Phrase(verbatim: "Metz")
    static let townMunster = Phrase(verbatim: "Münster")
    static let townRotterdam = Phrase(verbatim: "Rotterdam")
    static let townTrier = Phrase(nl: "Trier", fr: "Trèves", de: "Trier", en: "Trier")
}
