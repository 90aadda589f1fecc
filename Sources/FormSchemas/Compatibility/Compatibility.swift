/// Whether documents of one version of a form can be read with another.
///
/// Sound before complete: what is called compatible is proven, what is called incompatible has a
/// document that shows it, and everything else is unknown.
public struct Compatibility: Sendable {
    /// The worst of the differences.
    public enum Verdict: String, Sendable, Comparable {
        case compatible, unknown, incompatible

        private var rank: Int { self == .compatible ? 0 : self == .unknown ? 1 : 2 }

        public static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }
    }

    /// All that were found; empty if the versions are compatible.
    public var differences: [Difference]

    public var verdict: Verdict { differences.map(\.verdict).max() ?? .compatible }

    /// One thing that the reading side does not accept, or may not accept, though the writing side
    /// allows it.
    public struct Difference: Sendable {
        public var kind: Kind
        /// Where the reading side says it: a URI with a JSON pointer, or the name of a rule.
        public var schemaLocation: String
        /// Where in the document it is about; `*` is every element of a list.
        public var instanceLocation: JSONPointer
        /// A sentence for an administrator.
        public var reason: LocalizedText
        /// Why it is not known whether there is such a document; `nil` beside a witness.
        public var uncertainty: Uncertainty?
        /// A value that the writing side accepts and the reading side does not, both confirmed by
        /// the engine: a body, or the value of a confidential part.
        public var witness: JSONValue?
        /// What is compared.
        public var subject = Subject.body
        public var direction = Direction.backward
        /// The earlier version that the new one is compared with; empty for mere schemas.
        public var earlierVersion = ""

        public var verdict: Verdict { witness == nil ? .unknown : .incompatible }
    }

    /// What differs; stable, for texts in other languages.
    public enum Kind: String, Sendable, CaseIterable {
        case type = "TYPE"
        case values = "VALUES"
        case codeList = "CODE_LIST"
        case identifier = "IDENTIFIER"
        case minimum = "MINIMUM"
        case maximum = "MAXIMUM"
        case multipleOf = "MULTIPLE_OF"
        case minLength = "MIN_LENGTH"
        case maxLength = "MAX_LENGTH"
        case pattern = "PATTERN"
        case format = "FORMAT"
        case required = "REQUIRED"
        case refusedField = "REFUSED_FIELD"
        case otherFields = "OTHER_FIELDS"
        case fieldNames = "FIELD_NAMES"
        case fieldCount = "FIELD_COUNT"
        case dependency = "DEPENDENCY"
        case items = "ITEMS"
        case itemCount = "ITEM_COUNT"
        case uniqueItems = "UNIQUE_ITEMS"
        case contains = "CONTAINS"
        case branches = "BRANCHES"
        case exclusion = "EXCLUSION"
        case condition = "CONDITION"
        case money = "MONEY"
        case part = "PART"
        case header = "HEADER"
        case rule = "RULE"
        case schema = "SCHEMA"
    }

    /// Why there is neither a proof nor a witness; stable, as above.
    public enum Uncertainty: String, Sendable, CaseIterable {
        /// More steps than one comparison may take.
        case tooComplex = "TOO_COMPLEX"
        /// No document was found that the engine confirms.
        case notConfirmed = "NOT_CONFIRMED"
        /// A keyword or dialect that is only equal to itself.
        case notComparable = "NOT_COMPARABLE"
        /// Rules are not compared unless they are equal.
        case rule = "RULE"
        /// The rules of the writing side may refuse every such document.
        case excludedByRules = "EXCLUDED_BY_RULES"
    }

    public enum Subject: Sendable, Hashable {
        case header, body, rules
        case part(String)
    }

    public enum Direction: String, Sendable {
        /// The new version reads what the earlier one wrote.
        case backward = "BACKWARD"
        /// The earlier version reads what the new one writes.
        case forward = "FORWARD"
    }

    /// Compares two schemas.
    ///
    /// - Returns: compatible if everything that is valid under `written` is valid under `read`.
    /// - Cost: bounded by `limits` on any schemas.
    public static func judge(
        written: ComparedSchema, read: ComparedSchema,
        limits: CompatibilityLimits = CompatibilityLimits()
    ) -> Compatibility {
        if written.isSame(as: read) { return Compatibility(differences: []) }
        var comparison = SchemaComparison(written: written, read: read, limits: limits)
        return Compatibility(differences: comparison.differences())
    }
}

extension ComparedSchema {
    /// Whether both are the same text with the same references and codes.
    fileprivate func isSame(as other: ComparedSchema) -> Bool {
        uri == other.uri && document.isSameText(as: other.document)
            && resources.count == other.resources.count
            && resources.allSatisfy { uri, document in
                other.resources[uri].map { document.isSameText(as: $0) } ?? false
            }
            && codeLists.count == other.codeLists.count
            && codeLists.allSatisfy { name, list in
                guard let same = other.codeLists[name] else { return false }
                return list.edition == same.edition && list.entries.count == same.entries.count
                    && zip(list.entries, same.entries).allSatisfy {
                        $0.code == $1.code && $0.minorUnits == $1.minorUnits
                    }
            }
    }
}

extension JSONDocument {
    fileprivate func isSameText(as other: JSONDocument) -> Bool {
        storage === other.storage || bytes == other.bytes
    }
}
