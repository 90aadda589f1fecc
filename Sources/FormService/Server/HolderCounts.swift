/// How many of something each holder has; who has none takes no room.
struct HolderCounts<Holder: Hashable & Sendable>: Sendable {
    private var counts: [Holder: Int] = [:]

    subscript(holder: Holder) -> Int { counts[holder, default: 0] }

    mutating func add(_ holder: Holder) {
        counts[holder, default: 0] += 1
    }

    mutating func remove(_ holder: Holder) {
        let left = self[holder] - 1
        counts[holder] = left > 0 ? left : nil
    }
}
