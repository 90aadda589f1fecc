/// A text while it is checked: what the check functions read, and where they say what they do.
///
/// One function serves three uses: the verdict alone (nothing is written, nothing allocated), the
/// explanation (`steps` takes it), and the making of numbers that fit (`repairs`: computed
/// check digits are written into the text instead of being compared).
struct IdentifierTrace {
    let bytes: UnsafeMutablePointer<UInt8>
    let count: Int
    /// The last day that is not in the future, as YYYYMMDD.
    let today: Int
    /// Where steps go; `nil` if nobody asks for an explanation.
    var steps: IdentifierSteps?
    var repairs = false

    /// A day that no number written so far lies behind: where nobody says what day it is, no date
    /// is in the future.
    static let endOfTime = 2099_12_31

    @inline(__always)
    subscript(_ offset: Int) -> UInt8 { bytes[offset] }

    @inline(__always)
    var read: UnsafePointer<UInt8> { UnsafePointer(bytes) }

    @inline(__always)
    func number(_ range: Range<Int>) -> Int { CheckDigits.number(read, range) }

    func text(_ range: Range<Int>) -> String {
        String(
            decoding: UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count),
            as: UTF8.self)
    }

    /// Looks up the two letters at `offset` among the countries of ISO 3166, and says so.
    func isCountry(at offset: Int) -> Bool {
        isKnown(
            .country, text(offset..<offset + 2),
            CodeTable.countries.contains(read, offset..<offset + 2))
    }

    /// Says what was looked up and whether it was found.
    @inline(__always)
    func isKnown(
        _ label: IdentifierLabel, _ detail: @autoclosure () -> String, _ found: Bool
    ) -> Bool {
        if steps != nil {
            add(IdentifierStep(label: label, detail: detail(), fails: !found, isUnknown: !found))
        }
        return found
    }

    /// Says what was counted and whether it is as it should be.
    @inline(__always)
    func isRight(
        _ label: IdentifierLabel, _ detail: @autoclosure () -> String, _ fits: Bool
    ) -> Bool {
        if steps != nil { add(IdentifierStep(label: label, detail: detail(), fails: !fits)) }
        return fits
    }

    /// Says that no list has a code.
    @inline(never)
    func unlisted(_ code: String) -> IdentifierOutcome {
        add(IdentifierStep(label: .code, detail: code, fails: true, isUnknown: true))
        return .unknownCode
    }

    /// Whether the bytes from `start` on have a form; says where they depart from it.
    ///
    /// - Parameter before: the notation of what stands before them.
    @inline(__always)
    func matches(
        _ shape: IdentifierShape, from start: Int, after before: @autoclosure () -> String
    ) -> Bool {
        let fits = shape.matches(read + start, count - start)
        if !fits, steps != nil { explain(shape, start, before()) }
        return fits
    }

    @inline(never)
    private func explain(_ shape: IdentifierShape, _ start: Int, _ before: String) {
        var misfit = IdentifierMisfit(shape, read + start, count - start, from: start)
        misfit.form = before + shape.notation
        steps?.misfit = misfit
    }

    /// Refuses the form for a reason that no shape says.
    @inline(__always)
    func misfit(_ fault: IdentifierMisfit.Fault) -> IdentifierOutcome {
        // A text is missing from its first character on.
        steps?.misfit = IdentifierMisfit(fault, position: fault == .missing ? 1 : nil)
        return .wrongFormat
    }

    /// Says what was read or computed; `detail` is made only for an explanation.
    @inline(__always)
    func note(_ label: IdentifierLabel, _ detail: @autoclosure () -> String) {
        if steps != nil { add(IdentifierStep(label: label, detail: detail())) }
    }

    /// Says something that has a word of its own in every language.
    @inline(__always)
    func note(_ label: IdentifierLabel, words: @autoclosure () -> ViolationMessages.Entry) {
        guard steps != nil else { return }
        let entry = words()
        add(IdentifierStep(label: label, words: { ViolationMessages.pick(entry, $0) }))
    }

    @inline(never)
    private func add(_ step: IdentifierStep) { steps?.list.append(step) }

    /// Compares computed check digits with those that stand in `range`.
    ///
    /// - Parameters:
    ///   - computed: not negative; one with more digits than the range has never fits.
    ///   - formula: how it was computed, without the result.
    @inline(__always)
    func compare(
        _ label: IdentifierLabel, _ computed: Int, at range: Range<Int>,
        _ formula: @autoclosure () -> String
    ) -> Bool {
        if repairs { return write(computed, range) }
        let fits = number(range) == computed
        if steps != nil {
            add(
                IdentifierStep(
                    label: label, detail: "\(formula()) = \(computed)",
                    expected: Self.padded(computed, range.count), written: text(range),
                    fails: !fits))
        }
        return fits
    }

    /// Says what a computed character is and what stands at its place.
    @inline(__always)
    func compared(
        _ label: IdentifierLabel, _ detail: @autoclosure () -> String,
        _ expected: @autoclosure () -> String, at place: Int
    ) {
        guard steps != nil else { return }
        let (right, written) = (expected(), text(place..<place + 1))
        add(
            IdentifierStep(
                label: label, detail: detail(), expected: right, written: written,
                fails: right != written))
    }

    /// Compares the remainder modulo 97 of a whole text with the 1 that ISO 7064 asks for.
    ///
    /// - Parameter range: of the check digits, which come last in the order of computing.
    func compareMod97(_ remainder: Int, checkAt range: Range<Int>) -> Bool {
        if !repairs, steps == nil { return remainder == 1 }
        let right = 98 - (remainder + 97 * 2 - number(range) % 97) % 97
        if repairs { return write(right, range) }
        note(.remainder97, "\(remainder)")
        if remainder != 1 {
            add(
                IdentifierStep(
                    label: .checkDigits,
                    detail: "98 − (… 00 mod 97) = \(Self.padded(right, range.count))",
                    expected: Self.padded(right, range.count), written: text(range), fails: true))
        }
        return remainder == 1
    }

    /// Leading noughts up to the number of digits; more digits stay as they are.
    private static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    private func write(_ number: Int, _ range: Range<Int>) -> Bool {
        var rest = number
        for offset in range.reversed() {
            bytes[offset] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        return rest == 0
    }
}

/// The steps of one explained check, in their order.
final class IdentifierSteps {
    var list: [IdentifierStep] = []
    /// Where the form is wrong, if a check has said so.
    var misfit: IdentifierMisfit?
}
