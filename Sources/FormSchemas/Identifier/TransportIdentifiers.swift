/// The identifiers of containers, ships and vehicles.
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
            "imo", "IMO",
            (
                "IMO-nummer van een schip", "un numéro OMI de navire", "eine IMO-Schiffsnummer",
                "an IMO ship number"
            ),
            "d{7}", example: "9319466", separators: " ",
            completion: { $0.hasPrefix("IMO") ? String($0.dropFirst(3)) : $0 },
            check: { trace in
                let sum = CheckDigits.weighted(trace.read, 0, "765432")
                return trace.compare(
                    .checkDigit, sum % 10, at: 6..<7,
                    "(Σ 7,6,5,4,3,2 × \(trace.text(0..<6)) = \(sum)) mod 10")
                    ? .fits : .wrongDigits
            }),
        IdentifierType(
            "eni", "ENI",
            (
                "Europees scheepsidentificatienummer (ENI)",
                "un numéro européen d'identification des bateaux (ENI)",
                "eine europäische Schiffsnummer (ENI)",
                "a European vessel identification number (ENI)"
            ),
            "d{8}", example: "02324567", draws: "0[2-6]d{6}",
            completion: { $0.hasPrefix("ENI") ? String($0.dropFirst(3)) : $0 },
            check: { vessel($0) }),
        IdentifierType(
            "mmsi", "MMSI",
            ("MMSI-nummer", "un numéro MMSI", "eine MMSI-Nummer", "an MMSI number"),
            "d{9}", example: "244660000", draws: "24[456]d{6}", check: { station($0) }),
        IdentifierType(
            "vin", "VIN",
            (
                "voertuigidentificatienummer (VIN)", "un numéro d'identification de véhicule (VIN)",
                "eine Fahrzeug-Identifizierungsnummer (VIN)",
                "a vehicle identification number (VIN)"
            ),
            "[A-HJ-NPR-Z0-9]{17}", example: "1M8GDM9AXKP042788",
            draws: "[A-HJ-NPR-Z0-9]{8}d[A-HJ-NPR-Z0-9]{8}", check: { vehicle($0) }),
    ]

    // MARK: - Ships

    /// The first three digits say where the vessel was registered.
    ///
    /// - Source: CESNI ES-TRIN, annex 2.
    private static func vessel(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let prefix = trace.number(0..<3)
        guard prefix > 0, prefix < 870 else {
            trace.note(.state, trace.text(0..<3))
            return .unknownCode
        }
        trace.note(.state, "\(trace.text(0..<3)) \(state(prefix))")
        return .formatOnly
    }

    private static func state(_ prefix: Int) -> String {
        switch prefix {
        case 1...19: "FR"
        case 20...39: "NL"
        case 40...59: "DE"
        case 60...69: "BE"
        case 70...79: "CH"
        case 200...219: "LU"
        default: ""
        }
    }

    /// A ship's number begins with its country's three digits, 201 to 775; other stations set
    /// digits before it.
    ///
    /// - Source: ITU-R M.585, annex 1.
    private static func station(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let start: Int
        switch (trace.number(0..<1), trace.number(0..<2), trace.number(0..<3)) {
        case (_, _, 111): start = 3  // search and rescue aircraft
        case (_, _, 970), (_, _, 972), (_, _, 974): return .formatOnly  // distress beacons
        case (_, 98, _), (_, 99, _): start = 2  // tenders, aids to navigation
        case (_, 0, _): start = 2  // coast stations
        case (0, _, _): start = 1  // groups of ships
        case (8, _, _): start = 1  // handheld sets
        default: start = 0
        }
        trace.note(.ship, trace.text(0..<start) + "…")
        let country = trace.number(start..<start + 3)
        trace.note(.country, "\(country)")
        return (201...775).contains(country) ? .formatOnly : .unknownCode
    }

    // MARK: - Vehicles

    /// The ninth character is a check digit in North America; elsewhere it may be anything, and
    /// a letter there is none.
    ///
    /// - Source: ISO 3779; 49 CFR 565.15.
    private static func vehicle(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let isAmerican = (0x31...0x35).contains(trace[0])
        trace.note(.region, trace.text(0..<1))
        let written = trace[8]
        if !isAmerican, written > 0x39, written != UInt8(ascii: "X") {
            trace.note(.position9, trace.text(8..<9))
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
        let computed = remainder == 10 ? "10 → X" : String(remainder)
        trace.note(.position9, "\(sum) mod 11 = \(computed) ↔ \(trace.text(8..<9))")
        return trace[8] == expected ? .fits : .wrongDigits
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
