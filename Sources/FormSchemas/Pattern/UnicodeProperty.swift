/// The sets behind `\p{…}`: general categories, scripts and binary properties.
///
/// The names are those that ECMA-262 allows, exactly as they are written there; the tables have
/// one entry for each.
///
/// - Source: ECMA-262, section 22.2.1 (UnicodePropertyValueExpression) and its tables of names.
enum UnicodeProperty {
    /// The set of a property; `nil` for one that is not known.
    static func set(named text: String) -> ScalarSet? {
        tableName(text).flatMap(UnicodeTable.find).map { ScalarSet($0.ranges) }
    }

    /// The table of `NAME` or `NAME=VALUE`.
    private static func tableName(_ text: String) -> String? {
        let parts = text.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            // The tables of this engine's own have a colon in their names.
            return text.utf8.contains(UInt8(ascii: ":")) ? nil : text
        }
        switch parts[0] {
        case "General_Category", "gc": return "gc=\(parts[1])"
        case "Script", "sc": return "sc=\(parts[1])"
        case "Script_Extensions", "scx": return "scx=\(parts[1])"
        default: return nil
        }
    }
}
