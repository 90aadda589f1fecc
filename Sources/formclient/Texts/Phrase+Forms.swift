import FormSchemas

// Checking, signing and sending forms.
extension Phrase {
    static func isValid(_ file: String, form: String?, warnings: Int) -> Phrase {
        let what = form.map { " (\($0))" } ?? ""
        let all = Phrase(
            nl: "\(file) is geldig\(what)", fr: "\(file) est valide\(what)",
            de: "\(file) ist gültig\(what)", en: "\(file) is valid\(what)")
        guard warnings > 0 else { return all }
        let count = warningCount(warnings)
        return Phrase(
            nl: "\(all[.nl]): \(count[.nl])", fr: "\(all[.fr]) : \(count[.fr])",
            de: "\(all[.de]): \(count[.de])", en: "\(all[.en]): \(count[.en])")
    }

    static func isNotValid(_ file: String, errors: Int, warnings: Int) -> Phrase {
        let one = errors == 1
        let rest = warnings > 0 ? warningCount(warnings) : nil
        func list(_ errors: String, _ language: Language) -> String {
            ([errors] + (rest.map { [$0[language]] } ?? [])).joined(separator: ", ")
        }
        return Phrase(
            nl: "\(file) is niet geldig: "
                + list("\(errors) \(one ? "overtreding" : "overtredingen")", .nl),
            fr: "\(file) n'est pas valide : "
                + list("\(errors) \(one ? "erreur" : "erreurs")", .fr),
            de: "\(file) ist nicht gültig: "
                + list("\(errors) \(one ? "Verstoß" : "Verstöße")", .de),
            en: "\(file) is not valid: "
                + list("\(errors) \(one ? "violation" : "violations")", .en))
    }

    private static func warningCount(_ count: Int) -> Phrase {
        let one = count == 1
        return Phrase(
            nl: "\(count) \(one ? "waarschuwing" : "waarschuwingen")",
            fr: "\(count) \(one ? "avertissement" : "avertissements")",
            de: "\(count) \(one ? "Warnung" : "Warnungen")",
            en: "\(count) \(one ? "warning" : "warnings")")
    }

    static let warning = Phrase(
        nl: "waarschuwing", fr: "avertissement", de: "Warnung", en: "warning")

    static let mendAndSubmit = Phrase(
        nl: "Er is niets verstuurd. Verbeter het bestand en dien het opnieuw in.",
        fr: "Rien n'a été envoyé. Corrigez le fichier et soumettez-le à nouveau.",
        de: "Es wurde nichts gesendet. Bessern Sie die Datei aus und reichen Sie sie wieder ein.",
        en: "Nothing was sent. Mend the file and submit it again.")
    static let mendAndSign = Phrase(
        nl: "Er is niets getekend. Verbeter het bestand en teken het opnieuw.",
        fr: "Rien n'a été signé. Corrigez le fichier et signez-le à nouveau.",
        de: "Es wurde nichts signiert. Bessern Sie die Datei aus und signieren Sie sie wieder.",
        en: "Nothing was signed. Mend the file and sign it again.")
    static let mendAndValidate = Phrase(
        nl:
            "Verbeter het bestand; `formclient submit` controleert het ook, voor het iets verstuurt.",
        fr: "Corrigez le fichier ; `formclient submit` le contrôle aussi, avant tout envoi.",
        de:
            "Bessern Sie die Datei aus; `formclient submit` prüft sie auch, bevor etwas gesendet wird.",
        en: "Mend the file; `formclient submit` checks it too, before anything is sent.")

    static let fieldGuide = Phrase(
        nl: "De velden; met * gemerkte moeten er staan, waar hun omgeving er staat:",
        fr: "Les champs ; ceux marqués * sont obligatoires là où leur entourage existe :",
        de: "Die Felder; mit * markierte müssen dastehen, wo ihre Umgebung dasteht:",
        en: "The fields; those marked * have to be there wherever what surrounds them is:")
    static let confidentialPart = Phrase(
        nl: "Vertrouwelijk: reist naast het getekende document.",
        fr: "Confidentiel : voyage à côté du document signé.",
        de: "Vertraulich: reist neben dem signierten Dokument.",
        en: "Confidential: travels beside the signed document.")

    static func draftAdvice(_ file: String) -> Phrase {
        Phrase(
            nl:
                "Vul in wat tussen ‹ en › staat; `formclient validate \(file)` zegt wat er nog ontbreekt.",
            fr:
                "Complétez ce qui figure entre ‹ et › ; `formclient validate \(file)` dit ce qui manque encore.",
            de:
                "Füllen Sie aus, was zwischen ‹ und › steht; `formclient validate \(file)` sagt, was noch fehlt.",
            en:
                "Fill in what stands between ‹ and ›; `formclient validate \(file)` says what is still missing."
        )
    }

    static func formNotNamed(_ file: String) -> Phrase {
        Phrase(
            nl: "\(file) zegt niet welk formulier het is (/header/form en /header/version).",
            fr:
                "\(file) ne dit pas de quel formulaire il s'agit (/header/form et /header/version).",
            de: "\(file) sagt nicht, welches Formular es ist (/header/form und /header/version).",
            en: "\(file) does not say which form it is (/header/form and /header/version).")
    }

    static func formUnknown(_ form: String) -> Phrase {
        Phrase(
            nl: "Het formulier \"\(form)\" is onbekend.",
            fr: "Le formulaire « \(form) » est inconnu.",
            de: "Das Formular \"\(form)\" ist unbekannt.", en: "The form \"\(form)\" is not known.")
    }

    static let seeForms = Phrase(
        nl: "`formclient forms` noemt de formulieren.", fr: "`formclient forms` les énumère.",
        de: "`formclient forms` nennt die Formulare.", en: "`formclient forms` lists the forms.")

    static func versionUnknown(_ form: String, _ version: String, known: [String]) -> Phrase {
        let list = known.joined(separator: ", ")
        return Phrase(
            nl: "\(form) heeft geen versie \"\(version)\"; wel: \(list).",
            fr: "\(form) n'a pas de version « \(version) » ; il y a : \(list).",
            de: "\(form) hat keine Version \"\(version)\"; es gibt: \(list).",
            en: "\(form) has no version \"\(version)\"; there is: \(list).")
    }

    static func cannotSeal(_ file: String, _ violation: Violation) -> Phrase {
        func why(_ language: Language) -> String { violation.message(in: language) }
        return Phrase(
            nl: "De vertrouwelijke delen van \(file) kunnen niet worden afgezonderd "
                + "(\(why(.nl))).",
            fr: "Les parties confidentielles de \(file) ne peuvent être scellées (\(why(.fr))).",
            de: "Die vertraulichen Teile von \(file) lassen sich nicht versiegeln (\(why(.de))).",
            en: "The confidential parts of \(file) cannot be sealed (\(why(.en))).")
    }

    static func cannotSign(_ file: String, _ why: String) -> Phrase {
        Phrase(
            nl: "\(file) kan niet worden getekend: \(why)",
            fr: "\(file) ne peut pas être signé : \(why)",
            de: "\(file) kann nicht signiert werden: \(why)", en: "\(file) cannot be signed: \(why)"
        )
    }

    static func headerUnreadable(_ file: String, _ why: String) -> Phrase {
        Phrase(
            nl: "De koptekst van \(file) is onleesbaar (\(why)).",
            fr: "L'en-tête de \(file) est illisible (\(why)).",
            de: "Der Kopf von \(file) ist nicht lesbar (\(why)).",
            en: "The header of \(file) cannot be read (\(why)).")
    }

    static func signedAlready(_ file: String) -> Phrase {
        Phrase(
            nl: "\(file) is al getekend; `formclient submit` verstuurt het.",
            fr: "\(file) est déjà signé ; `formclient submit` l'envoie.",
            de: "\(file) ist schon signiert; `formclient submit` sendet es.",
            en: "\(file) is signed already; `formclient submit` sends it.")
    }

    static func signed(_ file: String, _ bundle: String) -> Phrase {
        Phrase(
            nl: "\(file) getekend: \(bundle). `formclient submit \(bundle)` verstuurt het.",
            fr: "\(file) signé : \(bundle). `formclient submit \(bundle)` l'envoie.",
            de: "\(file) signiert: \(bundle). `formclient submit \(bundle)` sendet es.",
            en: "\(file) signed: \(bundle). `formclient submit \(bundle)` sends it.")
    }
}
