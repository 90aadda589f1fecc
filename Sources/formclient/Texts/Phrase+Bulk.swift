import FormSchemas

// Many records at once.
extension Phrase {
    // MARK: Progress

    static func bulkChecking(_ count: Int, rate: Double, secondsLeft: Double?) -> Phrase {
        let left = secondsLeft.map { .left($0) } ?? Phrase(verbatim: "")
        return Phrase(
            nl: "Nakijken: \(number(count, .nl)) records, \(number(rate, .nl))/s\(left[.nl])",
            fr: "Contrôle : \(number(count, .fr)) enregistrements, "
                + "\(number(rate, .fr))/s\(left[.fr])",
            de: "Prüfen: \(number(count, .de)) Datensätze, \(number(rate, .de))/s\(left[.de])",
            en: "Checking: \(number(count, .en)) records, \(number(rate, .en))/s\(left[.en])")
    }

    static func bulkSending(_ done: Int, of count: Int, refused: Int, rate: Double) -> Phrase {
        let refusals = refused > 0 ? Phrase.refusedSoFar(refused) : Phrase(verbatim: "")
        let rest = moving(done, of: count, rate: rate)
        return Phrase(
            nl: "Versturen: \(rest[.nl])\(refusals[.nl])",
            fr: "Envoi : \(rest[.fr])\(refusals[.fr])",
            de: "Senden: \(rest[.de])\(refusals[.de])",
            en: "Sending: \(rest[.en])\(refusals[.en])")
    }

    static func bulkFetching(_ done: Int, of count: Int, rate: Double) -> Phrase {
        let rest = moving(done, of: count, rate: rate)
        return Phrase(
            nl: "Ophalen: \(rest[.nl])", fr: "Réception : \(rest[.fr])",
            de: "Abholen: \(rest[.de])", en: "Fetching: \(rest[.en])")
    }

    private static func moving(_ done: Int, of count: Int, rate: Double) -> Phrase {
        let left = rate > 0 ? Phrase.left(Double(count - done) / rate) : Phrase(verbatim: "")
        let percent = done * 100 / max(1, count)
        return Phrase(
            nl: "\(number(done, .nl)) van \(number(count, .nl)) records (\(percent) %), "
                + "\(number(rate, .nl))/s\(left[.nl])",
            fr: "\(number(done, .fr)) enregistrements sur \(number(count, .fr)) (\(percent) %), "
                + "\(number(rate, .fr))/s\(left[.fr])",
            de: "\(number(done, .de)) von \(number(count, .de)) Datensätzen (\(percent) %), "
                + "\(number(rate, .de))/s\(left[.de])",
            en: "\(number(done, .en)) of \(number(count, .en)) records (\(percent) %), "
                + "\(number(rate, .en))/s\(left[.en])")
    }

    private static func refusedSoFar(_ count: Int) -> Phrase {
        Phrase(
            nl: ", \(number(count, .nl)) geweigerd", fr: ", \(number(count, .fr)) refusés",
            de: ", \(number(count, .de)) abgelehnt", en: ", \(number(count, .en)) refused")
    }

    /// How long something will still take, with the comma before it.
    private static func left(_ seconds: Double) -> Phrase {
        let whole = Int(min(seconds.rounded(.up), 360_000))
        let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
        let (hours, minutesRest) = minutes.quotientAndRemainder(dividingBy: 60)
        let time =
            hours > 0
            ? "\(hours) h \(minutesRest) min"
            : minutes > 0 ? "\(minutes) min \(rest) s" : "\(rest) s"
        return Phrase(
            nl: ", nog \(time)", fr: ", encore \(time)", de: ", noch \(time)", en: ", \(time) left")
    }

    private static func number(_ value: Int, _ language: Language) -> String {
        Int64(value).grouped(in: language)
    }

    private static func number(_ rate: Double, _ language: Language) -> String {
        number(Int(max(0, min(rate, 1e12))), language)
    }

    // MARK: Results

    static let labelRecords = Phrase(
        nl: "records", fr: "enregistrements", de: "Datensätze", en: "records")

    static func recordsAccepted(_ accepted: Int, of count: Int, resultLeaf: String) -> Phrase {
        Phrase(
            nl: "\(number(accepted, .nl)) van \(number(count, .nl)) aanvaard, uitslagen als blad "
                + resultLeaf,
            fr: "\(number(accepted, .fr)) acceptés sur \(number(count, .fr)), résultats en feuille "
                + resultLeaf,
            de: "\(number(accepted, .de)) von \(number(count, .de)) angenommen, Ergebnisse als "
                + "Blatt \(resultLeaf)",
            en: "\(number(accepted, .en)) of \(number(count, .en)) accepted, results as leaf "
                + resultLeaf)
    }

    static func recordsNotValid(_ invalid: Int, of count: Int) -> Phrase {
        Phrase(
            nl: "\(number(invalid, .nl)) van \(number(count, .nl)) records zijn niet geldig. Er is "
                + "niets verstuurd; verbeter ze, of geef `--no-check` om de andere te versturen.",
            fr: "\(number(invalid, .fr)) enregistrements sur \(number(count, .fr)) ne sont pas "
                + "valides. Rien n'a été envoyé ; corrigez-les, ou envoyez les autres avec "
                + "`--no-check`.",
            de: "\(number(invalid, .de)) von \(number(count, .de)) Datensätzen sind nicht gültig. "
                + "Es wurde nichts gesendet; bessern Sie sie aus, oder senden Sie die anderen mit "
                + "`--no-check`.",
            en: "\(number(invalid, .en)) of \(number(count, .en)) records are not valid. Nothing "
                + "was sent; mend them, or send the others with `--no-check`.")
    }

    static func moreRefused(_ count: Int, in file: String?) -> Phrase {
        if let file {
            return Phrase(
                nl: "… en nog \(number(count, .nl)); alle staan in \(file).",
                fr: "… et \(number(count, .fr)) autres ; tous sont dans \(file).",
                de: "… und \(number(count, .de)) weitere; alle stehen in \(file).",
                en: "… and \(number(count, .en)) more; all are in \(file).")
        }
        return Phrase(
            nl: "… en nog \(number(count, .nl)); `--refused` schrijft ze allemaal in een bestand.",
            fr: "… et \(number(count, .fr)) autres ; `--refused` les écrit tous dans un fichier.",
            de: "… und \(number(count, .de)) weitere; `--refused` schreibt alle in eine Datei.",
            en: "… and \(number(count, .en)) more; `--refused` writes all of them into a file.")
    }

    static let bulkStopped = Phrase(
        nl: "Gestopt.", fr: "Arrêté.", de: "Angehalten.", en: "Stopped.")
    static let bulkGoesOn = Phrase(
        nl: "Dezelfde opdracht gaat verder waar deze is gebleven; niets wordt dubbel verstuurd.",
        fr: "La même commande reprend là où celle-ci s'est arrêtée ; rien n'est envoyé deux fois.",
        de: "Derselbe Befehl macht dort weiter, wo dieser aufgehört hat; nichts wird doppelt "
            + "gesendet.",
        en: "The same command goes on where this one stopped; nothing is sent twice.")
    static let bulkEndedEarly = Phrase(
        nl: "De uitwisseling heeft de verzending te vroeg beëindigd.",
        fr: "L'échange a mis fin à l'envoi trop tôt.",
        de: "Die Austauschstelle hat die Sendung zu früh beendet.",
        en: "The exchange has ended the transfer too early.")
    static let resultsDoNotHold = Phrase(
        nl: "Het bewijs van de uitslagen klopt niet met wat de uitwisseling over de records zei.",
        fr: "La preuve des résultats ne correspond pas à ce que l'échange a dit des "
            + "enregistrements.",
        de: "Der Beweis der Ergebnisse passt nicht zu dem, was über die Datensätze gesagt wurde.",
        en: "The proof of the results does not fit what the exchange said about the records.")

    // MARK: Files

    static func bulkBodyLeftOut(_ file: String) -> Phrase {
        Phrase(
            nl: "Van \(file) telt alleen de header; de records zijn de bodies.",
            fr: "De \(file), seul l'en-tête compte ; les enregistrements sont les corps.",
            de: "Von \(file) zählt nur der Kopf; die Datensätze sind die Inhalte.",
            en: "Only the header of \(file) counts; the records are the bodies.")
    }

    static func noRecords(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) heeft geen records.", fr: "\(path) n'a aucun enregistrement.",
            de: "\(path) hat keine Datensätze.", en: "\(path) has no records.")
    }

    static func tooManyRecords(_ most: Int) -> Phrase {
        Phrase(
            nl: "Een bulkindiening heeft ten hoogste \(number(most, .nl)) records; verdeel ze.",
            fr: "Un envoi groupé a au plus \(number(most, .fr)) enregistrements ; répartissez-les.",
            de: "Eine Sammeleinreichung hat höchstens \(number(most, .de)) Datensätze; teilen Sie "
                + "sie auf.",
            en: "A bulk submission has at most \(number(most, .en)) records; divide them.")
    }

    static let recordsAreReadTwice = Phrase(
        nl: "De records worden tweemaal gelezen; geef een bestand of een map.",
        fr: "Les enregistrements sont lus deux fois ; indiquez un fichier ou un dossier.",
        de: "Die Datensätze werden zweimal gelesen; geben Sie eine Datei oder einen Ordner an.",
        en: "The records are read twice; give a file or a folder.")

    static func lineTooLong(_ path: String, line: Int, bytesMax: Int) -> Phrase {
        Phrase(
            nl: "Regel \(line) van \(path) is langer dan \(bytesMax) bytes.",
            fr: "La ligne \(line) de \(path) dépasse \(bytesMax) octets.",
            de: "Zeile \(line) von \(path) ist länger als \(bytesMax) Bytes.",
            en: "Line \(line) of \(path) is longer than \(bytesMax) bytes.")
    }

    static func notADraft(_ file: String, _ error: JSONError) -> Phrase {
        let why = notJSON(error)
        return Phrase(
            nl: "\(file) is geen ontwerp: \(why[.nl])",
            fr: "\(file) n'est pas un projet : \(why[.fr])",
            de: "\(file) ist kein Entwurf: \(why[.de])",
            en: "\(file) is no draft: \(why[.en])")
    }

    static func notABulkSubmission(_ id: String) -> Phrase {
        Phrase(
            nl: "\(id) is een enkel formulier en heeft geen records.",
            fr: "\(id) est un formulaire unique, sans enregistrements.",
            de: "\(id) ist ein einzelnes Formular und hat keine Datensätze.",
            en: "\(id) is a single form and has no records.")
    }

    static func useGet(_ id: String) -> Phrase {
        Phrase(
            nl: "`formclient get \(id)` haalt het op.", fr: "`formclient get \(id)` le récupère.",
            de: "`formclient get \(id)` holt es ab.", en: "`formclient get \(id)` fetches it.")
    }

    static let recordsAreOthers = Phrase(
        nl: "De records zijn niet die welke de afzender heeft getekend.",
        fr: "Les enregistrements ne sont pas ceux que l'émetteur a signés.",
        de: "Die Datensätze sind nicht die, die der Absender signiert hat.",
        en: "The records are not those that the sender has signed.")
}
