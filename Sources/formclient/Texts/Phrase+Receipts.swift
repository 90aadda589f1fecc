// What was accepted, and whether it holds.
extension Phrase {
    static let accepted = Phrase(
        nl: "aanvaard", fr: "accepté", de: "angenommen", en: "accepted")
    static let acceptedBefore = Phrase(
        nl: "eerder aanvaard", fr: "déjà accepté", de: "schon angenommen", en: "already accepted")

    static func asLeaf(_ index: String) -> Phrase {
        Phrase(
            nl: "als blad \(index)", fr: "en feuille \(index)", de: "als Blatt \(index)",
            en: "as leaf \(index)")
    }

    static func atTime(_ time: String) -> Phrase {
        Phrase(nl: "om \(time)", fr: "à \(time)", de: "um \(time)", en: "at \(time)")
    }

    static func answerDue(_ time: String, hours: Int64) -> Phrase {
        Phrase(
            nl: "antwoord verwacht \(time) (\(hours) u)",
            fr: "réponse attendue \(time) (\(hours) h)",
            de: "Antwort erwartet \(time) (\(hours) Std.)", en: "answer due \(time) (\(hours) h)")
    }

    static let labelTo = Phrase(nl: "aan", fr: "à", de: "an", en: "to")
    static let labelReceipt = Phrase(
        nl: "bewijs", fr: "récépissé", de: "Quittung", en: "receipt")

    static func receiptSaved(_ id: String) -> Phrase {
        Phrase(
            nl: "bewaard; `formclient verify \(id)` controleert het zonder de uitwisseling",
            fr: "conservé ; `formclient verify \(id)` le contrôle sans l'échange",
            de: "gespeichert; `formclient verify \(id)` prüft sie ohne die Austauschstelle",
            en: "saved; `formclient verify \(id)` checks it without the exchange")
    }

    static func notSent(_ count: Int) -> Phrase {
        Phrase(
            nl: "\(count) verdere formulieren zijn niet verstuurd; dien ze later opnieuw in.",
            fr: "\(count) autres formulaires n'ont pas été envoyés ; soumettez-les plus tard.",
            de: "\(count) weitere Formulare wurden nicht gesendet; reichen Sie sie später ein.",
            en: "\(count) further forms were not sent; submit them again later.")
    }

    static let receiptUnreadable = Phrase(
        nl: "Wat de uitwisseling als ontvangstbewijs gaf, is geen ontvangstbewijs.",
        fr: "Ce que l'échange a donné comme récépissé n'en est pas un.",
        de: "Was die Austauschstelle als Quittung gab, ist keine.",
        en: "What the exchange gave as a receipt is none.")
    static let receiptDoesNotHold = Phrase(
        nl: "Het ontvangstbewijs klopt niet.", fr: "Le récépissé n'est pas valable.",
        de: "Die Quittung hält nicht stand.", en: "The receipt does not hold.")
    static let receiptAdvice = Phrase(
        nl: "Reken niet op aanvaarding. Vergelijk \"exchange_key\" in het profiel met wat de "
            + "beheerders bekendmaken; het getekende formulier is bewaard.",
        fr: "Ne le tenez pas pour accepté. Comparez « exchange_key » du profil avec la clé publiée "
            + "par les administrateurs ; le formulaire signé est conservé.",
        de: "Verlassen Sie sich nicht auf die Annahme. Vergleichen Sie \"exchange_key\" im Profil "
            + "mit dem Schlüssel der Betreiber; das signierte Formular ist aufbewahrt.",
        en:
            "Do not count it as accepted. Compare \"exchange_key\" in the profile with the key that "
            + "the operators publish; the signed form is kept.")

    static let receiptOfSomethingElse = Phrase(
        nl: "Het ontvangstbewijs gaat over iets anders.",
        fr: "Le récépissé concerne autre chose.",
        de: "Die Quittung handelt von etwas anderem.",
        en: "The receipt is about something else.")
    static let acknowledgementAdvice = Phrase(
        nl: "Reken er niet op dat de afzender weet dat u het formulier hebt overgenomen. Vergelijk "
            + "\"exchange_key\" in het profiel met wat de beheerders bekendmaken.",
        fr: "Ne comptez pas que l'émetteur sache que vous avez pris le formulaire en charge. "
            + "Comparez « exchange_key » du profil avec la clé publiée par les administrateurs.",
        de: "Verlassen Sie sich nicht darauf, dass der Absender von der Übernahme weiß. "
            + "Vergleichen Sie \"exchange_key\" im Profil mit dem Schlüssel der Betreiber.",
        en: "Do not count on the sender knowing that you have taken the form over. Compare "
            + "\"exchange_key\" in the profile with the key that the operators publish.")

    static let verified = Phrase(
        nl: "Alles klopt.", fr: "Tout est en ordre.", de: "Alles stimmt.", en: "Everything holds.")
    static let notVerified = Phrase(
        nl: "Niet alles klopt: vertrouw dit formulier niet.",
        fr: "Tout n'est pas en ordre : ne vous fiez pas à ce formulaire.",
        de: "Nicht alles stimmt: Verlassen Sie sich nicht auf dieses Formular.",
        en: "Not everything holds: do not rely on this form.")
    static let notAcceptedYet = Phrase(
        nl: "Getekend, maar er is geen ontvangstbewijs: nog niet aanvaard.",
        fr: "Signé, mais sans récépissé : pas encore accepté.",
        de: "Signiert, aber ohne Quittung: noch nicht angenommen.",
        en: "Signed, but there is no receipt: not accepted yet.")
    static let formDoesNotVerify = Phrase(
        nl: "Het formulier is ontvangen, maar niet alles klopt: vertrouw er niet op.",
        fr: "Le formulaire est reçu, mais tout n'est pas en ordre : ne vous y fiez pas.",
        de: "Das Formular ist da, aber nicht alles stimmt: Verlassen Sie sich nicht darauf.",
        en: "The form was received, but not everything holds: do not rely on it.")

    static func noCopyKept(_ id: String) -> Phrase {
        Phrase(
            nl: "Van \(id) is hier geen bundel bewaard.",
            fr: "Aucun paquet de \(id) n'est conservé ici.",
            de: "Von \(id) ist hier kein Bündel aufbewahrt.", en: "No bundle of \(id) is kept here."
        )
    }

    static func getBundle(_ id: String) -> Phrase {
        Phrase(
            nl: "`formclient get \(id) --bundle -o form.bundle.json` haalt er een.",
            fr: "`formclient get \(id) --bundle -o form.bundle.json` en obtient un.",
            de: "`formclient get \(id) --bundle -o form.bundle.json` holt eines.",
            en: "`formclient get \(id) --bundle -o form.bundle.json` fetches one.")
    }
}
