import FormSchemas

/// An object of a document that may be anything, read member by member.
///
/// A document's identity is looked up before the document is validated, so that nothing can be
/// taken for granted here: each step says where and why it cannot go on.
struct HeaderReader {
    let node: JSONNode
    let pointer: JSONPointer

    init(_ node: JSONNode, at pointer: JSONPointer) throws(HeaderError) {
        guard node.kind == .object else { throw HeaderError(pointer: pointer, code: .type) }
        self.node = node
        self.pointer = pointer
    }

    /// The `header` of a document.
    init(documentRoot: JSONNode) throws(HeaderError) {
        self = try HeaderReader(documentRoot, at: .root).object("header")
    }

    /// A member's value. `null` counts as absent: the header writes it for "no reference".
    func optional(_ name: String) -> JSONNode? {
        node[name].flatMap { $0.isNull ? nil : $0 }
    }

    func failure(_ name: String, _ code: HeaderError.Code) -> HeaderError {
        HeaderError(pointer: pointer.appending(name), code: code)
    }

    func required(_ name: String) throws(HeaderError) -> JSONNode {
        guard let value = node[name] else { throw failure(name, .required) }
        return value
    }

    func object(_ name: String) throws(HeaderError) -> HeaderReader {
        try HeaderReader(try required(name), at: pointer.appending(name))
    }

    func optionalObject(_ name: String) throws(HeaderError) -> HeaderReader? {
        guard let value = optional(name) else { return nil }
        return try HeaderReader(value, at: pointer.appending(name))
    }

    func text(_ name: String) throws(HeaderError) -> String {
        guard let text = try required(name).string else { throw failure(name, .type) }
        return text
    }

    func optionalText(_ name: String) throws(HeaderError) -> String? {
        optional(name) == nil ? nil : try text(name)
    }

    /// A text that `parse` makes a value of; `code` says what is wrong if it cannot.
    func value<Value>(
        _ name: String, _ code: HeaderError.Code, _ parse: (String) -> Value?
    ) throws(HeaderError) -> Value {
        guard let value = parse(try text(name)) else { throw failure(name, code) }
        return value
    }

    func optionalValue<Value>(
        _ name: String, _ code: HeaderError.Code, _ parse: (String) -> Value?
    ) throws(HeaderError) -> Value? {
        optional(name) == nil ? nil : try value(name, code, parse)
    }

    /// One of an enumeration's codes.
    func code<Value: RawRepresentable<String>>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(HeaderError) -> Value {
        try value(name, .enum) { Value(rawValue: $0) }
    }

    /// The elements of an array, each with its place.
    func elements(_ name: String) throws(HeaderError) -> [(node: JSONNode, pointer: JSONPointer)] {
        let array = try required(name)
        guard array.kind == .array else { throw failure(name, .type) }
        let place = pointer.appending(name)
        return array.elements.enumerated().map { ($0.element, place.appending($0.offset)) }
    }

    /// The elements of an array of texts.
    func texts(_ name: String) throws(HeaderError) -> [String] {
        var texts: [String] = []
        for (node, pointer) in try elements(name) {
            guard let text = node.string else { throw HeaderError(pointer: pointer, code: .type) }
            texts.append(text)
        }
        return texts
    }

    /// The elements of an array of objects.
    func objects<Value>(
        _ name: String, _ read: (HeaderReader) throws(HeaderError) -> Value
    ) throws(HeaderError) -> [Value] {
        var values: [Value] = []
        for (node, pointer) in try elements(name) {
            values.append(try read(try HeaderReader(node, at: pointer)))
        }
        return values
    }

    /// A reference to another document; `nil` if it is absent or null.
    func optionalReference(_ name: String) throws(HeaderError) -> FormReference? {
        guard let reference = try optionalObject(name) else { return nil }
        return FormReference(
            form: try reference.value("form", .pattern, FormCode.init),
            sender: try reference.value("sender", .pattern, AgencyCode.init),
            id: try reference.value("id", .pattern) { SubmissionID($0) })
    }
}
