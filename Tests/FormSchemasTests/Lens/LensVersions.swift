@testable import FormSchemas

/// A catalogue with one form of the built-in one and made-up later versions of it: the schema with
/// some edits, and a lens.
enum LensVersions {
    struct Version: Sendable {
        let name: String
        let edit: @Sendable (inout JSONValue) -> Void
        /// The steps of its lens; `nil` for a version without.
        let steps: String?
        var from = "1.0"
        var editPart: @Sendable (inout JSONValue) -> Void = { _ in }
    }

    static func catalogue(_ form: String, _ later: [Version]) throws -> Catalogue {
        let folder = "forms/\(form)/"
        var files = EmbeddedFiles.catalogue.byPath.filter {
            !$0.key.hasPrefix("forms/") || $0.key.hasPrefix(folder + "1.0/parts/")
                || $0.key == folder + "1.0/schema.json" || $0.key == folder + "form.json"
        }
        func file(_ path: String) throws -> JSONValue {
            JSONValue(try JSONDocument(files[path] ?? []).root)
        }
        var definition = try file(folder + "form.json")
        definition["versions"] = .array((["1.0"] + later.map(\.name)).map { .string($0) })
        files[folder + "form.json"] = definition.bytes()
        for version in later {
            var schema = try file(folder + "1.0/schema.json")
            schema["$id"] = .string("urn:test:\(form):\(version.name)")
            version.edit(&schema)
            files[folder + version.name + "/schema.json"] = schema.bytes()
            for path in files.keys where path.hasPrefix(folder + "1.0/parts/") {
                var part = try file(path)
                part["$id"] = .string("urn:test:\(version.name):\(path)")
                version.editPart(&part)
                let name = path.dropFirst((folder + "1.0/").count)
                files[folder + version.name + "/" + name] = part.bytes()
            }
            if let steps = version.steps {
                files[folder + version.name + "/lens.json"] = Array(
                    #"{"from": "\#(version.from)", "steps": [\#(steps)]}"#.utf8)
            }
        }
        return try Catalogue(files: files)
    }
}

extension JSONValue {
    /// Changes the value at a pointer, of which everything but the last step must be there.
    mutating func edit(_ pointer: JSONPointer, _ change: (JSONValue?) -> JSONValue?) {
        self = setting(change(value(at: pointer.tokens)), at: pointer.tokens[...])
    }

    /// Renames a property of a schema, also among those that are required.
    mutating func renameProperty(_ name: String, to new: String, at pointer: JSONPointer = .root) {
        let properties = pointer.appending("properties")
        let schema = value(at: properties.appending(name).tokens)
        edit(properties.appending(name)) { _ in nil }
        edit(properties.appending(new)) { _ in schema }
        edit(pointer.appending("required")) { required in
            guard case .array(let names)? = required else { return required }
            return .array(names.map { $0 == .string(name) ? .string(new) : $0 })
        }
    }
}
