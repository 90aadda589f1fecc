extension ViolationMessages {
    /// What `CODE_LIST` says where the list is short enough to be named.
    static let shortCodeList: Entry = (
        "{value} is niet toegelaten; mogelijk zijn: {expected}",
        "{value} n'est pas admis ; valeurs possibles : {expected}",
        "{value} ist nicht zulässig; möglich sind: {expected}",
        "{value} is not allowed; possible values: {expected}"
    )

    /// What `CODE_LIST` says where another edition of the list has the code.
    static let otherEdition: Entry = (
        "{value} staat niet in editie {edition} van de codelijst {list}, wel in {others}",
        "{value} ne figure pas dans l'édition {edition} de la liste {list}, mais bien dans {others}",
        "{value} steht nicht in Ausgabe {edition} der Codeliste {list}, wohl aber in {others}",
        "{value} is not in edition {edition} of the code list {list}, but in {others}"
    )

    /// The messages of violations of a schema's keywords.
    static let keywords: [ViolationCode: Entry] = [
        .type: (
            "hier hoort {expected}, niet {actual}",
            "on attend ici {expected} et non {actual}",
            "hier gehört {expected} hin, nicht {actual}",
            "this must be {expected}, not {actual}"
        ),
        .enum: (
            "deze waarde is niet toegelaten; mogelijk zijn: {expected}",
            "cette valeur n'est pas admise ; valeurs possibles : {expected}",
            "dieser Wert ist nicht zulässig; möglich sind: {expected}",
            "this value is not allowed; possible values: {expected}"
        ),
        .const: (
            "hier moet {expected} staan",
            "la valeur doit être {expected}",
            "hier muss {expected} stehen",
            "this must be {expected}"
        ),
        .codeList: (
            "{value} staat niet in de codelijst {list}",
            "{value} ne figure pas dans la liste de codes {list}",
            "{value} steht nicht in der Codeliste {list}",
            "{value} is not in the code list {list}"
        ),
        .required: (
            "het veld {name} ontbreekt",
            "le champ {name} manque",
            "das Feld {name} fehlt",
            "the field {name} is missing"
        ),
        .unknownField: (
            "het veld {name} bestaat hier niet",
            "le champ {name} n'existe pas à cet endroit",
            "das Feld {name} gibt es hier nicht",
            "there is no field {name} here"
        ),
        .unknownItem: (
            "dit element is te veel in de lijst",
            "cet élément est de trop dans la liste",
            "dieses Element ist in der Liste überzählig",
            "this element does not belong in the list"
        ),
        .tooShort: (
            "de tekst telt {actual} {actual|teken|tekens}; minstens {limit} {limit|is|zijn} nodig",
            "le texte compte {actual} {actual|caractère|caractères} ; il en faut au moins {limit}",
            "der Text hat {actual} Zeichen; mindestens {limit} {limit|ist|sind} nötig",
            "the text has {actual} {actual|character|characters}; at least {limit} {limit|is|are} needed"
        ),
        .tooLong: (
            "de tekst telt {actual} {actual|teken|tekens}; hoogstens {limit} {limit|is|zijn} toegelaten",
            "le texte compte {actual} {actual|caractère|caractères}, pour un maximum de {limit}",
            "der Text hat {actual} Zeichen; höchstens {limit} {limit|ist|sind} zulässig",
            "the text has {actual} {actual|character|characters}; at most {limit} {limit|is|are} allowed"
        ),
        .pattern: (
            "de tekst heeft niet de voorgeschreven vorm",
            "le texte n'a pas la forme prescrite",
            "der Text hat nicht die vorgeschriebene Form",
            "the text does not have the required form"
        ),
        .format: (
            "dit is geen geldige waarde van het type {format}",
            "ce n'est pas une valeur valable du type {format}",
            "das ist kein gültiger Wert vom Typ {format}",
            "this is not a valid {format}"
        ),
        .tooSmall: (
            "de waarde is te klein; ze moet minstens {limit} zijn",
            "la valeur est trop petite ; elle doit être d'au moins {limit}",
            "der Wert ist zu klein; er muss mindestens {limit} sein",
            "the value is too small; it must be at least {limit}"
        ),
        .tooLarge: (
            "de waarde is te groot; ze mag hoogstens {limit} zijn",
            "la valeur est trop grande ; elle doit être d'au plus {limit}",
            "der Wert ist zu groß; er darf höchstens {limit} sein",
            "the value is too large; it must be at most {limit}"
        ),
        .multipleOf: (
            "de waarde moet een veelvoud van {limit} zijn",
            "la valeur doit être un multiple de {limit}",
            "der Wert muss ein Vielfaches von {limit} sein",
            "the value must be a multiple of {limit}"
        ),
        .tooFew: (
            "de lijst telt {actual} {actual|element|elementen}; minstens {limit} {limit|is|zijn} nodig",
            "la liste compte {actual} {actual|élément|éléments} ; il en faut au moins {limit}",
            "die Liste hat {actual} {actual|Element|Elemente}; mindestens {limit} {limit|ist|sind} nötig",
            "the list has {actual} {actual|element|elements}; at least {limit} {limit|is|are} needed"
        ),
        .tooMany: (
            "de lijst telt {actual} {actual|element|elementen}; hoogstens {limit} {limit|is|zijn} toegelaten",
            "la liste compte {actual} {actual|élément|éléments}, pour un maximum de {limit}",
            "die Liste hat {actual} {actual|Element|Elemente}; höchstens {limit} {limit|ist|sind} zulässig",
            "the list has {actual} {actual|element|elements}; at most {limit} {limit|is|are} allowed"
        ),
        .notUnique: (
            "dit element staat al in de lijst, op plaats {first}",
            "cet élément figure déjà dans la liste, à la position {first}",
            "dieses Element steht schon in der Liste, an Stelle {first}",
            "this element is in the list already, at place {first}"
        ),
        .containsTooFew: (
            "de lijst heeft {actual} {actual|element|elementen} van de vereiste soort; minstens {limit} {limit|is|zijn} nodig",
            "la liste compte {actual} {actual|élément|éléments} du genre requis ; il en faut au moins {limit}",
            "die Liste hat {actual} {actual|Element|Elemente} der verlangten Art; mindestens {limit} {limit|ist|sind} nötig",
            "the list has {actual} {actual|element|elements} of the required kind; at least {limit} {limit|is|are} needed"
        ),
        .containsTooMany: (
            "de lijst heeft {actual} {actual|element|elementen} van deze soort; hoogstens {limit} {limit|is|zijn} toegelaten",
            "la liste compte {actual} {actual|élément|éléments} de ce genre, pour un maximum de {limit}",
            "die Liste hat {actual} {actual|Element|Elemente} dieser Art; höchstens {limit} {limit|ist|sind} zulässig",
            "the list has {actual} {actual|element|elements} of this kind; at most {limit} {limit|is|are} allowed"
        ),
        .tooFewFields: (
            "hier {actual|is|zijn} {actual} {actual|veld|velden} ingevuld; minstens {limit} {limit|is|zijn} nodig",
            "{actual} {actual|champ est rempli|champs sont remplis} ici ; il en faut au moins {limit}",
            "hier {actual|ist|sind} {actual} {actual|Feld|Felder} ausgefüllt; mindestens {limit} {limit|ist|sind} nötig",
            "{actual} {actual|field is|fields are} filled in here; at least {limit} {limit|is|are} needed"
        ),
        .tooManyFields: (
            "hier {actual|is|zijn} {actual} {actual|veld|velden} ingevuld; hoogstens {limit} {limit|is|zijn} toegelaten",
            "{actual} {actual|champ est rempli|champs sont remplis} ici, pour un maximum de {limit}",
            "hier {actual|ist|sind} {actual} {actual|Feld|Felder} ausgefüllt; höchstens {limit} {limit|ist|sind} zulässig",
            "{actual} {actual|field is|fields are} filled in here; at most {limit} {limit|is|are} allowed"
        ),
        .fieldName: (
            "{name} is geen toegelaten naam voor een veld",
            "{name} n'est pas un nom de champ admis",
            "{name} ist kein zulässiger Feldname",
            "{name} is not an allowed field name"
        ),
        .oneOfNone: (
            "dit voldoet aan geen van de toegelaten vormen",
            "ceci ne correspond à aucune des formes admises",
            "dies entspricht keiner der zulässigen Formen",
            "this has none of the allowed forms"
        ),
        .oneOfMany: (
            "dit voldoet aan meer dan een van de vormen die elkaar uitsluiten",
            "ceci correspond à plusieurs formes qui s'excluent",
            "dies entspricht mehreren Formen, die einander ausschließen",
            "this has more than one of the forms that exclude each other"
        ),
        .anyOfNone: (
            "dit voldoet aan geen van de mogelijke vormen",
            "ceci ne correspond à aucune des formes possibles",
            "dies entspricht keiner der möglichen Formen",
            "this has none of the possible forms"
        ),
        .notAllowed: (
            "deze waarde is hier niet toegelaten",
            "cette valeur n'est pas admise ici",
            "dieser Wert ist hier nicht zulässig",
            "this value is not allowed here"
        ),
        .moneyAmount: (
            "dit is geen bedrag: hoogstens 16 cijfers, een punt en hoogstens twee decimalen",
            "ce n'est pas un montant : 16 chiffres au plus, un point et deux décimales au plus",
            "das ist kein Betrag: höchstens 16 Ziffern, ein Punkt und höchstens zwei Nachkommastellen",
            "this is not an amount: at most 16 digits, a point and at most two decimals"
        ),
        .moneyCurrency: (
            "{value} is hier geen gangbare munt (EUR)",
            "{value} n'est pas une monnaie admise ici (EUR)",
            "{value} ist hier keine zulässige Währung (EUR)",
            "{value} is not a currency that can be used here (EUR)"
        ),
        .moneyDecimals: (
            "bedragen in {currency} hebben geen decimalen",
            "les montants en {currency} n'ont pas de décimales",
            "Beträge in {currency} haben keine Nachkommastellen",
            "amounts in {currency} have no decimals"
        ),
        .partReference: (
            "hier hoort een vertrouwelijk deel van de soort {expected}",
            "on attend ici une partie confidentielle du type {expected}",
            "hier gehört ein vertraulicher Teil der Art {expected} hin",
            "this must refer to a confidential part of the kind {expected}"
        ),
        .tooComplex: (
            "de inhoud is te omvangrijk om te controleren",
            "le contenu est trop complexe pour être vérifié",
            "der Inhalt ist zu umfangreich, um geprüft zu werden",
            "the content is too complex to be checked"
        ),
    ]
}
