/// Whether one version of a form reads what another one writes: header, body, confidential parts
/// and rules.
struct FormComparison {
    let written: FormVersion
    let read: FormVersion
    let limits: CompatibilityLimits

    func differences() -> [Compatibility.Difference] {
        schemaDifferences(.header) + headerDifferences() + bodyDifferences() + partDifferences()
            + RuleComparison(written: written, read: read).differences()
    }

    // MARK: - Schemas

    private func schemaDifferences(
        _ subject: Compatibility.Subject
    ) -> [Compatibility.Difference] {
        guard let writer = schema(subject, of: written), let reader = schema(subject, of: read)
        else { return [] }
        return Compatibility.judge(written: writer, read: reader, limits: limits).differences
            .map { difference in
                var difference = difference
                difference.subject = subject
                return difference
            }
    }

    private func schema(
        _ subject: Compatibility.Subject, of version: FormVersion
    ) -> ComparedSchema? {
        let document: JSONDocument
        let program: SchemaProgram
        switch subject {
        case .header: (document, program) = (version.headerSchema, version.headerProgram)
        case .body: (document, program) = (version.bodySchema, version.bodyProgram)
        case .part(let kind):
            guard let part = version.parts[kind] else { return nil }
            (document, program) = (part.schema, part.program)
        case .rules: return nil
        }
        return ComparedSchema(
            document, resources: version.resources, codeLists: version.codeLists, program: program)
    }

    /// What the form asks of a header besides its schema.
    private func headerDifferences() -> [Compatibility.Difference] {
        func isNarrower(_ read: [String], _ written: [String]) -> Bool {
            !read.isEmpty && (written.isEmpty || !Set(read).isSuperset(of: written))
        }
        let lists = [
            ("purpose", read.form.purposes, written.form.purposes),
            ("legal_basis", read.form.instruments, written.form.instruments),
            ("action", read.form.actions, written.form.actions),
        ]
        return lists.filter { isNarrower($0.1, $0.2) }.map { name, _, _ in
            Compatibility.Difference(
                kind: .header, schemaLocation: "form.json",
                instanceLocation: JSONPointer([.name(name)]),
                reason: DifferenceMessages.text(.header, ["name": name]),
                uncertainty: .notComparable, subject: .header)
        }
    }

    private func partDifferences() -> [Compatibility.Difference] {
        written.parts.keys.sorted().flatMap { kind -> [Compatibility.Difference] in
            guard read.parts[kind] != nil else {
                return [
                    Compatibility.Difference(
                        kind: .part, schemaLocation: "parts/\(kind).json",
                        instanceLocation: .root,
                        reason: DifferenceMessages.text(.partGone, ["name": kind]),
                        uncertainty: .notComparable, subject: .part(kind))
                ]
            }
            return schemaDifferences(.part(kind))
        }
    }

    // MARK: - Bodies that the rules accept

    /// The differences of the bodies; a witness is one only if the writing side's rules accept it.
    private func bodyDifferences() -> [Compatibility.Difference] {
        let found = schemaDifferences(.body)
        guard written.rules.contains(where: { $0.severity == .error }),
            found.contains(where: { $0.witness != nil })
        else { return found }
        var documents = WriterDocuments(written)
        return found.map { difference in
            guard let witness = difference.witness else { return difference }
            var difference = difference
            difference.witness = body(like: witness, difference.instanceLocation, &documents)
            if difference.witness == nil { difference.uncertainty = .excludedByRules }
            return difference
        }
    }

    /// A body with the same fault in a document that the writing side accepts as a whole.
    private func body(
        like witness: JSONValue, _ pointer: JSONPointer, _ documents: inout WriterDocuments
    ) -> JSONValue? {
        var bytesLeft = limits.documentBytesMax
        for number in 0..<limits.documentsMax {
            guard let document = documents[number], let body = document["body"] else { continue }
            for candidate in [witness, body] + Self.grafts(of: witness, at: pointer, onto: body) {
                guard bytesLeft > 0 else { return nil }
                guard isWitness(candidate, in: document, &bytesLeft) else { continue }
                return WitnessShrinking(limits.shrinkingsOfDocumentMax).shrunk(candidate) {
                    bytesLeft > 0 && isWitness($0, in: document, &bytesLeft)
                }
            }
        }
        return nil
    }

    private func isWitness(
        _ body: JSONValue, in document: JSONValue, _ bytesLeft: inout Int
    ) -> Bool {
        let bytes = body.bytes()
        bytesLeft -= bytes.count
        guard let read = try? JSONDocument(bytes),
            !self.read.bodyProgram.isValid(read.root),
            !self.read.bodyProgram.violations(in: read.root)
                .contains(where: { $0.code == .tooComplex })
        else { return false }
        var document = document
        document["body"] = body
        return (try? JSONDocument(document.bytes())).map {
            written.isValid($0, mode: .draft)
        } ?? false
    }

    /// The body with what the witness has at a place, around it, and below it one by one.
    private static func grafts(
        of witness: JSONValue, at pointer: JSONPointer, onto body: JSONValue
    ) -> [JSONValue] {
        let tokens = pointer.tokens.map { $0 == .name("*") ? .index(0) : $0 }
        let around = tokens.indices.reversed().map { last in
            body.setting(witness.value(at: tokens[...last]), at: tokens[...last])
        }
        let (mine, theirs) = (body.value(at: tokens[...]), witness.value(at: tokens[...]))
        switch (mine, theirs) {
        case (.object(let members)?, .object(let others)?):
            let names = Set((members + others).map(\.name)).sorted()
            return around
                + names.map { name in
                    body.setting(theirs?[name], at: (tokens + [.name(name)])[...])
                }
        case (.array(let elements)?, .array(let others)?) where !elements.isEmpty:
            let longer = others.indices.map { elements[$0 % elements.count] }
            return around + [body.setting(.array(longer), at: tokens[...])]
        default: return around
        }
    }
}

/// Random documents of a version, each made when it is asked for.
private struct WriterDocuments {
    private let generator: DocumentGenerator?
    private var random = SeededRandom(seed: 1)
    private var made: [JSONValue?] = []

    init(_ version: FormVersion) { generator = try? DocumentGenerator(version) }

    /// `nil` if that one could not be made.
    subscript(number: Int) -> JSONValue? {
        mutating get {
            while made.count <= number {
                made.append(try? generator?.document(using: &random))
            }
            return made[number]
        }
    }
}
