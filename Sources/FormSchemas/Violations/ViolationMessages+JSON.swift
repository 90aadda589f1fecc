extension ViolationMessages {
    /// Why a text is not JSON, in the reader's language; `nil` if the reason is new.
    static func reason(
        _ english: String, in language: Language, with parameters: ViolationParameters
    ) -> String? {
        guard let entry = reasons[english] ?? limits[english] ?? mistakes[english] else {
            return nil
        }
        var text = pick(entry, language)
        guard names(in: text).allSatisfy({ parameters[$0] != nil }) else { return nil }
        text = fill(text, parameters, language)
        guard let place = places[english], parameters["otherLine"] != nil else { return text }
        return text + fill(pick(place, language), parameters, language)
    }

    /// What ``JSONReader`` says of a text that breaks JSON's grammar.
    private static let reasons: [String: Entry] = [
        "a value is missing": (
            "er staat niets in", "il est vide", "es steht nichts darin", "it is empty"
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
            "een regeleinde of ander stuurteken in een tekst moet als \\n of \\u… worden "
                + "geschreven; of het sluitende aanhalingsteken ontbreekt",
            "un saut de ligne ou un autre caractère de commande dans un texte s'écrit \\n ou "
                + "\\u… ; ou il manque le guillemet fermant",
            "ein Zeilenende oder anderes Steuerzeichen in einem Text wird als \\n oder \\u… "
                + "geschrieben; oder es fehlt das schließende Anführungszeichen",
            "a line end or another control character in a text is written as \\n or \\u…; or "
                + "its closing quotation mark is missing"
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

    /// Where what is not closed begins.
    private static let places: [String: Entry] = [
        "the text ends too early": opened, "a string is not closed": opened,
        "the bracket does not fit the open one": opened,
    ]

    private static let opened: Entry = (
        " (geopend op {otherLine}:{otherColumn})", " (ouvert à {otherLine}:{otherColumn})",
        " (geöffnet bei {otherLine}:{otherColumn})", " (opened at {otherLine}:{otherColumn})"
    )

    /// What ``JSONReader`` says of a text that goes beyond a bound or is not UTF-8.
    private static let limits: [String: Entry] = [
        "the object has this name already": (
            "hetzelfde veld staat hier tweemaal, eerst op {otherLine}:{otherColumn}",
            "le même champ figure deux fois ici, d'abord à {otherLine}:{otherColumn}",
            "dasselbe Feld steht hier zweimal, zuerst bei {otherLine}:{otherColumn}",
            "the same field stands here twice, first at {otherLine}:{otherColumn}"
        ),
        "a number with too many digits": (
            "het getal heeft meer dan {limit} cijfers", "le nombre a plus de {limit} chiffres",
            "die Zahl hat mehr als {limit} Ziffern", "the number has more than {limit} digits"
        ),
        "a number with too large an exponent": (
            "de exponent van het getal gaat verder dan ±{limit}",
            "l'exposant du nombre dépasse ±{limit}",
            "der Exponent der Zahl geht über ±{limit} hinaus",
            "the number's exponent goes beyond ±{limit}"
        ),
        "nested too deeply": (
            "de inhoud is meer dan {limit} niveaus diep genest",
            "le contenu est imbriqué à plus de {limit} niveaux",
            "der Inhalt ist mehr als {limit} Ebenen tief verschachtelt",
            "the content is nested more than {limit} levels deep"
        ),
        "the text is too long": (
            "het bestand is groter dan {limit} bytes", "le fichier dépasse {limit} octets",
            "die Datei ist größer als {limit} Bytes", "the file is larger than {limit} bytes"
        ),
        "the bytes are not UTF-8": (
            "het bestand is niet in UTF-8 opgeslagen: de byte op positie {offset} past er niet in",
            "le fichier n'est pas enregistré en UTF-8 : l'octet à la position {offset} n'en est pas",
            "die Datei ist nicht in UTF-8 gespeichert: das Byte an Position {offset} passt nicht",
            "the file is not saved as UTF-8: the byte at offset {offset} does not fit"
        ),
        "the file seems to be UTF-16": (
            "het bestand lijkt in UTF-16 opgeslagen en moet in UTF-8 zijn",
            "le fichier semble enregistré en UTF-16 et doit l'être en UTF-8",
            "die Datei ist anscheinend in UTF-16 gespeichert und muss in UTF-8 sein",
            "the file seems to be saved as UTF-16 and must be UTF-8"
        ),
        "the file seems to be UTF-32": (
            "het bestand lijkt in UTF-32 opgeslagen en moet in UTF-8 zijn",
            "le fichier semble enregistré en UTF-32 et doit l'être en UTF-8",
            "die Datei ist anscheinend in UTF-32 gespeichert und muss in UTF-8 sein",
            "the file seems to be saved as UTF-32 and must be UTF-8"
        ),
    ]

    /// What ``JSONDiagnosis`` finds.
    private static let mistakes: [String: Entry] = [
        "this is a ZIP archive or an Office document": (
            "dit is een ZIP-archief of een Office-document",
            "c'est une archive ZIP ou un document Office",
            "das ist ein ZIP-Archiv oder ein Office-Dokument",
            "this is a ZIP archive or an Office document"
        ),
        "this is a PDF document": (
            "dit is een PDF-document", "c'est un document PDF", "das ist ein PDF-Dokument",
            "this is a PDF document"
        ),
        "this is a compressed file": (
            "dit is een gecomprimeerd bestand (gzip)", "c'est un fichier compressé (gzip)",
            "das ist eine komprimierte Datei (gzip)", "this is a compressed file (gzip)"
        ),
        "this is XML or HTML": (
            "dit is XML of HTML", "c'est du XML ou du HTML", "das ist XML oder HTML",
            "this is XML or HTML"
        ),
        "texts stand in double quotes": (
            "teksten en namen staan tussen dubbele aanhalingstekens (\")",
            "textes et noms se mettent entre guillemets doubles (\")",
            "Texte und Namen stehen in doppelten Anführungszeichen (\")",
            "texts and names stand in double quotation marks (\")"
        ),
        "quotation marks are straight ones": (
            "een aanhalingsteken is recht (\"), niet gekruld", "les guillemets sont droits (\")",
            "Anführungszeichen sind gerade (\"), nicht typografisch",
            "quotation marks are straight (\"), not curly"
        ),
        "JSON has no comments": (
            "JSON kent geen commentaar", "le JSON n'a pas de commentaires",
            "JSON kennt keine Kommentare", "JSON has no comments"
        ),
        "two commas stand side by side": (
            "tussen deze twee komma's staat niets", "il n'y a rien entre ces deux virgules",
            "zwischen diesen zwei Kommas steht nichts", "nothing stands between these two commas"
        ),
        "a comma stands before the bracket": (
            "voor het sluitende haakje staat een komma te veel",
            "il y a une virgule de trop avant le crochet fermant",
            "vor der schließenden Klammer steht ein Komma zu viel",
            "there is a comma too many before the closing bracket"
        ),
        "the bracket does not fit the open one": (
            "dit haakje past niet bij het openstaande",
            "ce crochet ne correspond pas à celui qui est ouvert",
            "diese Klammer passt nicht zur offenen", "this bracket does not fit the open one"
        ),
        "a closing bracket too many": (
            "er staat een sluitend haakje te veel", "il y a un crochet fermant de trop",
            "es steht eine schließende Klammer zu viel da", "there is a closing bracket too many"
        ),
        "a number has no plus sign": (
            "een getal heeft geen plusteken", "un nombre n'a pas de signe plus",
            "eine Zahl hat kein Pluszeichen", "a number has no plus sign"
        ),
        "a number begins with a digit": (
            "een getal begint met een cijfer (0.5)", "un nombre commence par un chiffre (0.5)",
            "eine Zahl beginnt mit einer Ziffer (0.5)", "a number begins with a digit (0.5)"
        ),
        "a number is written in decimal digits": (
            "een getal staat in gewone cijfers, niet hexadecimaal",
            "un nombre s'écrit en chiffres décimaux, pas hexadécimaux",
            "eine Zahl steht in Dezimalziffern, nicht hexadezimal",
            "a number is written in decimal digits, not hexadecimal ones"
        ),
        "decimals follow a point": (
            "hier hoort de naam van een veld; decimalen volgen na een punt, niet na een komma",
            "on attend ici le nom d'un champ ; les décimales suivent un point, pas une virgule",
            "hier gehört der Name eines Feldes hin; Dezimalen folgen auf einen Punkt, kein Komma",
            "a field's name is expected here; decimals follow a point, not a comma"
        ),
        "JSON has no NaN": (
            "JSON kent geen NaN of Infinity; laat het veld weg of schrijf null",
            "le JSON n'a ni NaN ni Infinity ; omettez le champ ou écrivez null",
            "JSON kennt weder NaN noch Infinity; lassen Sie das Feld weg oder schreiben Sie null",
            "JSON has neither NaN nor Infinity; leave the field out or write null"
        ),
        "the word is in small letters": (
            "true, false en null staan in kleine letters",
            "true, false et null s'écrivent en minuscules",
            "true, false und null stehen in Kleinbuchstaben",
            "true, false and null are in small letters"
        ),
        "the word in JSON is null": (
            "JSON schrijft null", "le JSON écrit null", "JSON schreibt null", "JSON writes null"
        ),
        "a control character stands here": (
            "hier staat een stuurteken", "il y a ici un caractère de commande",
            "hier steht ein Steuerzeichen", "a control character stands here"
        ),
        "a space of a special kind stands here": (
            "hier staat een bijzondere spatie; JSON kent alleen de gewone",
            "il y a ici une espace particulière ; le JSON ne connaît que l'espace ordinaire",
            "hier steht ein besonderes Leerzeichen; JSON kennt nur das gewöhnliche",
            "a space of a special kind stands here; JSON knows the ordinary one only"
        ),
    ]
}
