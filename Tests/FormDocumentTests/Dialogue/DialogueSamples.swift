import FormDocument
import FormSchemas
import Foundation
import Testing

/// The catalogue's stories: forms that follow each other, and what the exchange says of the last.
enum DialogueSamples {
    /// A violation as a sample declares it.
    struct Declared: Hashable, Comparable, CustomStringConvertible {
        let pointer: String
        let code: String
        let severity: String

        var description: String { "\(pointer) \(code) \(severity)" }

        static func < (left: Declared, right: Declared) -> Bool {
            left.description < right.description
        }
    }

    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "catalogue").resolvingSymlinksInPath()

    /// All files of the catalogue by path; samples too.
    static let files: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        let paths = FileManager.default.enumerator(atPath: folder.path)
        while let path = paths?.nextObject() as? String {
            guard path.hasSuffix(".json"),
                let data = try? Data(contentsOf: folder.appending(path: path))
            else { continue }
            files[path] = [UInt8](data)
        }
        return files
    }()

    static let catalogue = Result { try Catalogue(files: files) }

    /// The paths of all stories.
    static let paths = files.keys.filter { $0.contains("/samples/dialogue/") }.sorted()

    /// Plays a story.
    ///
    /// - Returns: what is wrong with its last form.
    /// - Throws: if a form before it is not accepted, or the story cannot be read.
    static func play(_ path: String) throws -> (found: [Violation], declared: [Declared]) {
        let catalogue = try catalogue.get()
        let story = try JSONDocument(try #require(files[path])).root
        let declared = try #require(story["violations"]).elements.map {
            Declared(
                pointer: $0["pointer"]?.string ?? "", code: $0["code"]?.string ?? "",
                severity: $0["severity"]?.string ?? "error")
        }
        var book = DialogueBook()
        let steps = try #require(story["steps"]).elements.map { $0 }
        for (position, step) in steps.enumerated() {
            let (candidate, time) = try candidate(of: step, catalogue)
            let verdict = DialogueCheck.verdict(
                of: candidate, in: book, catalogue: catalogue, at: time)
            if position == steps.count - 1 { return (verdict.violations, declared) }
            try #require(
                verdict.isAccepted, "\(path) step \(position + 1): \(verdict.violations)")
            book.add(
                DialogueForm(
                    candidate, at: verdict, leafIndex: Int64(position), acceptedAt: time))
        }
        throw DialogueSampleError(path: path)
    }

    private static func candidate(
        of step: JSONNode, _ catalogue: Catalogue
    ) throws -> (DialogueCandidate, Timestamp) {
        let name = try #require(step["sample"]?.string)
        // FORM/VERSION/valid/NAME
        let words = name.split(separator: "/").map(String.init)
        try #require(words.count == 4, "\(name)")
        let path = "forms/\(words[0])/\(words[1])/samples/\(words[2])/\(words[3]).json"
        var value = JSONValue(try JSONDocument(try #require(files[path], "\(path)")).root)
        for (pointer, change) in step["set"]?.members.map({ $0 }) ?? [] {
            value.set(try #require(JSONPointer(pointer)).tokens.map(\.text), JSONValue(change))
        }
        for removed in step["remove"]?.elements.compactMap(\.string) ?? [] {
            value.set(try #require(JSONPointer(removed)).tokens.map(\.text), nil)
        }
        let version = try #require(catalogue.version(form: words[0], version: words[1]))
        let draft = try Draft(bytes: value.bytes())
        let errors = version.violations(in: draft.json, mode: .draft).filter {
            $0.severity == .error
        }
        try #require(errors.isEmpty, "\(name): \(errors)")
        let document = try draft.seal().document
        let header = try document.readHeader()
        let candidate = try #require(
            DialogueCandidate(header, of: document, isManifest: false, version: version)
                ?? DialogueCandidate(header, of: document, isManifest: true, version: version))
        let time = try step["at"]?.string.map { try #require(Timestamp($0)) } ?? header.createdAt
        return (candidate, time)
    }
}

struct DialogueSampleError: Error {
    let path: String
}

extension JSONValue {
    /// Sets or removes what a pointer leads to; a `-` is the end of a list.
    mutating func set(_ tokens: [String], _ value: JSONValue?) {
        guard let token = tokens.first else { return }
        let rest = Array(tokens.dropFirst())
        if case .array(var elements) = self {
            let index = token == "-" ? elements.count : Int(token) ?? elements.count
            if rest.isEmpty {
                if let value {
                    if index < elements.count {
                        elements[index] = value
                    } else {
                        elements.append(value)
                    }
                } else if index < elements.count {
                    elements.remove(at: index)
                }
            } else if index < elements.count {
                elements[index].set(rest, value)
            }
            self = .array(elements)
        } else if rest.isEmpty {
            self[token] = value
        } else {
            var member = self[token] ?? .object([])
            member.set(rest, value)
            self[token] = member
        }
    }
}
