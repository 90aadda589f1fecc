/// The code of an agency that takes part in the exchange, such as `BE-DAP` or `DE-NW-LKA`.
///
/// Two capital letters for the country, then one to three groups of 2 to 12 capitals and digits,
/// each after a hyphen: `^[A-Z]{2}(-[A-Z0-9]{2,12}){1,3}$`.
public struct AgencyCode: Hashable, Sendable, Comparable, LosslessStringConvertible {
    /// The code as text, ASCII only.
    public let description: String

    /// Reads a code; `nil` if `text` does not have the form above.
    public init?(_ text: String) {
        var groups = 1
        var length = 0
        // In one pass, as every row that is read has one or several.
        for character in text.utf8 {
            if character == UInt8(ascii: "-") {
                guard (2...(groups == 1 ? 2 : 12)).contains(length) else { return nil }
                groups += 1
                length = 0
            } else {
                guard ASCII.isCapital(character) || groups > 1 && ASCII.isDigit(character) else {
                    return nil
                }
                length += 1
            }
        }
        guard (2...4).contains(groups), (2...12).contains(length) else { return nil }
        description = text
    }

    public static func < (left: AgencyCode, right: AgencyCode) -> Bool {
        left.description < right.description
    }
}

/// The classes of ASCII characters that codes and names are made of.
enum ASCII {
    static func isCapital(_ character: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character)
    }

    static func isSmall(_ character: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
    }

    static func isDigit(_ character: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }
}
