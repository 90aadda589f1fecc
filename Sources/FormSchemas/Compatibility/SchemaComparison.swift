/// One comparison: what the one side writes against what the other side reads.
struct SchemaComparison {
    let written: ComparedSchema
    let read: ComparedSchema
    let limits: CompatibilityLimits
    var reader: ConstraintReader
    var proof: EmptinessProof
    /// What every document of the writing side satisfies.
    private(set) var holds: [ConstraintID] = []
    private var expected: ConjunctionID = 0
    private(set) var root = SchemaPlace(document: 0, index: 0)
    /// Why the schemas cannot be compared at all.
    private var obstacle: String?

    init(written: ComparedSchema, read: ComparedSchema, limits: CompatibilityLimits) {
        self.written = written
        self.read = read
        self.limits = limits
        let store = ConstraintStore()
        var writer = ConstraintReader(
            resources: written.resources, codeLists: written.codeLists, limits: limits)
        reader = ConstraintReader(
            resources: read.resources, codeLists: read.codeLists, limits: limits)
        do throws(SchemaError) {
            let start = try writer.read(written.document, uri: written.uri, into: store)
            holds = try writer.sources(at: start, store).map(\.constraint)
            root = try reader.read(read.document, uri: read.uri, into: store)
            expected = try reader.conjunction(at: root, store)
            obstacle = writer.obstacle ?? reader.obstacle
        } catch {
            obstacle = error.description
        }
        proof = EmptinessProof(store, limits: limits)
    }

    /// All differences that are found; empty if the reading side surely accepts everything.
    mutating func differences() -> [Compatibility.Difference] {
        let answer = answer(failing: expected)
        if obstacle == nil, case .empty = answer { return [] }
        var walk = DifferenceWalk(self)
        var found = obstacle == nil ? walk.differences() : []
        if case .value(let value) = answer, !found.contains(where: { $0.witness != nil }) {
            found.append(difference(shownBy: value))
        }
        if found.isEmpty {
            let uncertainty: Compatibility.Uncertainty =
                if obstacle != nil {
                    .notComparable
                } else if case .unknown(let reason) = answer {
                    reason.uncertainty
                } else {
                    .notConfirmed
                }
            found.append(
                Compatibility.Difference(
                    kind: .schema, schemaLocation: reader.index.location(of: root),
                    instanceLocation: .root,
                    reason: obstacle.map { DifferenceMessages.text(.incomparable, ["name": $0]) }
                        ?? DifferenceMessages.text(.more),
                    uncertainty: uncertainty))
        }
        return found
    }

    /// Looks for a document that the writing side accepts and that fails a conjunction.
    mutating func answer(failing: ConjunctionID) -> EmptinessProof.Answer {
        let (written, read) = (self.written, self.read)
        return proof.answer(.init(holds: holds, fails: [failing])) { value in
            Self.isWitness(value, written, read)
        }
    }

    /// Whether the engine accepts a value for the writing side and refuses it for the reading side.
    func isWitness(_ value: JSONValue) -> Bool { Self.isWitness(value, written, read) }

    private static func isWitness(
        _ value: JSONValue, _ written: ComparedSchema, _ read: ComparedSchema
    ) -> Bool {
        guard let document = try? JSONDocument(value.bytes()) else { return false }
        return written.program.isValid(document.root) && read.accepts(document) == false
    }

    /// The difference that a witness shows, at the place that the engine reports.
    private func difference(shownBy value: JSONValue) -> Compatibility.Difference {
        let witness = WitnessShrinking(limits.shrinkingsMax).shrunk(value) { isWitness($0) }
        let document = try? JSONDocument(witness.bytes())
        let violation = document.flatMap { document in
            read.program.violations(in: document.root).first { $0.severity == .error }
        }
        return Compatibility.Difference(
            kind: violation.flatMap { Compatibility.Kind($0.code) } ?? .schema,
            schemaLocation: violation?.schemaLocation ?? "",
            instanceLocation: violation?.instanceLocation ?? .root,
            reason: DifferenceMessages.text(.refused), witness: witness)
    }
}

extension EmptinessProof.Obstacle {
    var uncertainty: Compatibility.Uncertainty {
        switch self {
        case .tooComplex: .tooComplex
        case .keyword, .reference: .notComparable
        default: .notConfirmed
        }
    }
}

extension Compatibility.Kind {
    /// What a violation of that code is about.
    fileprivate init?(_ code: ViolationCode) {
        switch code {
        case .type: self = .type
        case .enum, .const: self = .values
        case .codeList: self = .codeList
        case .required: self = .required
        case .unknownField: self = .refusedField
        case .pattern: self = .pattern
        case .format: self = .format
        default: return nil
        }
    }
}
