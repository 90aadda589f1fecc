/// Finds what somebody probably meant.
public enum Spelling {
    /// The candidate nearest to `word`, if one is near: at most a third of it differs.
    public static func nearest(to word: String, in candidates: [String]) -> String? {
        let folded = word.lowercased()
        let ranked = candidates.map { ($0, distance(folded, $0.lowercased())) }
        guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
        return best.1 <= max(1, (word.count + 2) / 3) ? best.0 : nil
    }

    /// The question that follows an English sentence about a word that is not known; empty if
    /// nothing is near.
    static func hint(for word: String, in candidates: some Sequence<String>) -> String {
        nearest(to: word, in: candidates.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// How many characters have to be inserted, removed, replaced or swapped with their neighbour.
    ///
    /// The restricted edit distance of Damerau and Levenshtein; cost: the product of the lengths.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left)
        let right = Array(right)
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var best = min(
                    current[column] + 1, previous[column + 1] + 1,
                    previous[column] + (isSame ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
