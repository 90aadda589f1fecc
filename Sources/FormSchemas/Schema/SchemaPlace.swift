/// A place in a set of documents: which document, and which entry of its tape.
struct SchemaPlace: Hashable {
    let document: Int
    let index: Int
}

/// A number for places, found without hashing: one row per document, indexed by the tape.
///
/// - Cost: four bytes per entry of a tape, up to the last place that has a number.
struct SchemaPlaceTable {
    private var rows: [[UInt32]] = []

    /// - Precondition: the value set is not `nil` and below `UInt32.max`, which stands for nothing.
    subscript(place: SchemaPlace) -> Int? {
        get {
            guard place.document < rows.count, place.index < rows[place.document].count else {
                return nil
            }
            let value = rows[place.document][place.index]
            return value == UInt32.max ? nil : Int(value)
        }
        set {
            while rows.count <= place.document { rows.append([]) }
            let missing = place.index + 1 - rows[place.document].count
            if missing > 0 {
                rows[place.document] += repeatElement(UInt32.max, count: missing)
            }
            rows[place.document][place.index] = newValue.map { UInt32($0) } ?? UInt32.max
        }
    }
}
