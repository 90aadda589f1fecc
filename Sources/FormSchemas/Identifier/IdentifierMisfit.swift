/// Where and why a text lacks the form of an identifier.
struct IdentifierMisfit: Sendable, Equatable {
    /// What is wrong; the raw values are parameters of violations.
    enum Fault: String, Sendable, CaseIterable {
        /// Another character should stand at the place.
        case wrong
        /// The text ends before the place.
        case missing
        /// From the place on the text is too long.
        case surplus
        /// Two separators in a row, or one at an end.
        case separator
        /// A number of noughts only, or a suffix 00, is never given out.
        case noughts
        /// None of HRA, HRB, PR, GnR, VR stands between the court and the number.
        case register
        /// No number of one to six digits follows the register.
        case number
        /// No court stands before the register.
        case court
        /// More letters, or letters and digits together, than a plate has.
        case plate
    }

    let fault: Fault
    /// The character concerned, counted from 1; `nil` if the whole text is.
    var position: Int?
    /// What stands there.
    var found: Character?
    /// What may stand there, in the notation of ``IdentifierShape``; empty if nothing may.
    var expected = ""
    /// The form that was asked for, in the same notation; `nil` where it is that of the type.
    var form: String?

    /// Finds the place where `count` bytes, which lack the form, first depart from it: that of the
    /// alternative which takes most of them.
    ///
    /// - Parameter start: where in the whole text the bytes stand.
    init(_ shape: IdentifierShape, _ bytes: UnsafePointer<UInt8>, _ count: Int, from start: Int = 0)
    {
        var furthest = -1
        var tokens: [IdentifierShape.Token] = []
        for departure in Self.departures(shape, bytes, count) {
            // Of two equally far, one that still wants a character says more.
            if departure.offset > furthest {
                furthest = departure.offset
                tokens = []
            }
            if departure.offset == furthest, let token = departure.token { tokens.append(token) }
        }
        furthest = max(0, furthest)
        position = start + furthest + 1
        guard !tokens.isEmpty else {
            fault = .surplus
            found = Self.character(bytes, count, furthest)
            return
        }
        fault = furthest < count ? .wrong : .missing
        found = Self.character(bytes, count, furthest)
        expected = IdentifierSet(tokens).notation
    }

    init(_ fault: Fault, position: Int? = nil, found: Character? = nil, expected: String = "") {
        self.fault = fault
        self.position = position
        self.found = found
        self.expected = expected
    }

    /// How far each alternative comes, and which set it wants there; `nil` if it is complete.
    private static func departures(
        _ shape: IdentifierShape, _ bytes: UnsafePointer<UInt8>, _ count: Int
    ) -> [(offset: Int, token: IdentifierShape.Token?)] {
        var departures: [(offset: Int, token: IdentifierShape.Token?)] = []
        var offset = 0
        var stopped: IdentifierShape.Token?
        for token in UnsafeBufferPointer(start: shape.tokens, count: shape.tokenCount) {
            if stopped == nil {
                let start = offset
                while offset < count, offset - start < Int(token.most),
                    token.contains(bytes[offset])
                { offset += 1 }
                let taken = offset - start
                // The last one would take more, if the next character were one of its set.
                let isOpen = token.isLast && taken < Int(token.most) && offset < count
                if taken < Int(token.least) || isOpen { stopped = token }
            }
            if token.isLast {
                departures.append((offset, stopped))
                (offset, stopped) = (0, nil)
            }
        }
        return departures
    }

    /// The character at an offset before which all are ASCII.
    private static func character(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ offset: Int
    ) -> Character? {
        guard offset < count else { return nil }
        // No character worth showing takes more bytes.
        let rest = UnsafeBufferPointer(start: bytes + offset, count: min(64, count - offset))
        return String(decoding: rest, as: UTF8.self).first
    }
}

// MARK: - Words

extension IdentifierMisfit {
    /// What is wrong, without a full stop: `at character 9 a digit is expected (found: "A")`.
    func text(in language: Language) -> String {
        var entry = Self.table[fault] ?? Self.otherForm
        if fault == .missing, position == 1 { entry = Self.empty }
        let one = IdentifierSet(IdentifierShape.parse(Array(expected.utf8))).one(in: language)
        let text = ViolationMessages.fill(
            ViolationMessages.pick(entry, language),
            [
                "expected": one, "position": position.map(String.init) ?? "?",
                "before": String(max(0, (position ?? 1) - 1)),
            ], language)
        guard fault == .wrong || fault == .surplus, let found else { return text }
        let label = ViolationMessages.pick(
            (" (er staat ", " (on y lit ", " (dort steht ", " (found: "), language)
        return text + label + "\"\(found)\")"
    }

    private static let otherForm: ViolationMessages.Entry = (
        "de vorm klopt niet", "la forme n'est pas correcte", "die Form stimmt nicht",
        "the form is not right"
    )
    private static let empty: ViolationMessages.Entry = (
        "er staat niets", "il n'y a rien", "es steht nichts da", "there is nothing"
    )

    private static let table: [Fault: ViolationMessages.Entry] = [
        .wrong: (
            "op plaats {position} hoort {expected}",
            "le caractère {position} devrait être {expected}",
            "an Stelle {position} muss {expected} stehen",
            "character {position} should be {expected}"
        ),
        .missing: (
            "na {before} {before|teken|tekens} ontbreekt {expected}",
            "après {before} {before|caractère|caractères}, il manque {expected}",
            "nach {before} Zeichen fehlt {expected}",
            "after {before} {before|character|characters} {expected} is missing"
        ),
        .surplus: (
            "vanaf plaats {position} staat er te veel",
            "à partir du caractère {position}, il y en a trop",
            "ab Stelle {position} steht zu viel da",
            "from character {position} on there is too much"
        ),
        .separator: (
            "tussen twee groepen staat hoogstens één scheidingsteken, en geen aan het begin of einde",
            "entre deux groupes il y a au plus un séparateur, et aucun au début ni à la fin",
            "zwischen zwei Gruppen steht höchstens ein Trennzeichen, am Anfang und Ende keines",
            "between two groups stands one separator at most, and none at the beginning or end"
        ),
        .noughts: (
            "zo'n nummer van nullen wordt nooit toegekend",
            "un tel numéro de zéros n'est jamais attribué",
            "eine solche Nummer aus Nullen wird nie vergeben",
            "such a number of noughts is never given out"
        ),
        .register: (
            "het register HRA, HRB, PR, GnR of VR ontbreekt",
            "il manque le registre HRA, HRB, PR, GnR ou VR",
            "es fehlt das Register HRA, HRB, PR, GnR oder VR",
            "the register HRA, HRB, PR, GnR or VR is missing"
        ),
        .number: (
            "na het register ontbreekt een nummer van 1 tot 6 cijfers zonder nul vooraan",
            "après le registre, il manque un numéro de 1 à 6 chiffres sans zéro au début",
            "nach dem Register fehlt eine Nummer von 1 bis 6 Ziffern ohne Null am Anfang",
            "after the register a number of 1 to 6 digits without a leading nought is missing"
        ),
        .court: (
            "de naam van de rechtbank ontbreekt, of er staat een teken in dat daar niet hoort",
            "le nom du tribunal manque, ou contient un caractère qui n'y a pas sa place",
            "der Name des Gerichts fehlt oder enthält ein Zeichen, das nicht hineingehört",
            "the court's name is missing, or has a character that does not belong there"
        ),
        .plate: (
            "zo verdeeld over letters en cijfers is er geen Duits kenteken",
            "aucune plaque allemande n'a ces lettres et ces chiffres dans cet ordre",
            "so auf Buchstaben und Ziffern verteilt gibt es kein deutsches Kennzeichen",
            "no German plate has letters and digits in this order and number"
        ),
    ]
}

// MARK: - Parameters of violations

extension IdentifierMisfit {
    /// Adds what a message needs; the character that stands there unless it tells about a person.
    func add(to parameters: inout ViolationParameters, isPersonal: Bool) {
        parameters["fault"] = fault.rawValue
        parameters["position"] = position.map(String.init)
        parameters["expected"] = expected.isEmpty ? nil : expected
        parameters["form"] = form
        if !isPersonal { parameters["found"] = found.map(String.init) }
    }

    /// The same read back; `nil` if they say nothing about a fault.
    init?(_ parameters: ViolationParameters) {
        guard let fault = parameters["fault"].flatMap(Fault.init(rawValue:)) else { return nil }
        self.init(
            fault, position: parameters["position"].flatMap { Int($0) },
            found: parameters["found"]?.first, expected: parameters["expected"] ?? "")
        form = parameters["form"]
    }
}
