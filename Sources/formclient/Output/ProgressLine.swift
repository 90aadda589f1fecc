/// How far long work is: one line on standard error that updates on a terminal, and a line every
/// ten seconds where there is none.
struct ProgressLine {
    private let mode: Mode
    private let clock = ContinuousClock()
    private var next: ContinuousClock.Instant
    private var isShown = false

    private enum Mode {
        case silent
        case updating(columns: Int)
        case logging
    }

    init(_ console: Console) {
        if console.isQuiet {
            mode = .silent
        } else if Terminal.isTerminal(2), Terminal.environment("TERM") != "dumb" {
            mode = .updating(columns: Terminal.columns)
        } else {
            mode = .logging
        }
        next = clock.now
        next += pause
    }

    /// Shows `text` unless the last was shown a moment ago. The text is made only if it is shown.
    mutating func update(_ text: @autoclosure () -> String) {
        if case .silent = mode { return }
        let now = clock.now
        guard now >= next else { return }
        next = now.advanced(by: pause)
        switch mode {
        case .silent: break
        case .updating(let columns):
            let line = Table.oneLine(text())
            Terminal.write(
                Self.start + (line.displayWidth < columns ? line : line.shortened(to: columns - 1)),
                to: 2)
            isShown = true
        case .logging: Terminal.write(text() + "\n", to: 2)
        }
    }

    /// Takes the line away, before anything else is written and at the end.
    mutating func clear() {
        guard isShown else { return }
        Terminal.write(Self.start, to: 2)
        isShown = false
    }

    private var pause: Duration {
        if case .logging = mode { .seconds(10) } else { .milliseconds(200) }
    }

    /// Goes back to the beginning of the line and empties it.
    private static let start = "\r\u{1B}[2K"
}
