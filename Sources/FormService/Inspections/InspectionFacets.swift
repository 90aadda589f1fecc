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

    /// How often each character occurs.
    ///
    /// - Cost: some nanoseconds for each; memory in proportion to the highest one.
    static func counts(of symbols: String) -> [(symbol: Unicode.Scalar, count: Int)] {
        var counts: [Int] = []
        for scalar in symbols.unicodeScalars {
            let value = Int(scalar.value)
            if value >= counts.count {
                counts += Array(repeating: 0, count: value + 1 - counts.count)
            }
            counts[value] += 1
        }
        return counts.enumerated().compactMap { value, count in
            count == 0 ? nil : Unicode.Scalar(UInt32(value)).map { ($0, count) }
        }
    }

    /// - Parameter counts: how often each word occurs; docs/inspections.md lists their letters.
    init(_ counts: [(word: String, count: Int)]) {
        let order = Dictionary(
            uniqueKeysWithValues: Self.names.enumerated().map { ($0.element.name, $0.offset) })
        let letters = Dictionary(uniqueKeysWithValues: Self.names.map { ($0.letter, $0.name) })
        self.counts = counts.compactMap { word, count in
            letters[String(word.prefix(1))].map {
                Count(facet: $0, value: String(word.dropFirst(2)), count: count)
            }
        }.sorted {
            (order[$0.facet] ?? 0, -$0.count, $0.value) < (
                order[$1.facet] ?? 0, -$1.count, $1.value
            )
        }
    }
}
