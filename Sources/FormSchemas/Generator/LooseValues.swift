/// Makes values for places of a document that is there already.
struct LooseValues {
    let shapes: ShapeStore
    let tables: [String: GeneratorTable]
    let now: GeneratorMoment

    /// Makes a value for all of `places`; `nil` if it found none.
    ///
    /// - Parameter object: the object around it, for hints that look there.
    func value(
        _ places: [SchemaPlace], in object: JSONValue? = nil, seed: UInt64
    ) -> JSONValue? {
        var generator = ValueGenerator(shapes: shapes, tables: tables, now: now, seed: seed)
        var frame = PartialDocument.Frame(isList: false)
        if case .object(let members)? = object {
            frame.names = members.map(\.name)
            frame.values = members.map(\.value)
        }
        frame.child = .name("")
        generator.document.frames = [frame]
        return generator.value(places)
    }
}
