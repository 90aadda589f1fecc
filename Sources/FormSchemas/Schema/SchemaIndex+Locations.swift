extension SchemaIndex {
    /// The absolute location of a subschema or, with `keyword`, of something in it.
    ///
    /// - Cost: one step per schema around it; made when somebody reads it, for compiling needs none.
    func location(of place: SchemaPlace, keyword: String = "") -> String {
        var location: [UInt8] = []
        location.reserveCapacity(256)
        location += resources[subschema(at: place).resource].key.utf8
        location.append(UInt8(ascii: "#"))
        appendPointer(to: place, &location)
        if !keyword.isEmpty {
            location.append(UInt8(ascii: "/"))
            location += keyword.utf8
        }
        return String(decoding: location, as: UTF8.self)
    }

    /// Appends the JSON pointer from the root of its resource.
    private func appendPointer(to place: SchemaPlace, _ pointer: inout [UInt8]) {
        let subschema = subschema(at: place)
        guard let step = subschema.step else {
            if resources[subschema.resource].root != place, let path = paths[place] {
                pointer += path.utf8
            }
            return
        }
        appendPointer(to: step.parent, &pointer)
        appendName(step.keyword, of: place, &pointer)
        if let element = step.element {
            pointer.append(UInt8(ascii: "/"))
            pointer += String(element).utf8
        } else if place.index > step.keyword + 1 {
            appendName(place.index - 1, of: place, &pointer)
        }
    }

    /// Appends a member name of the document that `place` is in.
    private func appendName(_ name: Int, of place: SchemaPlace, _ pointer: inout [UInt8]) {
        pointer.append(UInt8(ascii: "/"))
        let storage = documents[place.document].storage
        storage.withTape { tape, text in
            tape[name].withContent(of: text) { bytes, count in
                let name = UnsafeBufferPointer(start: bytes, count: count)
                if name.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) {
                    pointer += JSONPointer.escaped(String(decoding: name, as: UTF8.self)).utf8
                } else {
                    pointer += name
                }
            }
        }
    }
}
