/// Counts the facets of inspections.
struct InspectionFacets: Sendable {
    struct Count: Hashable, Sendable {
        let facet: String
        let value: String
        let count: Int
    }

    /// The most frequent first, within each facet.
    let counts: [Count]

    /// The names of the facets by the letter that their words begin with, in the order in which they
    /// are shown.
    static let names: [(letter: String, name: String)] = [
        ("s", "state"), ("t", "type"), ("r", "result"), ("b", "sector"), ("c", "country"),
        ("a", "legal_area"), ("k", "irregularity"), ("o", "outcome"), ("y", "year"),
        ("x", "party"),
    ]

    /// - Parameter words: the facets of all inspections, separated by white space.
    /// - Cost: some ten nanoseconds for each word; memory in proportion to the different ones.
    init(counting words: [UInt8]) {
        var found: [UInt64: (range: Range<Int>, count: Int)] = [:]
        var start = 0
        var hash: UInt64 = Self.seed
        for position in 0...words.count {
            if position < words.count, words[position] > UInt8(ascii: " ") {
                // FNV-1a of 64 bits: the words are codes, a few hundred different ones.
                hash = (hash ^ UInt64(words[position])) &* 0x100_0000_01b3
                continue
            }
            if position > start {
                found[hash, default: (start..<position, 0)].count += 1
            }
            start = position + 1
            hash = Self.seed
        }
        let order = Dictionary(
            uniqueKeysWithValues: Self.names.enumerated().map { ($0.element.name, $0.offset) })
        let letters = Dictionary(uniqueKeysWithValues: Self.names.map { ($0.letter, $0.name) })
        counts = found.values.compactMap { range, count in
            let word = String(decoding: words[range], as: UTF8.self)
            return letters[String(word.prefix(1))].map {
                Count(facet: $0, value: String(word.dropFirst(2)), count: count)
            }
        }.sorted {
            (order[$0.facet] ?? 0, -$0.count, $0.value) < (
                order[$1.facet] ?? 0, -$1.count, $1.value
            )
        }
    }

    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
}
