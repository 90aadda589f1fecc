import FormSchemas
import Testing

/// Soundness: whatever is called compatible, no document disproves; whatever is called
/// incompatible has a witness.
struct CompatibilityPropertyTests {
    /// Values that any schema of the sampler may admit or refuse.
    private static let values: [JSONDocument] = {
        let texts = [
            "null", "true", "false", "0", "1", "2", "3", "5", "6", "-1", "1.5", "0.5", "2.25",
            #""""#, #""a""#, #""b""#, #""ab""#, #""abc""#, #""bbbb""#, #"" ""#, #""2026-01-01""#,
            #""https://example.org/""#, #""x/y""#, #""0403170701""#, #""0403170702""#, #""BE""#,
            "[]", "[1]", "[1,1]", "[1,2]", #"["a"]"#, #"["a","b"]"#, "[null]", "[[]]", "[1,2,3]",
            #"[{"a":1}]"#, #"["a",1]"#, "[0,0,0,0]", "[[1],[1]]", "{}",
            #"{"a":1}"#, #"{"b":1}"#, #"{"ab":1}"#, #"{"a":1,"b":2}"#, #"{"a":"a","ab":"b"}"#,
            #"{"a":1,"b":1,"ab":1}"#, #"{"x":1}"#, #"{"x":null,"y":null}"#, #"{"a":[1]}"#,
            #"{"a":{"a":1}}"#, #"{"a":null}"#, #"{"b":[]}"#, #"{"bb":true}"#, #"{"a":{}}"#,
            #"{"a":"ab","b":"ab"}"#, #"{"b":{"b":2}}"#, #"{"ax":1}"#, #"{"a":{"b":[]},"x":{}}"#,
        ]
        return texts.compactMap { try? JSONDocument($0) }
    }()

    /// What the sampler makes is known to be well-formed.
    private static let options = {
        var options = SchemaOptions()
        options.checksMetaSchema = false
        return options
    }()

    struct Tally {
        var (compatible, incompatible, unknown) = (0, 0, 0)
        var unusable = 0
        /// What was a witness before: close to the edge of some schema.
        var witnesses: [JSONDocument] = []
    }

    @Test(arguments: 1...8)
    func verdictsAreSound(seed: Int) throws {
        var sampler = SchemaSampler(seed: UInt64(seed))
        var tally = Tally()
        for _ in 0..<1_250 {
            let first = sampler.document()
            var second = sampler.chance(70) ? sampler.changed(first) : sampler.document()
            if sampler.chance(20) { second = sampler.changed(second) }
            guard let one = try? ComparedSchema(JSONDocument(first.bytes()), options: Self.options),
                let other = try? ComparedSchema(
                    JSONDocument(second.bytes()), options: Self.options)
            else {
                tally.unusable += 1
                continue
            }
            try check(first, one, second, other, &sampler, &tally)
            try check(second, other, first, one, &sampler, &tally)
        }
        let counts = (tally.compatible, tally.incompatible, tally.unknown)
        #expect(counts.0 > 400 && counts.1 > 400 && counts.2 < 60, "\(counts)")
    }

    private func check(
        _ written: JSONValue, _ writer: ComparedSchema, _ read: JSONValue,
        _ reader: ComparedSchema, _ sampler: inout SchemaSampler, _ tally: inout Tally
    ) throws {
        let judgement = Compatibility.judge(written: writer, read: reader)
        let (one, other) = (writer.program, reader.program)
        func disproves(_ node: JSONNode) -> Bool { one.isValid(node) && !other.isValid(node) }
        switch judgement.verdict {
        case .unknown: tally.unknown += 1
        case .incompatible:
            tally.incompatible += 1
            for case let witness? in judgement.differences.map(\.witness) {
                let document = try JSONDocument(witness.bytes())
                #expect(
                    disproves(document.root), "\(written.serialized()) \(read.serialized())")
                if tally.witnesses.count > 100 { tally.witnesses.removeFirst() }
                tally.witnesses.append(document)
            }
        case .compatible:
            tally.compatible += 1
            for value in Self.values + tally.witnesses where disproves(value.root) {
                Issue.record(
                    "\(written.serialized()) \(read.serialized()) \(JSONValue(value.root).serialized())"
                )
            }
            guard tally.compatible % 8 == 0,
                let generator = try? SchemaGenerator(JSONDocument(written.bytes()))
            else { return }
            for _ in 0..<3 {
                guard let value = generator.value(using: &sampler.random) else { break }
                let node = try JSONDocument(value.bytes()).root
                #expect(
                    !disproves(node),
                    "\(written.serialized()) \(read.serialized()) \(value.serialized())")
            }
        }
    }
}
