extension ViolationMessages {
    /// The messages of violations of the document as a whole.
    static let documents: [ViolationCode: Entry] = [
        .notJSON: (
            "het bestand is geen geldige JSON: {reason}",
            "le fichier n'est pas du JSON valable : {reason}",
            "die Datei ist kein gültiges JSON: {reason}",
            "the file is not valid JSON: {reason}"
        ),
        .duplicateKey: (
            "hetzelfde veld staat hier tweemaal",
            "le même champ figure deux fois ici",
            "dasselbe Feld steht hier zweimal",
            "the same field stands here twice"
        ),
        .tooDeep: (
            "de inhoud is te diep genest",
            "le contenu est imbriqué trop profondément",
            "der Inhalt ist zu tief verschachtelt",
            "the content is nested too deeply"
        ),
        .numberTooLong: (
            "het getal heeft te veel cijfers",
            "le nombre a trop de chiffres",
            "die Zahl hat zu viele Ziffern",
            "the number has too many digits"
        ),
        .nulCharacter: (
            "het nulteken (U+0000) is niet toegelaten",
            "le caractère nul (U+0000) n'est pas admis",
            "das Nullzeichen (U+0000) ist nicht zulässig",
            "the null character (U+0000) is not allowed"
        ),
        .invalidUTF8: (
            "het bestand is niet in UTF-8 opgeslagen",
            "le fichier n'est pas enregistré en UTF-8",
            "die Datei ist nicht in UTF-8 gespeichert",
            "the file is not saved as UTF-8"
        ),
        .loneSurrogate: (
            "een teken is maar voor de helft geschreven (\\uD800 tot \\uDFFF)",
            "un caractère n'est écrit qu'à moitié (\\uD800 à \\uDFFF)",
            "ein Zeichen ist nur zur Hälfte geschrieben (\\uD800 bis \\uDFFF)",
            "only half of a character is written (\\uD800 to \\uDFFF)"
        ),
        .trailingBytes: (
            "na het document volgt nog tekst",
            "du texte suit la fin du document",
            "nach dem Dokument folgt noch Text",
            "more text follows the end of the document"
        ),
        .unfilled: (
            "vul dit in of verwijder het veld",
            "complétez ce champ ou supprimez-le",
            "füllen Sie dieses Feld aus oder entfernen Sie es",
            "fill this in or remove the field"
        ),
        .purposeNotAllowed: (
            "dit formulier kan niet voor dit doel worden verzonden; wel voor: {expected}",
            "ce formulaire ne peut pas être envoyé à cette fin ; il peut l'être pour : {expected}",
            "dieses Formular kann nicht zu diesem Zweck gesendet werden; möglich: {expected}",
            "this form cannot be sent for this purpose; it can for: {expected}"
        ),
        .purposeNotPermitted: (
            "de toegestane doelen moeten het doel van de verzending bevatten: {expected}",
            "les finalités autorisées doivent comprendre celle de l'envoi : {expected}",
            "die zugelassenen Zwecke müssen den der Sendung enthalten: {expected}",
            "the permitted purposes must contain the one that the form is sent for: {expected}"
        ),
        .dueBeforeCreation: (
            "vraag een antwoord na het opmaken van het formulier ({expected})",
            "demandez une réponse après l'établissement du formulaire ({expected})",
            "erbitten Sie eine Antwort nach Erstellung des Formulars ({expected})",
            "ask for an answer after the form was drawn up ({expected})"
        ),
        .retentionBeforeCreation: (
            "de inhoud mag niet korter worden bewaard dan tot de dag waarop het formulier is opgemaakt: "
                + "{expected}",
            "le contenu se conserve au moins jusqu'au jour de l'établissement du formulaire : {expected}",
            "der Inhalt ist mindestens bis zum Tag der Erstellung des Formulars aufzubewahren: {expected}",
            "the content is kept at least until the day on which the form was drawn up: {expected}"
        ),
        .legalBasisNotAllowed: (
            "dit formulier berust op minstens één van deze instrumenten: {expected}",
            "ce formulaire repose sur l'un au moins de ces instruments : {expected}",
            "dieses Formular stützt sich auf mindestens einen dieser Rechtsakte: {expected}",
            "this form rests on at least one of these instruments: {expected}"
        ),
        .byteOrderMark: (
            "het bestand begint met een bytevolgordemarkering (BOM)",
            "le fichier commence par un indicateur d'ordre des octets (BOM)",
            "die Datei beginnt mit einer Bytereihenfolge-Marke (BOM)",
            "the file begins with a byte order mark"
        ),
        .documentTooLarge: (
            "het bestand is te groot",
            "le fichier est trop volumineux",
            "die Datei ist zu groß",
            "the file is too large"
        ),
        .partNotSealed: (
            "het vertrouwelijke deel {name} is nog niet verzegeld",
            "la partie confidentielle {name} n'est pas encore scellée",
            "der vertrauliche Teil {name} ist noch nicht versiegelt",
            "the confidential part {name} has not been sealed"
        ),
        .partMissing: (
            "het vertrouwelijke deel {name} ontbreekt",
            "la partie confidentielle {name} manque",
            "der vertrauliche Teil {name} fehlt",
            "the confidential part {name} is missing"
        ),
        .partUnknown: (
            "dit formulier heeft geen vertrouwelijk deel {name}",
            "ce formulaire n'a pas de partie confidentielle {name}",
            "dieses Formular hat keinen vertraulichen Teil {name}",
            "this form has no confidential part {name}"
        ),
        .partDuplicate: (
            "de naam {name} is al aan een ander vertrouwelijk deel gegeven",
            "le nom {name} désigne déjà une autre partie confidentielle",
            "der Name {name} gehört schon zu einem anderen vertraulichen Teil",
            "another confidential part has the name {name} already"
        ),
        .partDigest: (
            "de inhoud van het vertrouwelijke deel {name} past niet bij zijn hashwaarde",
            "le contenu de la partie confidentielle {name} ne correspond pas à son empreinte",
            "der Inhalt des vertraulichen Teils {name} passt nicht zu seinem Hashwert",
            "the content of the confidential part {name} does not fit its digest"
        ),
        .partFormat: (
            "het vertrouwelijke deel {name} heeft niet de voorgeschreven vorm",
            "la partie confidentielle {name} n'a pas la forme prescrite",
            "der vertrauliche Teil {name} hat nicht die vorgeschriebene Form",
            "the confidential part {name} does not have the required form"
        ),
        .partInRecord: (
            "een record van een bulkindiening kan geen vertrouwelijke delen hebben; dien dit formulier "
                + "afzonderlijk in",
            "un enregistrement d'un envoi groupé ne peut pas avoir de parties confidentielles ; envoyez "
                + "ce formulaire séparément",
            "ein Datensatz einer Sammeleinreichung kann keine vertraulichen Teile haben; reichen Sie "
                + "dieses Formular einzeln ein",
            "a record of a bulk submission cannot have confidential parts; submit this form on its own"
        ),
        .ruleError: (
            "de regel {name} van dit formulier kon hier niet worden berekend: {reason}; "
                + "meld dit aan de beheerder van het formulier",
            "la règle {name} de ce formulaire n'a pas pu être calculée ici : {reason} ; "
                + "signalez-le à l'administrateur du formulaire",
            "die Regel {name} dieses Formulars ließ sich hier nicht berechnen: {reason}; "
                + "melden Sie das der Verwaltung des Formulars",
            "the form's rule {name} could not be computed here: {reason}; "
                + "tell the administrator of the form"
        ),
    ]
}
