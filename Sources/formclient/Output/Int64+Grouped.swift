import FormSchemas

extension Int64 {
    /// The number with its digits in groups of three, as the reader writes them. Requires one that
    /// is not below 0.
    func grouped(in language: Language) -> String {
        let separator: Character =
            switch language {
            case .en: ","
            case .nl, .de: "."
            case .fr: "\u{202F}"
            }
        var text = ""
        for (index, digit) in String(self).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(separator) }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// The number of hundredths as an amount, as the reader writes it: `33.150,00`.
    func asAmount(in language: Language) -> String {
        let units = Int64(magnitude / 100).grouped(in: language)
        let hundredths = magnitude % 100
        return "\(self < 0 ? "-" : "")\(units)\(language == .en ? "." : ",")"
            + "\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}
