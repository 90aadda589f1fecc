/// Which members or elements of a value some schema has evaluated: a stack of bit sets.
///
/// A frame is the offset of its first word; bit n stands for the n-th member or element.
struct EvaluationMarks {
    /// The frame of a value that nobody tracks.
    static let none = -1

    private var words: UnsafeMutablePointer<UInt64>?
    private var capacity = 0
    private var count = 0

    func deallocate() { words?.deallocate() }

    /// Adds an empty frame of `size` bits.
    mutating func push(_ size: Int) -> Int {
        let frame = count
        // One word in front holds the number of words.
        let length = (size &+ 63) / 64
        reserve(count &+ length &+ 1)
        let words = self.words.unsafelyUnwrapped
        words[frame] = UInt64(length)
        (words + frame + 1).initialize(repeating: 0, count: length)
        count &+= length &+ 1
        return frame
    }

    /// Adds an empty frame as large as `other`, or none if that is none.
    mutating func push(like other: Int) -> Int {
        guard other != Self.none else { return Self.none }
        return push(Int(words.unsafelyUnwrapped[other]) * 64)
    }

    mutating func pop(_ frame: Int) { if frame != Self.none { count = frame } }

    @inline(__always)
    mutating func set(_ position: Int, in frame: Int) {
        words.unsafelyUnwrapped[frame &+ 1 &+ position / 64] |= 1 &<< UInt64(position & 63)
    }

    @inline(__always)
    func contains(_ position: Int, in frame: Int) -> Bool {
        words.unsafelyUnwrapped[frame &+ 1 &+ position / 64] &>> UInt64(position & 63) & 1 != 0
    }

    mutating func setAll(in frame: Int) {
        let words = self.words.unsafelyUnwrapped
        (words + frame + 1).update(repeating: UInt64.max, count: Int(words[frame]))
    }

    mutating func merge(_ frame: Int, into parent: Int) {
        guard frame != Self.none, parent != Self.none else { return }
        let words = self.words.unsafelyUnwrapped
        for offset in 1..<Int(words[frame]) + 1 {
            words[parent + offset] |= words[frame + offset]
        }
    }

    private mutating func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: max(64, needed * 2))
        if let words {
            larger.update(from: words, count: count)
            words.deallocate()
        }
        words = larger
        capacity = max(64, needed * 2)
    }
}
