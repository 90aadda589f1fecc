/// The languages in which the exchange speaks to people.
public enum Language: String, Sendable, CaseIterable {
    case nl, fr, de, en

    /// The language of a tag such as `fr`, `de-LU` or `nl_BE.UTF-8`; `nil` for others.
    public init?(tag: String) {
        let letters = tag.prefix { $0 != "-" && $0 != "_" && $0 != "." }.lowercased()
        self.init(rawValue: letters)
    }
}

/// One text in the exchange's languages.
public struct LocalizedText: Sendable, Hashable {
    public let texts: [Language: String]

    public init(_ texts: [Language: String]) { self.texts = texts }

    /// The text in `language`, else in English, else in any language; empty if there is none.
    public subscript(language: Language) -> String {
        texts[language] ?? texts[.en] ?? texts.values.min() ?? ""
    }

    public var isEmpty: Bool { texts.isEmpty }
}
