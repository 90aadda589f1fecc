import FormSchemas

/// What two versions of a form make of each other's documents.
struct VersionComparison {
    let old: FormVersion
    let new: FormVersion
    /// In both directions.
    let compatibility: Compatibility
    /// How documents of the old version are read in the new one; `nil` if no lens leads there.
    let translation: Translation?
    /// What the lens does with generated documents; `nil` without one.
    let report: LensLaws.Report?

    /// - Parameter documents: how many of each version the lens is tried on.
    /// - Throws: ``DocumentGenerator/Failure`` if none can be made.
    init(
        _ old: FormVersion, _ new: FormVersion, in catalogue: Catalogue, documents: Int
    ) throws(DocumentGenerator.Failure) {
        self.old = old
        self.new = new
        let compatibility = Compatibility.judge(.full, new: new, earlier: [old])
        self.compatibility = compatibility
        // Where the versions differ is where a lens is most likely to be wrong.
        func witnesses(_ direction: Compatibility.Direction) -> [JSONValue] {
            compatibility.differences.filter { $0.direction == direction && $0.subject == .body }
                .compactMap(\.witness)
        }
        translation =
            old === new
            ? nil : catalogue.translation(form: old.code, from: old.version, to: new.version)
        report = try translation.map { translation throws(DocumentGenerator.Failure) in
            try LensLaws.check(
                translation.lens, from: old, to: new, catalogue: catalogue, documents: documents,
                oldBodies: witnesses(.backward), newBodies: witnesses(.forward))
        }
    }

    /// Whether each version can be read in the other, as it is or through a lens. A lens makes up for
    /// what bodies are, not for what a form's rules and definition ask for.
    var isReadable: Bool {
        guard let report else { return compatibility.verdict == .compatible }
        return report.failures.isEmpty
            && compatibility.differences.allSatisfy { $0.subject == .body }
    }

    func differences(_ direction: Compatibility.Direction) -> [Compatibility.Difference] {
        compatibility.differences.filter { $0.direction == direction }
    }

    /// Who reads what whom wrote.
    func readers(_ direction: Compatibility.Direction) -> (writer: String, reader: String) {
        direction == .backward ? (old.version, new.version) : (new.version, old.version)
    }

    static let directions: [Compatibility.Direction] = [.backward, .forward]
}

// MARK: - For readers

extension VersionComparison {
    func lines(columns: Int, in language: Language) -> [String] {
        var lines = ["\(old.code) \(old.version) → \(new.version)  \(old.title[language])"]
        for direction in Self.directions {
            let (writer, reader) = readers(direction)
            let found = differences(direction)
            let verdict = found.map(\.verdict).max() ?? .compatible
            let said = Phrase.reads(verdict, reader: reader, writer: writer)[language]
            lines += [""] + said.wrapped(to: columns)
            guard !found.isEmpty else { continue }
            lines += [""] + found.flatMap { Self.lines(of: $0, columns: columns, in: language) }
        }
        if let report, let translation {
            lines += [""] + lensLines(report, translation, columns: columns, in: language)
        }
        return lines
    }

    private static func lines(
        of difference: Compatibility.Difference, columns: Int, in language: Language
    ) -> [String] {
        let row = FindingLines.Row(
            line: 0, column: 0, pointer: place(of: difference),
            message: difference.reason[language], code: difference.kind.rawValue)
        let room = max(20, columns - 6)
        let added: [String] =
            if let witness = difference.witness {
                // Of a large document what the difference is about.
                excerpt(
                    of: witness.value(at: difference.instanceLocation.tokens) ?? witness,
                    columns: room)
            } else {
                Phrase.undecidedDifference(difference.uncertainty)[language].wrapped(to: room)
            }
        return FindingLines.aligned([row], columns: columns) + added.map { "      \($0)" }
    }

    /// Where in a document; for what is outside of the body what it is.
    private static func place(of difference: Compatibility.Difference) -> String {
        let pointer = difference.instanceLocation.description
        return switch difference.subject {
        case .body: "/body" + pointer
        case .header: "/header" + pointer
        case .rules: pointer
        case .part(let kind): kind + pointer
        }
    }

    /// A value on one line, as much as fits on three.
    private static func excerpt(of value: JSONValue, columns: Int) -> [String] {
        let lines = value.serialized().folded(to: columns)
        return lines.count > 3 ? lines.prefix(2) + [lines[2].shortened(to: columns)] : lines
    }

    private func lensLines(
        _ report: LensLaws.Report, _ translation: Translation, columns: Int, in language: Language
    ) -> [String] {
        let path = translation.path.joined(separator: " → ")
        let headline = Phrase.lensTried(path, report)[language]
        var lines = headline.wrapped(to: columns)
        for failure in report.failures {
            let said = Phrase.lawBroken(failure)[language]
            lines +=
                ["", "  " + said]
                + Self.excerpt(of: failure.body, columns: max(20, columns - 6))
                .map { "      \($0)" }
        }
        if !report.failures.isEmpty, !report.lossy.isEmpty { lines.append("") }
        for direction in Self.directions {
            let (writer, reader) = readers(direction)
            guard let count = report.lossy[writer], let all = report.documents[writer] else {
                continue
            }
            let said = Phrase.lensKeeps(count, of: all, writer: writer, reader: reader)
            lines += said[language].wrapped(to: columns)
        }
        return lines
    }
}

// MARK: - For programs

extension VersionComparison {
    /// A line for each difference and each law that is broken.
    func tabSeparated(in language: Language) -> [String] {
        let differences = compatibility.differences.map { difference in
            [
                difference.direction.rawValue, difference.verdict.rawValue,
                difference.kind.rawValue, Self.place(of: difference),
                difference.reason[language],
                difference.witness?.serialized() ?? difference.uncertainty?.rawValue ?? "",
            ]
        }
        let failures = (report?.failures ?? []).map { failure in
            [
                "LENS", "broken", failure.law.rawValue, "\(failure.source) → \(failure.target)",
                failure.reason, failure.body.serialized(),
            ]
        }
        return (differences + failures).map {
            $0.map(Table.oneLine).joined(separator: "\t")
        }
    }

    func json(in language: Language) -> JSONValue {
        var value: JSONValue = [
            "form": .string(old.code), "old": .string(old.version), "new": .string(new.version),
        ]
        for direction in Self.directions {
            let found = differences(direction)
            value[direction.rawValue.lowercased()] = [
                "verdict": .string((found.map(\.verdict).max() ?? .compatible).rawValue),
                "differences": .array(found.map { Self.json($0, in: language) }),
            ]
        }
        guard let report, let translation else { return value }
        value["lens"] = [
            "path": .array(translation.path.map { .string($0) }),
            "documents": Self.json(report.documents), "lossy": Self.json(report.lossy),
            "failures": .array(
                report.failures.map { failure in
                    [
                        "law": .string(failure.law.rawValue), "from": .string(failure.source),
                        "to": .string(failure.target), "reason": .string(failure.reason),
                        "body": failure.body,
                    ]
                }),
        ]
        return value
    }

    private static func json(_ counts: [String: Int]) -> JSONValue {
        .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) })
    }

    private static func json(
        _ difference: Compatibility.Difference, in language: Language
    ) -> JSONValue {
        var value: JSONValue = [
            "kind": .string(difference.kind.rawValue),
            "place": .string(place(of: difference)),
            "schema_location": .string(difference.schemaLocation),
            "reason": .string(difference.reason[language]),
        ]
        if let witness = difference.witness { value["witness"] = witness }
        if let uncertainty = difference.uncertainty {
            value["uncertainty"] = .string(uncertainty.rawValue)
        }
        return value
    }
}
