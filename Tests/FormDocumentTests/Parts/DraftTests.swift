import FormSchemas
import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct DraftTests {
    private let salts: [String: [UInt8]] = [
        "medical_note": Array(0..<16), "codeword.1": Array(100..<116),
    ]

    @Test func sealsToTheVeryBytesOfTheVector() throws {
        let draft = try Draft(bytes: try Vectors.bytes("draft.json"))
        let sealed = try draft.seal { salts[$0.description] ?? [] }
        #expect(sealed.document.bytes == (try Vectors.bytes("document.json")))
        #expect(sealed.parts.map(\.name.description) == ["medical_note", "codeword.1"])
        for part in sealed.parts {
            #expect(part.bytes == (try Vectors.bytes("parts/\(part.name)")))
        }
        #expect(sealed.document.findings(for: sealed.parts, complete: true).isEmpty)
    }

    @Test func saltIsFreshEachTime() throws {
        let draft = try Draft(bytes: try Vectors.bytes("draft.json"))
        let first = try draft.seal()
        let second = try draft.seal()
        #expect(first.parts[0].bytes != second.parts[0].bytes)
        #expect(first.document.bytes != second.document.bytes)
        #expect(try first.parts[1].readValue().string == "Zilvermeeuw")
        #expect(first.parts[0].bytes.prefix(2) == Array("[\"".utf8)[...])
        // 16 bytes are 22 digits.
        #expect(first.parts[0].bytes[24..<26] == Array("\",".utf8)[...])
    }

    @Test func aDraftWithoutPartsStaysAsItIs() throws {
        let bytes = Array(" { \"header\" : {} ,\r\n\t\"body\" : [ 1.50 , \"\\u00e9\" ] } ".utf8)
        let sealed = try Draft(bytes: bytes).seal()
        #expect(sealed.document.bytes == bytes)
        #expect(sealed.parts.isEmpty)
    }

    /// Documents of random text around random values: all bytes outside the references stay.
    @Test func everythingOutsideStaysUntouched() throws {
        var generator = SeededRandom(seed: 77)
        let values = ["1", "null", "\"é\\n\"", "{ \"a\" : [ ] }", "[1,\n2 ]", "1.250e1", "true"]
        let spaces = ["", " ", "\n", "\t ", "\r\n"]
        for round in 0..<200 {
            func space() -> String { spaces.randomElement(using: &generator) ?? "" }
            func value() -> String { values.randomElement(using: &generator) ?? "" }
            let chunks = (0..<Int.random(in: 1...6, using: &generator)).map { index in
                "\(space())\"k\(index)\"\(space()):\(space())[\(value()),\(space())"
            }
            let inside = chunks.map { _ in value() }
            var draft = "{"
            for (index, chunk) in chunks.enumerated() {
                let name = "\(space())\"$part\":\(space())\"p.\(index)\""
                let value = "\"value\"\(space()):\(space())\(inside[index])\(space())"
                let isNameFirst = Bool.random(using: &generator)
                draft += chunk + "{" + (isNameFirst ? "\(name),\(value)" : "\(value),\(name)") + "}"
                draft += space() + "]" + (index + 1 < chunks.count ? "," : "")
            }
            draft += "}"
            let sealed = try Draft(bytes: Array(draft.utf8)).seal()
            #expect(sealed.parts.count == chunks.count)
            var rest = Array(String(decoding: sealed.document.bytes, as: UTF8.self).utf8)[...]
            for (index, part) in sealed.parts.enumerated() {
                let digest = Base64.url.encode(part.digest)
                let opening = index == 0 ? "{" : ""
                let reference = "{\"$part\":\"p.\(index)\",\"digest\":\"\(digest)\"}"
                let range = try #require(rest.firstRange(of: Array(reference.utf8)))
                let before = String(decoding: rest[..<range.lowerBound], as: UTF8.self)
                #expect(before.hasSuffix(opening + chunks[index]), "round \(round)")
                #expect(part.bytes.dropFirst(26).dropLast().elementsEqual(inside[index].utf8))
                rest = rest[range.upperBound...]
            }
        }
    }

    @Test(arguments: [
        (
            "{\"a\":{\"$part\":\"x\",\"value\":1},\"b\":{\"$part\":\"x\",\"value\":1}}",
            "duplicate /b"
        ),
        (
            "{\"a\":{\"$part\":\"x\",\"digest\":\"\(String(repeating: "A", count: 43))\"}}",
            "sealed /a"
        ),
        ("{\"a\":[{\"$part\":\"x\"}]}", "malformed /a/0"),
        ("{\"a\":{\"$part\":\"X\",\"value\":1}}", "malformed /a"),
        ("{\"a\":{\"$part\":7,\"value\":1}}", "malformed /a"),
        ("{\"a\":{\"$part\":\"x\",\"value\":1,\"c\":2}}", "malformed /a"),
        ("{\"a\":{\"$part\":\"x\",\"digest\":\"short\"}}", "malformed /a"),
        ("{\"a\":{\"\\u0024part\":\"X\",\"value\":1}}", "malformed /a"),
        ("{\"a\":{\"$part\":\"x\",\"value\":{\"b\":{\"$part\":\"y\",\"value\":1}}}}", "nested /a"),
        (
            "{\"a/~\":{\"$part\":\"x\",\"value\":\"\(String(repeating: "v", count: 65_536))\"}}",
            "large /a~1~0"
        ),
    ])
    func refuses(_ draft: String, _ expected: String) throws {
        let draft = try Draft(bytes: Array(draft.utf8))
        let error = #expect(throws: DraftError.self) { try draft.seal() }
        #expect(error?.summary == expected)
    }

    @Test func refusesTooManyParts() throws {
        func draft(_ count: Int) throws -> Draft {
            let parts = (0..<count).map { "{\"$part\":\"p.\($0)\",\"value\":\($0)}" }
            return try Draft(bytes: Array("[\(parts.joined(separator: ","))]".utf8))
        }
        #expect(try draft(64).seal().parts.count == 64)
        #expect(throws: DraftError.tooManyParts) { try draft(65).seal() }
    }
}

extension DraftError {
    fileprivate var summary: String {
        switch self {
        case .duplicateName(let pointer): "duplicate \(pointer)"
        case .alreadySealed(let pointer): "sealed \(pointer)"
        case .malformedReference(let pointer): "malformed \(pointer)"
        case .nestedReference(let pointer): "nested \(pointer)"
        case .partTooLarge(let pointer): "large \(pointer)"
        case .tooManyParts: "many"
        case .json: "json"
        }
    }
}
