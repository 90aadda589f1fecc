import FormSchemas

/// How a command speaks: the result on standard output, the conversation on standard error.
struct Console: Sendable {
    /// How results are written.
    enum Format: Sendable {
        /// Aligned for people who look at a terminal.
        case terminal(columns: Int)
        /// Tab-separated, full values, for a pipe.
        case plain
        /// One JSON object a line.
        case json
    }

    let language: Language
    let format: Format
    /// Whether the conversation is kept to errors.
    let isQuiet: Bool
    /// Whether somebody can be asked.
    let canAsk: Bool
    private let coloursOutput: Bool
    private let coloursErrors: Bool

    init(language: Language, json: Bool, quiet: Bool, noColor: Bool) {
        self.language = language
        let output = Terminal.isTerminal(1)
        format = json ? .json : output ? .terminal(columns: Terminal.columns) : .plain
        isQuiet = quiet
        canAsk = Terminal.isTerminal(0) && Terminal.isTerminal(2)
        let plain =
            noColor || Terminal.environment("NO_COLOR") != nil
            || Terminal.environment("TERM") == "dumb"
        coloursOutput = !plain && output && !json
        coloursErrors = !plain && Terminal.isTerminal(2)
    }

    var isJSON: Bool {
        if case .json = format { true } else { false }
    }

    // MARK: Result

    /// Writes a line of the result.
    func show(_ line: String) {
        Terminal.write(line + "\n", to: 1)
    }

    /// Writes a value of the result as one line of JSON, in which nothing steers a terminal.
    func show(_ value: JSONValue) {
        show(Self.escaped(value.serialized()))
    }

    /// JSON text with escapes for what JSON would allow to stand in a text as it is.
    static func escaped(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: Table.steers) else { return json }
        return json.unicodeScalars.map { scalar in
            guard Table.steers(scalar) else { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    /// Writes a table of the result: aligned on a terminal, else its rows alone. What a terminal
    /// has no room for is named in the conversation.
    func show(_ table: Table) {
        switch format {
        case .terminal(let columns):
            for line in table.aligned(columns: columns, style: coloursOutput ? .bold : .plain) {
                show(line)
            }
            let missing = table.titlesLeftOut(columns: columns)
            if !missing.isEmpty { tell(.noRoomFor(missing)) }
        case .plain, .json:
            for line in table.tabSeparated { show(line) }
        }
    }

    // MARK: Conversation

    /// Says something that may be missed; nothing if the reader wants quiet.
    func tell(_ phrase: Phrase) {
        if !isQuiet { say(phrase[language]) }
    }

    /// Writes a line of the conversation.
    func say(_ line: String) {
        Terminal.write(line + "\n", to: 2)
    }

    func say(_ error: ClientError) {
        say(errorStyle.emphasised(error.text(in: language), firstLineOnly: true))
    }

    /// Asks a question and reads one line; `nil` if nobody can be asked or nothing was answered.
    func ask(_ question: Phrase) -> String? {
        guard canAsk else { return nil }
        Terminal.write("\(question[language]): ", to: 2)
        guard let line = readLine() else { return nil }
        let end = line.reversed().drop { $0.isWhitespace }.reversed()
        let answer = String(String(end).drop { $0.isWhitespace })
        return answer.isEmpty ? nil : answer
    }

    /// Asks for a yes before something that cannot be undone.
    func confirm(_ question: Phrase) -> Bool {
        guard let answer = ask(question + Phrase.yesOrNo)?.lowercased() else { return false }
        return ["y", "yes", "j", "ja", "o", "oui"].contains(answer)
    }

    var outputStyle: TextStyle { coloursOutput ? .bold : .plain }
    var errorStyle: TextStyle { coloursErrors ? .bold : .plain }
}

/// Emphasis on a terminal: an extra, never the only sign.
enum TextStyle: Sendable {
    case plain
    case bold

    func emphasised(_ text: String, firstLineOnly: Bool = false) -> String {
        guard self == .bold, !text.isEmpty else { return text }
        guard firstLineOnly, let end = text.firstIndex(of: "\n") else {
            return "\u{1B}[1m\(text)\u{1B}[0m"
        }
        return "\u{1B}[1m\(text[..<end])\u{1B}[0m\(text[end...])"
    }
}
