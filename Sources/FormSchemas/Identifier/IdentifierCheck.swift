/// The explained check of one text.
public struct IdentifierCheck: Sendable {
    public let type: IdentifierType
    /// The text without separators, in the form that documents carry.
    public let canonical: String
    public let outcome: IdentifierOutcome
    /// What was read and computed, in that order.
    private let computed: [IdentifierStep]
    /// Where the form is wrong; `nil` if it is right.
    private let misfit: IdentifierMisfit?

    init(
        _ type: IdentifierType, _ canonical: String, _ outcome: IdentifierOutcome,
        _ steps: IdentifierSteps
    ) {
        self.type = type
        self.canonical = canonical
        self.outcome = outcome
        computed = steps.list
        let isWrong = outcome == .wrongFormat
        misfit = isWrong ? steps.misfit ?? type.misfit(of: canonical) : nil
    }

    /// What was read and computed, in that order; of a wrong form what is expected, what is wrong
    /// and an example.
    public var steps: [IdentifierStep] {
        guard outcome == .wrongFormat else { return computed }
        var steps = computed
        steps.append(
            IdentifierStep(
                label: .form, words: { IdentifierMessages.form(type, misfit, in: $0) }))
        if let misfit {
            steps.append(IdentifierStep(label: .fault, words: { misfit.text(in: $0) }))
        }
        return steps + [IdentifierStep(label: .example, detail: type.example)]
    }

    /// One sentence that says what came of it, without a full stop.
    public func conclusion(in language: Language) -> String {
        switch outcome {
        case .fits: return IdentifierMessages.fits(type, in: language)
        case .formatOnly: return IdentifierMessages.formatOnly(type, in: language)
        case .wrongFormat:
            return IdentifierMessages.wrongFormat(
                type, value: "\"\(canonical)\"", misfit, in: language)
        default:
            let failures = computed.filter(\.fails).map { step in
                IdentifierMessages.failure(
                    of: step.label, step.expected, step.written ?? step.detail, in: language)
            }
            let detail = failures.joined(separator: language == .fr ? " ; " : "; ")
            return IdentifierMessages.failed(outcome, type, detail: detail, in: language)
        }
    }

    /// The conclusion without what the steps of a wrong form have said already.
    public func verdict(in language: Language) -> String {
        outcome == .wrongFormat
            ? IdentifierMessages.isNot(type, value: "\"\(canonical)\"", in: language)
            : conclusion(in: language)
    }

    /// What a message about the value mentions; what tells about a person is left out.
    func parameters() -> ViolationParameters {
        var parameters: ViolationParameters = ["type": type.name]
        guard outcome.isFailedCheck else {
            parameters["example"] = type.example
            misfit?.add(to: &parameters, isPersonal: type.isPersonal)
            return parameters
        }
        parameters["outcome"] = outcome.rawValue
        let failures = computed.filter(\.fails)
        if failures.count == 1, !type.isPersonal {
            parameters["label"] = failures[0].label.rawValue
            parameters["expected"] = failures[0].expected
            parameters["found"] = failures[0].written ?? failures[0].detail
        }
        return parameters
    }
}

extension IdentifierType {
    /// What a message about a text in a document mentions, where the check refuses it.
    ///
    /// - Cost: some microseconds and an explanation; for one value at a time.
    func parameters(of canonical: String) -> ViolationParameters {
        let check = explained(canonical, today: nil)
        var parameters = check.parameters()
        guard check.outcome == .wrongFormat else { return parameters }
        let better = self.canonical(canonical)
        guard better != canonical, outcome(of: better) != .wrongFormat else { return parameters }
        if !isPersonal {
            parameters["suggestion"] = better
        } else if better == String(canonical.unicodeScalars.filter { !isSeparator($0) }) {
            parameters["suggestion"] = ""
        }
        return parameters
    }
}

extension IdentifierType {
    /// Checks a text as a person writes it, and says how.
    ///
    /// - Parameter today: YYYYMMDD; dates after it are in the future. Without it none is.
    /// - Cost: some microseconds; for one value at a time.
    public func check(_ text: String, today: Int? = nil) -> IdentifierCheck {
        explained(canonical(text), today: today)
    }

    private func explained(_ canonical: String, today: Int?) -> IdentifierCheck {
        let steps = IdentifierSteps()
        let outcome = withTrace(of: canonical, today: today) { trace in
            var trace = trace
            trace.steps = steps
            return rule.run(trace)
        }
        return IdentifierCheck(self, canonical, outcome, steps)
    }

    /// Where a text departs from the form; `nil` if the type has no shape of its own.
    fileprivate func misfit(of canonical: String) -> IdentifierMisfit? {
        guard rule.shape.tokenCount > 0 else { return nil }
        // An empty array may have no address.
        let bytes = Array(canonical.utf8) + [0]
        return bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { IdentifierMisfit(rule.shape, $0, buffer.count - 1) }
        }
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
