/// One step of an explained check: what was read, or what was computed and what stands there.
public struct IdentifierStep: Sendable, Equatable {
    let label: IdentifierLabel
    /// The same in every language: digits, dates, formulas with their result.
    let detail: String
    /// Stands instead of the detail where that is a matter of words.
    private var words: LocalizedText?
    /// The digits that should stand there; `nil` where nothing is compared.
    let expected: String?
    /// The digits that a computed result was compared with; `nil` where nothing is compared.
    let written: String?
    /// Whether what was read is in no list, or what was computed is not what is written.
    let fails: Bool
    /// Whether it was looked up and not found.
    private let isUnknown: Bool

    init(
        label: IdentifierLabel, detail: String, expected: String? = nil, written: String? = nil,
        fails: Bool = false, isUnknown: Bool = false
    ) {
        self.label = label
        self.detail = detail
        self.expected = expected
        self.written = written
        self.fails = fails
        self.isUnknown = isUnknown
        words = nil
    }

    init(label: IdentifierLabel, words: (Language) -> String) {
        self.init(label: label, detail: "")
        self.words = LocalizedText(
            Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, words($0)) }))
    }

    /// One line, e.g. `check digits: 97 − (850730033 mod 97) = 28; written: 28`.
    public func text(in language: Language) -> String {
        let colon = language == .fr ? " : " : ": "
        var line = label.text(in: language) + colon + (words?[language] ?? detail)
        if let written {
            line += language == .fr ? " ; " : "; "
            line += IdentifierLabel.written.text(in: language) + colon + written
        } else if isUnknown {
            line += " (" + IdentifierLabel.unknown.text(in: language) + ")"
        }
        return line
    }
}

/// What a step is about.
enum IdentifierLabel: String, CaseIterable {
    case checked, written, form, birthDate, serial, checkDigits, checkBefore2000, checkFrom2000
    case checkDigit, luhnDigit, verhoeffDigit, digitPattern, remainder97, elevenTest, country
    case bankCode, bankCheck, list, editions, court, register, state, ship, region, position9
    case documentNumber, expiryDate, optionalData, composite, numberingPlan, network, length
    case registration, year, airline, freeDigit, category, fault, example, unknown, listed
    case notChecked, number, code

    func text(in language: Language) -> String {
        ViolationMessages.pick(Self.table[self] ?? ("", "", "", ""), language)
    }

    private static let table: [IdentifierLabel: ViolationMessages.Entry] = [
        .checked: ("nagekeken", "vérifié", "geprüft", "checked"),
        .written: ("geschreven", "écrit", "geschrieben", "written"),
        .fault: ("fout", "erreur", "Fehler", "mistake"),
        .example: ("voorbeeld", "exemple", "Beispiel", "example"),
        .unknown: ("onbekend", "inconnu", "unbekannt", "unknown"),
        .listed: ("staat in de lijst", "figure dans la liste", "steht in der Liste", "listed"),
        .code: ("code", "code", "Code", "code"),
        .number: ("nummer", "numéro", "Nummer", "number"),
        .notChecked: ("niet nagekeken", "non vérifié", "nicht geprüft", "not checked"),
        .form: ("verwachte vorm", "forme attendue", "erwartete Form", "expected form"),
        .birthDate: ("geboortedatum", "date de naissance", "Geburtsdatum", "date of birth"),
        .serial: ("volgnummer", "numéro d'ordre", "laufende Nummer", "serial number"),
        .checkDigits: ("controlecijfers", "chiffres de contrôle", "Prüfziffern", "check digits"),
        .checkBefore2000: (
            "controlecijfers, geboren vóór 2000", "chiffres de contrôle, né avant 2000",
            "Prüfziffern, vor 2000 geboren", "check digits, born before 2000"
        ),
        .checkFrom2000: (
            "controlecijfers, geboren vanaf 2000", "chiffres de contrôle, né à partir de 2000",
            "Prüfziffern, ab 2000 geboren", "check digits, born from 2000 on"
        ),
        .checkDigit: ("controlecijfer", "chiffre de contrôle", "Prüfziffer", "check digit"),
        .luhnDigit: (
            "controlecijfer (Luhn)", "chiffre de contrôle (Luhn)", "Prüfziffer (Luhn)",
            "check digit (Luhn)"
        ),
        .verhoeffDigit: (
            "controlecijfer (Verhoeff)", "chiffre de contrôle (Verhoeff)",
            "Prüfziffer (Verhoeff)", "check digit (Verhoeff)"
        ),
        .digitPattern: (
            "herhaalde cijfers bij de eerste tien (precies één, twee- of driemaal)",
            "chiffres répétés parmi les dix premiers (un seul, deux ou trois fois)",
            "wiederholte Ziffern unter den ersten zehn (genau eine, zwei- oder dreimal)",
            "digits repeated among the first ten (exactly one, twice or three times)"
        ),
        .remainder97: (
            "rest bij deling door 97 (moet 1 zijn)", "reste de la division par 97 (doit être 1)",
            "Rest bei Division durch 97 (muss 1 sein)", "remainder modulo 97 (must be 1)"
        ),
        .elevenTest: (
            "elfproef (moet 0 zijn)", "test modulo 11 (doit être 0)", "Elferprobe (muss 0 sein)",
            "eleven test (must be 0)"
        ),
        .country: ("land", "pays", "Land", "country"),
        .bankCode: ("bank", "banque", "Bank", "bank"),
        .bankCheck: (
            "Belgisch controlegetal", "clé de contrôle belge", "belgische Prüfzahl",
            "Belgian check number"
        ),
        .list: ("codelijst", "liste de codes", "Codeliste", "code list"),
        .editions: ("in de edities", "dans les éditions", "in den Ausgaben", "in the editions"),
        .court: ("rechtbank", "tribunal", "Gericht", "court"),
        .register: ("register", "registre", "Register", "register"),
        .state: (
            "staat van inschrijving", "État d'immatriculation", "Staat der Eintragung",
            "state of registration"
        ),
        .ship: ("soort station", "type de station", "Art der Funkstelle", "kind of station"),
        .region: (
            "regio van de fabrikant", "région du constructeur", "Region des Herstellers",
            "region of the maker"
        ),
        .position9: (
            "negende teken", "neuvième caractère", "neuntes Zeichen", "ninth character"
        ),
        .documentNumber: (
            "documentnummer", "numéro du document", "Dokumentnummer", "document number"
        ),
        .expiryDate: ("geldig tot", "date d'expiration", "gültig bis", "date of expiry"),
        .optionalData: (
            "bijkomende gegevens", "données facultatives", "optionale Daten", "optional data"
        ),
        .composite: (
            "controlecijfer over alles", "chiffre de contrôle global", "Gesamtprüfziffer",
            "composite check digit"
        ),
        .numberingPlan: (
            "nummerplan", "plan de numérotation", "Rufnummernplan", "numbering plan"
        ),
        .network: (
            "landcode van het netwerk", "indicatif de pays du réseau",
            "Landeskennzahl des Netzes", "country code of the network"
        ),
        .length: (
            "aantal cijfers", "nombre de chiffres", "Anzahl der Ziffern",
            "number of digits"
        ),
        .registration: ("kentekenreeks", "série", "Kennzeichenart", "series"),
        .year: ("jaar", "année", "Jahr", "year"),
        .airline: (
            "code van de luchtvaartmaatschappij", "code de la compagnie aérienne",
            "Code der Fluggesellschaft", "airline code"
        ),
        .freeDigit: (
            "zonder controlecijfer", "sans chiffre de contrôle", "ohne Prüfziffer",
            "without a check digit"
        ),
        .category: ("soort", "catégorie", "Art", "kind"),
    ]
}

extension LocalizedText {
    init(_ entry: ViolationMessages.Entry) {
        self.init([.nl: entry.nl, .fr: entry.fr, .de: entry.de, .en: entry.en])
    }
}
