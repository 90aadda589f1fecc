/// The Bidi rule for the labels of a host name in which one is written from right to left.
///
/// - Source: RFC 5893, section 2.
enum BidiRule {
    /// The bidirectional classes that the rule names; the values are those of the table.
    private enum Class: UInt8 {
        case left, right, arabicLetter, arabicNumber, europeanNumber, separator, commonSeparator
        case terminator, neutral, boundary, mark, other
    }

    private static let classes = UnicodeTable.known("idna:bidi")

    private static func of(_ scalar: UInt32) -> Class {
        Class(rawValue: classes.value(of: scalar)) ?? .other
    }

    /// Whether a label has a scalar that makes its whole host name bidirectional.
    static func concerns(_ label: [UInt32]) -> Bool {
        label.contains { scalar in
            guard scalar >= 0x590 else { return false }
            return switch of(scalar) {
            case .right, .arabicLetter, .arabicNumber: true
            default: false
            }
        }
    }

    static func isSatisfied(_ label: [UInt32]) -> Bool {
        let classes = label.map(of)
        guard let first = classes.first, let last = classes.last(where: { $0 != .mark }) else {
            return false
        }
        switch first {
        case .left:
            return (last == .left || last == .europeanNumber)
                && classes.allSatisfy { isNeutral($0) || $0 == .left || $0 == .europeanNumber }
        case .right, .arabicLetter:
            let isEndAllowed =
                switch last {
                case .right, .arabicLetter, .europeanNumber, .arabicNumber: true
                default: false
                }
            return isEndAllowed && classes.allSatisfy { $0 != .left && $0 != .other }
                && !(classes.contains(.europeanNumber) && classes.contains(.arabicNumber))
        default: return false
        }
    }

    private static func isNeutral(_ found: Class) -> Bool {
        switch found {
        case .separator, .commonSeparator, .terminator, .neutral, .boundary, .mark: true
        default: false
        }
    }
}
