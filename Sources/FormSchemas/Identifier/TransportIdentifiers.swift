/// The identifiers of containers and vehicles.
enum TransportIdentifiers {
    static let all = [
        IdentifierType(
            "container", "CONTAINER",
            (
                "containernummer (ISO 6346)", "un numéro de conteneur (ISO 6346)",
                "eine Containernummer (ISO 6346)", "a container number (ISO 6346)"
            ),
            "a{3}[UJZ]d{7}", example: "CSQU3054383", separators: " -",
            aliases: ["iso6346", "iso-6346"],
            check: { trace in
                trace.compare(
                    .checkDigit, CheckDigits.container(trace.read, 0..<10), at: 10..<11,
                    "(Σ 2ⁿ × \(trace.text(0..<10))) mod 11 mod 10") ? .fits : .wrongDigits
            }),
        IdentifierType(
            "vin", "VIN",
            (
                "voertuigidentificatienummer (VIN)", "un numéro d'identification de véhicule (VIN)",
                "eine Fahrzeug-Identifizierungsnummer (VIN)",
                "a vehicle identification number (VIN)"
            ),
            "[A-HJ-NPR-Z0-9]{17}", example: "1M8GDM9AXKP042788",
            draws: "[1-5][A-HJ-NPR-Z0-9]{7}d[A-HJ-NPR-Z0-9]{8}", check: { vehicle($0) }),
    ]

    // MARK: - Vehicles

    /// The ninth character is a check digit in North America; elsewhere it may be anything.
    ///
    /// - Source: ISO 3779; 49 CFR 565.15.
    private static func vehicle(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let isAmerican = (0x31...0x35).contains(trace[0])
        trace.note(.region, words: region(trace[0]))
        let written = trace[8]
        if !isAmerican, written > 0x39, written != UInt8(ascii: "X") {
            trace.note(.position9, words: noCheck)
            return .formatOnly
        }
        var sum = 0
        for offset in 0..<17 where offset != 8 {
            let weight = Int(weights.utf8Start[offset] &- 0x30)
            sum += weight * value(trace[offset])
        }
        let remainder = sum % 11
        let expected = remainder == 10 ? UInt8(ascii: "X") : 0x30 + UInt8(remainder)
        if trace.repairs { trace.bytes[8] = expected }
        if !isAmerican, trace[8] != expected {
            trace.note(.position9, words: noCheck)
            return .formatOnly
        }
        let computed = remainder == 10 ? "10 → X" : String(remainder)
        trace.compared(
            .position9, "\(sum) mod 11 = \(computed)", String(Unicode.Scalar(expected)), at: 8)
        return trace[8] == expected ? .fits : .wrongDigits
    }

    private static let noCheck: ViolationMessages.Entry = (
        "geen controlecijfer (alleen in Noord-Amerika verplicht)",
        "pas de chiffre de contrôle (obligatoire en Amérique du Nord seulement)",
        "keine Prüfziffer (nur in Nordamerika vorgeschrieben)",
        "no check digit (obligatory in North America only)"
    )

    /// - Source: ISO 3780.
    private static func region(_ first: UInt8) -> ViolationMessages.Entry {
        switch first {
        case 0x31...0x35: ("Noord-Amerika", "Amérique du Nord", "Nordamerika", "North America")
        case 0x36...0x37: ("Oceanië", "Océanie", "Ozeanien", "Oceania")
        case 0x38...0x39: ("Zuid-Amerika", "Amérique du Sud", "Südamerika", "South America")
        case 0x41...0x47: ("Afrika", "Afrique", "Afrika", "Africa")
        case 0x48...0x52: ("Azië", "Asie", "Asien", "Asia")
        case 0x53...0x5A: ("Europa", "Europe", "Europa", "Europe")
        default: ("onbekend", "inconnue", "unbekannt", "unknown")
        }
    }

    /// 8 7 6 5 4 3 2 10 – 9 8 7 6 5 4 3 2; `:` is 10.
    private static let weights: StaticString = "8765432:098765432"

    /// A–H 1–8, J–R 1–9 (without O and Q), S–Z 2–9.
    private static func value(_ byte: UInt8) -> Int {
        switch byte {
        case 0x30...0x39: Int(byte - 0x30)
        case 0x41...0x48: Int(byte - 0x40)
        case 0x4A...0x52: Int(byte - 0x49)
        default: Int(byte - 0x51)
        }
    }
}
