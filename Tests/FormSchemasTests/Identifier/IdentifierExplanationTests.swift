import Testing

@testable import FormSchemas

/// What a refused identifier says: what is expected, where the text departs from it, what would
/// be right.
struct IdentifierExplanationTests {
    private func text(_ name: String, _ value: String, _ language: Language = .en) throws -> String
    {
        try #require(IdentifierType.named(name)).check(value).conclusion(in: language)
    }

    @Test(arguments: IdentifierType.all.map(\.name))
    func everyWrongFormIsExplained(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        let wrong = ["", "?", String(type.example.prefix(1)), type.example + "?", "é", "ß1", "--"]
        for value in wrong where type.outcome(of: value) == .wrongFormat {
            let check = try #require(wrongCheck(type, value))
            #expect(check.steps.count >= 3, "\(value)")
            for language in Language.allCases {
                let steps = check.steps.map { $0.text(in: language) }
                #expect(steps.allSatisfy { !$0.contains("{") && !$0.hasSuffix(": ") }, "\(steps)")
                #expect(steps.contains { $0.hasSuffix(type.form(in: language)) }, "\(steps)")
                #expect(steps.last?.hasSuffix(type.example) == true)
                let sentence = check.conclusion(in: language)
                #expect(sentence.contains(type.form(in: language)) && !sentence.contains("{"))
            }
        }
    }

    /// `nil` where the text is completed to a form that fits.
    private func wrongCheck(_ type: IdentifierType, _ value: String) -> IdentifierCheck? {
        let check = type.check(value)
        return check.outcome == .wrongFormat ? check : type.check("?" + value + "?")
    }

    @Test(arguments: IdentifierType.all.map(\.name))
    func formsAreInEveryLanguage(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        let forms = Language.allCases.map { type.form(in: $0) }
        // Dutch and English have the same letters.
        #expect(Set(forms).count >= 3, "\(forms)")
        #expect(forms.allSatisfy { !$0.isEmpty && !$0.contains("{") && !$0.contains("[") })
    }

    @Test(arguments: [
        ("be-niss", "8507300332", "after 10 characters a digit is missing"),
        ("be-niss", "8507300332A", "character 11 should be a digit (found: \"A\")"),
        ("be-niss", "850730033281", "from character 12 on there is too much (found: \"1\")"),
        ("be-niss", "", "there is nothing"),
        ("be-kbo", "2403019261", "character 1 should be 0 or 1 (found: \"2\")"),
        ("be-establishment", "9403019261", "character 1 should be a digit from 2 to 8"),
        ("container", "CSQR3054383", "character 4 should be J, U or Z (found: \"R\")"),
        ("container", "12AU3054380", "character 1 should be a letter from A to Z"),
        ("bic", "AGRIFRPP8", "after 9 characters a letter or a digit is missing"),
        ("vin", "1M8GDM9AIKP042788", "character 9 should be one of the characters 0–9 A–H J–N P"),
        ("nl-document", "EM0000O00", "character 7 should be one of the characters 0–9 A–N P–Z"),
        ("iban", "BE7109612345676", "after 15 characters a digit is missing"),
        ("iban", "NL91ABN10417164300", "character 8 should be a letter from A to Z"),
        ("eu-vat", "DE012345678", "character 3 should be a digit from 1 to 9 (found: \"0\")"),
        ("eori", "NL12345678", "after 10 characters a digit is missing"),
        ("lu-rcs", "Z12", "character 1 should be a letter out of A–K (found: \"Z\")"),
        ("be-plate", "1-ABC-12", "after 8 characters a digit is missing"),
        ("be-plate", "1-AB9-123", "character 6 should be a letter from A to Z (found: \"9\")"),
        ("lu-plate", "A 123", "character 3 should be a letter from A to Z (found: \"1\")"),
        ("de-plate", "D-X 12X", "no German plate has letters and digits in this order and number"),
        ("de-plate", "D-ÖX? 12", "character 5 should be a letter or a digit (found: \"?\")"),
        ("de-plate", "D-", "between two groups stands one separator at most"),
        (
            "de-handelsregister", "Aachen HRC 44123",
            "the register HRA, HRB, PR, GnR or VR is missing"
        ),
        ("de-handelsregister", "HRB 44123", "the court's name is missing"),
        ("de-handelsregister", "Aachen HRB", "after the register a number of 1 to 6 digits"),
        ("nl-bsn", "000000000", "such a number of noughts is never given out"),
        ("nl-vat", "NL004495445B00", "such a number of noughts is never given out"),
        ("mac", "d0:50:99:84:a2:g0", "character 16 should be one of the characters 0–9 a–f"),
        ("imei", "3517560515239", "after 13 characters a digit is missing"),
    ])
    func placeOfAMistake(name: String, value: String, expected: String) throws {
        let sentence = try text(name, value)
        #expect(sentence.contains(": " + expected), "\(sentence)")
    }

    @Test func aCountrysOwnFormIsNamed() throws {
        #expect(try text("iban", "BE7109612345676").hasSuffix("; expected: \"BE\", 14 digits"))
        #expect(
            try text("iban", "NL91ABN10417164300", .nl)
                .hasSuffix("; verwacht: \"NL\", 2 cijfers, 4 letters, 10 cijfers"))
        #expect(
            try text("eu-vat", "IE12", .de).contains(
                "; erwartet: \"IE\", eine Ziffer, eines der Zeichen * + 0–9 A–Z, 5 Ziffern, 1–2"))
        #expect(try text("bic", "?", .fr).contains(" ; attendu : 6 lettres, 2 lettres ou chiffres"))
    }

    @Test(arguments: [
        ("be-niss", "85073003329", "28 expected, 29 written"),
        ("be-kbo", "0403019262", "(61 expected, 62 written)"),
        ("lei", "213800KUD8LAJWSQ9D16", "(15 expected, 16 written)"),
        ("iban", "NL92ABNA0417164300", "(91 expected, 92 written)"),
        ("vin", "1M8GDM9AYKP042788", "(ninth character: X expected, Y written)"),
        ("de-idnr", "36554266806", "(digits repeated among the first ten 5 (2×), 6 (3×))"),
        ("country", "UK", "(country UK)"), ("nuts", "BE999", "(code BE999)"),
        ("eu-vat", "ZZ123456", "(country ZZ)"), ("mmsi", "299123456", "(country 299)"),
        ("eni", "19512345", "(state of registration 195)"),
        ("e164", "+3225550", "(number of digits 5 ≠ 8)"),
        ("de-handelsregister", "Nirgends HRB 1", "(court Nirgends)"),
    ])
    func whatWouldBeRight(name: String, value: String, expected: String) throws {
        let sentence = try text(name, value)
        #expect(sentence.contains(expected), "\(sentence)")
    }

    @Test(arguments: [
        ("205123456", "kind of station: ship", "country: 205 BE"),
        ("002442000", "kind of station: coast station (00…)", "country: 244 NL"),
        ("025312345", "kind of station: group of ships (0…)", "country: 253 LU"),
        ("111211500", "kind of station: search and rescue aircraft (111…)", "country: 211 DE"),
        ("992261234", "kind of station: aid to navigation (99…)", "country: 226 FR"),
        ("982051234", "kind of station: craft of a parent ship (98…)", "country: 205 BE"),
        ("824412345", "kind of station: handheld VHF set (8…)", "country: 244 NL"),
        ("199123456", "kind of station: no known kind of station", "country: 199 (unknown)"),
    ])
    func radioStations(value: String, kind: String, country: String) throws {
        let check = try #require(IdentifierType.named("mmsi")).check(value)
        #expect(check.steps.map { $0.text(in: .en) } == [kind, country])
    }

    @Test func currenciesBeforeTheEuroAreNamed() throws {
        let type = try #require(IdentifierType.named("currency"))
        let steps = type.check("BEF").steps.map { $0.text(in: .en) }
        #expect(steps.last == "kind: a currency before the euro, only for amounts before 2002")
        #expect(type.check("BEF").outcome == .unknownCode)
        #expect(type.check("XYZ").steps.last?.text(in: .en) == "code: XYZ (unknown)")
    }

    @Test func whatIsNotCheckedIsSaid() throws {
        for (name, value) in [("locode", "BEZZZ"), ("nuts", "AT130"), ("nuts", "DE300")] {
            let check = try #require(IdentifierType.named(name)).check(value)
            #expect(check.outcome == .formatOnly)
            let steps = check.steps.map { $0.text(in: .en) }
            #expect(steps.contains { $0.hasPrefix("not checked: whether the ") }, "\(steps)")
        }
    }

    // MARK: - Violations

    private func message(_ name: String, _ value: String, _ language: Language = .en) throws
        -> String
    {
        let type = try #require(IdentifierType.named(name))
        let outcome = type.outcome(of: value)
        let code = ViolationCode(rawValue: type.code + (outcome == .wrongFormat ? "" : "_CHECK"))
        var parameters = type.parameters(of: value)
        if outcome == .wrongFormat, !type.isPersonal { parameters["value"] = "\"\(value)\"" }
        return ViolationMessages.text(of: code, in: language, with: parameters)
    }

    @Test func documentsAreToldWhatToWrite() throws {
        #expect(
            try message("be-niss", "85.07.30-033.28")
                == "this is not a Belgian national number (NISS/INSZ): character 3 should be a digit"
                + "; expected: 11 digits, for example 85073003328"
                + "; write it without spaces, dots or hyphens")
        #expect(
            try message("be-kbo", "403.019.261", .nl).hasSuffix("; schrijf \"0403019261\""))
        #expect(try message("imo", "IMO9319466").hasSuffix("; write \"9319466\""))
        #expect(!(try message("imo", "IMO")).contains("write"))
        #expect(
            try message("container", "CSQU3054384")
                == "check digits do not fit (3 expected, 4 written); a digit was probably mistyped")
    }

    /// Of a number that tells about a person not one character is repeated.
    @Test(arguments: IdentifierType.all.filter(\.isPersonal).map(\.name))
    func personalNumbersStayOut(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        var generator = SeededRandom(seed: 11)
        let value = type.random(using: &generator)
        let wrong = type.broken(value, using: &generator).map { [$0] } ?? []
        for text in wrong + [value + "~", "~" + value, String(value.dropLast()) + "~"] {
            let parameters = type.parameters(of: text)
            #expect(parameters["value"] == nil && parameters["found"] == nil)
            #expect(parameters["label"] == nil)
            #expect(parameters["suggestion"] ?? "" == "")
            for language in Language.allCases {
                let message = try message(name, text, language)
                #expect(!message.contains("~") && !message.contains(text))
            }
        }
    }

    /// The words of a form are made from a notation that can be read back.
    @Test(arguments: [
        "d{11}", "BE[01]d{9}", "a{6}x{2}|a{6}x{5}", "[A-HJ-NPR-Z0-9]{17}", "+[1-9]d{6,14}",
        "aa-x{1,3}", "hh:hh", "d{0,3}", "",
    ])
    func notation(text: String) {
        let shape = IdentifierShape(text)
        let again = IdentifierShape(shape.notation)
        let words = { (shape: IdentifierShape) in
            IdentifierForm(notation: shape.notation).text(in: .fr)
        }
        #expect(words(shape) == words(again))
        #expect(shape.tokenCount == again.tokenCount)
    }
}
