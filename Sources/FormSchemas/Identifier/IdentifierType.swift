/// One kind of identifier: a national number, a code of an international standard, a plate.
///
/// Each is a row of a table: names, form, and where there is something to compute one check
/// function that serves the verdict, the explanation and the making of examples alike.
public final class IdentifierType: Sendable {
    /// The name that the keyword `identifier` and the client use, e.g. `be-niss`.
    public let name: String
    /// What a violation is called, e.g. `NISS`; a failed check adds `_CHECK`.
    public let code: String
    /// What it is, e.g. `Belgian plate`; in French, German and English with its article.
    let nouns: LocalizedText
    /// The form in words, where those made from the shape would not do; else `nil`.
    private let formWords: ViolationMessages.Entry?
    /// A value that fits.
    public let example: String
    /// Whether a value tells about a person, so that messages must not repeat it.
    public let isPersonal: Bool
    /// Whether more than the form can be checked.
    public let hasCheck: Bool
    /// Other names: those of python-stdnum's modules, abbreviations in other languages.
    let aliases: [String]
    let rule: IdentifierRule
    /// The forms that random values are drawn from, where those of the rule are too wide.
    let draws: IdentifierDraw
    /// The characters that people write between the others.
    let separators: String
    /// Adds what people leave out: a prefix, a leading zero. Gets capitals without separators.
    private let completion: (@Sendable (String) -> String)?
    /// Makes the canonical form of the text as it was written, instead of all the rest.
    private let rewrite: (@Sendable (String) -> String)?

    init(
        _ name: String, _ code: String, _ nouns: ViolationMessages.Entry, _ shape: String,
        form: ViolationMessages.Entry? = nil, example: String, draws: String? = nil,
        separators: String = " .-",
        aliases: [String] = [], isPersonal: Bool = false,
        completion: (@Sendable (String) -> String)? = nil,
        rewrite: (@Sendable (String) -> String)? = nil, check: IdentifierRule.Check? = nil
    ) {
        self.name = name
        self.code = code
        self.nouns = LocalizedText(nouns)
        formWords = form
        self.example = example
        self.isPersonal = isPersonal
        self.aliases = aliases
        self.separators = separators
        self.completion = completion
        self.rewrite = rewrite
        hasCheck = check != nil
        let shape = IdentifierShape(shape)
        rule = IdentifierRule(shape: shape, check: check ?? { _ in .formatOnly })
        self.draws = IdentifierDraw(draws.map { IdentifierShape($0) } ?? shape)
    }

    /// What it is, without an article.
    public func title(in language: Language) -> String {
        let noun = nouns[language]
        guard language != .nl, let space = noun.firstIndex(of: " ") else { return noun }
        return String(noun[noun.index(after: space)...])
    }

    /// The expected form in words: `"BE", 0 or 1, 9 digits`.
    public func form(in language: Language) -> String {
        if let formWords { return ViolationMessages.pick(formWords, language) }
        return IdentifierForm(notation: rule.shape.notation).text(in: language)
    }

    // MARK: - The table

    /// All types, by family.
    public static let all: [IdentifierType] =
        BelgianIdentifiers.all + DutchIdentifiers.all + LuxembourgIdentifiers.all
        + GermanIdentifiers.all + EuropeanIdentifiers.all + BankIdentifiers.all
        + ListIdentifiers.all + TransportIdentifiers.all + ShipIdentifiers.all
        + PlateIdentifiers.all
        + TravelIdentifiers.all + PostIdentifiers.all + DeviceIdentifiers.all

    /// Finds a type by its name, its code or an alias, in any case; `nil` if there is none.
    ///
    /// The keyword `identifier` takes the name only.
    public static func named(_ text: String) -> IdentifierType? {
        let wanted = text.lowercased()
        return all.first { $0.name == wanted }
            ?? all.first { $0.code.lowercased() == wanted || $0.aliases.contains(wanted) }
    }

    /// The type whose violations have this code, and whether it is the code of a failed check.
    static func ofCode(_ code: String) -> (type: IdentifierType, isCheck: Bool)? { byCode[code] }

    private static let byCode: [String: (type: IdentifierType, isCheck: Bool)] = {
        var table: [String: (type: IdentifierType, isCheck: Bool)] = [:]
        for type in all {
            table[type.code] = (type, false)
            if type.hasCheck { table[type.code + "_CHECK"] = (type, true) }
        }
        return table
    }()

    /// The type that a value of the keyword `identifier` names; `nil` if it names none.
    static func named(by keyword: JSONNode?) -> IdentifierType? {
        guard let name = keyword?.string ?? keyword?["type"]?.string else { return nil }
        return all.first { $0.name == name }
    }

    // MARK: - Written and canonical form

    /// The form in which documents carry the value: capitals, without what people write between.
    ///
    /// Total: whatever cannot be such an identifier comes back as it is, apart from separators.
    public func canonical(_ text: String) -> String {
        if let rewrite { return rewrite(text) }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isSeparator(scalar) { scalars.append(scalar) }
        let plain = String(scalars).uppercased()
        return completion?(plain) ?? plain
    }

    /// Whether people may write this between the characters.
    func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || separators.unicodeScalars.contains(scalar)
    }
}

/// What a verdict needs of a type: no references, so that threads share nothing they count.
struct IdentifierRule: Sendable {
    typealias Check = @Sendable (IdentifierTrace) -> IdentifierOutcome

    let shape: IdentifierShape
    let check: Check

    /// The rules in the order of ``IdentifierType/all``; live as long as the process.
    nonisolated(unsafe) private static let table: UnsafeMutablePointer<IdentifierRule> = {
        let rules = IdentifierType.all.map(\.rule)
        let table = UnsafeMutablePointer<IdentifierRule>.allocate(capacity: rules.count)
        table.initialize(from: rules, count: rules.count)
        return table
    }()

    @inline(__always)
    static func numbered(_ number: Int) -> UnsafeMutablePointer<IdentifierRule> { table + number }

    /// Runs the check over a text; of those that lack the form only that is said.
    @inline(__always)
    func run(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard shape.matches(trace.read, trace.count) else { return .wrongFormat }
        return check(trace)
    }

    /// Judges `count` bytes of canonical text without allocating.
    @inline(__always)
    func judge(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, today: Int = IdentifierTrace.endOfTime
    ) -> IdentifierOutcome {
        // Nothing is written unless the trace repairs.
        let trace = IdentifierTrace(
            bytes: UnsafeMutablePointer(mutating: bytes), count: count, today: today)
        return run(trace)
    }
}
