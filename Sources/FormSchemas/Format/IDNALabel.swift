/// Which scalars a label of an internationalised host name may have, and where.
///
/// - Source: RFC 5892, sections 2 and 3 and appendix A; RFC 5891, section 4.2.
enum IDNALabel {
    /// What RFC 5892 derives for a scalar; the values are those of the table.
    private enum Property: UInt8 {
        case unassigned, disallowed, valid, joiner, contextual
    }

    private static let properties = UnicodeTable.known("idna:property")
    private static let marks = UnicodeTable.known("M")
    private static let greek = UnicodeTable.known("sc=Greek")
    private static let hebrew = UnicodeTable.known("sc=Hebrew")
    private static let japanese = ["sc=Hiragana", "sc=Katakana", "sc=Han"].map(UnicodeTable.known)

    /// Whether a label is a U-label, but for its length and the Bidi rule.
    static func isValid(_ label: [UInt32], mustBeNormalized: Bool = true) -> Bool {
        guard let first = label.first, first != 0x2D, label.last != 0x2D else { return false }
        if label.count >= 4, label[2] == 0x2D, label[3] == 0x2D { return false }
        if marks.contains(first) { return false }
        var found = Found()
        for value in label { found.note(value) }
        for position in label.indices {
            guard isAllowed(label, position, found) else { return false }
        }
        return !mustBeNormalized || NormalForm.isNFC(label)
    }

    /// What the contextual rules ask of the whole label, found once.
    private struct Found {
        var arabicDigits = false
        var extendedArabicDigits = false
        var japanese = false

        mutating func note(_ value: UInt32) {
            switch value {
            case 0..<0x80: break
            case 0x660...0x669: arabicDigits = true
            case 0x6F0...0x6F9: extendedArabicDigits = true
            default:
                if !japanese { japanese = IDNALabel.japanese.contains { $0.contains(value) } }
            }
        }
    }

    private static func isAllowed(_ label: [UInt32], _ position: Int, _ found: Found) -> Bool {
        switch Property(rawValue: properties.value(of: label[position])) {
        case .valid: true
        case .joiner: isJoinerAllowed(label, position)
        case .contextual: isInContext(label, position, found)
        case .unassigned, .disallowed, nil: false
        }
    }

    /// Source: RFC 5892, appendices A.1 and A.2.
    private static func isJoinerAllowed(_ label: [UInt32], _ position: Int) -> Bool {
        guard position > 0 else { return false }
        let virama: UInt8 = 9
        if NormalForm.combiningClass(label[position - 1]) == virama { return true }
        return label[position] == 0x200C && JoiningType.joins(around: position, in: label)
    }

    /// Source: RFC 5892, appendices A.3 to A.9.
    private static func isInContext(_ label: [UInt32], _ position: Int, _ found: Found) -> Bool {
        let before = position > 0 ? label[position - 1] : nil
        let after = position + 1 < label.count ? label[position + 1] : nil
        switch label[position] {
        case 0xB7: return before == 0x6C && after == 0x6C
        case 0x375: return after.map(greek.contains) ?? false
        case 0x5F3, 0x5F4: return before.map(hebrew.contains) ?? false
        case 0x30FB: return found.japanese
        case 0x660...0x669: return !found.extendedArabicDigits
        case 0x6F0...0x6F9: return !found.arabicDigits
        default: return false
        }
    }
}

/// How a letter joins those beside it; the values are those of the table.
private enum JoiningType: UInt8 {
    case none, causing, dual, left, right, transparent

    private static let types = UnicodeTable.known("idna:joining")

    private static func of(_ scalar: UInt32) -> JoiningType {
        JoiningType(rawValue: types.value(of: scalar)) ?? .none
    }

    /// Whether the letters on both sides of a zero-width non-joiner would join without it.
    static func joins(around position: Int, in label: [UInt32]) -> Bool {
        guard let before = label[..<position].last(where: { of($0) != .transparent }),
            let after = label[(position + 1)...].first(where: { of($0) != .transparent })
        else { return false }
        let (left, right) = (of(before), of(after))
        return (left == .left || left == .dual) && (right == .right || right == .dual)
    }
}
