import FormSchemas
import Testing

/// Numbers of real companies, ships, banks and securities, as these publish them themselves, and
/// the examples that the standards print.
struct KnownNumberTests {
    @Test(arguments: [
        // Legal notices: Engie, Proximus, AB InBev, Colruyt, Delhaize, Ageas, Brussels Airlines.
        ("be-vat", "BE0403170701 BE0202239951 BE0417497106 BE0400378485 BE0402206045 BE0404616494"),
        ("be-kbo", "0403170701 0202239951 0417497106 0400378485 0402206045 0471938850"),
        // Legal notices: Booking.com, bol.com.
        ("nl-vat", "NL805734958B01 NL820471616B01 NL002455799B11"),
        // Legal notices: Amazon, PayPal, Microsoft (Skype), Apple (iTunes).
        ("lu-vat", "LU20260743 LU22046007 LU20981643 LU20165772 LU26375245"),
        // Legal notices: SAP, Volkswagen, BMW, Siemens, Deutsche Bank, Amazon, Allianz.
        ("de-vat", "DE143454214 DE115235681 DE129273398 DE129274202 DE114103379 DE814584193"),
        ("eu-vat", "BE0403170701 NL805734958B01 LU20260743 DE143454214 FR40303265045 EL094259216"),
        // Examples of the Bundeszentralamt für Steuern.
        ("de-idnr", "86095742719 47036892816 65929970489 57549285017 25768131411"),
        // Test numbers of the Dutch tax administration.
        ("nl-bsn", "123456782 999996642 111222333"),
        // GLEIF: Deutsche Bank, Apple, KBC Bank, ING Bank, ABN AMRO, Bloomberg, BNP Paribas.
        (
            "lei",
            """
            7LTWFZYICNSX8D621K86 HWUPKR0MPOU8FGXBT394 6B2PBRV1FCJDMR45RZ53 3TK20IVIUJ8J3ZU0QE75 \
            BFXS5XCH7N0Y05NIXW11 549300B56MD0ZC402L06 R0MUWSFPU8MPRO8K5P83
            """
        ),
        // Stock exchanges: ING, AB InBev, ASML, SES, ArcelorMittal, SAP, Apple, BASF.
        (
            "isin",
            """
            NL0011821202 BE0974293251 NL0010273215 LU0088087324 LU1598757687 DE0007164600 \
            US0378331005 DE000BASF111
            """
        ),
        // SWIFT, IBAN Registry: the example of each country.
        (
            "iban",
            """
            BE68539007547034 NL91ABNA0417164300 LU280019400644750000 DE89370400440532013000 \
            FR1420041010050500013M02606 GB29NWBK60161331926819 CH9300762011623852957 \
            NO9386011117947 MT84MALT011000012345MTLCAST001S AT611904300234573201 \
            ES9121000418450200051332 IT60X0542811101000000123456 PT50000201231234567890154 \
            PL61109010140000071219812874 SE4550000000058398257466 FI2112345600000785 \
            DK5000400440116243 IE29AIBK93115212345678 GR1601101250000000012300695 \
            HU42117730161111101800000000 CZ6508000000192000145399 BR1800360305000010009795493C1
            """
        ),
        // KBC, ING Belgium, ING, Rabobank, Spuerkeess, Deutsche Bank, Commerzbank.
        ("bic", "KREDBEBB BBRUBEBB INGBNL2A RABONL2U BCEELULL DEUTDEFF COBADEFFXXX"),
        // Ever Given, Queen Mary 2, MSC Oscar, Emma Maersk, Costa Concordia, Pioneering Spirit.
        ("imo", "9811000 9241061 9703291 9321483 9320544 9593505 9074729"),
        // The same ships: Panama, Bermuda, Denmark; coast station, aircraft, beacon, handheld.
        ("mmsi", "353136000 310627000 220417000 002050480 111211500 970110001 824412345 992051234"),
        // ES-TRIN: 060 to 069 Belgium, 200 to 219 Luxembourg; a seagoing ship.
        ("eni", "06004567 20112345 02324567 04001234 08512345 99811000"),
        // ISO 6346 and the Bureau International des Containers.
        ("container", "CSQU3054383 MSCU6639870 TOLU4734787 HLXU2008419 ZEPU0037255 APZU4812090"),
        // The GSM Association's and manufacturers' examples.
        ("imei", "490154203237518 356938035643809 352099001761481"),
        // 49 CFR 565 and makers; European ones need no check digit.
        ("vin", "1M8GDM9AXKP042788 1HGCM82633A004352 WVWZZZ1JZ3W386752 VF1BB05CF12345678"),
        ("upu-s10", "RR473124829GB"), ("awb", "02012345675 020-12345675"),
        ("nuts", "BE100 NL333 LU000 DEA52 FRE11 DE300 FR101 EL303"),
        ("locode", "BEANR NLRTM NLAMS DEDUI LULUX FRDKK"),
        (
            "e164",
            "+3222345678 +32475123456 +31201234567 +352247812345 +492119876543 +33142345678 +3114020"
        ),
    ])
    func fits(name: String, values: String) throws {
        let type = try #require(IdentifierType.named(name))
        for value in values.split(separator: " ").map(String.init) {
            let check = type.check(value)
            #expect(check.outcome.isAccepted, "\(value): \(check.conclusion(in: .en))")
        }
    }

    /// Of each value one digit changed, or two neighbours swapped, is noticed.
    @Test(arguments: [
        ("be-vat", "BE0403170711"), ("be-vat", "BE0430170701"), ("nl-vat", "NL805734985B01"),
        ("lu-vat", "LU20260734"), ("de-vat", "DE143454241"), ("de-idnr", "86095742791"),
        ("nl-bsn", "123456728"), ("lei", "7LTWFZYICNSX8D621K68"), ("isin", "NL0011821203"),
        ("iban", "BE68539007547043"), ("iban", "LU280019400644750001"), ("imo", "9811001"),
        ("mmsi", "299136000"), ("mmsi", "102050480"),
        ("eni", "19912345"),
        ("eni", "99811001"), ("container", "MSCU6639807"), ("imei", "490154203237581"),
        ("vin", "1HGCM82633A004325"), ("upu-s10", "RR473124892GB"), ("nuts", "NL399"),
        ("nuts", "DEA99"), ("nuts", "QQ1"), ("locode", "QQANR"),
    ])
    func noticed(name: String, value: String) throws {
        let type = try #require(IdentifierType.named(name))
        #expect(type.check(value).outcome.isFailedCheck, "\(value)")
    }

    /// - Source: ICAO Doc 9303, part 11, appendix D.2 (numbers longer than nine characters), and
    ///   the specimens of the Dutch passport and the German identity card.
    @Test(arguments: [
        (
            "mrz-td1",
            """
            I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<
            """
        ),
        (
            "mrz-td2", "I<UTOSTEVENSON<<PETER<<<<<<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8"
        ),
        (
            "mrz-td3",
            """
            P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<SPECI20142NLD6503101F2403096999999990<<<<<84
            """
        ),
        (
            "mrz-td1",
            """
            IDD<<T220001293<<<<<<<<<<<<<<<6408125<2010315D<<<<<<<<<<<<<4MUSTERMANN<<ERIKA<<<<<<<<<<<<<
            """
        ),
    ])
    func travelDocuments(name: String, zone: String) throws {
        let type = try #require(IdentifierType.named(name))
        let any = try #require(IdentifierType.named("mrz"))
        #expect(type.check(zone).outcome == .fits, "\(type.check(zone).conclusion(in: .en))")
        #expect(any.check(zone).outcome == .fits)
        let digit = try #require(zone.lastIndex { $0.isNumber })
        var wrong = zone
        wrong.replaceSubrange(digit...digit, with: zone[digit] == "1" ? "2" : "1")
        #expect(type.check(wrong).outcome.isFailedCheck, "\(wrong)")
    }

    /// The court with or without its title, before or behind, with umlauts or without.
    @Test(arguments: [
        ("Amtsgericht Düsseldorf HRB 1234", "Düsseldorf HRB 1234"),
        ("Amtsgericht Düsseldorf, HRB 1234", "Düsseldorf HRB 1234"),
        ("HRB 1234, Amtsgericht Düsseldorf", "Düsseldorf HRB 1234"),
        ("AG Duesseldorf HRB 1234", "Duesseldorf HRB 1234"),
        ("DÜSSELDORF HRB1234", "DÜSSELDORF HRB 1234"), ("hrb 1234 (AG Köln)", "Köln HRB 1234"),
        ("Amtsgericht Köln HRB Nr. 1234", "Köln HRB 1234"),
        ("Amtsgericht Köln, HRB-Nr.: 1234", "Köln HRB 1234"),
        ("Amtsgericht Frankfurt am Main HRB 30000", "Frankfurt am Main HRB 30000"),
        ("Gießen HRA 77", "Gießen HRA 77"), ("Giessen HRA 77", "Giessen HRA 77"),
        ("Muenchen HRB 42243", "Muenchen HRB 42243"), ("Coesfeld HRA 1", "Coesfeld HRA 1"),
        ("Berlin (Charlottenburg) HRB 158855 B", "Berlin (Charlottenburg) HRB 158855 B"),
    ])
    func germanCourts(written: String, canonical: String) throws {
        let type = try #require(IdentifierType.named("de-handelsregister"))
        let check = type.check(written)
        #expect(check.canonical == canonical)
        #expect(check.outcome == .fits, "\(check.conclusion(in: .en))")
        #expect(type.outcome(of: canonical) == .fits)
        #expect(type.outcome(of: "Amtsgericht " + canonical) == .fits)
    }

    @Test(arguments: [
        ("Amtsgericht HRB 1234", IdentifierOutcome.unknownCode),
        ("Amtsgericht Nirgends HRB 1234", .unknownCode), ("Amtsgericht Köln", .wrongFormat),
        ("Amtsgericht Köln HRB 0", .wrongFormat), ("Köln HRB 1234567", .wrongFormat),
    ])
    func noGermanCourts(written: String, outcome: IdentifierOutcome) throws {
        let type = try #require(IdentifierType.named("de-handelsregister"))
        #expect(type.check(written).outcome == outcome)
    }

    /// Every court that python-stdnum knows, as it is written there, with its title, and without
    /// umlauts.
    @Test(.enabled(if: PythonOracle.isPresent, PythonOracle.absence))
    func allGermanCourts() throws {
        let courts: [String] = try PythonOracle.ask(
            """
            from stdnum.de.handelsregisternummer import GERMAN_COURTS
            for court in GERMAN_COURTS:
                answer(court)
            """, [] as [String])
        #expect(courts.count > 140)
        let type = try #require(IdentifierType.named("de-handelsregister"))
        let signs = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")]
        for court in courts {
            let plain = signs.reduce(court) { $0.replacing($1.0, with: $1.1) }
            let written = [
                "\(court) HRB 1234", "Amtsgericht \(court), HRB 1234", "HRA 7 (AG \(court))",
                "\(plain) VR 1",
            ]
            for text in written { #expect(type.check(text).outcome == .fits, "\(text)") }
        }
    }
}
