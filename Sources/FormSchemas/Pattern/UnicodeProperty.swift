/// The sets behind `\p{…}`, from the tables of Swift's standard library.
///
/// - Source: ECMA-262, tables 68 to 70; Unicode Standard Annex 44.
enum UnicodeProperty {
    /// The set of a property or a general category; `nil` for one that is not known.
    static func set(named text: String) -> ScalarSet? {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard parts[0] == "General_Category" || parts[0] == "gc" else { return nil }
            return category(String(parts[1]))
        }
        return category(text) ?? binary(text)
    }

    /// Whether this names a script, for which there is no table here.
    static func isScript(_ text: String) -> Bool {
        ["Script=", "sc=", "Script_Extensions=", "scx="].contains { text.hasPrefix($0) }
    }

    private static func category(_ name: String) -> ScalarSet? {
        guard let codes = categoryNames[name] else { return nil }
        return ScalarSet(codes.flatMap { categorySets[$0]?.ranges ?? [] })
    }

    /// One pass over all scalars gives all categories.
    private static let categorySets: [String: ScalarSet] = {
        var ranges: [String: [ClosedRange<UInt32>]] = [:]
        var start: UInt32 = 0
        var current = code(of: 0)
        for value in UInt32(1)...ScalarSet.last + 1 {
            let next = value <= ScalarSet.last ? code(of: value) : ""
            if next != current {
                ranges[current, default: []].append(start...value - 1)
                (start, current) = (value, next)
            }
        }
        return ranges.mapValues { ScalarSet($0) }
    }()

    private static func code(of value: UInt32) -> String {
        guard let scalar = Unicode.Scalar(value) else { return "Cs" }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }

    private static let categoryNames: [String: [String]] = {
        let groups: [(String, [String])] = [
            ("L Letter", ["Lu", "Ll", "Lt", "Lm", "Lo"]), ("LC Cased_Letter", ["Lu", "Ll", "Lt"]),
            ("Lu Uppercase_Letter", ["Lu"]), ("Ll Lowercase_Letter", ["Ll"]),
            ("Lt Titlecase_Letter", ["Lt"]), ("Lm Modifier_Letter", ["Lm"]),
            ("Lo Other_Letter", ["Lo"]), ("M Mark Combining_Mark", ["Mn", "Mc", "Me"]),
            ("Mn Nonspacing_Mark", ["Mn"]), ("Mc Spacing_Mark", ["Mc"]),
            ("Me Enclosing_Mark", ["Me"]), ("N Number", ["Nd", "Nl", "No"]),
            ("Nd Decimal_Number digit", ["Nd"]), ("Nl Letter_Number", ["Nl"]),
            ("No Other_Number", ["No"]),
            ("P Punctuation punct", ["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"]),
            ("Pc Connector_Punctuation", ["Pc"]), ("Pd Dash_Punctuation", ["Pd"]),
            ("Ps Open_Punctuation", ["Ps"]), ("Pe Close_Punctuation", ["Pe"]),
            ("Pi Initial_Punctuation", ["Pi"]), ("Pf Final_Punctuation", ["Pf"]),
            ("Po Other_Punctuation", ["Po"]), ("S Symbol", ["Sm", "Sc", "Sk", "So"]),
            ("Sm Math_Symbol", ["Sm"]), ("Sc Currency_Symbol", ["Sc"]),
            ("Sk Modifier_Symbol", ["Sk"]), ("So Other_Symbol", ["So"]),
            ("Z Separator", ["Zs", "Zl", "Zp"]), ("Zs Space_Separator", ["Zs"]),
            ("Zl Line_Separator", ["Zl"]), ("Zp Paragraph_Separator", ["Zp"]),
            ("C Other", ["Cc", "Cf", "Cs", "Co", "Cn"]), ("Cc Control cntrl", ["Cc"]),
            ("Cf Format", ["Cf"]), ("Cs Surrogate", ["Cs"]), ("Co Private_Use", ["Co"]),
            ("Cn Unassigned", ["Cn"]),
        ]
        var names: [String: [String]] = [:]
        for (aliases, codes) in groups {
            for alias in aliases.split(separator: " ") { names[String(alias)] = codes }
        }
        return names
    }()

    private static func binary(_ name: String) -> ScalarSet? {
        switch name {
        case "Any": return .all
        case "ASCII": return ScalarSet([0...0x7F])
        case "ASCII_Hex_Digit", "AHex": return ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66])
        case "Assigned": return category("Cn")?.inverted
        default: return test(of: name).map(scan)
        }
    }

    private static func scan(_ holds: (Unicode.Scalar.Properties) -> Bool) -> ScalarSet {
        var ranges: [ClosedRange<UInt32>] = []
        var start: UInt32?
        for value in UInt32(0)...ScalarSet.last + 1 {
            let isMember = Unicode.Scalar(value).map { holds($0.properties) } ?? false
            if isMember, start == nil { start = value }
            if !isMember, let first = start {
                ranges.append(first...value - 1)
                start = nil
            }
        }
        return ScalarSet(ranges)
    }

    private static func test(of name: String) -> ((Unicode.Scalar.Properties) -> Bool)? {
        switch name {
        case "Alphabetic", "Alpha": { $0.isAlphabetic }
        case "Bidi_Control", "Bidi_C": { $0.isBidiControl }
        case "Bidi_Mirrored", "Bidi_M": { $0.isBidiMirrored }
        case "Case_Ignorable", "CI": { $0.isCaseIgnorable }
        case "Cased": { $0.isCased }
        case "Changes_When_Casefolded", "CWCF": { $0.changesWhenCaseFolded }
        case "Changes_When_Casemapped", "CWCM": { $0.changesWhenCaseMapped }
        case "Changes_When_Lowercased", "CWL": { $0.changesWhenLowercased }
        case "Changes_When_NFKC_Casefolded", "CWKCF": { $0.changesWhenNFKCCaseFolded }
        case "Changes_When_Titlecased", "CWT": { $0.changesWhenTitlecased }
        case "Changes_When_Uppercased", "CWU": { $0.changesWhenUppercased }
        case "Dash": { $0.isDash }
        case "Default_Ignorable_Code_Point", "DI": { $0.isDefaultIgnorableCodePoint }
        case "Deprecated", "Dep": { $0.isDeprecated }
        case "Diacritic", "Dia": { $0.isDiacritic }
        case "Emoji": { $0.isEmoji }
        case "Emoji_Modifier", "EMod": { $0.isEmojiModifier }
        case "Emoji_Modifier_Base", "EBase": { $0.isEmojiModifierBase }
        case "Emoji_Presentation", "EPres": { $0.isEmojiPresentation }
        case "Extender", "Ext": { $0.isExtender }
        case "Grapheme_Base", "Gr_Base": { $0.isGraphemeBase }
        case "Grapheme_Extend", "Gr_Ext": { $0.isGraphemeExtend }
        case "Hex_Digit", "Hex": { $0.isHexDigit }
        case "ID_Continue", "IDC": { $0.isIDContinue }
        case "ID_Start", "IDS": { $0.isIDStart }
        case "IDS_Binary_Operator", "IDSB": { $0.isIDSBinaryOperator }
        case "IDS_Trinary_Operator", "IDST": { $0.isIDSTrinaryOperator }
        case "Ideographic", "Ideo": { $0.isIdeographic }
        case "Join_Control", "Join_C": { $0.isJoinControl }
        case "Logical_Order_Exception", "LOE": { $0.isLogicalOrderException }
        case "Lowercase", "Lower": { $0.isLowercase }
        case "Math": { $0.isMath }
        case "Noncharacter_Code_Point", "NChar": { $0.isNoncharacterCodePoint }
        case "Pattern_Syntax", "Pat_Syn": { $0.isPatternSyntax }
        case "Pattern_White_Space", "Pat_WS": { $0.isPatternWhitespace }
        case "Quotation_Mark", "QMark": { $0.isQuotationMark }
        case "Radical": { $0.isRadical }
        case "Sentence_Terminal", "STerm": { $0.isSentenceTerminal }
        case "Soft_Dotted", "SD": { $0.isSoftDotted }
        case "Terminal_Punctuation", "Term": { $0.isTerminalPunctuation }
        case "Unified_Ideograph", "UIdeo": { $0.isUnifiedIdeograph }
        case "Uppercase", "Upper": { $0.isUppercase }
        case "Variation_Selector", "VS": { $0.isVariationSelector }
        case "White_Space", "space": { $0.isWhitespace }
        case "XID_Continue", "XIDC": { $0.isXIDContinue }
        case "XID_Start", "XIDS": { $0.isXIDStart }
        default: nil
        }
    }
}
