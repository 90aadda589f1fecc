import FormSchemas

// Answers, corrections and withdrawals that are drafted.
extension Phrase {
    static func nothingAnswers(_ name: TurnName) -> Phrase {
        Phrase(
            nl: "Op \(name) volgt geen antwoord.", fr: "Rien ne répond à \(name).",
            de: "Auf \(name) wird nicht geantwortet.", en: "Nothing answers \(name).")
    }

    static func notYoursToAnswer(_ name: TurnName) -> Phrase {
        Phrase(
            nl: "Uw dienst kan \(name) nu niet beantwoorden. Wat erop kan volgen, en van wie:",
            fr:
                "Votre service ne peut pas répondre à \(name) à présent. Ce qui peut suivre, et de qui :",
            de:
                "Ihre Behörde kann auf \(name) jetzt nicht antworten. Was folgen kann, und von wem:",
            en: "Your agency cannot answer \(name) now. What can follow it, and from whom:")
    }

    /// What stands against an answer: the dialogue's state.
    ///
    /// - Parameter offers: whether a list of what is possible in it follows.
    static func stateForbidsAnswer(_ answer: String, _ state: String, offers: Bool) -> Phrase {
        func label(_ language: Language) -> String { labelled(state, language) }
        return Phrase(
            nl: "Toestand van de dialoog: \(label(.nl)). Dat laat nu niet toe: \(answer)."
                + (offers ? " Wel mogelijk:" : ""),
            fr: "État du dialogue : \(label(.fr)). Cela exclut à présent : \(answer)."
                + (offers ? " Est possible :" : ""),
            de: "Zustand des Dialogs: \(label(.de)). Das lässt jetzt nicht zu: \(answer)."
                + (offers ? " Möglich ist:" : ""),
            en: "State of the dialogue: \(label(.en)). It rules out for now: \(answer)."
                + (offers ? " Possible is:" : ""))
    }

    /// A dialogue's state by its label and code.
    private static func labelled(_ state: String, _ language: Language) -> String {
        let label = FormLibrary.label(of: state, in: "dialogue-state", language)
        return label == state ? state : "\(label) (\(state))"
    }

    /// That a word names no answer, and that the dialogue's state allows none either.
    static func nothingFollows(
        _ text: String, _ name: TurnName, _ state: String, isClosed: Bool
    ) -> Phrase {
        func label(_ language: Language) -> String { labelled(state, language) }
        return Phrase(
            nl: "\"\(text)\" beantwoordt \(name) niet. Toestand van de dialoog: \(label(.nl)). "
                + (isClosed ? "Hij is afgesloten: er volgt niets meer." : "Nu kan niets volgen."),
            fr: "« \(text) » ne répond pas à \(name). État du dialogue : \(label(.fr)). "
                + (isClosed
                    ? "Il est clos : rien ne suit plus." : "Rien ne peut suivre à présent."),
            de: "\"\(text)\" antwortet nicht auf \(name). Zustand des Dialogs: \(label(.de)). "
                + (isClosed
                    ? "Er ist abgeschlossen: Es folgt nichts mehr."
                    : "Jetzt kann nichts folgen."),
            en: "\"\(text)\" does not answer \(name). State of the dialogue: \(label(.en)). "
                + (isClosed ? "It is closed: nothing follows any more." : "Nothing can follow now.")
        )
    }

    static func dialogueIsOver(_ caseID: String) -> Phrase {
        Phrase(
            nl: "Wat uw dienst zelf heeft gestuurd, kan nog worden verbeterd of ingetrokken "
                + "(`formclient correct`, `formclient withdraw`); `formclient case \(caseID)` toont het.",
            fr: "Ce que votre service a lui-même envoyé peut encore être rectifié ou retiré "
                + "(`formclient correct`, `formclient withdraw`) ; `formclient case \(caseID)` le "
                + "montre.",
            de: "Was Ihre Behörde selbst gesendet hat, kann noch berichtigt oder zurückgezogen "
                + "werden (`formclient correct`, `formclient withdraw`); "
                + "`formclient case \(caseID)` zeigt es.",
            en: "What your agency itself has sent can still be corrected or withdrawn "
                + "(`formclient correct`, `formclient withdraw`); `formclient case \(caseID)` shows it."
        )
    }

    static func doesNotAnswer(_ text: String, _ name: TurnName) -> Phrase {
        Phrase(
            nl: "Uw dienst kan \(name) niet met \"\(text)\" beantwoorden, wel met:",
            fr: "Votre service ne peut pas répondre à \(name) par « \(text) », mais par :",
            de: "Ihre Behörde kann auf \(name) nicht mit \"\(text)\" antworten, sondern mit:",
            en: "Your agency cannot answer \(name) with \"\(text)\", but with:")
    }

    static func severalAnswers(_ name: TurnName) -> Phrase {
        Phrase(
            nl: "\(name) kan op meer dan één manier worden beantwoord:",
            fr: "Plusieurs formulaires peuvent répondre à \(name) :",
            de: "Auf \(name) kann mehreres antworten:",
            en: "\(name) can be answered in several ways:")
    }

    static let nameTheForm = Phrase(
        nl: "Noem er een met `--form`.", fr: "Indiquez-en un par `--form`.",
        de: "Nennen Sie eines mit `--form`.", en: "Name one with `--form`.")
    static let whichAnswer = Phrase(
        nl: "Welk antwoord (nummer)", fr: "Quelle réponse (numéro)",
        de: "Welche Antwort (Nummer)", en: "Which answer (number)")

    static func drafted(_ name: TurnName, _ label: LocalizedText, to agencies: [String]) -> Phrase {
        let list = agencies.joined(separator: ", ")
        return Phrase(
            nl: "\(name), \(label[.nl]), aan \(list).", fr: "\(name), \(label[.fr]), à \(list).",
            de: "\(name), \(label[.de]), an \(list).", en: "\(name), \(label[.en]), to \(list).")
    }

    static func replyAdvice(_ file: String) -> Phrase {
        Phrase(
            nl: "Vul in wat tussen ‹ en › staat en kijk de rest na; `formclient submit \(file)` "
                + "controleert en verstuurt het.",
            fr: "Complétez ce qui figure entre ‹ et › et relisez le reste ; `formclient submit "
                + "\(file)` contrôle et envoie.",
            de: "Füllen Sie aus, was zwischen ‹ und › steht, und sehen Sie den Rest durch; "
                + "`formclient submit \(file)` prüft und sendet es.",
            en: "Fill in what stands between ‹ and › and look over the rest; `formclient submit "
                + "\(file)` checks and sends it.")
    }

    static func bulkReplyAdvice(_ file: String) -> Phrase {
        Phrase(
            nl:
                "Vul in wat tussen ‹ en › staat; `formclient bulk submit \(file) RECORDS` verstuurt "
                + "het met de records.",
            fr: "Complétez ce qui figure entre ‹ et › ; `formclient bulk submit \(file) RECORDS` "
                + "l'envoie avec les enregistrements.",
            de: "Füllen Sie aus, was zwischen ‹ und › steht; `formclient bulk submit \(file) "
                + "RECORDS` sendet es mit den Datensätzen.",
            en: "Fill in what stands between ‹ and ›; `formclient bulk submit \(file) RECORDS` "
                + "sends it with the records.")
    }

    static func correctionAdvice(_ file: String) -> Phrase {
        Phrase(
            nl: "Verbeter wat fout was; `formclient submit \(file)` controleert en verstuurt de "
                + "verbetering.",
            fr: "Corrigez ce qui était faux ; `formclient submit \(file)` contrôle et envoie la "
                + "rectification.",
            de: "Ändern Sie, was falsch war; `formclient submit \(file)` prüft und sendet die "
                + "Berichtigung.",
            en:
                "Change what was wrong; `formclient submit \(file)` checks and sends the correction."
        )
    }

    static func withdrawalAdvice(_ file: String) -> Phrase {
        Phrase(
            nl: "Nog niets is ingetrokken; `formclient submit \(file)` verstuurt de intrekking.",
            fr: "Rien n'est encore retiré ; `formclient submit \(file)` envoie le retrait.",
            de: "Noch ist nichts zurückgezogen; `formclient submit \(file)` sendet die Rücknahme.",
            en: "Nothing is withdrawn yet; `formclient submit \(file)` sends the withdrawal.")
    }

    // MARK: What stands against it

    static let mendToFit = Phrase(
        nl: "Verbeter het bestand en dien het opnieuw in.",
        fr: "Corrigez le fichier et soumettez-le à nouveau.",
        de: "Bessern Sie die Datei aus und reichen Sie sie wieder ein.",
        en: "Mend the file and submit it again.")

    static func formReplaced(_ id: String, by newest: String) -> Phrase {
        Phrase(
            nl: "\(id) is intussen vervangen door \(newest).",
            fr: "\(id) a été remplacé entre-temps par \(newest).",
            de: "\(id) wurde inzwischen durch \(newest) ersetzt.",
            en: "\(id) has been replaced by \(newest) since.")
    }

    static func formWithdrawn(_ id: String) -> Phrase {
        Phrase(
            nl: "\(id) is ingetrokken; er kan niets meer op volgen.",
            fr: "\(id) a été retiré ; plus rien ne peut suivre.",
            de: "\(id) wurde zurückgezogen; es kann nichts mehr darauf folgen.",
            en: "\(id) has been withdrawn; nothing can follow it any more.")
    }

    static func replyToNewest(_ id: String) -> Phrase { use("reply \(id)") }
    static func correctNewest(_ id: String) -> Phrase { use("correct \(id)") }
    static func withdrawNewest(_ id: String) -> Phrase { use("withdraw \(id)") }

    private static func use(_ command: String) -> Phrase {
        Phrase(
            nl: "Gebruik `formclient \(command)`.", fr: "Utilisez `formclient \(command)`.",
            de: "Verwenden Sie `formclient \(command)`.", en: "Use `formclient \(command)`.")
    }

    static func answeredAlready(_ id: String) -> Phrase {
        Phrase(
            nl: "Uw dienst heeft al geantwoord, met \(id).",
            fr: "Votre service a déjà répondu, par \(id).",
            de: "Ihre Behörde hat schon geantwortet, mit \(id).",
            en: "Your agency has answered already, with \(id).")
    }

    static func correctInstead(_ id: String) -> Phrase {
        Phrase(
            nl: "`formclient correct \(id)` verbetert dat antwoord.",
            fr: "`formclient correct \(id)` rectifie cette réponse.",
            de: "`formclient correct \(id)` berichtigt diese Antwort.",
            en: "`formclient correct \(id)` corrects that answer.")
    }

    static func formOfOthers(_ sender: String) -> Phrase {
        Phrase(
            nl:
                "Dit formulier is van \(sender); alleen die dienst kan het verbeteren of intrekken.",
            fr: "Ce formulaire est de \(sender) ; seul ce service peut le rectifier ou le retirer.",
            de: "Dieses Formular ist von \(sender); nur diese Behörde kann es berichtigen oder "
                + "zurückziehen.",
            en: "This form is of \(sender); only that agency can correct or withdraw it.")
    }

    static func replyInstead(_ id: String) -> Phrase {
        Phrase(
            nl: "`formclient reply \(id)` maakt een antwoord erop.",
            fr: "`formclient reply \(id)` prépare une réponse.",
            de: "`formclient reply \(id)` entwirft eine Antwort darauf.",
            en: "`formclient reply \(id)` drafts an answer to it.")
    }

    static func actionNotForeseen(
        _ form: String, _ action: String, possible: [String]
    ) -> Phrase {
        let list = possible.joined(separator: ", ")
        return Phrase(
            nl: "\(form) kent de handeling \(action) niet, wel: \(list).",
            fr: "\(form) ne connaît pas l'action \(action), mais : \(list).",
            de: "\(form) kennt den Vorgang \(action) nicht, aber: \(list).",
            en: "\(form) has no action \(action), but: \(list).")
    }

    static let notForBulk = Phrase(
        nl:
            "Een bulkindiening wordt niet zo gewijzigd; `formclient bulk submit` dient een nieuwe in.",
        fr:
            "Un envoi groupé ne se modifie pas ainsi ; `formclient bulk submit` en soumet un autre.",
        de: "Eine Sammeleinreichung wird nicht so geändert; `formclient bulk submit` reicht eine "
            + "neue ein.",
        en:
            "A bulk submission is not changed like this; `formclient bulk submit` hands in a new one."
    )
}
