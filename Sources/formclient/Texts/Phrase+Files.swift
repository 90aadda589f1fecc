import FormDocument

// Local trouble with files, profiles and keys.
extension Phrase {
    static func fileMissing(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) bestaat niet.", fr: "\(path) n'existe pas.",
            de: "\(path) gibt es nicht.", en: "\(path) does not exist.")
    }

    static func fileUnreadable(_ path: String, _ why: String) -> Phrase {
        Phrase(
            nl: "\(path) kan niet worden gelezen (\(why)).",
            fr: "\(path) ne peut pas être lu (\(why)).",
            de: "\(path) kann nicht gelesen werden (\(why)).",
            en: "\(path) cannot be read (\(why)).")
    }

    static func fileUnwritable(_ path: String, _ why: String) -> Phrase {
        Phrase(
            nl: "\(path) kan niet worden geschreven (\(why)).",
            fr: "\(path) ne peut pas être écrit (\(why)).",
            de: "\(path) kann nicht geschrieben werden (\(why)).",
            en: "\(path) cannot be written (\(why)).")
    }

    static func fileTooLarge(_ path: String, bytesMax: Int) -> Phrase {
        Phrase(
            nl: "\(path) is groter dan \(bytesMax) bytes.",
            fr: "\(path) dépasse \(bytesMax) octets.",
            de: "\(path) ist größer als \(bytesMax) Bytes.",
            en: "\(path) is larger than \(bytesMax) bytes.")
    }

    static func folderWithoutForms(_ path: String) -> Phrase {
        Phrase(
            nl: "In de map \(path) staat geen *.json.",
            fr: "Le dossier \(path) ne contient aucun *.json.",
            de: "Im Ordner \(path) liegt keine *.json.",
            en: "The folder \(path) has no *.json in it.")
    }

    static func fileExists(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) bestaat al.", fr: "\(path) existe déjà.",
            de: "\(path) gibt es schon.", en: "\(path) exists already.")
    }

    static func overwrite(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) bestaat al. Overschrijven?", fr: "\(path) existe déjà. L'écraser ?",
            de: "\(path) gibt es schon. Überschreiben?", en: "\(path) exists already. Overwrite it?"
        )
    }

    static let useYes = Phrase(
        nl: "Geef een andere naam op, of `--yes` om te overschrijven.",
        fr: "Indiquez un autre nom, ou `--yes` pour l'écraser.",
        de: "Geben Sie einen anderen Namen an, oder `--yes` zum Überschreiben.",
        en: "Give another name, or `--yes` to overwrite it.")

    static func written(_ path: String) -> Phrase {
        Phrase(
            nl: "Geschreven: \(path)", fr: "Écrit : \(path)", de: "Geschrieben: \(path)",
            en: "Written: \(path)")
    }

    static func laxPermissions(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) kan door anderen worden gelezen; daarom wordt het niet gebruikt.",
            fr: "\(path) peut être lu par d'autres ; il n'est donc pas utilisé.",
            de: "\(path) kann von anderen gelesen werden und wird deshalb nicht verwendet.",
            en: "\(path) can be read by others, so it is not used.")
    }

    static func chmod(_ path: String) -> Phrase {
        Phrase(
            nl: "Voer uit: chmod 600 '\(path)'", fr: "Exécutez : chmod 600 '\(path)'",
            de: "Führen Sie aus: chmod 600 '\(path)'", en: "Run: chmod 600 '\(path)'")
    }

    static func notCertificates(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) bevat geen leesbare certificaten in PEM.",
            fr: "\(path) ne contient pas de certificats PEM lisibles.",
            de: "\(path) enthält keine lesbaren Zertifikate in PEM.",
            en: "\(path) does not hold readable certificates in PEM.")
    }

    static func notASigningKey(_ path: String, _ error: SigningKeyError) -> Phrase {
        let why: Phrase =
            switch error {
            case .noPrivateKey:
                Phrase(
                    nl: "geen privésleutel in PEM, of meer dan één",
                    fr: "pas de clé privée PEM, ou plusieurs",
                    de: "kein privater Schlüssel in PEM, oder mehrere",
                    en: "no private key in PEM, or several")
            case .encrypted:
                Phrase(
                    nl: "versleuteld met een wachtwoordzin",
                    fr: "chiffrée par une phrase secrète", de: "mit einer Passphrase verschlüsselt",
                    en: "encrypted with a passphrase")
            case .unsupportedKey, .rsaKeySize:
                Phrase(
                    nl: "het soort is niet P-256, P-384, Ed25519 of RSA van 2048 tot 8192 bits",
                    fr: "le type n'est pas P-256, P-384, Ed25519 ou RSA de 2048 à 8192 bits",
                    de: "die Art ist nicht P-256, P-384, Ed25519 oder RSA mit 2048 bis 8192 Bit",
                    en: "its type is not P-256, P-384, Ed25519 or RSA of 2048 to 8192 bits")
            case .malformed:
                Phrase(nl: "beschadigd", fr: "endommagée", de: "beschädigt", en: "damaged")
            }
        return Phrase(
            nl: "Met de sleutel in \(path) kan niet worden getekend (\(why[.nl])).",
            fr: "La clé dans \(path) ne peut pas signer (\(why[.fr])).",
            de: "Mit dem Schlüssel in \(path) kann nicht signiert werden (\(why[.de])).",
            en: "The key in \(path) cannot sign (\(why[.en])).")
    }

    static func keyIsNotTheCertificates(_ key: String, _ certificate: String) -> Phrase {
        Phrase(
            nl: "De sleutel in \(key) hoort niet bij het certificaat in \(certificate).",
            fr: "La clé dans \(key) n'est pas celle du certificat dans \(certificate).",
            de: "Der Schlüssel in \(key) gehört nicht zum Zertifikat in \(certificate).",
            en: "The key in \(key) does not belong to the certificate in \(certificate).")
    }

    static func certificateOfAnother(
        _ path: String, _ agency: AgencyCode, _ expected: AgencyCode
    ) -> Phrase {
        Phrase(
            nl: "Het certificaat in \(path) is van \(agency), het profiel van \(expected).",
            fr:
                "Le certificat dans \(path) est celui de \(agency), le profil celui de \(expected).",
            de: "Das Zertifikat in \(path) ist das von \(agency), das Profil das von \(expected).",
            en: "The certificate in \(path) is \(agency)'s, the profile is \(expected)'s.")
    }

    static func certificateWithoutAgency(_ path: String) -> Phrase {
        Phrase(
            nl: "Het certificaat in \(path) noemt geen dienst (organizationIdentifier).",
            fr: "Le certificat dans \(path) ne nomme aucun service (organizationIdentifier).",
            de: "Das Zertifikat in \(path) nennt keine Behörde (organizationIdentifier).",
            en: "The certificate in \(path) names no agency (organizationIdentifier).")
    }

    static func tlsSetup(_ certificate: String, _ key: String) -> Phrase {
        Phrase(
            nl: "Met \(certificate) en \(key) kan geen verbinding worden opgezet.",
            fr: "Impossible d'établir une connexion avec \(certificate) et \(key).",
            de: "Mit \(certificate) und \(key) lässt sich keine Verbindung aufbauen.",
            en: "No connection can be set up with \(certificate) and \(key).")
    }
}
