/// A growing stack of trivial values outside the thread's stack. Allocates on the first push.
struct RawStack<Element: BitwiseCopyable> {
    private var storage: UnsafeMutablePointer<Element>?
    private var capacity = 0
    var count = 0

    func deallocate() { storage?.deallocate() }

    /// - Requires: `count` > 0.
    @inline(__always)
    var top: Element {
        get { storage.unsafelyUnwrapped[count &- 1] }
        nonmutating set { storage.unsafelyUnwrapped[count &- 1] = newValue }
    }

    @inline(__always)
    subscript(index: Int) -> Element { storage.unsafelyUnwrapped[index] }

    @inline(__always)
    mutating func push(_ element: Element) {
        if count == capacity { grow() }
        storage.unsafelyUnwrapped[count] = element
        count &+= 1
    }

    /// - Requires: `count` > 0.
    @inline(__always)
    mutating func pop() -> Element {
        count &-= 1
        return storage.unsafelyUnwrapped[count]
    }

    /// The values from `first` to the top.
    func slice(from first: Int) -> UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: storage.map { $0 + first }, count: count - first)
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: max(32, capacity * 2))
        if let storage {
            larger.moveInitialize(from: storage, count: count)
            storage.deallocate()
        }
        storage = larger
        capacity = max(32, capacity * 2)
    }
}
