/// The content lines of an iCalendar object, put together one by one.
///
/// Source: RFC 5545, sections 3.1 and 3.3.11.
struct ICalendarLines: Sendable {
    /// The lines, each with its end.
    private(set) var text = ""

    /// Adds a property whose value stands as it is.
    mutating func add(_ name: String, _ value: String) {
        text += Self.folded("\(name):\(value)") + "\r\n"
    }

    /// Adds a property whose value is a text.
    mutating func add(_ name: String, text value: String) {
        add(name, Self.escaped(value))
    }

    /// A text without what would end its line or its value, or steer the reader's screen.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        var isBehindReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\\(scalar)"
            case "\n": escaped += isBehindReturn ? "" : "\\n"
            case "\r": escaped += "\\n"
            case _ where Table.steers(scalar): escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
            isBehindReturn = scalar == "\r"
        }
        return escaped
    }

    private static let lineBytesMax = 75

    /// A line in pieces of at most 75 bytes, none of which ends within a character.
    private static func folded(_ line: String) -> String {
        var folded = ""
        var room = lineBytesMax
        for scalar in line.unicodeScalars {
            let bytes = UTF8.width(scalar)
            if room < bytes {
                folded += "\r\n "
                room = lineBytesMax - 1
            }
            folded.unicodeScalars.append(scalar)
            room -= bytes
        }
        return folded
    }
}
