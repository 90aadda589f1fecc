import FormDocument

// Cases, their clocks, and what is owed.
extension Phrase {
    static func theCase(_ id: String) -> Phrase {
        Phrase(nl: "Zaak \(id)", fr: "Dossier \(id)", de: "Fall \(id)", en: "Case \(id)")
    }

    static func answersForm(_ id: String) -> Phrase {
        Phrase(
            nl: "antwoord op \(id)", fr: "réponse à \(id)", de: "Antwort auf \(id)",
            en: "answers \(id)")
    }

    static func replacedBy(_ id: String) -> Phrase {
        Phrase(
            nl: "vervangen door \(id)", fr: "remplacé par \(id)", de: "ersetzt durch \(id)",
            en: "replaced by \(id)")
    }

    static func withdrawnBy(_ id: String) -> Phrase {
        Phrase(
            nl: "ingetrokken met \(id)", fr: "retiré par \(id)", de: "zurückgezogen mit \(id)",
            en: "withdrawn by \(id)")
    }

    /// - Parameters:
    ///   - answers: what answers it, such as `VIP-03/DECIDE`.
    ///   - left: how much time is left, or how long it is over.
    static func answerDue(
        _ answers: String, _ agency: String, _ time: String, _ left: Phrase
    ) -> Phrase {
        Phrase(
            nl: "\(answers) van \(agency) verwacht \(time): \(left[.nl])",
            fr: "\(answers) de \(agency) attendu \(time) : \(left[.fr])",
            de: "\(answers) von \(agency) fällig \(time): \(left[.de])",
            en: "\(answers) of \(agency) due \(time): \(left[.en])")
    }

    static func acknowledgementDue(_ agency: String, _ time: String, _ left: Phrase) -> Phrase {
        Phrase(
            nl: "bevestiging van \(agency) verwacht \(time): \(left[.nl])",
            fr: "confirmation de \(agency) attendue \(time) : \(left[.fr])",
            de: "Bestätigung von \(agency) fällig \(time): \(left[.de])",
            en: "acknowledgement of \(agency) due \(time): \(left[.en])")
    }

    /// A time that runs: how much is left, or how long it is over.
    static func clock(until due: Timestamp, isOverdue: Bool, now: Timestamp) -> Phrase {
        // The exchange says whether it is over; its clock may differ from this one.
        let seconds = max(0, isOverdue ? now.seconds - due.seconds : due.seconds - now.seconds)
        let time = span(seconds: seconds)
        return isOverdue
            ? Phrase(
                nl: "\(time[.nl]) te laat", fr: "\(time[.fr]) de retard",
                de: "\(time[.de]) überfällig", en: "\(time[.en]) overdue")
            : Phrase(
                nl: "nog \(time[.nl])", fr: "encore \(time[.fr])", de: "noch \(time[.de])",
                en: "\(time[.en]) left")
    }

    /// A length of time as people say it: minutes below an hour, hours below two days, then days.
    static func span(seconds: Int64) -> Phrase {
        let minutes = (seconds + 30) / 60
        guard minutes > 0 else {
            return Phrase(nl: "< 1 min", fr: "< 1 min", de: "< 1 Min.", en: "< 1 min")
        }
        guard minutes >= 60 else {
            return Phrase(
                nl: "\(minutes) min", fr: "\(minutes) min", de: "\(minutes) Min.",
                en: "\(minutes) min")
        }
        let hours = (seconds + 1_800) / 3_600
        guard hours >= 48 else {
            return Phrase(
                nl: "\(hours) u", fr: "\(hours) h", de: "\(hours) Std.", en: "\(hours) h")
        }
        let days = (seconds + 43_200) / 86_400
        return Phrase(
            nl: "\(days) dagen", fr: "\(days) jours", de: "\(days) Tage", en: "\(days) days")
    }

    static let columnDue = Phrase(
        nl: "VERWACHT", fr: "ATTENDU", de: "FÄLLIG", en: "DUE")
    static let columnTimeLeft = Phrase(nl: "TIJD", fr: "DÉLAI", de: "ZEIT", en: "TIME")
    static let columnOwedBy = Phrase(nl: "DOOR", fr: "PAR", de: "VON", en: "OWED BY")
    static let columnOwedTo = Phrase(nl: "AAN", fr: "À", de: "AN", en: "TO")
    static let columnAnswers = Phrase(
        nl: "ANTWOORD", fr: "RÉPONSE", de: "ANTWORT", en: "ANSWER")
    static let columnOwed = Phrase(nl: "TOTAAL", fr: "DUES", de: "FÄLLIG", en: "OWED")
    static let columnInTime = Phrase(
        nl: "OP TIJD", fr: "À TEMPS", de: "IN FRIST", en: "IN TIME")
    static let columnLate = Phrase(nl: "LATER", fr: "TARD", de: "SPÄT", en: "LATE")
    static let columnOverdue = Phrase(
        nl: "TE LAAT", fr: "ÉCHUES", de: "ÜBERFÄLLIG", en: "OVERDUE")
    static let columnUnanswered = Phrase(
        nl: "NOOIT", fr: "JAMAIS", de: "NIE", en: "NEVER")
    static let columnMedian = Phrase(
        nl: "MEDIAAN", fr: "MÉDIANE", de: "MEDIAN", en: "MEDIAN")

    static let nothingOwed = Phrase(
        nl: "Er is geen antwoord verschuldigd.", fr: "Aucune réponse n'est due.",
        de: "Es ist keine Antwort fällig.", en: "No answer is owed.")

    static let noFigures = Phrase(
        nl: "Er zijn nog geen cijfers.", fr: "Il n'y a pas encore de chiffres.",
        de: "Es gibt noch keine Zahlen.", en: "There are no figures yet.")

    static func deadlinesCut(_ limit: Int) -> Phrase {
        Phrase(
            nl: "De dringendste \(limit); er kunnen er meer zijn.",
            fr: "Les \(limit) plus urgentes ; il peut y en avoir d'autres.",
            de: "Die dringendsten \(limit); es kann mehr geben.",
            en: "The most urgent \(limit); there may be more.")
    }

    /// - Parameter answer: the form to answer with, if there is but one.
    static func replyWith(_ id: String, _ answer: String?) -> Phrase {
        let command = "formclient reply \(id)" + (answer.map { " --form \($0)" } ?? "")
        return Phrase(
            nl: "`\(command)` maakt het antwoord dat u het eerst verschuldigd bent.",
            fr: "`\(command)` prépare la réponse que vous devez en premier.",
            de: "`\(command)` entwirft die Antwort, die Sie als Erste schulden.",
            en: "`\(command)` drafts the answer that you owe first.")
    }

    static func caseCut(_ count: Int) -> Phrase {
        Phrase(
            nl: "De eerste \(count) formulieren; de zaak heeft er meer.",
            fr: "Les \(count) premiers formulaires ; le dossier en compte d'autres.",
            de: "Die ersten \(count) Formulare; der Fall hat mehr.",
            en: "The first \(count) forms; the case has more.")
    }

    static func noCaseFits(_ id: String) -> Phrase {
        Phrase(
            nl: "Geen zaak, en geen formulier in een zaak, dat u mag zien, begint met \(id).",
            fr: "Aucun dossier, ni aucun formulaire d'un dossier, qui vous est visible ne commence "
                + "par \(id).",
            de: "Kein Fall, und kein Formular eines Falls, das Sie sehen dürfen, beginnt mit "
                + "\(id).",
            en: "No case that you may see, nor a form in one, begins with \(id).")
    }

    static func severalCasesFit(_ id: String) -> Phrase {
        Phrase(
            nl: "Meer dan één zaak past bij \(id):",
            fr: "Plusieurs dossiers correspondent à \(id) :",
            de: "Mehrere Fälle passen zu \(id):", en: "Several cases fit \(id):")
    }

    static let giveMoreOfCase = Phrase(
        nl: "Geef meer van de ID op.", fr: "Donnez une plus grande part de l'identifiant.",
        de: "Geben Sie mehr von der ID an.", en: "Give more of the ID.")

    static func seeCase(_ id: String) -> Phrase {
        Phrase(
            nl: "`formclient case \(id)` toont wat tot nu toe is gezegd.",
            fr: "`formclient case \(id)` montre ce qui a été dit jusqu'ici.",
            de: "`formclient case \(id)` zeigt, was bisher gesagt wurde.",
            en: "`formclient case \(id)` shows what has been said so far.")
    }

    static let figuresAlone = Phrase(
        nl: "`--figures` gaat niet samen met `--before` of `--overdue`.",
        fr: "`--figures` ne va pas avec `--before` ni `--overdue`.",
        de: "`--figures` geht nicht zusammen mit `--before` oder `--overdue`.",
        en: "`--figures` does not go with `--before` or `--overdue`.")

    static let periodReversed = Phrase(
        nl: "`--from` ligt na `--to`: er is geen dag in die periode.",
        fr: "`--from` est postérieur à `--to` : cette période n'a aucun jour.",
        de: "`--from` liegt nach `--to`: In diesem Zeitraum liegt kein Tag.",
        en: "`--from` lies after `--to`: no day is in that period.")

    static let periodOfFigures = Phrase(
        nl: "`--from` en `--to` gaan alleen samen met `--figures`.",
        fr: "`--from` et `--to` ne vont qu'avec `--figures`.",
        de: "`--from` und `--to` gehen nur zusammen mit `--figures`.",
        en: "`--from` and `--to` only go with `--figures`.")
}
