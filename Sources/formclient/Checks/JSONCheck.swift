import FormDocument
import FormSchemas

/// Whether a file is JSON as the exchange reads it.
struct JSONCheck: Sendable {
    let file: String
    let error: JSONError?
    private let bytesCount: Int
    private let excerpt: SourceExcerpt

    /// What a form's text may be, and as large as the largest file that holds one.
    private static let limits = JSONLimits(bytesMax: DocumentLimits.bundleBytesMax)

    init(file: String, _ bytes: [UInt8]) {
        self.file = file
        bytesCount = bytes.count
        do throws(JSONError) {
            _ = try JSONDocument(bytes, limits: Self.limits)
            error = nil
        } catch {
            self.error = error
        }
        excerpt = SourceExcerpt(of: bytes, at: error?.byteOffset ?? 0)
    }

    var isAcceptable: Bool { error == nil }

    var headline: Phrase {
        isAcceptable ? .isAcceptableJSON(file, bytes: bytesCount) : .isNotAcceptableJSON(file)
    }

    private func message(_ error: JSONError, in language: Language) -> String {
        Violation(error).message(in: language)
    }

    /// The place with its line, what is wrong there and what to do; empty if nothing is wrong.
    func details(columns: Int, in language: Language) -> [String] {
        guard let error else { return [] }
        let place = "  \(error.line):\(error.column)  "
        let indent = String(repeating: " ", count: place.count)
        let room = max(20, columns - indent.count)
        var lines = message(error, in: language).wrapped(to: room)
        let code = "  " + error.code.rawValue
        if let last = lines.last, last.displayWidth + code.count <= room {
            lines[lines.count - 1] += code
        } else {
            lines.append(code)
        }
        lines += excerpt.lines(columns: room)
        lines += Phrase.mending(error.code)[language].wrapped(to: room)
        return [""] + lines.enumerated().map { ($0 == 0 ? place : indent) + $1 } + [""]
    }

    /// `nil` if nothing is wrong.
    func tabSeparated(in language: Language) -> String? {
        error.map {
            [file, "\($0.line):\($0.column)", $0.code.rawValue, message($0, in: language)]
                .map(Table.oneLine).joined(separator: "\t")
        }
    }

    func json(in language: Language) -> JSONValue {
        var value: JSONValue = ["file": .string(file), "acceptable": .bool(isAcceptable)]
        guard let error else { return value }
        value["line"] = .int(error.line)
        value["column"] = .int(error.column)
        value["byte_offset"] = .int(error.byteOffset)
        if let other = error.other {
            value["other_line"] = .int(other.line)
            value["other_column"] = .int(other.column)
        }
        value["code"] = .string(error.code.rawValue)
        value["message"] = .string(message(error, in: language))
        value["advice"] = .string(Phrase.mending(error.code)[language])
        return value
    }
}
