import FormSchemas
import Testing

/// Numbers from standards, authorities and the domain's reference.
struct IdentifierVectorTests {
    @Test(arguments: [
        ("be-niss", "85073003328"), ("be-niss", "85.07.30-033.28"), ("be-niss", "17 07 30 033 84"),
        ("be-niss", "98472899765"), ("be-nn", "93051822361"), ("be-bis", "98472899765"),
        ("be-kbo", "0403.019.261"), ("be-kbo", "403019261"), ("be-kbo", "0428759497"),
        ("be-vat", "BE 0428.759.497"), ("be-vat", "428759497"), ("be-eid", "591-1917064-58"),
        ("nl-bsn", "111222333"), ("nl-bsn", "1112.22.333"), ("nl-bsn", "12345672"),
        ("nl-vat", "NL004495445B01"), ("nl-vat", "NL000099998B57"), ("nl-document", "EM0000000"),
        ("lu-matricule", "1893120105732"), ("lu-vat", "LU 150 274 42"), ("lu-rcs", "B 6307"),
        ("de-idnr", "36 574 261 809"), ("de-vat", "DE 136,695 976"),
        ("de-steuernummer", "181/815/0815 5"), ("de-steuernummer", "5133081508159"),
        ("de-handelsregister", "Aachen HRA 11223"), ("de-handelsregister", "HRB 11223 B, Köln"),
        ("eu-vat", "BE403019261"), ("eu-vat", "nl4495445b01".uppercased().padded),
        ("iban", "GR16 0110 1050 0000 1054 7023 795"), ("iban", "NL91ABNA0417164300"),
        ("iban", "DE89 3704 0044 0532 0130 00"), ("iban", "LU28 0019 4006 4475 0000"),
        ("bic", "AGRIFRPP882"), ("bic", "ABNA BE 2A"), ("lei", "213800KUD8LAJWSQ9D15"),
        ("lei", "529900T8BM49AURSDO55"), ("isin", "US0378331005"), ("isin", "XS1550212416"),
        ("country", "lu"), ("subdivision", "BE-VLG"), ("subdivision", "DE-NW"), ("currency", "eur"),
        ("locode", "BE ANR"), ("locode", "DEDUI"), ("container", "CSQU 305438 3"),
        ("imo", "IMO 9319466"), ("eni", "02324567"), ("mmsi", "205123456"), ("mmsi", "002442000"),
        ("vin", "1M8GDM9AXKP042788"), ("vin", "11111111111111111"), ("vin", "WVWZZZ1JZ3W386752"),
        ("icao-document", "L898902C36"), ("e164", "+32 2 555 01 34"), ("e164", "+352 26 12 34"),
        ("e164", "+31612345678"), ("e164", "+49 211 1234567"), ("a1", "0012-2024-0001234"),
        ("upu-s10", "RR 473 124 829 GB"), ("awb", "020-12345675"), ("imei", "35-209900-176148-1"),
        ("imsi", "206012345678901"), ("mac", "D0-50-99-84-A2-A0"), ("mac", "d05099.84a2a0"),
        ("be-plate", "1-ABC-123"), ("be-plate", "1abc123"), ("be-plate", "ABC-123"),
        ("be-plate", "123-ABC"), ("be-plate", "CD-AB-123"), ("nl-plate", "1-VHJ-23"),
        ("nl-plate", "GB-418-X"), ("nl-plate", "12-34-AB"), ("nl-plate", "T-902-KR"),
        ("nl-plate", "AA-12"), ("lu-plate", "LX 4021"), ("lu-plate", "12345"),
        ("de-plate", "D-ÖX 4711"), ("de-plate", "dü ab 123"), ("de-plate", "B-A 1"),
        ("de-plate", "AC-AB 123E"), ("de-plate", "NRW 4-1234"), ("de-plate", "0 17-123"),
        ("de-plate", "BP 12-345"), ("de-plate", "HH-AB12H"),
        ("nl-kvk", "27124701"), ("nl-rsin", "002564440"), ("be-establishment", "2.001.234.516"),
    ])
    func published(name: String, value: String) throws {
        let check = try #require(IdentifierType.named(name)).check(value)
        #expect(check.outcome.isAccepted, "\(check.outcome) \(check.canonical)")
    }

    @Test(
        arguments: [
            ("be-niss", "85073003329", .wrongDigits), ("be-niss", "8507300332", .wrongFormat),
            ("be-niss", "85133003370", .wrongDate), ("be-nn", "98472899765", .wrongDate),
            ("be-bis", "85073003328", .wrongDate), ("be-kbo", "2403019261", .wrongFormat),
            ("be-kbo", "0403019262", .wrongDigits),
            ("be-establishment", "0403019261", .wrongFormat),
            ("be-eid", "591191706492", .wrongDigits), ("nl-bsn", "111252333", .wrongDigits),
            ("nl-bsn", "000000000", .wrongFormat), ("nl-vat", "NL123456789B90", .wrongDigits),
            ("nl-vat", "NL004495445B00", .wrongFormat), ("nl-document", "EM0000O00", .wrongFormat),
            ("nl-vestiging", "123456789012", .wrongFormat),
            ("lu-matricule", "1893130105732", .wrongDate),
            ("lu-matricule", "2000060500127", .wrongDigits), ("lu-vat", "LU15027443", .wrongDigits),
            ("lu-rcs", "Z12", .wrongFormat), ("de-idnr", "36554266806", .wrongDigits),
            ("de-idnr", "36574261890", .wrongDigits), ("de-vat", "DE136695978", .wrongDigits),
            ("de-steuernummer", "136695978", .wrongFormat),
            ("de-handelsregister", "Nirgends HRA 11223", .unknownCode),
            ("de-handelsregister", "Aachen HRC 44123", .wrongFormat),
            ("eu-vat", "US123", .unknownCode),
            ("eu-vat", "ZZ123456", .unknownCode), ("eori", "QQ1", .unknownCode),
            ("eori", "NL12345678", .wrongFormat),
            ("iban", "GR1601101050000010547023796", .wrongDigits),
            ("iban", "QQ1601101050000010547", .unknownCode),
            ("iban", "BE7109612345676", .wrongFormat),
            ("bic", "AGRIFRPP8", .wrongFormat), ("bic", "AGRIQQPP", .unknownCode),
            ("lei", "213800KUD8XLJWSQ9D15", .wrongDigits), ("isin", "US0378331003", .wrongDigits),
            ("isin", "AB0378331005", .unknownCode), ("country", "UK", .unknownCode),
            ("subdivision", "BE-XXX", .unknownCode), ("locode", "BE1AB", .wrongFormat),
            ("container", "CSQU3054384", .wrongDigits), ("container", "CSQR3054383", .wrongFormat),
            ("imo", "8814274", .wrongDigits), ("eni", "99912345", .wrongDigits),
            ("eni", "19012345", .unknownCode),
            ("mmsi", "199123456", .unknownCode), ("vin", "1M8GDM9AYKP042788", .wrongDigits),
            ("vin", "1M8GDM9AIKP042788", .wrongFormat),
            ("icao-document", "L898902C37", .wrongDigits),
            ("upu-s10", "RR473124828GB", .wrongDigits), ("upu-s10", "RR473124829QQ", .unknownCode),
            ("awb", "02012345674", .wrongDigits), ("imei", "352099001761482", .wrongDigits),
            ("imsi", "999012345678901", .formatOnly), ("imsi", "123456789012345", .unknownCode),
            ("mac", "d0:50:99:84:a2:g0", .wrongFormat), ("e164", "+999123456", .unknownCode),
            ("e164", "+3225550", .wrongLength), ("e164", "+3114020123", .wrongLength),
            ("e164", "0032255501", .wrongFormat),
            ("be-plate", "1-ABC-12", .wrongFormat), ("be-plate", "0-ABC-123", .wrongFormat),
            ("nl-plate", "1-AEI-23", .wrongFormat),
            ("nl-plate", "ABCDEF", .wrongFormat), ("lu-plate", "A 123", .wrongFormat),
            ("de-plate", "ABCD-E 1", .wrongFormat), ("de-plate", "AC-AB 0123", .wrongFormat),
            ("de-plate", "ABC-DE 1234", .wrongFormat), ("de-plate", "D-ABC 123", .wrongFormat),
            ("de-plate", "D-X 12X", .wrongFormat),
        ] as [(String, String, IdentifierOutcome)])
    func wrong(name: String, value: String, outcome: IdentifierOutcome) throws {
        let check = try #require(IdentifierType.named(name)).check(value)
        #expect(check.outcome == outcome, "\(check.canonical) \(check.steps)")
    }

    /// Documents carry plates as they are written, everything else in its canonical form only.
    @Test(arguments: [
        ("be-plate", "1-ABC-123", true), ("be-plate", "1 abc 123", true),
        ("be-plate", "1ABC123", true), ("be-plate", "1--ABC-123", false),
        ("be-plate", "-1ABC123", false), ("be-plate", "1ABC123 ", false),
        ("de-plate", "D-ÖX 4711", true), ("de-plate", "D--X 4711", false),
        ("be-niss", "85073003328", true), ("be-niss", "85.07.30-033.28", false),
        ("be-vat", "BE0403019261", true), ("be-vat", "0403019261", false),
        ("be-kbo", "403019261", false), ("iban", "BE71 0961 2345 6769", false),
        ("bic", "abnabe2a", false), ("e164", "+32 2 555 01 34", false),
        ("container", "CSQU 305438 3", false), ("imo", "IMO9319466", false),
    ])
    func documentsCarryTheCanonicalForm(name: String, value: String, fits: Bool) throws {
        let type = try #require(IdentifierType.named(name))
        #expect(type.outcome(of: value).isAccepted == fits)
    }

    @Test func birthsInTheFutureAreRefusedWhereTheDayIsKnown() throws {
        let type = try #require(IdentifierType.named("be-niss"))
        // 17 July 2030 by the second test, no date of 1930 by the first.
        let number = "30071700103"
        let born = type.check(number, today: 2031_01_01)
        #expect(born.outcome == .fits, "\(born.steps)")
        #expect(type.check(number, today: 2029_12_31).outcome == .wrongDate)
        #expect(type.check(number).outcome == .fits)
    }
}

extension String {
    /// A Dutch number with its leading zeros.
    fileprivate var padded: String { prefix(2) + "00" + dropFirst(2) }
}
