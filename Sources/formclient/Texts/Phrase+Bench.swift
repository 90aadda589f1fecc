// Measuring an exchange.
extension Phrase {
    static func range(_ option: String, _ range: ClosedRange<Int>) -> Phrase {
        let (low, high) = (range.lowerBound, range.upperBound)
        return Phrase(
            nl: "`\(option)` is \(low) tot en met \(high).",
            fr: "`\(option)` vaut de \(low) à \(high).",
            de: "`\(option)` ist \(low) bis \(high).", en: "`\(option)` is \(low) to \(high).")
    }

    static func benchCannotGenerate(_ form: String, _ why: String) -> Phrase {
        Phrase(
            nl: "Van \(form) kunnen geen geldige formulieren worden gemaakt: \(why)",
            fr: "Aucun formulaire \(form) valide ne peut être produit : \(why)",
            de: "Von \(form) lassen sich keine gültigen Formulare erzeugen: \(why)",
            en: "No valid forms can be made of \(form): \(why)")
    }

    static func benchSigning(_ count: Int, of total: Int) -> Phrase {
        Phrase(
            nl: "Ondertekenen: \(count) van \(total)", fr: "Signature : \(count) sur \(total)",
            de: "Signieren: \(count) von \(total)", en: "Signing: \(count) of \(total)")
    }

    static func benchRunning(_ progress: BenchProgress, of duration: Duration) -> Phrase {
        guard progress.seconds > 0 else {
            return Phrase(nl: "Opwarmen", fr: "Mise en route", de: "Aufwärmen", en: "Warming up")
        }
        let (done, failed) = (progress.succeeded, progress.failed)
        let rate = Int(Double(done) / progress.seconds)
        let left = max(0, Int((duration / .seconds(1) - progress.seconds).rounded(.up)))
        return Phrase(
            nl: "\(done) gelukt, \(rate)/s, \(failed) mislukt, nog \(left) s",
            fr: "\(done) réussis, \(rate)/s, \(failed) échoués, encore \(left) s",
            de: "\(done) gelungen, \(rate)/s, \(failed) misslungen, noch \(left) s",
            en: "\(done) succeeded, \(rate)/s, \(failed) failed, \(left) s left")
    }

    static let benchStopped = Phrase(
        nl: "Gestopt voor er iets is verstuurd.", fr: "Arrêté avant tout envoi.",
        de: "Angehalten, bevor etwas gesendet wurde.", en: "Stopped before anything was sent.")
    static let benchFormsUsedUp = Phrase(
        nl: "De formulieren waren eerder op dan de tijd; `--count` ondertekent er meer.",
        fr: "Les formulaires étaient épuisés avant la fin ; `--count` en signe davantage.",
        de: "Die Formulare waren vor der Zeit verbraucht; `--count` signiert mehr davon.",
        en: "The forms were used up before the time was; `--count` signs more of them.")
    static let benchNothing = Phrase(
        nl: "Geen enkele oproep is in de meettijd gelukt.",
        fr: "Aucun appel n'a réussi pendant la mesure.",
        de: "Kein einziger Aufruf ist in der Messzeit gelungen.",
        en: "Not a single call succeeded while it was measured.")

    static let benchEchoServer = Phrase(
        nl: "Dit is geen `formserver echo`. Start er een, of gebruik `--call submit`.",
        fr: "Ce n'est pas un `formserver echo`. Démarrez-en un, ou utilisez `--call submit`.",
        de: "Das ist kein `formserver echo`. Starten Sie einen, oder nehmen Sie `--call submit`.",
        en: "This is no `formserver echo`. Start one, or use `--call submit`.")
    static let benchNotEchoServer = Phrase(
        nl: "Misschien is dit een `formserver echo`; die kent alleen `--call echo`.",
        fr: "C'est peut-être un `formserver echo`, qui ne connaît que `--call echo`.",
        de: "Vielleicht ist das ein `formserver echo`, der nur `--call echo` kennt.",
        en: "Perhaps this is a `formserver echo`, which knows only `--call echo`.")

    static let benchFigure = Phrase(nl: "GEGEVEN", fr: "MESURE", de: "GRÖSSE", en: "FIGURE")
    static let benchValue = Phrase(nl: "WAARDE", fr: "VALEUR", de: "WERT", en: "VALUE")
    static let benchDetail = Phrase(nl: "DAARBIJ", fr: "DÉTAIL", de: "DAZU", en: "DETAIL")
    static let benchSucceeded = Phrase(nl: "gelukt", fr: "réussis", de: "gelungen", en: "succeeded")
    static let benchFailed = Phrase(nl: "mislukt", fr: "échoués", de: "misslungen", en: "failed")
}
