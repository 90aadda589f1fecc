import FormSchemas

// What the catalogue says about forms and their part in dialogues.
extension Phrase {
    static let columnDialogue = Phrase(
        nl: "DIALOOG", fr: "DIALOGUE", de: "DIALOG", en: "DIALOGUE")
    static let opensDialogue = Phrase(
        nl: "opent een dialoog", fr: "ouvre un dialogue", de: "eröffnet einen Dialog",
        en: "opens a dialogue")

    static func answersForms(_ codes: [String]) -> Phrase {
        let list = codes.joined(separator: ", ")
        return Phrase(
            nl: "antwoordt op \(list)", fr: "répond à \(list)", de: "antwortet auf \(list)",
            en: "answers \(list)")
    }

    static let seeForm = Phrase(
        nl: "`formclient forms CODE` vertelt meer over een formulier.",
        fr: "`formclient forms CODE` en dit plus sur un formulaire.",
        de: "`formclient forms CODE` sagt mehr über ein Formular.",
        en: "`formclient forms CODE` tells more about a form.")
    static let versionWithoutForm = Phrase(
        nl: "Een versie hoort bij een formulier: `formclient forms CODE --version …`.",
        fr: "Une version va avec un formulaire : `formclient forms CODE --version …`.",
        de: "Eine Version gehört zu einem Formular: `formclient forms CODE --version …`.",
        en: "A version goes with a form: `formclient forms CODE --version …`.")

    // MARK: One form

    static let domainTitle = Phrase(nl: "Domein", fr: "Domaine", de: "Bereich", en: "Domain")
    static let versionsTitle = Phrase(
        nl: "Versies", fr: "Versions", de: "Versionen", en: "Versions")
    static let purposesTitle = Phrase(
        nl: "Doeleinden", fr: "Finalités", de: "Zwecke", en: "Purposes")
    static let actionsTitle = Phrase(
        nl: "Handelingen", fr: "Actions", de: "Vorgänge", en: "Actions")
    static let retentionTitle = Phrase(
        nl: "Bewaard", fr: "Conservation", de: "Aufbewahrung", en: "Kept")

    static func atMostDays(_ count: Int) -> Phrase {
        func number(_ language: Language) -> String { Int64(count).grouped(in: language) }
        return Phrase(
            nl: "ten hoogste \(number(.nl)) dagen", fr: "au plus \(number(.fr)) jours",
            de: "höchstens \(number(.de)) Tage", en: "at most \(number(.en)) days")
    }

    // MARK: Turns

    static let turnOpens = Phrase(
        nl: "Opent een dialoog", fr: "Ouvre un dialogue", de: "Eröffnet einen Dialog",
        en: "Opens a dialogue")
    static let turnAnswers = Phrase(
        nl: "Antwoordt op", fr: "Répond à", de: "Antwortet auf", en: "Answers")
    static let turnAnsweredBy = Phrase(
        nl: "Antwoorden", fr: "Réponses", de: "Antworten", en: "Answered by")
    static let turnAuthor = Phrase(
        nl: "Wie het mag sturen", fr: "Qui peut l'envoyer", de: "Wer es senden darf",
        en: "Who may send it")
    static let turnRoles = Phrase(
        nl: "Rol van het certificaat", fr: "Rôle du certificat", de: "Rolle des Zertifikats",
        en: "Role of the certificate")
    static let turnAudience = Phrase(
        nl: "Ten minste aan", fr: "Au moins à", de: "Mindestens an", en: "At least to")
    static let turnOnce = Phrase(
        nl: "Eén keer per dienst", fr: "Une fois par service", de: "Einmal je Behörde",
        en: "Once per agency")
    static let turnBulk = Phrase(
        nl: "Als bulkzending", fr: "En envoi groupé", de: "Als Massensendung",
        en: "As a bulk submission")
    static let turnStates = Phrase(
        nl: "Alleen als de dialoog", fr: "Seulement si le dialogue est",
        de: "Nur, wenn der Dialog ist", en: "Only while the dialogue is")
    static let turnState = Phrase(
        nl: "De dialoog is daarna", fr: "Le dialogue est ensuite", de: "Der Dialog ist danach",
        en: "The dialogue is then")

    static func author(_ author: FlowTurn.Author) -> Phrase {
        switch author {
        case .recipient:
            Phrase(
                nl: "wie het beantwoorde formulier ter behandeling kreeg",
                fr: "qui a reçu pour suite à donner le formulaire auquel il répond",
                de: "wer das beantwortete Formular zur Bearbeitung bekommen hat",
                en: "who got the form that it answers for action")
        case .sender:
            Phrase(
                nl: "wie het beantwoorde formulier stuurde",
                fr: "qui a envoyé le formulaire auquel il répond",
                de: "wer das beantwortete Formular gesendet hat",
                en: "who sent the form that it answers")
        case .either:
            Phrase(
                nl: "wie het beantwoorde formulier stuurde of ter behandeling kreeg",
                fr: "qui a envoyé ou reçu pour suite à donner le formulaire auquel il répond",
                de: "wer das beantwortete Formular gesendet oder zur Bearbeitung bekommen hat",
                en: "who sent the form that it answers, or got it for action")
        case .party:
            Phrase(
                nl: "elke partij bij de dialoog", fr: "toute partie au dialogue",
                de: "jede Partei des Dialogs", en: "every party to the dialogue")
        }
    }

    static func audience(_ audience: FlowTurn.Audience) -> Phrase {
        switch audience {
        case .asker:
            Phrase(
                nl: "wie het beantwoorde formulier stuurde",
                fr: "qui a envoyé le formulaire auquel il répond",
                de: "wer das beantwortete Formular gesendet hat",
                en: "who sent the form that it answers")
        case .all:
            Phrase(
                nl: "wie het beantwoorde formulier stuurde en allen die het ter behandeling kregen",
                fr: "qui a envoyé le formulaire auquel il répond et tous ceux qui l'ont reçu pour "
                    + "suite à donner",
                de: "wer das beantwortete Formular gesendet hat und alle, die es zur Bearbeitung "
                    + "bekommen haben",
                en: "who sent the form that it answers and all who got it for action")
        }
    }

    // MARK: Deadlines

    static let deadlineTitle = Phrase(nl: "Termijn", fr: "Délai", de: "Frist", en: "Deadline")
    static let deadlineDebtor = Phrase(nl: "Voor", fr: "Pour", de: "Für", en: "For")
    static let deadlineAcknowledge = Phrase(
        nl: "Tijd om te bevestigen", fr: "Délai de confirmation", de: "Zeit zum Bestätigen",
        en: "Time to acknowledge")
    static let deadlineReply = Phrase(
        nl: "Tijd om te antwoorden", fr: "Délai de réponse", de: "Zeit zum Antworten",
        en: "Time to answer")
    static let deadlineFrom = Phrase(
        nl: "Loopt vanaf", fr: "Court à partir de", de: "Läuft ab", en: "Runs from")
    static let deadlineMetBy = Phrase(
        nl: "Voldaan met", fr: "Respecté par", de: "Gewahrt durch", en: "Met by")

    static func debtor(_ debtor: FlowDeadline.Debtor) -> Phrase {
        switch debtor {
        case .recipients:
            Phrase(
                nl: "elke dienst die het ter behandeling krijgt",
                fr: "chaque service qui le reçoit pour suite à donner",
                de: "jede Behörde, die es zur Bearbeitung bekommt",
                en: "each agency that gets it for action")
        case .sender:
            Phrase(nl: "de afzender", fr: "l'expéditeur", de: "den Absender", en: "the sender")
        case .lead:
            Phrase(
                nl: "de leidende dienst", fr: "le service chef de file",
                de: "die federführende Behörde", en: "the lead agency")
        }
    }

    static func span(_ span: Regime.Span) -> Phrase {
        switch span {
        // The moment that it runs from is itself the end.
        case .hours(0), .days(0):
            Phrase(
                nl: "tot dat moment", fr: "jusqu'à ce moment", de: "bis zu diesem Zeitpunkt",
                en: "until that moment")
        case .hours(let count):
            Phrase(
                nl: "\(count) uur", fr: "\(count) \(count == 1 ? "heure" : "heures")",
                de: "\(count) \(count == 1 ? "Stunde" : "Stunden")",
                en: "\(count) \(count == 1 ? "hour" : "hours")")
        case .days(let count):
            Phrase(
                nl: "\(count) \(count == 1 ? "dag" : "dagen")",
                fr: "\(count) \(count == 1 ? "jour" : "jours")",
                de: "\(count) \(count == 1 ? "Tag" : "Tage")",
                en: "\(count) \(count == 1 ? "day" : "days")")
        case .workingDays(let count):
            Phrase(
                nl: "\(count) \(count == 1 ? "werkdag" : "werkdagen")",
                fr: "\(count) \(count == 1 ? "jour ouvrable" : "jours ouvrables")",
                de: "\(count) \(count == 1 ? "Arbeitstag" : "Arbeitstage")",
                en: "\(count) \(count == 1 ? "working day" : "working days")")
        case .months(let count):
            Phrase(
                nl: "\(count) \(count == 1 ? "maand" : "maanden")", fr: "\(count) mois",
                de: "\(count) \(count == 1 ? "Monat" : "Monate")",
                en: "\(count) \(count == 1 ? "month" : "months")")
        }
    }
}
