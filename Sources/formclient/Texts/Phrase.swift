import FormSchemas

/// One text of the client in the four languages it speaks.
///
/// All four are arguments of the initialiser, so that a text cannot be forgotten in one of them.
/// The texts themselves stand by subject in the other files of this folder. Commands, options,
/// codes and JSON keys are never translated.
struct Phrase: Sendable, Equatable {
    private let nl: String
    private let fr: String
    private let de: String
    private let en: String

    init(nl: String, fr: String, de: String, en: String) {
        self.nl = nl
        self.fr = fr
        self.de = de
        self.en = en
    }

    /// A text that is the same in every language: a name, or what the exchange has said.
    init(verbatim text: String) {
        self.init(nl: text, fr: text, de: text, en: text)
    }

    subscript(language: Language) -> String {
        switch language {
        case .nl: nl
        case .fr: fr
        case .de: de
        case .en: en
        }
    }

    /// The two texts one after another.
    static func + (left: Phrase, right: Phrase) -> Phrase {
        Phrase(
            nl: "\(left.nl) \(right.nl)", fr: "\(left.fr) \(right.fr)",
            de: "\(left.de) \(right.de)", en: "\(left.en) \(right.en)")
    }
}
