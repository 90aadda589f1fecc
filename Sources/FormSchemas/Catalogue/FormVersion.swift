/// One version of a form: its schemas and the programs compiled from them.
public final class FormVersion: Sendable {
    /// A confidential part: the schema of its value.
    public struct Part: Sendable {
        public let schema: JSONDocument
        public let program: SchemaProgram
    }

    /// The form this is a version of.
    public let form: FormDefinition
    /// `MAJOR.MINOR`.
    public let version: String
    public let headerSchema: JSONDocument
    /// The documents that the schemas refer to, by URI.
    public let resources: [String: JSONDocument]
    public let codeLists: [String: CodeList]
    public let flow: Flow
    /// The version that ``lens`` leads from.
    public let origin: String?
    /// How documents of ``origin`` become documents of this version; `nil` for a first version.
    public let lens: Lens?
    private let header: Lazy<SchemaProgram>
    private let schemas: Lazy<Schemas>
    private let rulesOfDocument: Lazy<RuleSet?>
    private let rulesOfDialogue: Lazy<RuleSet?>

    /// What is compiled together, as whoever needs one needs the others.
    struct Schemas: Sendable {
        let body: JSONDocument
        let bodyProgram: SchemaProgram
        let parts: [String: Part]
    }

    public var bodySchema: JSONDocument { schemas.value.body }
    public var headerProgram: SchemaProgram { header.value }
    public var bodyProgram: SchemaProgram { schemas.value.bodyProgram }
    /// The kinds of confidential parts.
    public var parts: [String: Part] { schemas.value.parts }
    /// What the schemas cannot say; `nil` if the version has no rules.
    public var ruleSet: RuleSet? { rulesOfDocument.value }
    /// What neither they nor its rules can say, as it concerns other forms.
    var dialogueRules: RuleSet? { rulesOfDialogue.value }

    /// The rules in the order of their file.
    public var rules: [Rule] { ruleSet?.rules ?? [] }
    /// Those over the dialogue that a document belongs to.
    public var dialogueRuleList: [Rule] { dialogueRules?.rules ?? [] }
    public var code: String { form.code }
    public var title: LocalizedText { form.title }
    public var description: LocalizedText { form.description }

    init(
        form: FormDefinition, version: String, headerSchema: JSONDocument,
        headerProgram: Lazy<SchemaProgram>, resources: [String: JSONDocument],
        codeLists: [String: CodeList], schemas: Lazy<Schemas>, ruleSet: Lazy<RuleSet?>,
        dialogueRules: Lazy<RuleSet?>, flow: Flow, origin: String?, lens: Lens?
    ) {
        self.form = form
        self.version = version
        self.headerSchema = headerSchema
        header = headerProgram
        self.resources = resources
        self.codeLists = codeLists
        self.schemas = schemas
        rulesOfDocument = ruleSet
        rulesOfDialogue = dialogueRules
        self.flow = flow
        self.origin = origin
        self.lens = lens
    }

    /// Compiles what is compiled on first use otherwise.
    ///
    /// - Throws: ``CatalogueError`` with the first file that cannot be used.
    func compile() throws(CatalogueError) {
        _ = try header.get()
        _ = try schemas.get()
        _ = try rulesOfDocument.get()
        _ = try rulesOfDialogue.get()
        _ = try flow.expressions.get()
    }

    /// What a document is checked as.
    public enum Mode: Sendable {
        /// Before it is signed: confidential parts may stand in it with their value.
        case draft
        /// As it is signed: parts are referred to by their digest.
        case sealed
    }

    /// What is known about a document before its violations are listed.
    public enum Verdict: Sendable {
        case valid
        /// Valid, and somebody should look at its warnings.
        case validWithWarnings
        case invalid

        /// The worse of two.
        func and(_ other: Verdict) -> Verdict {
            if self == .invalid || other == .invalid { return .invalid }
            return self == .valid ? other : self
        }
    }

    /// Whether a whole document is valid, warnings aside. The fast program; no allocation per
    /// value.
    public func isValid(_ document: JSONDocument, mode: Mode) -> Bool {
        verdict(document, mode: mode) != .invalid
    }

    /// The same, and whether there are warnings.
    public func verdict(_ document: JSONDocument, mode: Mode) -> Verdict {
        guard let header = document.root["header"], let body = document.root["body"],
            document.root.count == 2, names(header)
        else { return .invalid }
        var verdict = Verdict(headerProgram.verdict(header))
        if verdict == .invalid || !HeaderRules.hold(in: header, of: form) { return .invalid }
        verdict = verdict.and(Verdict(bodyProgram.verdict(body)))
        if verdict == .invalid || Placeholder.occurs(in: document.root) { return .invalid }
        if PartReferences.occur(in: body) {
            verdict = verdict.and(Verdict(partViolations(in: body, mode: mode)))
        }
        guard verdict != .invalid, let ruleSet else { return verdict }
        return verdict.and(ruleSet.verdict(document))
    }

    /// Every violation of a whole document `{"header": …, "body": …}`, in the order of the text.
    public func violations(in document: JSONDocument, mode: Mode) -> [Violation] {
        var found = Self.envelope.violations(in: document.root)
        if let header = document.root["header"] { found += violations(inHeader: header) }
        if let body = document.root["body"] {
            found += bodyProgram.violations(in: body, at: "/body")
            found += partViolations(in: body, mode: mode)
        }
        found = Placeholder.adding(to: found, of: document.root, at: .root)
        return addingRules(to: found, of: document).inOrderOfText()
    }

    /// The violations of a document with those of the rules.
    func addingRules(to known: [Violation], of document: JSONDocument) -> [Violation] {
        guard let ruleSet else { return known }
        // Where something is wrong already, a rule has nothing to add.
        let places = Set(known.filter { $0.severity == .error }.map(\.instanceLocation))
        return known
            + ruleSet.violations(in: document, isOtherwiseValid: places.isEmpty)
            .filter { !places.contains($0.instanceLocation) }
    }

    /// Every violation of a part's value.
    ///
    /// - Parameters:
    ///   - kind: the part's name without its number.
    ///   - pointer: what stands before each instance location.
    /// - Returns: one `PART_UNKNOWN` if the form has no such part.
    public func violations(
        inPart kind: String, value: JSONNode, at pointer: JSONPointer
    ) -> [Violation] {
        guard let part = parts[kind] else {
            return [Violation(at: pointer, value, code: .partUnknown, parameters: ["name": kind])]
        }
        return Placeholder.adding(
            to: part.program.violations(in: value, at: pointer), of: value, at: pointer)
    }

    // MARK: - Header

    /// Every violation of a header that stands at `/header`, its placeholders aside.
    func violations(inHeader header: JSONNode) -> [Violation] {
        let found = headerProgram.violations(in: header, at: "/header")
        return found + nameViolations(header, besides: found)
            + HeaderRules.violations(in: header, of: form, besides: found)
    }

    private static let envelope: SchemaProgram = {
        let schema: JSONValue = [
            "type": "object", "required": ["header", "body"], "additionalProperties": false,
            "properties": ["header": true, "body": true],
        ]
        do {
            return try SchemaProgram(
                compiling: try JSONDocument(schema.bytes()), uri: "urn:benelux:forms:document:1")
        } catch {
            preconditionFailure("the schema of the document: \(error)")
        }
    }()

    private func names(_ header: JSONNode) -> Bool {
        header["form"]?.isText(code) == true && header["version"]?.isText(version) == true
    }

    /// The header must name this form and version; one that has no valid name is told so already.
    private func nameViolations(_ header: JSONNode, besides known: [Violation]) -> [Violation] {
        [("form", code), ("version", version)].compactMap { name, expected in
            let pointer = JSONPointer([.name("header"), .name(name)])
            guard let node = header[name], node.string != expected,
                !known.contains(where: { $0.instanceLocation == pointer })
            else { return nil }
            return Violation(
                at: pointer, node, code: .const, parameters: ["expected": "\"\(expected)\""])
        }
    }

    // MARK: - Parts

    private func partViolations(in body: JSONNode, mode: Mode) -> [Violation] {
        var found: [Violation] = []
        var names: Set<String> = []
        for reference in PartReferences.list(in: body, at: "/body") {
            let name: ViolationParameters = ["name": reference.name]
            let pointer = reference.pointer
            if !names.insert(reference.name).inserted {
                found.append(
                    Violation(at: pointer, reference.node, code: .partDuplicate, parameters: name))
            }
            guard let part = parts[reference.kind] else {
                found.append(
                    Violation(at: pointer, reference.node, code: .partUnknown, parameters: name))
                continue
            }
            guard let value = reference.node["value"] else { continue }
            switch mode {
            case .sealed:
                found.append(
                    Violation(at: pointer, reference.node, code: .partNotSealed, parameters: name))
            case .draft:
                found += part.program.violations(in: value, at: pointer.appending("value"))
            }
        }
        return found
    }
}

extension [Violation] {
    /// Sorted by line and column; at one place as they were.
    func inOrderOfText() -> [Violation] {
        enumerated().sorted { left, right in
            (left.element.line, left.element.column, left.offset)
                < (right.element.line, right.element.column, right.offset)
        }.map(\.element)
    }
}

extension FormVersion.Verdict {
    init(_ verdict: SchemaProgram.Verdict) {
        switch verdict {
        case .valid: self = .valid
        case .validWithWarnings: self = .validWithWarnings
        case .invalid: self = .invalid
        }
    }

    init(_ violations: [Violation]) {
        self =
            violations.contains { $0.severity == .error }
            ? .invalid : violations.isEmpty ? .valid : .validWithWarnings
    }
}
