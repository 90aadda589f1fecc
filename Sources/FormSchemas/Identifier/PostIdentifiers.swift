/// The identifiers of parcels, freight and customs movements.
enum PostIdentifiers {
    static let all = [
        IdentifierType(
            "upu-s10", "PARCEL_S10",
            (
                "postzendingsnummer (UPU S10)", "un numéro d'envoi postal (UPU S10)",
                "eine Sendungsnummer der Post (UPU S10)", "a postal item number (UPU S10)"
            ),
            "aad{9}aa", example: "RR473124829GB", draws: "[CELRV]ad{9}[BDL][EU]",
            aliases: ["s10", "parcel"], check: { parcel($0) }),
        IdentifierType(
            "awb", "AWB",
            (
                "luchtvrachtbriefnummer (AWB)", "un numéro de lettre de transport aérien (AWB)",
                "eine Luftfrachtbriefnummer (AWB)", "an air waybill number (AWB)"
            ),
            "d{11}", example: "02012345675", separators: " -",
            check: { trace in
                trace.note(.airline, trace.text(0..<3))
                return trace.compare(
                    .checkDigit, trace.number(3..<10) % 7, at: 10..<11,
                    "\(trace.text(3..<10)) mod 7") ? .fits : .wrongDigits
            }),
        IdentifierType(
            "mrn", "MRN",
            (
                "MRN van een douaneaangifte", "un numéro MRN de déclaration en douane",
                "eine MRN einer Zollanmeldung", "an MRN of a customs declaration"
            ),
            "ddaax{13}d", example: "24BE000000000001J5", draws: "2d[BDL][EU]x{13}d",
            separators: " -", check: { movement($0) }),
        IdentifierType(
            "a1", "A1",
            (
                "nummer van een A1-document", "un numéro de document A1",
                "eine Nummer einer A1-Bescheinigung", "a number of an A1 document"
            ),
            "x[A-Z0-9./-]{0,34}",
            form: (
                "1 tot 35 letters, cijfers, punten, schuine strepen en streepjes",
                "de 1 à 35 lettres, chiffres, points, barres obliques et tirets",
                "1 bis 35 Buchstaben, Ziffern, Punkte, Schrägstriche und Bindestriche",
                "1 to 35 letters, digits, dots, slashes and hyphens"
            ), example: "0012-2024-0001234", draws: "d{4}-202d-d{7}",
            separators: " "),
    ]

    /// - Source: UPU S10, section 5.
    private static func parcel(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let sum = CheckDigits.weighted(trace.read, 2, "86423597")
        let difference = 11 - sum % 11
        let computed = difference == 10 ? 0 : difference == 11 ? 5 : difference
        let formula =
            trace.steps == nil
            ? ""
            : "11 − (Σ 8,6,4,2,3,5,9,7 × \(trace.text(2..<10)) = "
                + "\(sum)) mod 11 (10 → 0, 11 → 5)"
        guard trace.compare(.checkDigit, computed, at: 10..<11, formula) else {
            return .wrongDigits
        }
        return trace.isCountry(at: 11) ? .fits : .unknownCode
    }

    /// Year, country, twelve characters, a letter for the procedure, a check digit as that of
    /// containers.
    ///
    /// - Source: Commission Delegated Regulation (EU) 2015/2446, annex B, data element 12 01.
    private static func movement(_ trace: IdentifierTrace) -> IdentifierOutcome {
        trace.note(.year, "20" + trace.text(0..<2))
        guard trace.isCountry(at: 2) else { return .unknownCode }
        return trace.compare(
            .checkDigit, CheckDigits.container(trace.read, 0..<17), at: 17..<18,
            "(Σ 2ⁿ × \(trace.text(0..<17))) mod 11 mod 10") ? .fits : .wrongDigits
    }
}
