import FormDocument
import FormSchemas

/// A file that the user has named: a draft, or a form that is signed already.
struct FormFile: Sendable {
    /// The name as the user wrote it.
    let name: String
    /// The bytes of the file.
    let bytes: [UInt8]

    /// As much as a draft with all its parts or a bundle may have.
    private static let bytesMax = DocumentLimits.bundleBytesMax

    init(_ name: String) throws(ClientError) {
        self.name = name
        bytes = try LocalFile.read(name, bytesMax: Self.bytesMax)
    }

    /// The files that the user's arguments name, folders replaced by their `*.json`.
    static func names(_ arguments: [String]) throws(ClientError) -> [String] {
        var names: [String] = []
        for argument in arguments {
            guard argument != "-", LocalFile.isFolder(argument) else {
                names.append(argument)
                continue
            }
            let folder = argument.hasSuffix("/") ? String(argument.dropLast()) : argument
            let found = LocalFile.names(in: argument).filter { $0.hasSuffix(".json") }
            guard !found.isEmpty else {
                throw ClientError(.local, .folderWithoutForms(argument))
            }
            names += found.map { "\(folder)/\($0)" }
        }
        return names
    }

    /// What is in the file.
    enum Content: Sendable {
        case draft(Draft)
        case bundle(Bundle)
        /// Not JSON as the exchange reads it.
        case unreadable(JSONError)
    }

    /// - Throws: ``ClientError`` `.answerIsNo` if it is a bundle that cannot be read.
    func content() throws(ClientError) -> Content {
        let draft: Draft
        do {
            draft = try Draft(bytes: bytes)
        } catch {
            return .unreadable(error)
        }
        guard draft.json.root["bundle"] != nil else { return .draft(draft) }
        do {
            return .bundle(try Bundle(decoding: bytes))
        } catch {
            throw ClientError(.answerIsNo, .notABundle(name, error))
        }
    }
}
