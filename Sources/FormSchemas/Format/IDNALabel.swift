/// Which scalars a label of an internationalised host name may have, and where.
///
/// Scripts and joining types have no table in the standard library; the blocks that the
/// contextual rules mention stand in for them.
///
/// - Source: RFC 5892, sections 2 and appendix A; RFC 5891, section 4.2.
enum IDNALabel {
    static func isValid(_ label: [UInt32], mustBeNormalized: Bool = true) -> Bool {
        guard let first = label.first, first != 0x2D, label.last != 0x2D else { return false }
        if label.count >= 4, label[2] == 0x2D, label[3] == 0x2D { return false }
        if let scalar = Unicode.Scalar(first), isMark(scalar) { return false }
        guard !mustBeNormalized || isNormalized(label) else { return false }
        for position in label.indices {
            guard isAllowed(label, position) else { return false }
        }
        return true
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isNormalized(_ label: [UInt32]) -> Bool {
        var text = String.UnicodeScalarView()
        for value in label {
            guard let scalar = Unicode.Scalar(value) else { return false }
            text.append(scalar)
        }
        return NormalizationCheck.isNFC(Array(text))
    }

    private static func isAllowed(_ label: [UInt32], _ position: Int) -> Bool {
        let value = label[position]
        switch value {
        case 0x2D, 0x30...0x39, 0x61...0x7A, 0x41...0x5A: return true
        case 0..<0x80: return false
        // Exceptions, always valid.
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        // Exceptions, never valid.
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        case 0xB7:
            return position > 0 && position + 1 < label.count && label[position - 1] == 0x6C
                && label[position + 1] == 0x6C
        case 0x375: return position + 1 < label.count && isGreek(label[position + 1])
        case 0x5F3, 0x5F4: return position > 0 && isHebrew(label[position - 1])
        case 0x30FB: return label.contains(where: isJapanese)
        case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0) }
        case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0) }
        case 0x200C: return isAfterVirama(label, position) || joins(label, position)
        case 0x200D: return isAfterVirama(label, position)
        default: return isLetterDigit(value)
        }
    }

    private static func isLetterDigit(_ value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return false }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint {
            return false
        }
        // Old Hangul Jamo do not stand alone.
        if (0x1100...0x11FF).contains(value) || (0xA960...0xA97F).contains(value)
            || (0xD7B0...0xD7FF).contains(value)
        {
            return false
        }
        switch properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            return !properties.changesWhenNFKCCaseFolded
        default: return false
        }
    }

    private static func isGreek(_ value: UInt32) -> Bool {
        (0x370...0x3FF).contains(value) || (0x1F00...0x1FFF).contains(value)
    }

    private static func isHebrew(_ value: UInt32) -> Bool {
        (0x591...0x5F4).contains(value) || (0xFB1D...0xFB4F).contains(value)
    }

    /// Hiragana, Katakana or Han.
    private static func isJapanese(_ value: UInt32) -> Bool {
        switch value {
        case 0x30FB: false
        case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FF, 0x31F0...0x31FF, 0x3005, 0x3007,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3134F:
            true
        default: false
        }
    }

    private static func isAfterVirama(_ label: [UInt32], _ position: Int) -> Bool {
        guard position > 0, let scalar = Unicode.Scalar(label[position - 1]) else { return false }
        return scalar.properties.canonicalCombiningClass == .virama
    }

    /// Whether the scalars around join as Arabic letters do.
    private static func joins(_ label: [UInt32], _ position: Int) -> Bool {
        func isArabicLetter(_ value: UInt32) -> Bool {
            (0x620...0x64A).contains(value) || (0x66E...0x6D3).contains(value)
                || (0x710...0x74F).contains(value)
        }
        /// Letters that join to the right only, so never to what follows them.
        let rightOnly: Set<UInt32> = [
            0x622, 0x623, 0x624, 0x625, 0x627, 0x629, 0x62F, 0x630, 0x631, 0x632, 0x648, 0x621,
        ]
        guard position > 0, position + 1 < label.count else { return false }
        return isArabicLetter(label[position - 1]) && !rightOnly.contains(label[position - 1])
            && isArabicLetter(label[position + 1])
    }
}

/// Whether text is in Normalization Form C, without a table of its own.
enum NormalizationCheck {
    /// The standard library compares strings by canonical equivalence, so text is in NFC if it has
    /// no scalar that composition excludes and no pair that composes.
    static func isNFC(_ scalars: [Unicode.Scalar]) -> Bool {
        var lastClass: UInt8 = 0
        for (position, scalar) in scalars.enumerated() {
            let current = scalar.properties.canonicalCombiningClass.rawValue
            if current != 0, lastClass > current { return false }
            lastClass = current
            if position > 0, composes(scalars[position - 1], scalar) { return false }
        }
        return true
    }

    /// Whether a base and the mark after it have a composed form: looked for in Latin, Greek and
    /// Cyrillic, where the composed letters are.
    private static func composes(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Bool {
        guard mark.properties.canonicalCombiningClass.rawValue != 0 else { return false }
        var pair = String.UnicodeScalarView()
        pair.append(base)
        pair.append(mark)
        return composed.contains(String(pair))
    }

    private static let composed: Set<String> = {
        var texts: Set<String> = []
        for range: ClosedRange<UInt32> in [0xC0...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF] {
            for value in range {
                if let scalar = Unicode.Scalar(value) { texts.insert(String(Character(scalar))) }
            }
        }
        return texts
    }()
}

/// The Bidi rule for one label. Source: RFC 5893, section 2, with classes by block.
enum BidiRule {
    static func isRightToLeft(_ value: UInt32) -> Bool {
        switch value {
        case 0x5BE, 0x5C0, 0x5C3, 0x5C6, 0x5D0...0x5F4, 0x608, 0x60B, 0x60D, 0x61B...0x64A,
            0x660...0x669, 0x66D...0x66F, 0x671...0x6D5, 0x6E5, 0x6E6, 0x6EE, 0x6EF,
            0x6FA...0x70D, 0x710, 0x712...0x72F, 0x74D...0x7A5, 0x7B1, 0x7C0...0x7EA,
            0x800...0x815, 0x840...0x858, 0x8A0...0x8C9, 0xFB1D, 0xFB1F...0xFDFF,
            0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            true
        default: false
        }
    }

    private static func isMark(_ value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return false }
        return scalar.properties.generalCategory == .nonspacingMark
    }

    private static func isDigit(_ value: UInt32) -> Bool {
        (0x30...0x39).contains(value) || (0x660...0x669).contains(value)
            || (0x6F0...0x6F9).contains(value)
    }

    static func isSatisfied(_ label: [UInt32]) -> Bool {
        guard let first = label.first, let last = label.last(where: { !isMark($0) }) else {
            return true
        }
        if isRightToLeft(first), !isDigit(first) {
            let latin = label.contains { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
            let european = label.contains {
                (0x30...0x39).contains($0) || (0x6F0...0x6F9).contains($0)
            }
            let arabic = label.contains { (0x660...0x669).contains($0) }
            return !latin && !(european && arabic) && (isRightToLeft(last) || isDigit(last))
        }
        if isDigit(first) { return false }
        return !label.contains(where: isRightToLeft)
    }
}
