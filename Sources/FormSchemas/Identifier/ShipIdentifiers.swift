/// The identifiers of ships and of their radio stations.
enum ShipIdentifiers {
    static let all = [
        IdentifierType(
            "imo", "IMO",
            (
                "IMO-nummer van een schip", "un numéro OMI de navire", "eine IMO-Schiffsnummer",
                "an IMO ship number"
            ),
            "d{7}", example: "9319466", separators: " ",
            completion: { $0.hasPrefix("IMO") ? String($0.dropFirst(3)) : $0 },
            check: { seagoing($0, from: 0) ? .fits : .wrongDigits }),
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
    ]

    /// Weights 7 to 2, modulo 10.
    ///
    /// - Source: IMO resolution A.1117(30).
    private static func seagoing(_ trace: IdentifierTrace, from start: Int) -> Bool {
        let sum = CheckDigits.weighted(trace.read, start, "765432")
        return trace.compare(
            .checkDigit, sum % 10, at: start + 6..<start + 7,
            "(Σ 7,6,5,4,3,2 × \(trace.text(start..<start + 6)) = \(sum)) mod 10")
    }

    // MARK: - Inland vessels

    /// The first three digits say which state's authority gave the number; a seagoing ship has a 9
    /// before its IMO number.
    private static func vessel(_ trace: IdentifierTrace) -> IdentifierOutcome {
        if trace[0] == UInt8(ascii: "9") { return seagoing(trace, from: 1) ? .fits : .wrongDigits }
        let state = states[trace.number(0..<3)]
        guard trace.isKnown(.state, trace.text(0..<3) + name(state), state != 0) else {
            return .unknownCode
        }
        return .formatOnly
    }

    /// - Source: CESNI, ES-TRIN, annex 2 (before: Directive 2006/87/EC, annex II, appendix IV).
    ///   `--` stands for other states' vessels that had a Rhine certificate before April 2007.
    private static let authorities = """
        FR001-019 NL020-039 DE040-059 BE060-069 CH070-079 --080-099 NO100-119 DK120-139 \
        GB140-159 IS160-169 IE170-179 PT180-189 LU200-219 FI220-239 PL240-259 EE260-269 \
        LT270-279 LV280-289 AT300-309 LI310-319 CZ320-329 SK330-339 HR350-359 RS360-369 \
        BA370-379 HU380-399 RU400-419 UA420-439 BY440-449 MD450-459 RO460-469 BG470-479 \
        GE480-489 TR500-519 GR520-539 CY540-549 AL550-559 MK560-569 SI570-579 ME580-589 \
        IT600-619 ES620-639 AD640-649 MT650-659 MC660-669 SM670-679 SE700-719 CA720-739 \
        US740-759 IL760-769 AZ800-809 KZ810-819 KG820-829 TJ830-839 TM840-849 UZ850-859 \
        IR860-869
        """

    nonisolated(unsafe) private static let states = table(of: authorities)

    // MARK: - Tables

    /// Countries, as their two letters in one number, by the three digits 0 to 999; 0 for none.
    ///
    /// - Parameter text: for each country its letters and what belongs to it: `NL020-039`,
    ///   `NL244,245`.
    private static func table(of text: String) -> UnsafePointer<UInt16> {
        let table = UnsafeMutablePointer<UInt16>.allocate(capacity: 1000)
        table.initialize(repeating: 0, count: 1000)
        for entry in text.split(separator: " ") {
            let country = entry.utf8.prefix(2).reduce(0) { $0 << 8 | UInt16($1) }
            for range in entry.dropFirst(2).split(separator: ",") {
                let ends = range.split(separator: "-").compactMap { Int($0) }
                for code in (ends.first ?? 0)...(ends.last ?? 0) { table[code] = country }
            }
        }
        return UnsafePointer(table)
    }

    private static func name(_ country: UInt16) -> String {
        country == 0 || country == 0x2D2D
            ? ""
            : " " + String(decoding: [UInt8(country >> 8), UInt8(country & 0xFF)], as: UTF8.self)
    }

    // MARK: - Radio stations

    /// A ship's number begins with its country's three digits; other stations set digits before
    /// them that say what they are.
    ///
    /// - Source: ITU-R M.585-9, annexes 1 and 2.
    private static func station(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let (kind, start) = kind(trace)
        trace.note(.ship, words: words(of: kind))
        guard start < 9 else { return .formatOnly }
        let country = countries[trace.number(start..<start + 3)]
        let digits = start..<start + 3
        guard trace.isKnown(.country, trace.text(digits) + name(country), country != 0)
        else { return .unknownCode }
        return .formatOnly
    }

    private enum Station { case ship, group, coast, aircraft, aid, craft, handheld, beacon, other }

    /// The kind of station, and where its country's digits begin: at 9 if it has none.
    private static func kind(_ trace: IdentifierTrace) -> (Station, Int) {
        switch (trace.number(0..<1), trace.number(0..<2), trace.number(0..<3)) {
        case (_, _, 111): (.aircraft, 3)
        case (_, _, 970), (_, _, 972), (_, _, 974), (_, _, 979): (.beacon, 9)
        case (_, 99, _): (.aid, 2)
        case (_, 98, _): (.craft, 2)
        case (_, 0, _): (.coast, 2)
        case (0, _, _): (.group, 1)
        case (8, _, _): (.handheld, 1)
        case (2...7, _, _): (.ship, 0)
        default: (.other, 0)
        }
    }

    private static func words(of kind: Station) -> ViolationMessages.Entry {
        switch kind {
        case .ship: ("schip", "navire", "Schiff", "ship")
        case .group:
            (
                "groep schepen (0…)", "groupe de navires (0…)", "Gruppe von Schiffen (0…)",
                "group of ships (0…)"
            )
        case .coast:
            (
                "kuststation (00…)", "station côtière (00…)", "Küstenfunkstelle (00…)",
                "coast station (00…)"
            )
        case .aircraft:
            (
                "opsporings- en reddingsvliegtuig (111…)",
                "aéronef de recherche et de sauvetage (111…)", "Such- und Rettungsflugzeug (111…)",
                "search and rescue aircraft (111…)"
            )
        case .aid:
            (
                "baken voor de scheepvaart (99…)", "aide à la navigation (99…)",
                "Schifffahrtszeichen (99…)", "aid to navigation (99…)"
            )
        case .craft:
            (
                "bijboot van een schip (98…)", "embarcation d'un navire (98…)",
                "Beiboot eines Schiffes (98…)", "craft of a parent ship (98…)"
            )
        case .handheld:
            (
                "draagbare marifoon (8…)", "VHF portative (8…)", "Handsprechfunkgerät (8…)",
                "handheld VHF set (8…)"
            )
        case .beacon:
            (
                "noodbaken of toestel zonder land (970, 972, 974, 979)",
                "balise de détresse ou appareil sans pays (970, 972, 974, 979)",
                "Notbake oder Gerät ohne Land (970, 972, 974, 979)",
                "distress beacon or device without a country (970, 972, 974, 979)"
            )
        case .other:
            (
                "geen bekend soort station", "aucun type de station connu",
                "keine bekannte Art von Funkstelle", "no known kind of station"
            )
        }
    }

    /// - Source: ITU, Table of Maritime Identification Digits, as published in September 2023.
    private static let maritimeDigits = """
        AD202 AE470,471 AF401 AG304,305 AI301 AL201 AM216 AO603 AR701 AS559 AT203 AU503 AW307 \
        AZ423 BA478 BB314 BD405 BE205 BF633 BG207 BH408 BI609 BJ610 BM310 BN508 BO720 BR710 \
        BS308,309,311 BT410 BW611 BY206 BZ312 CA316 CC523 CD676 CF612 CG615 CH269 CI619 CK518 \
        CL725 CM613 CN412,413,414 CO730 CR321 CU323 CV617 CW306 CX516 CY209,210,212 CZ270 \
        DE211,218 DJ621 DK219,220 DM325 DO327 DZ605 EC735 EE276 EG622 ER625 ES224,225 ET624 \
        FI230 FJ520 FK740 FM510 FO231 FR226,227,228 GA626 GB232,233,234,235 GD330 GE213 GF745 \
        GH627 GI236 GL331 GM629 GN632 GP329 GQ631 GR237,239,240,241 GT332 GW630 GY750 HK477 \
        HN334 HR238 HT336 HU243 ID525 IE250 IL428 IN419 IQ425 IR422 IS251 IT247 JM339 JO438 \
        JP431,432 KE634 KG451 KH514,515 KI529 KM616,620 KN341 KP445 KR440,441 KW447 KY319 KZ436 \
        LA531 LB450 LC343 LI252 LK417 LR636,637 LS644 LT277 LU253 LV275 LY642 MA242 MC254 MD214 \
        ME262 MG647 MH538 MK274 ML649 MM506 MN457 MO453 MP536 MQ347 MR654 MS348 \
        MT215,229,248,249,256 MU645 MV455 MW655 MX345 MY533 MZ650 NA659 NC540 NE656 NG657 NI350 \
        NL244,245,246 NO257,258,259 NP459 NR544 NU542 NZ512 OM461 \
        PA351,352,353,354,355,356,357,370,371,372,373,374 PE760 PF546 PG553 PH548 PK463 PL261 \
        PM361 PN555 PR358 PS443 PT204,255,263 PW511 PY755 QA466 RE660 RO264 RS279 RU273 RW661 \
        SA403 SB557 SC664 SD662 SE265,266 SG563,564,565,566 SH608,665 SI278 SK267 SL667 SM268 \
        SN663 SO666 SR765 SS638 ST668 SV359 SY468 SZ669 TC364 TD670 TF501,607,618,635 TG671 \
        TH567 TJ472 TL550 TM434 TN672 TO570 TR271 TT362 TV572 TW416 TZ674,677 UA272 UG675 \
        US303,338,366,367,368,369 UY770 UZ437 VA208 VC375,376,377 VE775 VG378 VI379 VN574 \
        VU576,577 WF578 WS561 YE473,475 ZA601 ZM678 ZW679
        """

    nonisolated(unsafe) private static let countries = table(of: maritimeDigits)
}
