import Synchronization

/// A value that is made when it is first asked for; shared between threads.
///
/// Reading a value that is there costs one load. Threads that ask for it at the same time may each
/// make it; all get the same one.
final class Lazy<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private let box = AtomicLazyReference<Box>()
    private let make: @Sendable () throws(CatalogueError) -> Value

    init(_ make: @escaping @Sendable () throws(CatalogueError) -> Value) { self.make = make }

    /// The value.
    ///
    /// - Throws: why it cannot be made; it is tried again the next time.
    func get() throws(CatalogueError) -> Value {
        if let box = box.load() { return box.value }
        return box.storeIfNil(Box(try make())).value
    }

    /// The value of a catalogue that is whole.
    var value: Value {
        do {
            return try get()
        } catch {
            preconditionFailure("the catalogue is damaged: \(error)")
        }
    }
}
