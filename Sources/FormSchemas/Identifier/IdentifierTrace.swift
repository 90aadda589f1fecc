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
        note(.country, text(offset..<offset + 2))
        return CodeTable.countries.contains(read, offset..<offset + 2)
    }

    /// Says what was read or computed; `detail` is made only for an explanation.
    @inline(__always)
    func note(_ label: IdentifierLabel, _ detail: @autoclosure () -> String) {
        if steps != nil { add(IdentifierStep(label: label, detail: detail())) }
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
                    label: label, detail: "\(formula()) = \(computed)", written: text(range)))
        }
        return fits
    }

    /// Compares the remainder modulo 97 of a whole text with the 1 that ISO 7064 asks for.
    ///
    /// - Parameter range: of the check digits, which come last in the order of computing.
    func compareMod97(_ remainder: Int, checkAt range: Range<Int>) -> Bool {
        if repairs {
            let rest = number(range)
            return write(98 - (remainder + 97 * 2 - rest % 97) % 97, range)
        }
        note(.remainder97, "\(remainder)")
        return remainder == 1
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
}
