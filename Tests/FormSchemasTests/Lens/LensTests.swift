import Testing

@testable import FormSchemas

@Suite("Lenses")
struct LensTests {
    private static func json(_ text: String) throws -> JSONValue {
        JSONValue(try JSONDocument(Array(text.utf8)).root)
    }

    private static func lens(_ steps: String) throws -> Lens {
        try LensReader.read(JSONDocument(Array(#"{"from": "1.0", "steps": [\#(steps)]}"#.utf8)))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: String
        let old: String
        let new: String
        /// What the way back gives without a complement, if that is not the old one.
        var backAlone: String?

        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "rename", steps: #"{"op": "rename", "at": "/a", "to": "b"}"#,
            old: #"{"x": 1, "a": {"y": 2}}"#, new: #"{"x": 1, "b": {"y": 2}}"#),
        Case(
            name: "rename of names with / and ~ and dots",
            steps: #"{"op": "rename", "at": "/p~1q/a~0b", "to": "c.d/e"}"#,
            old: #"{"p/q": {"a~b": 1}}"#, new: #"{"p/q": {"c.d/e": 1}}"#),
        Case(
            name: "rename of what is not there",
            steps: #"{"op": "rename", "at": "/a/b", "to": "c"}"#, old: #"{"x": 1}"#,
            new: #"{"x": 1}"#),
        Case(
            name: "rename over what is there already",
            steps: #"{"op": "rename", "at": "/a", "to": "b"}"#, old: #"{"a": 1, "b": 2}"#,
            new: #"{"b": 1}"#, backAlone: #"{"a": 1}"#),
        Case(
            name: "swapped names",
            steps: #"""
                {"op": "rename", "at": "/a", "to": "c"}, {"op": "rename", "at": "/b", "to": "a"},
                {"op": "rename", "at": "/c", "to": "b"}
                """#, old: #"{"a": 1, "b": 2}"#, new: #"{"a": 2, "b": 1}"#),
        Case(
            name: "add with a value", steps: #"{"op": "add", "at": "/o/a", "value": [1]}"#,
            old: #"{"o": {}}"#, new: #"{"o": {"a": [1]}}"#),
        Case(
            name: "add without a value", steps: #"{"op": "add", "at": "/a"}"#, old: #"{}"#,
            new: #"{}"#),
        Case(
            name: "remove", steps: #"{"op": "remove", "at": "/a"}"#, old: #"{"a": {"b": "é"}}"#,
            new: #"{}"#, backAlone: #"{}"#),
        Case(
            name: "remove of the value that the way back gives",
            steps: #"{"op": "remove", "at": "/a", "value": false}"#, old: #"{"a": false}"#,
            new: #"{}"#),
        Case(
            name: "remove of nothing where the way back gives a value",
            steps: #"{"op": "remove", "at": "/a", "value": false}"#, old: #"{}"#, new: #"{}"#,
            backAlone: #"{"a": false}"#),
        Case(
            name: "hoist", steps: #"{"op": "hoist", "at": "/o/a"}"#,
            old: #"{"o": {"a": 1, "b": 2}}"#,
            new: #"{"o": {"b": 2}, "a": 1}"#),
        Case(
            name: "hoist of the last member", steps: #"{"op": "hoist", "at": "/o/a"}"#,
            old: #"{"o": {"a": 1}}"#, new: #"{"o": {}, "a": 1}"#),
        Case(
            name: "plunge", steps: #"{"op": "plunge", "at": "/a", "into": "o"}"#,
            old: #"{"o": {"b": 2}, "a": 1}"#, new: #"{"o": {"b": 2, "a": 1}}"#),
        Case(
            name: "plunge into what is not there",
            steps: #"{"op": "plunge", "at": "/a", "into": "o"}"#, old: #"{"a": 1}"#,
            new: #"{"o": {"a": 1}}"#, backAlone: #"{"o": {}, "a": 1}"#),
        Case(
            name: "wrap", steps: #"{"op": "wrap", "at": "/a"}"#, old: #"{"a": {"b": 1}}"#,
            new: #"{"a": [{"b": 1}]}"#),
        Case(
            name: "head", steps: #"{"op": "head", "at": "/a"}"#, old: #"{"a": [1, 2, 3]}"#,
            new: #"{"a": 1}"#, backAlone: #"{"a": [1]}"#),
        Case(
            name: "head of nothing", steps: #"{"op": "head", "at": "/a"}"#, old: #"{"a": []}"#,
            new: #"{}"#, backAlone: #"{}"#),
        Case(
            name: "in",
            steps:
                #"{"op": "in", "at": "/o/p", "steps": [{"op": "rename", "at": "/a", "to": "b"}]}"#,
            old: #"{"o": {"p": {"a": 1}}}"#, new: #"{"o": {"p": {"b": 1}}}"#),
        Case(
            name: "map within map",
            steps: #"""
                {"op": "map", "at": "/l", "steps": [{"op": "map", "at": "/m", "steps": [
                    {"op": "remove", "at": "/a"}]}]}
                """#, old: #"{"l": [{"m": [{"a": 1}, {"a": 2}]}, {}, {"m": [{"b": 1, "a": 3}]}]}"#,
            new: #"{"l": [{"m": [{}, {}]}, {}, {"m": [{"b": 1}]}]}"#,
            backAlone: #"{"l": [{"m": [{}, {}]}, {}, {"m": [{"b": 1}]}]}"#),
        Case(
            name: "convert by a table",
            steps: #"{"op": "convert", "at": "/a", "table": [["X", 1], ["Y", 2]]}"#,
            old: #"{"a": "Y"}"#, new: #"{"a": 2}"#),
        Case(
            name: "convert of two values to one",
            steps: #"{"op": "convert", "at": "/a", "table": [["X", 1], ["Y", 1]]}"#,
            old: #"{"a": "Y"}"#, new: #"{"a": 1}"#, backAlone: #"{"a": "X"}"#),
        Case(
            name: "a field split in two",
            steps: #"""
                {"op": "convert", "at": "/o",
                 "forward": {"kind": "this.code.split(\"-\")[0]", "number": "int(this.code.split(\"-\")[1])"},
                 "backward": {"code": "this.kind + \"-\" + string(this.number)"}}
                """#, old: #"{"o": {"code": "A-007", "z": 1}}"#,
            new: #"{"o": {"kind": "A", "number": 7, "z": 1}}"#,
            backAlone: #"{"o": {"code": "A-7", "z": 1}}"#),
    ]

    @Test("Each operation there, back with what was kept, and back alone", arguments: cases)
    func operations(_ example: Case) throws {
        let lens = try Self.lens(example.steps)
        let old = try Self.json(example.old)
        let there = try lens.apply(to: old)
        #expect(there.body.says(try Self.json(example.new)), "\(there.body.serialized())")
        let back = try lens.inverse.apply(to: there.body, with: there.complement)
        #expect(back.body.says(old), "\(back.body.serialized())")
        let alone = try lens.inverse.apply(to: there.body).body
        let expected = try Self.json(example.backAlone ?? example.old)
        #expect(alone.says(expected), "\(alone.serialized())")
        #expect(there.complement.isEmpty == (example.backAlone == nil))
        let again = try lens.apply(to: back.body, with: back.complement)
        #expect(again.body.says(there.body) && again.complement == there.complement)
    }

    @Test(
        "Places lead to where their value went, and back",
        arguments: [
            (#"{"op": "rename", "at": "/a", "to": "b"}"#, "/a/x", "/b/x", "/a/x"),
            (#"{"op": "rename", "at": "/a", "to": "b"}"#, "/c", "/c", "/c"),
            (#"{"op": "remove", "at": "/o/a"}"#, "/o/a/0", "/o", "/o"),
            (#"{"op": "hoist", "at": "/o/a"}"#, "/o/a/3", "/a/3", "/o/a/3"),
            (#"{"op": "hoist", "at": "/o/a"}"#, "/o/b", "/o/b", "/o/b"),
            (#"{"op": "plunge", "at": "/a", "into": "o"}"#, "/a", "/o/a", "/a"),
            (#"{"op": "wrap", "at": "/a"}"#, "/a/b", "/a/0/b", "/a/b"),
            (#"{"op": "head", "at": "/a"}"#, "/a/0/b", "/a/b", "/a/0/b"),
            (#"{"op": "head", "at": "/a"}"#, "/a/4", "/a", "/a/0"),
            (
                #"{"op": "map", "at": "/l", "steps": [{"op": "rename", "at": "/a", "to": "b"}]}"#,
                "/l/7/a", "/l/7/b", "/l/7/a"
            ),
            (
                #"{"op": "convert", "at": "", "forward": {"b": "this.a"}, "backward": {"a": "this.b"}}"#,
                "/a", "/b", "/a"
            ),
        ])
    func places(_ steps: String, from: String, to: String, back: String) throws {
        let lens = try Self.lens(steps)
        let moved = lens.moved(try #require(JSONPointer(from)))
        #expect(moved.description == to)
        #expect(lens.inverse.moved(moved).description == back)
    }

    @Test(
        "A lens that cannot be read says where and why",
        arguments: [
            (#"{"op": "move", "at": "/a"}"#, "/steps/0/op", "rename"),
            (#"{"op": "rename", "at": "/a"}"#, "/steps/0/to", "missing"),
            (#"{"op": "rename", "at": "/a", "to": "a"}"#, "/steps/0/to", "another"),
            (#"{"op": "hoist", "at": "/a/a"}"#, "/steps/0/at", "name of what"),
            (#"{"op": "rename", "at": "a", "to": "b"}"#, "/steps/0/at", "pointer"),
            (#"{"op": "rename", "at": "", "to": "b"}"#, "/steps/0/at", "member"),
            (#"{"op": "rename", "at": "/l/*/a", "to": "b"}"#, "/steps/0/at", "map"),
            (#"{"op": "hoist", "at": "/a"}"#, "/steps/0/at", "above"),
            (#"{"op": "add", "at": "/a", "default": 1}"#, "/steps/0/default", "not known"),
            (#"{"op": "map", "at": "/a"}"#, "/steps/0/steps", "list"),
            (#"{"op": "convert", "at": "/a", "table": [["x"]]}"#, "/steps/0/table/0", "pair"),
            (
                #"{"op": "convert", "at": "/a", "table": [[1, 2], [1, 3]]}"#, "/steps/0/table/1",
                "twice"
            ),
            (
                #"{"op": "convert", "at": "", "forward": {"b": "this."}, "backward": {"a": "1"}}"#,
                "/steps/0/forward/b", "column"
            ),
        ])
    func unreadable(_ steps: String, place: String, reason: String) throws {
        let error = try #require(throws: LensError.self) { try Self.lens(steps) }
        #expect(error.pointer.description == place)
        #expect(error.message.contains(reason), "\(error.message)")
    }

    @Test("Too many steps are refused")
    func tooMany() {
        let step = #"{"op": "rename", "at": "/a", "to": "b"}"#
        #expect(throws: LensError.self) {
            try Self.lens(Array(repeating: step, count: 501).joined(separator: ","))
        }
    }

    @Test("An expression without a value is an error, not a crash")
    func withoutValue() throws {
        let lens = try Self.lens(
            #"{"op": "convert", "at": "", "forward": {"b": "this.a / 0"}, "backward": {"a": "this.b"}}"#
        )
        #expect(throws: LensError.self) { try lens.apply(to: ["a": 1]) }
    }

    @Test("Any lens leads back to any document, also where it does not fit")
    func anyLens() throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<20_000 {
            let steps = RandomLens.steps(using: &random)
            let lens = try LensReader.read(JSONDocument(RandomLens.file(steps).bytes()))
            let body = RandomLens.value(depth: 3, using: &random)
            let there = try lens.apply(to: body)
            let back = try lens.inverse.apply(to: there.body, with: there.complement)
            let context = "\(RandomLens.file(steps).serialized()) on \(body.serialized())"
            #expect(back.body.says(body), "\(context) gives \(back.body.serialized())")
            // From the text the same comes out as from a tree of values.
            let text = try JSONDocument(body.bytes())
            let copied = try lens.apply(to: .node(text.root))
            var bytes: [UInt8] = []
            copied.body.write(to: &bytes)
            #expect(JSONValue(try JSONDocument(bytes).root).says(there.body), "\(context)")
            #expect(copied.complement == there.complement, "\(context)")
            let written = RandomLens.value(depth: 3, using: &random)
            let put = try lens.inverse.apply(to: written, with: there.complement)
            let read = try lens.apply(to: put.body, with: put.complement)
            #expect(
                read.body.says(written),
                "\(context) with \(written.serialized()) gives \(read.body.serialized())")
        }
    }
}

/// Random lenses, and random bodies over the same few names.
enum RandomLens {
    static func file(_ steps: [JSONValue]) -> JSONValue { ["from": "1.0", "steps": .array(steps)] }

    static func steps(depth: Int = 2, using random: inout SeededRandom) -> [JSONValue] {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in step(depth, &random) }
    }

    private static let names = ["a", "b", "c", "d/e~f", "é\"\\\n"]

    private static func name(_ random: inout SeededRandom, besides other: String = "") -> String {
        names.filter { $0 != other }.randomElement(using: &random) ?? "a"
    }

    private static func step(_ depth: Int, _ random: inout SeededRandom) -> JSONValue {
        let outer = Bool.random(using: &random) ? [name(&random)] : []
        let place = outer.reduce(JSONPointer.root) { $0.appending($1) }
        let last = name(&random)
        let other = name(&random, besides: last)
        let at = JSONValue.string(place.appending(last).description)
        switch Int.random(in: 0..<(depth > 0 ? 10 : 8), using: &random) {
        case 0: return ["op": "rename", "at": at, "to": .string(other)]
        case 1: return ["op": "add", "at": at, "value": value(depth: 1, using: &random)]
        case 2: return ["op": "remove", "at": at, "value": value(depth: 1, using: &random)]
        case 3: return ["op": "remove", "at": at]
        case 4:
            let inner = place.appending(other).appending(last)
            return ["op": "hoist", "at": .string(inner.description)]
        case 5: return ["op": "plunge", "at": at, "into": .string(other)]
        case 6: return ["op": "wrap", "at": at]
        case 7: return ["op": "convert", "at": at, "table": [[0, 1], [1, 1], ["x", [1]]]]
        case 8:
            return ["op": "in", "at": at, "steps": .array(steps(depth: depth - 1, using: &random))]
        default:
            return [
                "op": "map", "at": at, "steps": .array(steps(depth: depth - 1, using: &random)),
            ]
        }
    }

    static func value(depth: Int, using random: inout SeededRandom) -> JSONValue {
        switch Int.random(in: depth > 0 ? 0..<8 : 4..<8, using: &random) {
        case 0, 1, 2:
            var value: JSONValue = [:]
            for name in names where Bool.random(using: &random) {
                value[name] = self.value(depth: depth - 1, using: &random)
            }
            return value
        case 3:
            return .array(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    value(depth: depth - 1, using: &random)
                })
        case 4, 5: return .int(Int.random(in: 0...2, using: &random))
        case 6: return "x"
        default: return nil
        }
    }
}
