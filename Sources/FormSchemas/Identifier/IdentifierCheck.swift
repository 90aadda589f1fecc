/// The explained check of one text.
public struct IdentifierCheck: Sendable {
    public let type: IdentifierType
    /// The text without separators, in the form that documents carry.
    public let canonical: String
    public let outcome: IdentifierOutcome
    /// What was read and computed, in that order; empty if the form is wrong.
    public let steps: [IdentifierStep]

    /// One sentence that says what came of it, without a full stop.
    public func conclusion(in language: Language) -> String {
        switch outcome {
        case .fits: IdentifierMessages.fits(type, in: language)
        case .formatOnly: IdentifierMessages.formatOnly(type, in: language)
        case .wrongFormat:
            IdentifierMessages.wrongFormat(type, value: "\"\(canonical)\"", in: language)
        default: IdentifierMessages.failed(outcome, type, in: language)
        }
    }
}

extension IdentifierType {
    /// Checks a text as a person writes it, and says how.
    ///
    /// - Parameter today: YYYYMMDD; dates after it are in the future. Without it none is.
    /// - Cost: some microseconds; for one value at a time.
    public func check(_ text: String, today: Int? = nil) -> IdentifierCheck {
        let canonical = canonical(text)
        let steps = IdentifierSteps()
        let outcome = withTrace(of: canonical, today: today) { trace in
            var trace = trace
            trace.steps = steps
            return rule.run(trace)
        }
        return IdentifierCheck(
            type: self, canonical: canonical, outcome: outcome, steps: steps.list)
    }

    /// What the check of a canonical text comes to, without an explanation.
    ///
    /// - Cost: tens of nanoseconds besides the copy of the text.
    public func outcome(of canonical: String, today: Int? = nil) -> IdentifierOutcome {
        withTrace(of: canonical, today: today) { rule.run($0) }
    }

    /// Whether `count` bytes of UTF-8 are such an identifier in its canonical form.
    ///
    /// - Cost: tens of nanoseconds; nothing is allocated. No date counts as in the future.
    public func accepts(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        rule.judge(bytes, count).isAccepted
    }

    private func withTrace(
        of text: String, today: Int?, _ body: (IdentifierTrace) -> IdentifierOutcome
    ) -> IdentifierOutcome {
        var bytes = Array(text.utf8)
        // An empty array may have no address.
        let count = bytes.count
        bytes.append(0)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return .wrongFormat }
            let trace = IdentifierTrace(
                bytes: base, count: count, today: today ?? IdentifierTrace.endOfTime)
            return body(trace)
        }
    }
}

// MARK: - Random values

extension IdentifierType {
    /// Attempts at a random value; the narrowest type takes some hundred.
    private static let attemptsMax = 5_000

    /// A random value that fits, in its canonical form.
    public func random(using generator: inout some RandomNumberGenerator) -> String {
        for _ in 0..<Self.attemptsMax {
            var bytes = draws.next(using: &generator)
            let count = bytes.count
            let outcome = bytes.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return IdentifierOutcome.wrongFormat }
                var trace = IdentifierTrace(
                    bytes: base, count: count, today: Self.latestRandomDay)
                trace.repairs = true
                guard rule.run(trace).isAccepted else { return .wrongDigits }
                return rule.judge(base, count, today: Self.latestRandomDay)
            }
            if outcome.isAccepted { return String(decoding: bytes, as: UTF8.self) }
        }
        return example
    }

    /// The form of `value` with one digit changed, so that its check fails; `nil` if it has none.
    public func broken(
        _ value: String, using generator: inout some RandomNumberGenerator
    ) -> String? {
        let bytes = Array(value.utf8)
        let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
        for _ in 0..<200 {
            guard hasCheck, let place = digits.randomElement(using: &generator) else { return nil }
            var changed = bytes
            changed[place] = UInt8.random(in: 0x30...0x39, using: &generator)
            let text = String(decoding: changed, as: UTF8.self)
            if outcome(of: text).isFailedCheck { return text }
        }
        return nil
    }

    /// Random dates of birth lie before it.
    private static let latestRandomDay = 2024_12_31
}
