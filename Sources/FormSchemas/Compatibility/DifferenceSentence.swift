/// What a difference is called, and a sentence for it.
struct DifferenceSentence {
    let kind: Compatibility.Kind
    let text: LocalizedText
    private var member: String?

    private typealias Found = (
        kind: Compatibility.Kind, sentence: DifferenceMessages.Sentence,
        parameters: ViolationParameters
    )

    init(_ constraint: Constraint, _ store: ConstraintStore) {
        if case .property(let name, let inner) = constraint {
            member = name
            if name == ConstraintReader.partName {
                kind = .part
                text = DifferenceMessages.text(.oneKindOfPart)
                return
            }
            kind = inner == store.never ? .refusedField : .otherFields
            text = DifferenceMessages.text(
                inner == store.never ? .refusedField : .otherField, ["name": name])
            return
        }
        if case .required(let name) = constraint { member = name }
        let found =
            Self.ofValue(constraint) ?? Self.ofContainer(constraint, store)
            ?? Self.ofBranches(constraint)
        kind = found.kind
        text = DifferenceMessages.text(found.sentence, found.parameters)
    }

    /// Where it is about, below the value that the constraint is for.
    func pointer(below pointer: JSONPointer) -> JSONPointer {
        member.map { pointer.appending($0) } ?? pointer
    }

    private static func ofValue(_ constraint: Constraint) -> Found? {
        switch constraint {
        case .kinds: (.type, .types, [:])
        case .values(let values) where values.count == 1:
            (.values, .oneValue, ["value": values.first?.serialized() ?? ""])
        case .values: (.values, .values, [:])
        case .codes: (.codeList, .codes, [:])
        case .editions: (.codeList, .edition, [:])
        case .identifier(let name, _): (.identifier, .identifier, ["name": "\(name)"])
        case .minimum(let bound, let isExclusive):
            (.minimum, isExclusive ? .moreThan : .minimum, ["value": "\(bound)"])
        case .maximum(let bound, let isExclusive):
            (.maximum, isExclusive ? .lessThan : .maximum, ["value": "\(bound)"])
        case .multipleOf(let divisor): (.multipleOf, .multipleOf, ["value": "\(divisor)"])
        case .minLength(let count): (.minLength, .minLength, ["count": "\(count)"])
        case .maxLength(let count): (.maxLength, .maxLength, ["count": "\(count)"])
        case .pattern(let pattern): (.pattern, .pattern, ["value": "\(pattern)"])
        case .format(let format): (.format, .format, ["name": format.rawValue])
        default: nil
        }
    }

    private static func ofContainer(_ constraint: Constraint, _ store: ConstraintStore) -> Found? {
        switch constraint {
        case .required(let name): (.required, .required, ["name": name])
        case .additional(_, store.never), .unevaluated(_, _, store.never, _):
            (.refusedField, .refusedFields, [:])
        case .additional, .unevaluated, .patternProperty: (.otherFields, .otherFields, [:])
        case .propertyNames: (.fieldNames, .fieldNames, [:])
        case .minProperties(let count): (.fieldCount, .minProperties, ["count": "\(count)"])
        case .maxProperties(let count): (.fieldCount, .maxProperties, ["count": "\(count)"])
        case .dependent(let name, _): (.dependency, .dependency, ["name": name])
        case .prefixItem, .items, .unevaluatedItems: (.items, .items, [:])
        case .minItems(let count): (.itemCount, .minItems, ["count": "\(count)"])
        case .maxItems(let count): (.itemCount, .maxItems, ["count": "\(count)"])
        case .uniqueItems: (.uniqueItems, .uniqueItems, [:])
        case .contains: (.contains, .contains, [:])
        default: nil
        }
    }

    private static func ofBranches(_ constraint: Constraint) -> Found {
        switch constraint {
        case .anyOf, .oneOf: (.branches, .branches, [:])
        case .not: (.exclusion, .exclusion, [:])
        case .condition: (.condition, .condition, [:])
        case .opaque(let text, _) where text.hasPrefix("money"): (.money, .money, [:])
        default: (.schema, .more, [:])
        }
    }
}
