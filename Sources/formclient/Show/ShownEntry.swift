/// A field as it is laid out for people.
struct ShownEntry: Sendable, Equatable {
    indirect enum Content: Sendable, Equatable {
        /// One text, which may have several lines.
        case text(String)
        /// Fields that belong together.
        case group([ShownEntry])
        /// Elements that follow one another, each with its fields.
        case list([[ShownEntry]])
    }

    /// Empty for an element of a list that has no fields.
    let title: String
    let content: Content

    init(_ title: String, _ content: Content) {
        self.title = title
        self.content = content
    }

    init(_ title: String, _ text: String) {
        self.init(title, .text(text))
    }

    /// The text, if it is one.
    var text: String? {
        if case .text(let text) = content { text } else { nil }
    }
}
