/// The lines in which two texts differ, as `diff -u` shows them without its headings.
struct LineDiff: Equatable {
    /// Each with `-`, `+` or a space in front; `…` where unchanged lines are left out.
    private(set) var lines: [String] = []

    /// Lines shown around a change.
    private static let contextLines = 2
    /// The most that is shown.
    private static let linesMax = 60

    init(from old: String, to new: String) {
        let old = Self.split(old)
        let new = Self.split(new)
        let changes = new.difference(from: old)
        var removed = Set<Int>()
        var inserted = Set<Int>()
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var all: [String] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                all.append("-\(old[left])")
                left += 1
            } else if inserted.contains(right) {
                all.append("+\(new[right])")
                right += 1
            } else {
                all.append(" \(old[left])")
                left += 1
                right += 1
            }
        }
        lines = Self.shortened(all)
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0.reversed().drop { $0.isWhitespace }.reversed())
        }
    }

    private static func shortened(_ all: [String]) -> [String] {
        let changed = all.indices.filter { !all[$0].hasPrefix(" ") }
        var kept = Set<Int>()
        for index in changed {
            kept.formUnion(max(0, index - contextLines)...min(all.count - 1, index + contextLines))
        }
        var lines: [String] = []
        var last = -1
        for index in kept.sorted() {
            guard lines.count < linesMax else {
                lines.append("…")
                break
            }
            if index != last + 1 { lines.append("…") }
            lines.append(all[index])
            last = index
        }
        return lines
    }
}
