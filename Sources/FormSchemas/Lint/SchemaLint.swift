/// Reads a schema as a careful colleague would, and lists what looks wrong.
///
/// Nothing here decides about a document. A schema with findings may be used, unless one of them is
/// a refusal.
public struct SchemaLint: Sendable {
    private let resources: [String: JSONDocument]
    private let codeLists: [String: CodeList]
    private let needsTexts: Bool

    /// More findings than anybody reads; the rest is left out.
    public static let findingsMax = 1_000

    /// - Parameters:
    ///   - resources: the documents that `$ref` and `$schema` may lead to, by absolute URI.
    ///   - codeLists: what the keyword `codeList` may name.
    ///   - needsTexts: whether titles, descriptions and translations are owed, as in the exchange's
    ///     own forms.
    public init(
        resources: [String: JSONDocument] = [:], codeLists: [String: CodeList] = [:],
        needsTexts: Bool = false
    ) {
        self.resources = resources
        self.codeLists = codeLists
        self.needsTexts = needsTexts
    }

    /// Everything found in a schema, in the order of its text.
    ///
    /// - Cost: two compilations and one walk; branches of one choice are compared in pairs.
    public func findings(in schema: JSONDocument) -> [SchemaFinding] {
        var log = FindingLog(schema)
        var resources = resources
        // A document must not meet itself among the others.
        if let id = schema.root["$id"]?.string { resources[id] = nil }
        var compiler = LintCompiler(schema, resources: resources, codeLists: codeLists)
        guard let index = compiler.makeIndex(&log) else { return log.findings }
        compiler.reportMetaSchema(to: &log)
        var walk = LintWalk(index: index, log: log)
        walk.visit(schema)
        if needsTexts { walk.checkTexts(schema.root) }
        log = walk.log
        compiler.reportRefusal(to: &log)
        compiler.reportExamples(walk.examples, to: &log)
        return log.findings
    }
}

/// The findings so far. A place is where a value begins in the text.
struct FindingLog {
    private let document: JSONDocument
    private var entries: [Entry] = []
    private var seen: Set<String> = []

    private struct Entry {
        let kind: SchemaFinding.Kind
        let pointer: JSONPointer
        let offset: Int
        let parameters: ViolationParameters
        let cause: Violation?
    }

    init(_ document: JSONDocument) { self.document = document }

    /// Adds a finding about `node`, which stands at `pointer`. The same is added once.
    ///
    /// - Parameter offset: the byte that is meant, if it is not the first of the value.
    mutating func add(
        _ kind: SchemaFinding.Kind, at pointer: JSONPointer, _ node: JSONNode,
        _ parameters: ViolationParameters = [:], cause: Violation? = nil, offset: Int? = nil
    ) {
        guard entries.count < SchemaLint.findingsMax,
            seen.insert("\(kind.rawValue) \(pointer.description) \(parameters["name"] ?? "")")
                .inserted
        else { return }
        if Self.contradicting.contains(kind) { contradictions += 1 }
        entries.append(
            Entry(
                kind: kind, pointer: pointer, offset: offset ?? node.byteRange.lowerBound,
                parameters: parameters, cause: cause))
    }

    func contains(_ kinds: [SchemaFinding.Kind], at pointer: JSONPointer) -> Bool {
        entries.contains { kinds.contains($0.kind) && $0.pointer == pointer }
    }

    /// How many findings say that no value gets through somewhere.
    private(set) var contradictions = 0

    private static let contradicting: Set<SchemaFinding.Kind> = [
        .emptyRange, .constantCondition, .unreachableBranch, .forbiddenField, .unsatisfiable,
    ]

    var hasRefusals: Bool { entries.contains { $0.kind.severity == .refused } }

    /// All findings in the order of the text.
    var findings: [SchemaFinding] {
        let sorted = entries.enumerated().sorted {
            ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
        }
        return document.bytes.withUnsafeBufferPointer { bytes in
            var cursor = TextPositionCursor(bytes)
            return sorted.map { _, entry in
                let position = cursor.position(of: entry.offset)
                return SchemaFinding(
                    kind: entry.kind, pointer: entry.pointer, line: position.line,
                    column: position.column, parameters: entry.parameters, cause: entry.cause)
            }
        }
    }
}
