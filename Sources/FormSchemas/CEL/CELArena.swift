/// Memory for the texts and lists that one evaluation makes; freed as a whole.
///
/// What was handed out stays where it is. Nothing is allocated before the first request.
struct CELArena {
    private struct Chunk: BitwiseCopyable {
        let memory: UnsafeMutableRawPointer
        let count: Int
    }

    private var chunks = RawStack<Chunk>()
    private var next = 0
    private var left = 0
    /// Bytes handed out since the last reset.
    private(set) var used = 0
    private let bytesMax: Int

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    mutating func deallocate() {
        for index in 0..<chunks.count { chunks[index].memory.deallocate() }
        chunks.deallocate()
    }

    /// Forgets what was handed out; keeps the first chunk for the next evaluation.
    @inline(__always)
    mutating func reset() { if used > 0 { rewind() } }

    @inline(never)
    private mutating func rewind() {
        while chunks.count > 1 { chunks.pop().memory.deallocate() }
        used = 0
        next = 0
        left = chunks.count == 1 ? chunks.top.count : 0
    }

    /// Room for `count` values; `nil` if the evaluation has used all it may.
    mutating func allocate<Value: BitwiseCopyable>(
        _: Value.Type, _ count: Int
    ) -> UnsafeMutablePointer<Value>? {
        guard count <= bytesMax else { return nil }
        // Nothing has an address of its own too.
        let bytes = max(16, (count * MemoryLayout<Value>.stride + 15) & ~15)
        guard bytes <= bytesMax - used else { return nil }
        if bytes > left { grow(bytes) }
        let memory = chunks.top.memory + next
        next += bytes
        left -= bytes
        used += bytes
        return memory.bindMemory(to: Value.self, capacity: max(1, count))
    }

    private mutating func grow(_ bytes: Int) {
        let size = max(bytes, chunks.count == 0 ? 4_096 : min(chunks.top.count * 2, 1 << 20))
        chunks.push(Chunk(memory: .allocate(byteCount: size, alignment: 16), count: size))
        next = 0
        left = size
    }
}

/// A list of cells that grows in an arena.
struct CELCells: BitwiseCopyable {
    private var cells: UnsafeMutablePointer<CELCell>?
    private var capacity = 0
    private(set) var count = 0

    /// Adds a cell; `false` if the evaluation has used all the memory it may.
    mutating func append(_ cell: CELCell, in arena: inout CELArena) -> Bool {
        if count == capacity {
            let larger = max(8, capacity * 2)
            guard let target = arena.allocate(CELCell.self, larger) else { return false }
            if let cells { target.update(from: cells, count: count) }
            cells = target
            capacity = larger
        }
        cells.unsafelyUnwrapped[count] = cell
        count &+= 1
        return true
    }

    /// What was added, as a list.
    var list: CELCell { .list(cells, count) }
}
