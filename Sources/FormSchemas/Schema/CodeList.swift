/// The codes that a field may have, with their labels.
public struct CodeList: Sendable {
    public struct Entry: Sendable {
        public let code: String
        public let label: LocalizedText
        /// Of a currency: the decimals of an amount.
        public let minorUnits: Int
        /// Of a state of a dialogue: whether the dialogue is over in it.
        public let closes: Bool

        public init(
            code: String, label: LocalizedText, minorUnits: Int = 2, closes: Bool = false
        ) {
            self.code = code
            self.label = label
            self.minorUnits = minorUnits
            self.closes = closes
        }
    }

    /// The name that the `codeList` keyword uses.
    public let name: String
    public let edition: String
    public let source: String
    public let entries: [Entry]

    public init(name: String, edition: String, source: String, entries: [Entry]) {
        self.name = name
        self.edition = edition
        self.source = source
        self.entries = entries
    }

    /// The label of a code; `nil` if the list does not have it.
    public func label(of code: String) -> LocalizedText? {
        entry(code)?.label
    }

    /// A code with what is said of it; `nil` if the list does not have it.
    public func entry(_ code: String) -> Entry? {
        entries.first { $0.code == code }
    }
}
