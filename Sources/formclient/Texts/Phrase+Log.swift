import FormSchemas
import TransparencyLog

// The exchange's log: what was checked, and alarms.
extension Phrase {
    static let consistent = Phrase(
        nl: "ongewijzigd", fr: "cohérent", de: "unverändert", en: "consistent")
    static let cosigned = Phrase(
        nl: "medegetekend", fr: "contresigné", de: "gegengezeichnet", en: "cosigned")

    static func leaves(_ count: Int64) -> Phrase {
        if count == 1 {
            return Phrase(nl: "1 blad", fr: "1 feuille", de: "1 Blatt", en: "1 leaf")
        }
        return Phrase(
            nl: "\(count.grouped(in: .nl)) bladen", fr: "\(count.grouped(in: .fr)) feuilles",
            de: "\(count.grouped(in: .de)) Blätter", en: "\(count.grouped(in: .en)) leaves")
    }

    static let labelSince = Phrase(nl: "sinds", fr: "depuis", de: "seit", en: "since")
    static let firstCheck = Phrase(
        nl: "eerste controle: er was nog niets om mee te vergelijken",
        fr: "premier contrôle : il n'y avait encore rien à comparer",
        de: "erste Prüfung: es gab noch nichts zu vergleichen",
        en: "first check: there was nothing to compare with yet")
    static let labelRoot = Phrase(nl: "wortel", fr: "racine", de: "Wurzel", en: "root")
    static let labelReceipts = Phrase(
        nl: "bewijzen", fr: "récépissés", de: "Quittungen", en: "receipts")
    static let labelWitnesses = Phrase(
        nl: "getuigen", fr: "témoins", de: "Zeugen", en: "witnesses")
    static let keyNotKnown = Phrase(
        nl: "sleutel hier onbekend", fr: "clé inconnue ici", de: "Schlüssel hier unbekannt",
        en: "key not known here")

    static func receiptsHold(_ count: Int, left: Int) -> Phrase {
        let hold = Phrase(
            nl: "\(count) in dit logboek", fr: "\(count) dans ce journal",
            de: "\(count) in diesem Protokoll", en: "\(count) in this log")
        guard left > 0 else { return hold }
        return hold
            + Phrase(
                nl: "(\(left) oudere niet bekeken: --all)",
                fr: "(\(left) plus anciens non examinés : --all)",
                de: "(\(left) ältere nicht angesehen: --all)",
                en: "(\(left) older ones not looked at: --all)")
    }

    static let logIsEmpty = Phrase(
        nl: "Het logboek is nog leeg.", fr: "Le journal est encore vide.",
        de: "Das Protokoll ist noch leer.", en: "The log is still empty.")

    static func comparingCheckpoints(_ done: Int, of count: Int) -> Phrase {
        Phrase(
            nl: "Vergelijkt controlepunten: \(done) van \(count)",
            fr: "Comparaison des points de contrôle : \(done) sur \(count)",
            de: "Prüfpunkte werden verglichen: \(done) von \(count)",
            en: "Comparing checkpoints: \(done) of \(count)")
    }

    static let logCheckedElsewhere = Phrase(
        nl: "Andere opdrachten controleren het logboek op hetzelfde ogenblik.",
        fr: "D'autres commandes contrôlent le journal au même moment.",
        de: "Andere Befehle prüfen das Protokoll im selben Augenblick.",
        en: "Other commands are checking the log at the same moment.")

    static func checkpointDamaged(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) is beschadigd: wat eerder van het logboek gezien is, is onleesbaar.",
            fr: "\(path) est endommagé : ce qui a été vu du journal est illisible.",
            de: "\(path) ist beschädigt: Was vom Protokoll gesehen wurde, ist nicht lesbar.",
            en: "\(path) is damaged: what was seen of the log before cannot be read.")
    }

    static let restoreCheckpoint = Phrase(
        nl: "Zet het bestand terug uit een back-up. Wie het verwijdert, begint van voren af aan en "
            + "merkt niet wat er intussen veranderd is.",
        fr: "Restaurez le fichier d'une sauvegarde. Qui le supprime recommence à zéro et ne "
            + "remarque pas ce qui a changé entre-temps.",
        de:
            "Stellen Sie die Datei aus einer Sicherung wieder her. Wer sie löscht, beginnt von vorn "
            + "und bemerkt nicht, was sich inzwischen geändert hat.",
        en: "Restore the file from a backup. Whoever deletes it starts afresh, and does not notice "
            + "what has changed meanwhile.")

    static let receiptsDamaged = Phrase(
        nl: "Het logboek klopt, maar bewaarde ontvangstbewijzen zijn beschadigd.",
        fr: "Le journal est en ordre, mais des récépissés conservés sont endommagés.",
        de: "Das Protokoll stimmt, aber aufbewahrte Quittungen sind beschädigt.",
        en: "The log is in order, but receipts that are kept here are damaged.")
    static let verifyReceipts = Phrase(
        nl: "`formclient verify` zegt van elk wat er niet klopt.",
        fr: "`formclient verify` dit de chacun ce qui n'est pas en ordre.",
        de: "`formclient verify` sagt zu jeder, was nicht stimmt.",
        en: "`formclient verify` says of each what does not hold.")

    // MARK: Alarm

    /// What was found, and what it means.
    static func alarm(_ finding: LogAlarm.Finding) -> Phrase {
        switch finding {
        case .badCheckpoint:
            Phrase(
                nl: "ALARM: het logboek is niet getekend met de sleutel van deze uitwisseling. Wie "
                    + "antwoordt, is de uitwisseling niet, of haar sleutel is vervangen.",
                fr: "ALARME : le journal n'est pas signé avec la clé de cet échange. Qui répond "
                    + "n'est pas l'échange, ou sa clé a été remplacée.",
                de: "ALARM: Das Protokoll ist nicht mit dem Schlüssel dieser Austauschstelle "
                    + "signiert. Wer antwortet, ist sie nicht, oder ihr Schlüssel wurde ersetzt.",
                en: "ALARM: the log is not signed with this exchange's key. Whoever answers is not "
                    + "the exchange, or its key was replaced.")
        case .rollback:
            Phrase(
                nl: "ALARM: het logboek is korter dan het was. Aanvaarde formulieren kunnen "
                    + "verdwenen zijn, bijvoorbeeld door een teruggezette back-up.",
                fr: "ALARME : le journal est plus court qu'il ne l'était. Des formulaires acceptés "
                    + "peuvent avoir disparu, par exemple à la restauration d'une sauvegarde.",
                de: "ALARM: Das Protokoll ist kürzer, als es war. Angenommene Formulare können "
                    + "verschwunden sein, etwa durch eine wiederhergestellte Sicherung.",
                en: "ALARM: the log is shorter than it was. Accepted forms may have disappeared, "
                    + "for instance because a backup was restored.")
        case .fork:
            Phrase(
                nl: "ALARM: het logboek begint niet met wat het eerder was. Er is achteraf iets "
                    + "gewijzigd, of anderen krijgen iets anders te zien dan u.",
                fr: "ALARME : le journal ne commence pas par ce qu'il était. Quelque chose a été "
                    + "modifié après coup, ou d'autres voient autre chose que vous.",
                de: "ALARM: Das Protokoll beginnt nicht mit dem, was es war. Etwas wurde "
                    + "nachträglich geändert, oder andere bekommen anderes zu sehen als Sie.",
                en: "ALARM: the log does not begin with what it was before. Something was changed "
                    + "afterwards, or others are shown something else than you.")
        case .otherReceipt:
            Phrase(
                nl: "ALARM: waarvoor hier al een ontvangstbewijs is, staat nu als een ander blad "
                    + "in het logboek. Het eerste bewijs blijft bewaard; het logboek kan teruggezet "
                    + "zijn, bijvoorbeeld uit een back-up.",
                fr: "ALARME : ce dont il y a déjà un récépissé est maintenant une autre feuille du "
                    + "journal. Le premier récépissé reste conservé ; le journal a pu être remis en "
                    + "arrière, par exemple à la restauration d'une sauvegarde.",
                de: "ALARM: Wofür hier schon eine Quittung liegt, steht nun als ein anderes Blatt "
                    + "im Protokoll. Die erste Quittung bleibt aufbewahrt; das Protokoll kann "
                    + "zurückgesetzt worden sein, etwa aus einer Sicherung.",
                en: "ALARM: what has a receipt here already is now another leaf of the log. The "
                    + "first receipt is kept; the log may have been set back, for instance because "
                    + "a backup was restored.")
        }
    }

    static let alarmAdvice = Phrase(
        nl: "Reken voorlopig niet op antwoorden van de uitwisseling. Bel haar beheerders en een "
            + "andere deelnemer, niet via de uitwisseling zelf, en geef hun het bewijsbestand. Het "
            + "laatste goede controlepunt blijft bewaard.",
        fr:
            "Ne vous fiez pas pour l'instant aux réponses de l'échange. Appelez ses administrateurs "
            + "et un autre participant, sans passer par l'échange, et donnez-leur le fichier de "
            + "preuve. Le dernier bon point de contrôle reste conservé.",
        de: "Verlassen Sie sich vorerst nicht auf Antworten der Austauschstelle. Rufen Sie ihre "
            + "Betreiber und einen anderen Teilnehmer an, nicht über sie selbst, und geben Sie ihnen "
            + "die Beweisdatei. Der letzte gute Prüfpunkt bleibt aufbewahrt.",
        en: "Do not rely on what the exchange answers for now. Call its operators and another "
            + "participant, not by way of the exchange, and give them the file of evidence. The "
            + "last good checkpoint is kept.")

    static func alarmKnown(_ known: KnownCheckpoint) -> Phrase {
        let source = known.source.phrase
        let what = "\(known.root)\(known.path.map { ", \($0)" } ?? "")"
        let size = leaves(known.size)
        return Phrase(
            nl: "bekend: \(size[.nl]), \(source[.nl]): \(what)",
            fr: "connu : \(size[.fr]), \(source[.fr]) : \(what)",
            de: "bekannt: \(size[.de]), \(source[.de]): \(what)",
            en: "known: \(size[.en]), \(source[.en]): \(what)")
    }

    /// - Parameter checkpoint: `nil` if the log is said to be empty; the inner one is `nil` if the
    ///   answer is no checkpoint.
    static func alarmReceived(_ checkpoint: SignedCheckpoint??) -> Phrase {
        let what: Phrase =
            switch checkpoint {
            case nil: .logIsEmpty
            case .some(nil):
                Phrase(
                    nl: "geen controlepunt", fr: "pas un point de contrôle", de: "kein Prüfpunkt",
                    en: "no checkpoint")
            case .some(let signed?):
                leaves(signed.checkpoint.size) + Phrase(verbatim: "\(signed.checkpoint.root)")
            }
        return Phrase(
            nl: "ontvangen: \(what[.nl])", fr: "reçu : \(what[.fr])",
            de: "empfangen: \(what[.de])", en: "received: \(what[.en])")
    }

    /// - Parameter why: what the exchange answered.
    static func alarmRefusal(_ why: Phrase) -> Phrase {
        Phrase(
            nl: "geen bewijs dat het voortgezet is: \(why[.nl])",
            fr: "pas de preuve qu'il est la suite : \(why[.fr])",
            de: "kein Beweis, dass es fortgesetzt ist: \(why[.de])",
            en: "no proof that it continues: \(why[.en])")
    }

    static func alarmEvidence(_ path: String) -> Phrase {
        Phrase(
            nl: "bewijs: \(path)", fr: "preuve : \(path)", de: "Beweis: \(path)",
            en: "evidence: \(path)")
    }

    // MARK: Witness

    static func witnessKeyKept(_ path: String) -> Phrase {
        Phrase(
            nl:
                "De geheime helft staat in \(path). `formclient log cosign` tekent ermee; de eerste "
                + "keer onthoudt de uitwisseling de sleutel van uw dienst.",
            fr: "La moitié secrète est dans \(path). `formclient log cosign` signe avec elle ; la "
                + "première fois, l'échange retient la clé de votre service.",
            de: "Die geheime Hälfte steht in \(path). `formclient log cosign` zeichnet damit; beim "
                + "ersten Mal merkt sich die Austauschstelle den Schlüssel Ihrer Behörde.",
            en: "The secret half is in \(path). `formclient log cosign` signs with it; the first "
                + "time the exchange takes note of the key as your agency's.")
    }

    static func notAWitnessKey(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) bevat geen sleutel van een getuige.",
            fr: "\(path) ne contient pas de clé de témoin.",
            de: "\(path) enthält keinen Schlüssel eines Zeugen.",
            en: "\(path) does not hold the key of a witness.")
    }

    static let cosignatureNotTaken = Phrase(
        nl: "De uitwisseling heeft de medeondertekening niet overgenomen.",
        fr: "L'échange n'a pas repris la contresignature.",
        de: "Die Austauschstelle hat die Gegenzeichnung nicht übernommen.",
        en: "The exchange did not take the cosignature over.")

    static let removeWitness = Phrase(
        nl: "Heeft uw dienst een nieuwe sleutel, laat de beheerders dan de oude verwijderen "
            + "(`formserver remove-witness`).",
        fr:
            "Si votre service a une nouvelle clé, faites retirer l'ancienne par les administrateurs "
            + "(`formserver remove-witness`).",
        de: "Hat Ihre Behörde einen neuen Schlüssel, lassen Sie die Betreiber den alten entfernen "
            + "(`formserver remove-witness`).",
        en: "If your agency has a new key, have the operators remove the old one "
            + "(`formserver remove-witness`).")
}

extension KnownCheckpoint.Source {
    fileprivate var phrase: Phrase {
        switch self {
        case .lastSeen:
            Phrase(
                nl: "laatst gezien", fr: "vu en dernier", de: "zuletzt gesehen", en: "last seen")
        case .lastCosigned:
            Phrase(
                nl: "laatst medegetekend", fr: "contresigné en dernier",
                de: "zuletzt gegengezeichnet", en: "last cosigned")
        case .receipt:
            Phrase(
                nl: "van een ontvangstbewijs", fr: "d'un récépissé", de: "einer Quittung",
                en: "of a receipt")
        case .cosigned:
            Phrase(
                nl: "medegetekend door getuigen", fr: "contresigné par des témoins",
                de: "von Zeugen gegengezeichnet", en: "cosigned by witnesses")
        }
    }
}
