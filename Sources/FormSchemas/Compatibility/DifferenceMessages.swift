/// What differences say to an administrator, in four languages. `{name}` is replaced by a parameter.
enum DifferenceMessages {
    /// - Parameter parameters: what the sentence of that kind names: `name`, `value`, `count`.
    static func text(
        _ sentence: Sentence, _ parameters: ViolationParameters = [:]
    ) -> LocalizedText {
        let entry = entry(sentence)
        return LocalizedText(
            Dictionary(
                uniqueKeysWithValues: Language.allCases.map {
                    ($0, ViolationMessages.fill(ViolationMessages.pick(entry, $0), parameters, $0))
                }))
    }

    /// The sentences; some kinds of difference have several.
    enum Sentence: CaseIterable {
        case types, oneValue, values, codes, edition, identifier, minimum, moreThan, maximum,
            lessThan
        case multipleOf, minLength, maxLength, pattern, format
        case required, refusedField, refusedFields, otherField, otherFields, fieldNames
        case minProperties, maxProperties, dependency
        case items, minItems, maxItems, uniqueItems, contains
        case branches, exclusion, condition, money, more
        case oneKindOfPart, partGone, header, rule, refused, incomparable
    }

    private static func entry(_ sentence: Sentence) -> ViolationMessages.Entry {
        ofValue(sentence) ?? ofContainer(sentence) ?? ofForm(sentence)
    }

    private static func ofValue(_ sentence: Sentence) -> ViolationMessages.Entry? {
        switch sentence {
        case .types:
            (
                "Er zijn minder soorten waarden toegestaan.",
                "Moins de types de valeurs sont admis.",
                "Es sind weniger Arten von Werten erlaubt.", "Fewer types of value are allowed."
            )
        case .oneValue:
            (
                "Alleen {value} is nog toegestaan.", "Seule la valeur {value} est encore admise.",
                "Nur noch {value} ist erlaubt.", "Only {value} is still allowed."
            )
        case .values:
            (
                "Waarden die toegestaan waren, zijn het niet meer.",
                "Des valeurs qui étaient admises ne le sont plus.",
                "Werte, die erlaubt waren, sind es nicht mehr.",
                "Values that were allowed are not any more."
            )
        case .codes:
            (
                "Codes die toegestaan waren, zijn het niet meer.",
                "Des codes qui étaient admis ne le sont plus.",
                "Codes, die erlaubt waren, sind es nicht mehr.",
                "Codes that were allowed are not any more."
            )
        case .edition:
            (
                "De codes van de genoemde editie zijn veranderd.",
                "Les codes de l'édition indiquée ont changé.",
                "Die Codes der genannten Ausgabe haben sich geändert.",
                "The codes of the edition that is named have changed."
            )
        case .identifier:
            (
                "De tekst moet een nummer van deze soort zijn: {name}.",
                "Le texte doit être un identifiant de ce type : {name}.",
                "Der Text muss eine Nummer dieser Art sein: {name}.",
                "The text must be an identifier of this type: {name}."
            )
        case .minimum:
            (
                "Het getal moet minstens {value} zijn.", "Le nombre doit être d'au moins {value}.",
                "Die Zahl muss mindestens {value} sein.", "The number must be at least {value}."
            )
        case .moreThan:
            (
                "Het getal moet meer dan {value} zijn.", "Le nombre doit être supérieur à {value}.",
                "Die Zahl muss größer als {value} sein.", "The number must be more than {value}."
            )
        case .maximum:
            (
                "Het getal mag hoogstens {value} zijn.", "Le nombre doit être d'au plus {value}.",
                "Die Zahl darf höchstens {value} sein.", "The number must be at most {value}."
            )
        case .lessThan:
            (
                "Het getal moet minder dan {value} zijn.",
                "Le nombre doit être inférieur à {value}.",
                "Die Zahl muss kleiner als {value} sein.", "The number must be less than {value}."
            )
        case .multipleOf:
            (
                "Het getal moet een veelvoud van {value} zijn.",
                "Le nombre doit être un multiple de {value}.",
                "Die Zahl muss ein Vielfaches von {value} sein.",
                "The number must be a multiple of {value}."
            )
        case .minLength:
            (
                "De tekst moet minstens {count} {count|teken|tekens} hebben.",
                "Le texte doit compter au moins {count} {count|caractère|caractères}.",
                "Der Text muss mindestens {count} Zeichen haben.",
                "The text must have at least {count} {count|character|characters}."
            )
        case .maxLength:
            (
                "De tekst mag hoogstens {count} {count|teken|tekens} hebben.",
                "Le texte doit compter au plus {count} {count|caractère|caractères}.",
                "Der Text darf höchstens {count} Zeichen haben.",
                "The text must have at most {count} {count|character|characters}."
            )
        case .pattern:
            (
                "De tekst moet passen op het patroon {value}.",
                "Le texte doit correspondre au motif {value}.",
                "Der Text muss zum Muster {value} passen.",
                "The text must match the pattern {value}."
            )
        case .format:
            (
                "De tekst moet de vorm {name} hebben.", "Le texte doit avoir le format {name}.",
                "Der Text muss das Format {name} haben.", "The text must have the format {name}."
            )
        case .money:
            (
                "Bedrag en munt moeten bij elkaar passen.",
                "Le montant et la monnaie doivent s'accorder.",
                "Betrag und Währung müssen zueinander passen.",
                "Amount and currency must fit together."
            )
        default: nil
        }
    }

    private static func ofContainer(_ sentence: Sentence) -> ViolationMessages.Entry? {
        switch sentence {
        case .required:
            (
                "Het veld {name} is verplicht.", "Le champ {name} est obligatoire.",
                "Das Feld {name} ist verlangt.", "The field {name} must be there."
            )
        case .refusedField:
            (
                "Het veld {name} is niet meer toegestaan.", "Le champ {name} n'est plus admis.",
                "Das Feld {name} ist nicht mehr erlaubt.",
                "The field {name} is not allowed any more."
            )
        case .refusedFields:
            (
                "Velden die toegestaan waren, zijn het niet meer.",
                "Des champs qui étaient admis ne le sont plus.",
                "Felder, die erlaubt waren, sind es nicht mehr.",
                "Fields that were allowed are not any more."
            )
        case .otherField:
            (
                "Het veld {name} moet aan meer voldoen dan voorheen.",
                "Le champ {name} doit satisfaire à plus qu'avant.",
                "Das Feld {name} muss mehr erfüllen als vorher.",
                "The field {name} must satisfy more than before."
            )
        case .otherFields:
            (
                "Velden moeten aan meer voldoen dan voorheen.",
                "Des champs doivent satisfaire à plus qu'avant.",
                "Felder müssen mehr erfüllen als vorher.",
                "Fields must satisfy more than before."
            )
        case .fieldNames:
            (
                "Veldnamen die toegestaan waren, zijn het niet meer.",
                "Des noms de champs qui étaient admis ne le sont plus.",
                "Feldnamen, die erlaubt waren, sind es nicht mehr.",
                "Names of fields that were allowed are not any more."
            )
        case .minProperties:
            (
                "Er moeten minstens {count} velden zijn.", "Il faut au moins {count} champs.",
                "Es müssen mindestens {count} Felder sein.",
                "There must be at least {count} fields."
            )
        case .maxProperties:
            (
                "Er mogen hoogstens {count} velden zijn.", "Il faut au plus {count} champs.",
                "Es dürfen höchstens {count} Felder sein.", "There must be at most {count} fields."
            )
        case .dependency:
            (
                "Waar het veld {name} staat, wordt meer gevraagd.",
                "Là où figure le champ {name}, davantage est demandé.",
                "Wo das Feld {name} steht, wird mehr verlangt.",
                "More is asked for where the field {name} is there."
            )
        case .items:
            (
                "Elementen moeten aan meer voldoen dan voorheen.",
                "Des éléments doivent satisfaire à plus qu'avant.",
                "Elemente müssen mehr erfüllen als vorher.",
                "Elements must satisfy more than before."
            )
        case .minItems:
            (
                "Er {count|moet|moeten} minstens {count} {count|element|elementen} zijn.",
                "Il faut au moins {count} {count|élément|éléments}.",
                "Es {count|muss|müssen} mindestens {count} {count|Element|Elemente} sein.",
                "There must be at least {count} {count|element|elements}."
            )
        case .maxItems:
            (
                "Er {count|mag|mogen} hoogstens {count} {count|element|elementen} zijn.",
                "Il faut au plus {count} {count|élément|éléments}.",
                "Es {count|darf|dürfen} höchstens {count} {count|Element|Elemente} sein.",
                "There must be at most {count} {count|element|elements}."
            )
        case .uniqueItems:
            (
                "Geen twee elementen mogen gelijk zijn.",
                "Deux éléments ne peuvent pas être égaux.",
                "Keine zwei Elemente dürfen gleich sein.", "No two elements may be equal."
            )
        case .contains:
            (
                "Andere elementen moeten in de lijst voorkomen.",
                "D'autres éléments doivent figurer dans la liste.",
                "Andere Elemente müssen in der Liste vorkommen.",
                "Other elements must be among those of the list."
            )
        default: nil
        }
    }

    private static func ofForm(_ sentence: Sentence) -> ViolationMessages.Entry {
        switch sentence {
        case .branches:
            (
                "Andere alternatieven moeten gelden.", "D'autres alternatives doivent s'appliquer.",
                "Andere Alternativen müssen gelten.", "Other alternatives must hold."
            )
        case .exclusion:
            (
                "Iets wordt uitgesloten dat het niet was.",
                "Quelque chose est exclu qui ne l'était pas.",
                "Etwas wird ausgeschlossen, das es nicht war.",
                "Something is ruled out that was not."
            )
        case .condition:
            (
                "Een voorwaarde vraagt meer dan voorheen.", "Une condition demande plus qu'avant.",
                "Eine Bedingung verlangt mehr als vorher.", "A condition asks for more than before."
            )
        case .oneKindOfPart:
            (
                "Het vertrouwelijke deel moet van één soort zijn.",
                "La partie confidentielle doit être d'un seul type.",
                "Der vertrauliche Teil muss von einer Art sein.",
                "The confidential part must be of one kind."
            )
        case .partGone:
            (
                "Het vertrouwelijke deel {name} bestaat niet meer.",
                "La partie confidentielle {name} n'existe plus.",
                "Den vertraulichen Teil {name} gibt es nicht mehr.",
                "There is no confidential part {name} any more."
            )
        case .header:
            (
                "Het formulier laat niet meer alles toe wat {name} kon zijn.",
                "Le formulaire n'admet plus tout ce que {name} pouvait être.",
                "Das Formular lässt nicht mehr alles zu, was {name} sein konnte.",
                "The form does not allow everything in {name} that it did."
            )
        case .rule:
            (
                "De regel {name} is nieuw of veranderd.",
                "La règle {name} est nouvelle ou a changé.",
                "Die Regel {name} ist neu oder geändert.", "The rule {name} is new or has changed."
            )
        case .refused:
            (
                "Een document dat toegestaan was, wordt geweigerd.",
                "Un document qui était admis est refusé.",
                "Ein Dokument, das erlaubt war, wird abgelehnt.",
                "A document that was allowed is refused."
            )
        case .incomparable:
            (
                "Het schema kan weigeren wat toegestaan was ({name}).",
                "Le schéma peut refuser ce qui était admis ({name}).",
                "Das Schema lehnt vielleicht ab, was erlaubt war ({name}).",
                "The schema may refuse what was allowed ({name})."
            )
        default:
            (
                "Het schema vraagt meer dan voorheen.", "Le schéma demande plus qu'avant.",
                "Das Schema verlangt mehr als vorher.", "The schema asks for more than before."
            )
        }
    }
}
