// What an evaluation without a value says to its readers: the authors of rules, and those whose form
// a rule could not judge.
extension CELFailure {
    var texts: ViolationMessages.Entry {
        switch self {
        case .noOverload, .notAnObject, .keyType, .notExact, .duplicateKey: typeTexts
        case .noSuchKey:
            (
                "een veld of sleutel waarnaar ze verwijst, ontbreekt",
                "un champ ou une clé dont elle a besoin manque",
                "ein Feld oder Schlüssel, den sie braucht, fehlt", "there is no such key"
            )
        case .index:
            (
                "een plaats in een lijst of tekst bestaat niet",
                "une position dans une liste ou un texte n'existe pas",
                "eine Stelle in einer Liste oder einem Text gibt es nicht",
                "the position is out of range"
            )
        case .overflow, .divideByZero: numberTexts
        case .conversion, .country, .invalidUTF8, .coordinates: conversionTexts
        case .zone, .zoneYears, .timeRange: timeTexts
        case .steps, .memory, .rounds: limitTexts
        }
    }

    private var typeTexts: ViolationMessages.Entry {
        switch self {
        case .notAnObject:
            (
                "de waarde heeft geen velden", "la valeur n'a pas de champs",
                "der Wert hat keine Felder", "the value has no fields"
            )
        case .keyType:
            (
                "een sleutel is geen tekst, geheel getal of ja/nee",
                "une clé n'est ni un texte, ni un nombre entier, ni oui/non",
                "ein Schlüssel ist weder Text noch ganze Zahl noch ja/nein",
                "a map's key is a bool, an int, a uint or a string"
            )
        case .notExact:
            (
                "een berekend getal is niet exact", "un nombre calculé n'est pas exact",
                "eine berechnete Zahl ist nicht genau",
                "a computed double is not exact; give decimal() a text or a document's number"
            )
        case .duplicateKey:
            (
                "een sleutel komt tweemaal voor", "une clé figure deux fois",
                "ein Schlüssel kommt zweimal vor", "the map has the same key twice"
            )
        default:
            (
                "een bewerking past niet bij het type van deze waarden",
                "une opération ne convient pas au type de ces valeurs",
                "eine Operation passt nicht zum Typ dieser Werte",
                "the operation does not exist for values of these types"
            )
        }
    }

    private var numberTexts: ViolationMessages.Entry {
        self == .divideByZero
            ? ("deling door nul", "division par zéro", "Division durch null", "division by zero")
            : (
                "een uitkomst is te groot of te klein", "un résultat est trop grand ou trop petit",
                "ein Ergebnis ist zu groß oder zu klein", "the result is out of range"
            )
    }

    private var conversionTexts: ViolationMessages.Entry {
        switch self {
        case .country:
            (
                "de feestdagen van dat land zijn niet bekend",
                "les jours fériés de ce pays ne sont pas connus",
                "die Feiertage dieses Landes sind nicht bekannt",
                "the country's holidays are not known"
            )
        case .coordinates:
            (
                "een breedtegraad ligt tussen -90 en 90, een lengtegraad tussen -180 en 180",
                "une latitude se situe entre -90 et 90 degrés, une longitude entre -180 et 180",
                "ein Breitengrad liegt zwischen -90 und 90, ein Längengrad zwischen -180 und 180",
                "a latitude lies between -90 and 90 degrees, a longitude between -180 and 180"
            )
        case .invalidUTF8:
            (
                "de bytes zijn geen UTF-8", "les octets ne sont pas de l'UTF-8",
                "die Bytes sind kein UTF-8", "the bytes are not UTF-8"
            )
        default:
            (
                "een waarde is geen getal, tijdstip of land zoals de regel er een verwacht",
                "une valeur n'est pas le nombre, le moment ou le pays attendu par la règle",
                "ein Wert ist keine Zahl, kein Zeitpunkt oder kein Land, wie die Regel erwartet",
                "the value cannot be converted"
            )
        }
    }

    private var timeTexts: ViolationMessages.Entry {
        switch self {
        case .zone:
            (
                "de tijdzone is niet bekend", "le fuseau horaire n'est pas connu",
                "die Zeitzone ist nicht bekannt", "the time zone is not known"
            )
        case .zoneYears:
            (
                "de zomertijd van de tijdzone is pas vanaf 1980 bekend",
                "l'heure d'été du fuseau horaire n'est connue qu'à partir de 1980",
                "die Sommerzeit der Zeitzone ist erst ab 1980 bekannt",
                "the time zone's summer time is known from 1980 on"
            )
        default:
            (
                "een tijdstip of tijdsduur valt buiten wat mogelijk is",
                "un moment ou une durée sort des limites possibles",
                "ein Zeitpunkt oder eine Zeitspanne liegt außerhalb des Möglichen",
                "the moment or the time span is out of range"
            )
        }
    }

    private var limitTexts: ViolationMessages.Entry {
        switch self {
        case .memory:
            (
                "de berekening maakt te veel tekst of te lange lijsten",
                "le calcul produit trop de texte ou des listes trop longues",
                "die Berechnung erzeugt zu viel Text oder zu lange Listen",
                "the evaluation makes too much text or too long lists"
            )
        case .rounds:
            (
                "het aantal werkdagen is te groot", "le nombre de jours ouvrables est trop grand",
                "die Zahl der Arbeitstage ist zu groß",
                "the number of working days is too large"
            )
        default:
            (
                "de berekening vraagt te veel stappen", "le calcul demande trop d'étapes",
                "die Berechnung braucht zu viele Schritte", "the evaluation takes too many steps"
            )
        }
    }

    /// What a rule says whose value is neither true nor false.
    static let notBool: ViolationMessages.Entry = (
        "de uitkomst is noch waar noch onwaar", "le résultat n'est ni vrai ni faux",
        "das Ergebnis ist weder wahr noch falsch", "the value is neither true nor false"
    )

    /// A reason in the reader's language; itself if no evaluation gives it.
    static func translated(_ english: String, in language: Language) -> String {
        byEnglish[english].map { ViolationMessages.pick($0, language) } ?? english
    }

    private static let byEnglish = Dictionary(
        (allCases.map(\.texts) + [notBool]).map { ($0.en, $0) },
        uniquingKeysWith: { first, _ in first })
}

extension CELError {
    /// The message for a reader of the language. What is wrong with an expression that cannot be
    /// compiled is said in English only.
    public func message(in language: Language) -> String {
        CELFailure.translated(message, in: language)
    }
}
