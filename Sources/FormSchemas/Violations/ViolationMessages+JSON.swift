extension ViolationMessages {
    /// Why a text is not JSON, in the reader's language; the reader's own English if it is new.
    static func reason(_ english: String, in language: Language) -> String {
        reasons[english].map { pick($0, language) } ?? english
    }

    /// What ``JSONReader`` says of a text that breaks JSON's grammar.
    private static let reasons: [String: Entry] = [
        "a value is missing": (
            "er staat niets in", "il est vide", "es steht nichts darin", "a value is missing"
        ),
        "a value is expected here": (
            "hier hoort een waarde", "on attend ici une valeur", "hier gehört ein Wert hin",
            "a value is expected here"
        ),
        "the text ends too early": (
            "de tekst eindigt te vroeg", "le texte s'arrête trop tôt", "der Text endet zu früh",
            "the text ends too early"
        ),
        "a comma or a closing bracket is expected here": (
            "hier hoort een komma of een sluitend haakje",
            "on attend ici une virgule ou un crochet fermant",
            "hier gehört ein Komma oder eine schließende Klammer hin",
            "a comma or a closing bracket is expected here"
        ),
        "a member name in quotes is expected here": (
            "hier hoort de naam van een veld tussen aanhalingstekens",
            "on attend ici le nom d'un champ entre guillemets",
            "hier gehört der Name eines Feldes in Anführungszeichen hin",
            "a field's name in quotes is expected here"
        ),
        "a colon is expected here": (
            "hier hoort een dubbelepunt", "on attend ici un deux-points",
            "hier gehört ein Doppelpunkt hin", "a colon is expected here"
        ),
        "a digit is expected here": (
            "hier hoort een cijfer", "on attend ici un chiffre", "hier gehört eine Ziffer hin",
            "a digit is expected here"
        ),
        "a number does not begin with 0": (
            "een getal begint niet met 0", "un nombre ne commence pas par 0",
            "eine Zahl beginnt nicht mit 0", "a number does not begin with 0"
        ),
        "a string is not closed": (
            "een tekst mist het sluitende aanhalingsteken", "un texte n'a pas de guillemet fermant",
            "einem Text fehlt das schließende Anführungszeichen",
            "a text has no closing quotation mark"
        ),
        "a control character must be escaped": (
            "een regeleinde of ander stuurteken in een tekst moet als \\n of \\u… worden geschreven",
            "un saut de ligne ou un autre caractère de commande dans un texte s'écrit \\n ou \\u…",
            "ein Zeilenende oder anderes Steuerzeichen in einem Text wird als \\n oder \\u… "
                + "geschrieben",
            "a line end or another control character in a text is written as \\n or \\u…"
        ),
        "an escape sequence that JSON does not have": (
            "JSON kent dit teken na een \\ niet (\\\\ is een \\ zelf)",
            "le JSON ne connaît pas ce caractère après un \\ (\\\\ est un \\ lui-même)",
            "JSON kennt dieses Zeichen nach einem \\ nicht (\\\\ ist ein \\ selbst)",
            "JSON does not know this character after a \\ (\\\\ is a \\ itself)"
        ),
        "\\u needs four digits": unicodeEscape,
        "\\u needs four hexadecimal digits": unicodeEscape,
    ]

    private static let unicodeEscape: Entry = (
        "na \\u horen vier hexadecimale cijfers", "\\u demande quatre chiffres hexadécimaux",
        "nach \\u gehören vier hexadezimale Ziffern", "\\u needs four hexadecimal digits"
    )
}
