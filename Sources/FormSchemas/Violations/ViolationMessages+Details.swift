extension ViolationMessages {
    // MARK: - Values

    static let patternExample: Entry = (
        "de tekst heeft niet de voorgeschreven vorm; een juist voorbeeld: {example}",
        "le texte n'a pas la forme prescrite ; exemple correct : {example}",
        "der Text hat nicht die vorgeschriebene Form; richtig wäre zum Beispiel: {example}",
        "the text does not have the required form; a correct example: {example}"
    )

    static let formatExample: Entry = (
        "hier hoort {noun}, bijvoorbeeld {example}",
        "on attend ici {noun}, par exemple {example}",
        "hier gehört {noun} hin, zum Beispiel {example}",
        "this must be {noun}, for example {example}"
    )

    static let emptyText: Entry = (
        "dit mag niet leeg zijn",
        "ce texte ne peut pas être vide",
        "dies darf nicht leer sein",
        "this must not be empty"
    )

    static let emptyList: Entry = (
        "de lijst mag niet leeg zijn",
        "la liste ne peut pas être vide",
        "die Liste darf nicht leer sein",
        "the list must not be empty"
    )

    static let notAbove: Entry = (
        "de waarde is te klein; ze moet groter zijn dan {limit}",
        "la valeur est trop petite ; elle doit être supérieure à {limit}",
        "der Wert ist zu klein; er muss größer als {limit} sein",
        "the value is too small; it must be more than {limit}"
    )

    static let notBelow: Entry = (
        "de waarde is te groot; ze moet kleiner zijn dan {limit}",
        "la valeur est trop grande ; elle doit être inférieure à {limit}",
        "der Wert ist zu groß; er muss kleiner als {limit} sein",
        "the value is too large; it must be less than {limit}"
    )

    static let notWhole: Entry = (
        "hier hoort een geheel getal, zonder decimalen",
        "on attend ici un nombre entier, sans décimales",
        "hier gehört eine ganze Zahl hin, ohne Nachkommastellen",
        "this must be a whole number, without decimals"
    )

    static let tooManyDecimals: Entry = (
        "het getal heeft te veel decimalen; hoogstens {decimals} {decimals|is|zijn} toegelaten",
        "le nombre a trop de décimales ; {decimals} au plus {decimals|est admise|sont admises}",
        "die Zahl hat zu viele Nachkommastellen; höchstens {decimals} {decimals|ist|sind} zulässig",
        "the number has too many decimals; at most {decimals} {decimals|is|are} allowed"
    )

    // MARK: - Fields

    static let similarField: Entry = (
        "het veld {name} bestaat hier niet; misschien is {similar} bedoeld",
        "le champ {name} n'existe pas à cet endroit ; peut-être s'agit-il de {similar}",
        "das Feld {name} gibt es hier nicht; vielleicht ist {similar} gemeint",
        "there is no field {name} here; perhaps {similar} is meant"
    )

    static let fillInFields: Entry = (
        "vul minstens {limit} van deze velden in: {fields}",
        "remplissez au moins {limit} de ces champs : {fields}",
        "füllen Sie mindestens {limit} dieser Felder aus: {fields}",
        "fill in at least {limit} of these fields: {fields}"
    )

    static let fieldNameList: Entry = (
        "{name} is geen toegelaten naam voor een veld; mogelijk zijn: {expected}",
        "{name} n'est pas un nom de champ admis ; noms possibles : {expected}",
        "{name} ist kein zulässiger Feldname; möglich sind: {expected}",
        "{name} is not an allowed field name; possible names: {expected}"
    )

    static let fieldNameExample: Entry = (
        "{name} is geen toegelaten naam voor een veld; een juist voorbeeld: {example}",
        "{name} n'est pas un nom de champ admis ; exemple correct : {example}",
        "{name} ist kein zulässiger Feldname; richtig wäre zum Beispiel: {example}",
        "{name} is not an allowed field name; a correct example: {example}"
    )

    static func neededFields(_ code: ViolationCode) -> Entry {
        switch code {
        case .anyOfNone:
            (
                "vul minstens een van deze velden in: {fields}",
                "remplissez au moins un de ces champs : {fields}",
                "füllen Sie mindestens eines dieser Felder aus: {fields}",
                "fill in at least one of these fields: {fields}"
            )
        case .oneOfNone:
            (
                "vul precies een van deze velden in: {fields}",
                "remplissez exactement un de ces champs : {fields}",
                "füllen Sie genau eines dieser Felder aus: {fields}",
                "fill in exactly one of these fields: {fields}"
            )
        default:
            (
                "slechts een van deze velden mag ingevuld zijn: {fields}",
                "un seul de ces champs peut être rempli : {fields}",
                "nur eines dieser Felder darf ausgefüllt sein: {fields}",
                "only one of these fields may be filled in: {fields}"
            )
        }
    }

    static let fieldNotHere: Entry = (
        "het veld {fields} mag hier niet worden ingevuld",
        "le champ {fields} ne peut pas être rempli ici",
        "das Feld {fields} darf hier nicht ausgefüllt werden",
        "the field {fields} must not be filled in here"
    )

    static let fieldsNotTogether: Entry = (
        "deze velden mogen niet samen worden ingevuld: {fields}",
        "ces champs ne peuvent pas être remplis ensemble : {fields}",
        "diese Felder dürfen nicht zusammen ausgefüllt werden: {fields}",
        "these fields must not be filled in together: {fields}"
    )

    static let notHere: Entry = (
        "dit mag hier niet worden ingevuld",
        "ceci ne peut pas être rempli ici",
        "dies darf hier nicht ausgefüllt werden",
        "this must not be filled in here"
    )

    static let valueNotHere: Entry = (
        "hier niet toegelaten: {expected}",
        "pas admis ici : {expected}",
        "hier nicht zulässig: {expected}",
        "not allowed here: {expected}"
    )

    // MARK: - Lists and branches

    static let wantedElements: Entry = (
        "de lijst moet minstens {limit} {limit|element|elementen} hebben met {expected};"
            + " nu {actual|is|zijn} er {actual}",
        "la liste doit compter au moins {limit} {limit|élément|éléments} avec {expected} ;"
            + " il y en a {actual}",
        "die Liste braucht mindestens {limit} {limit|Element|Elemente} mit {expected};"
            + " jetzt {actual|ist|sind} es {actual}",
        "the list must have at least {limit} {limit|element|elements} with {expected};"
            + " it has {actual}"
    )

    static let unwantedElements: Entry = (
        "de lijst mag hoogstens {limit} {limit|element|elementen} hebben met {expected};"
            + " nu {actual|is|zijn} er {actual}",
        "la liste doit compter au plus {limit} {limit|élément|éléments} avec {expected} ;"
            + " il y en a {actual}",
        "die Liste darf höchstens {limit} {limit|Element|Elemente} mit {expected} haben;"
            + " jetzt {actual|ist|sind} es {actual}",
        "the list must have at most {limit} {limit|element|elements} with {expected};"
            + " it has {actual}"
    )

    static let discriminator: Entry = (
        "het veld {field} bepaalt wat hier hoort; mogelijk zijn: {expected}",
        "le champ {field} détermine ce qui est attendu ici ; valeurs possibles : {expected}",
        "das Feld {field} bestimmt, was hierher gehört; möglich sind: {expected}",
        "the field {field} decides what belongs here; possible values: {expected}"
    )

    // MARK: - Formats

    /// A valid value of a format, as a noun with its article.
    static func noun(of format: Format) -> Entry {
        switch format {
        case .dateTime:
            (
                "een datum met tijdstip en tijdzone", "une date avec l'heure et le fuseau horaire",
                "ein Datum mit Uhrzeit und Zeitzone", "a date with time and time zone"
            )
        case .date:
            (
                "een bestaande datum (jaar-maand-dag)", "une date qui existe (année-mois-jour)",
                "ein gültiges Datum (Jahr-Monat-Tag)", "an existing date (year-month-day)"
            )
        case .time:
            (
                "een tijdstip met tijdzone", "une heure avec le fuseau horaire",
                "eine Uhrzeit mit Zeitzone", "a time with time zone"
            )
        case .duration: ("een tijdsduur", "une durée", "eine Zeitdauer", "a duration")
        case .email, .idnEmail:
            (
                "een e-mailadres", "une adresse électronique", "eine E-Mail-Adresse",
                "an e-mail address"
            )
        case .hostname, .idnHostname:
            ("een domeinnaam", "un nom de domaine", "ein Domänenname", "a domain name")
        case .ipv4: ("een IPv4-adres", "une adresse IPv4", "eine IPv4-Adresse", "an IPv4 address")
        case .ipv6: ("een IPv6-adres", "une adresse IPv6", "eine IPv6-Adresse", "an IPv6 address")
        case .uri, .iri:
            ("een webadres", "une adresse web", "eine Webadresse", "a web address")
        case .uriReference, .iriReference:
            (
                "een webadres of een deel ervan", "une adresse web ou une partie de celle-ci",
                "eine Webadresse oder ein Teil davon", "a web address or a part of one"
            )
        case .uriTemplate:
            (
                "een sjabloon voor webadressen", "un modèle d'adresse web",
                "eine Vorlage für Webadressen", "a template of web addresses"
            )
        case .uuid: ("een UUID", "un UUID", "eine UUID", "a UUID")
        case .jsonPointer:
            ("een JSON-pointer", "un pointeur JSON", "ein JSON-Pointer", "a JSON pointer")
        case .relativeJSONPointer:
            (
                "een relatieve JSON-pointer", "un pointeur JSON relatif",
                "ein relativer JSON-Pointer", "a relative JSON pointer"
            )
        case .regex:
            (
                "een reguliere expressie", "une expression régulière",
                "ein regulärer Ausdruck", "a regular expression"
            )
        }
    }
}
