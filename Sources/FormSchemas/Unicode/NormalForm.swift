/// Normalization Form C.
///
/// - Source: Unicode Standard Annex 15; The Unicode Standard, sections 3.11 and 3.12 (Hangul).
enum NormalForm {
    /// Whether text is in Normalization Form C.
    ///
    /// - Cost: n log n at worst, when all scalars are combining marks.
    static func isNFC(_ scalars: [UInt32]) -> Bool {
        // Below the first combining mark nothing composes.
        if scalars.allSatisfy({ $0 < 0x300 }) { return true }
        // What is never part of normal text need not be decomposed.
        if scalars.contains(where: never.contains) { return false }
        var decomposed: [UInt32] = []
        for scalar in scalars { decompose(scalar, into: &decomposed) }
        reorder(&decomposed)
        return composed(decomposed) == scalars
    }

    private static let never = UnicodeTable.known("nfc:never")
    private static let classes = UnicodeTable.known("nfc:class")
    /// A composed scalar and its two parts, ascending, and the triples' order by their parts.
    private static let composites = UnicodeTable.known("nfc:composites")
    private static let pairs = UnicodeTable.known("nfc:pairs")

    /// The canonical combining class; 0 for what begins a sequence, 9 for a virama.
    static func combiningClass(_ scalar: UInt32) -> UInt8 { classes.value(of: scalar) }

    // MARK: - Decomposition

    private static func decompose(_ scalar: UInt32, into result: inout [UInt32]) {
        if let syllable = hangul.index(ofSyllable: scalar) {
            result.append(hangul.leadFirst + syllable / hangul.vowelsAndTails)
            result.append(
                hangul.vowelFirst + syllable % hangul.vowelsAndTails / hangul.tails)
            if syllable % hangul.tails > 0 {
                result.append(hangul.tailBefore + syllable % hangul.tails)
            }
        } else if let (first, second) = parts(of: scalar) {
            decompose(first, into: &result)
            result.append(second)
        } else {
            result.append(scalar)
        }
    }

    private static func parts(of scalar: UInt32) -> (UInt32, UInt32)? {
        let words = composites.words
        var low = 0
        var high = words.count / 3
        while low < high {
            let middle = (low + high) / 2
            if words[middle * 3] < scalar { low = middle + 1 } else { high = middle }
        }
        guard low < words.count / 3, words[low * 3] == scalar else { return nil }
        return (words[low * 3 + 1], words[low * 3 + 2])
    }

    /// Sorts each run of combining marks by class and leaves those of one class in their order.
    private static func reorder(_ scalars: inout [UInt32]) {
        var start = 0
        while start < scalars.count {
            var end = start
            while end < scalars.count, combiningClass(scalars[end]) != 0 { end += 1 }
            if end - start > 1 {
                let run = (start..<end).map { place in
                    (combiningClass(scalars[place]), place, scalars[place])
                }
                let sorted = run.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
                for (offset, item) in sorted.enumerated() { scalars[start + offset] = item.2 }
            }
            start = end + 1
        }
    }

    // MARK: - Composition

    private static func composed(_ scalars: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let current = combiningClass(scalar)
            // Between a starter and what it composes with there may be only lower classes.
            if let place = starter,
                place == result.count - 1 || (lastClass != 0 && lastClass < current),
                let whole = composite(of: result[place], scalar)
            {
                result[place] = whole
                continue
            }
            if current == 0 { starter = result.count }
            lastClass = current
            result.append(scalar)
        }
        return result
    }

    private static func composite(of first: UInt32, _ second: UInt32) -> UInt32? {
        if let whole = hangul.composite(of: first, second) { return whole }
        let words = composites.words
        var low = 0
        var high = pairs.words.count
        while low < high {
            let middle = (low + high) / 2
            let place = Int(pairs.words[middle]) * 3
            if (words[place + 1], words[place + 2]) < (first, second) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < pairs.words.count else { return nil }
        let place = Int(pairs.words[low]) * 3
        return words[place + 1] == first && words[place + 2] == second ? words[place] : nil
    }

    private static let hangul = Hangul()

    /// Korean syllables, whose parts are computed.
    private struct Hangul {
        let syllableFirst: UInt32 = 0xAC00
        let leadFirst: UInt32 = 0x1100
        let vowelFirst: UInt32 = 0x1161
        /// The scalar before the first tail: a syllable without a tail counts as its zeroth.
        let tailBefore: UInt32 = 0x11A7
        let leads: UInt32 = 19
        let vowels: UInt32 = 21
        let tails: UInt32 = 28
        var vowelsAndTails: UInt32 { vowels * tails }

        func index(ofSyllable scalar: UInt32) -> UInt32? {
            let index = scalar &- syllableFirst
            return index < leads * vowelsAndTails ? index : nil
        }

        func composite(of first: UInt32, _ second: UInt32) -> UInt32? {
            let lead = first &- leadFirst
            let vowel = second &- vowelFirst
            if lead < leads, vowel < vowels {
                return syllableFirst + (lead * vowels + vowel) * tails
            }
            let tail = second &- tailBefore
            guard let syllable = index(ofSyllable: first), syllable % tails == 0, tail > 0,
                tail < tails
            else { return nil }
            return first + tail
        }
    }
}
