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
                reason: "The form does not allow everything in \(name) that it did.",
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
                        reason: "There is no confidential part \(kind) any more.",
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
        let documents = self.documents()
        return found.map { difference in
            guard let witness = difference.witness else { return difference }
            var difference = difference
            difference.witness = body(like: witness, difference.instanceLocation, documents)
            if difference.witness == nil { difference.uncertainty = .excludedByRules }
            return difference
        }
    }

    /// Documents of the writing side.
    private func documents() -> [JSONValue] {
        guard let generator = try? DocumentGenerator(written) else { return [] }
        var random = SeededRandom(seed: 1)
        return (0..<limits.documentsMax).compactMap { _ in
            try? generator.document(using: &random)
        }
    }

    /// A body with the same fault in a document that the writing side accepts as a whole.
    private func body(
        like witness: JSONValue, _ pointer: JSONPointer, _ documents: [JSONValue]
    ) -> JSONValue? {
        for document in documents {
            guard let body = document["body"] else { continue }
            for candidate in [witness, body] + Self.grafts(of: witness, at: pointer, onto: body)
            where isWitness(candidate, in: document) {
                return WitnessShrinking(limits.shrinkingsMax).shrunk(candidate) {
                    isWitness($0, in: document)
                }
            }
        }
        return nil
    }

    private func isWitness(_ body: JSONValue, in document: JSONValue) -> Bool {
        guard let read = try? JSONDocument(body.bytes()),
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

    /// The body with what the witness has at a place, and with what it has around it.
    private static func grafts(
        of witness: JSONValue, at pointer: JSONPointer, onto body: JSONValue
    ) -> [JSONValue] {
        let tokens = pointer.tokens.map { $0 == .name("*") ? .index(0) : $0 }
        guard !tokens.isEmpty else { return memberGrafts(of: witness, onto: body) }
        return tokens.indices.reversed().map { last in
            let path = tokens[...last]
            let value = path.reduce(Optional(witness)) { value, token in
                switch (value, token) {
                case (.array(let elements), .index(let index)):
                    elements.indices.contains(index) ? elements[index] : nil
                case (let value?, let token): value[token.text]
                case (nil, _): nil
                }
            }
            return body.setting(value, at: path)
        }
    }

    /// The body with one member as the witness has it, or without it.
    private static func memberGrafts(of witness: JSONValue, onto body: JSONValue) -> [JSONValue] {
        guard case .object(let members) = body, case .object(let others) = witness else {
            return []
        }
        return Set((members + others).map(\.name)).sorted().map { name in
            var changed = body
            changed[name] = witness[name]
            return changed
        }
    }
}
