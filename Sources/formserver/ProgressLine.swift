import Foundation

/// How far long work is: one line on standard error that updates on a terminal, and a line every ten
/// seconds where there is none.
struct ProgressLine {
    private let isTerminal: Bool
    private var next = ContinuousClock.now

    init() {
        isTerminal = isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        next += pause
    }

    private var pause: Duration { isTerminal ? .milliseconds(200) : .seconds(10) }

    /// Shows `text` unless the last was shown a moment ago. The text is made only if it is shown.
    ///
    /// - Parameter atOnce: whether to show it however long ago that was.
    mutating func update(_ text: @autoclosure () -> String, atOnce: Bool = false) {
        let now = ContinuousClock.now
        guard atOnce || now >= next else { return }
        next = now + pause
        write(isTerminal ? Self.start + text() : text() + "\n")
    }

    /// Takes the line away, before anything else is written and at the end.
    func clear() {
        if isTerminal { write(Self.start) }
    }

    private func write(_ text: String) {
        var errors = StandardError()
        print(text, terminator: "", to: &errors)
    }

    /// Goes back to the beginning of the line and empties it.
    private static let start = "\r\u{1B}[2K"
}
