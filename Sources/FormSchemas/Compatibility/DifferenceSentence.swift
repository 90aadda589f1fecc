/// What a difference is called, and a sentence for it.
struct DifferenceSentence {
    let kind: Compatibility.Kind
    let text: String
    private var member: String?

    init(_ constraint: Constraint, _ store: ConstraintStore) {
        if case .property(let name, let inner) = constraint {
            member = name
            if name == ConstraintReader.partName {
                kind = .part
                text = "The confidential part must be of one kind."
                return
            }
            kind = inner == store.never ? .refusedField : .otherFields
            text =
                inner == store.never
                ? "The field \(name) is not allowed any more."
                : "The field \(name) must be something that it did not have to be."
            return
        }
        if case .required(let name) = constraint { member = name }
        (kind, text) =
            Self.ofValue(constraint) ?? Self.ofContainer(constraint, store)
            ?? Self.ofBranches(constraint)
    }

    /// Where it is about, below the value that the constraint is for.
    func pointer(below pointer: JSONPointer) -> JSONPointer {
        member.map { pointer.appending($0) } ?? pointer
    }

    private static func ofValue(_ constraint: Constraint) -> (Compatibility.Kind, String)? {
        switch constraint {
        case .kinds: (.type, "Fewer types of value are allowed.")
        case .values(let values) where values.count == 1:
            (.values, "Only one value is allowed: \(values.first?.serialized() ?? "").")
        case .values: (.values, "Values are not allowed that were.")
        case .codes: (.codeList, "Codes are not allowed that were.")
        case .editions: (.codeList, "The codes of the edition that is named have changed.")
        case .identifier(let name, _): (.identifier, "The text must be an identifier: \(name).")
        case .minimum(let bound, let isExclusive):
            (.minimum, "The number must be \(isExclusive ? "more than" : "at least") \(bound).")
        case .maximum(let bound, let isExclusive):
            (.maximum, "The number must be \(isExclusive ? "less than" : "at most") \(bound).")
        case .multipleOf(let divisor):
            (.multipleOf, "The number must be a multiple of \(divisor).")
        case .minLength(let count):
            (.minLength, "The text must have at least \(count) characters.")
        case .maxLength(let count):
            (.maxLength, "The text must have at most \(count) characters.")
        case .pattern(let pattern): (.pattern, "The text must match the pattern \(pattern).")
        case .format(let format): (.format, "The text must have the format \(format.rawValue).")
        default: nil
        }
    }

    private static func ofContainer(
        _ constraint: Constraint, _ store: ConstraintStore
    ) -> (Compatibility.Kind, String)? {
        switch constraint {
        case .required(let name): (.required, "The field \(name) must be there.")
        case .additional(_, store.never), .unevaluated(_, _, store.never, _):
            (.refusedField, "Fields are not allowed that were.")
        case .additional, .unevaluated, .patternProperty:
            (.otherFields, "Fields must be something that they did not have to be.")
        case .propertyNames: (.fieldNames, "Names of fields are not allowed that were.")
        case .minProperties(let count):
            (.fieldCount, "There must be at least \(count) fields.")
        case .maxProperties(let count):
            (.fieldCount, "There must be at most \(count) fields.")
        case .dependent(let name, _):
            (.dependency, "More is asked for where the field \(name) is there.")
        case .prefixItem, .items, .unevaluatedItems:
            (.items, "Elements must be something that they did not have to be.")
        case .minItems(let count): (.itemCount, "There must be at least \(count) elements.")
        case .maxItems(let count): (.itemCount, "There must be at most \(count) elements.")
        case .uniqueItems: (.uniqueItems, "No two elements may be equal.")
        case .contains: (.contains, "Other elements must be among those of the list.")
        default: nil
        }
    }

    private static func ofBranches(_ constraint: Constraint) -> (Compatibility.Kind, String) {
        switch constraint {
        case .anyOf, .oneOf: (.branches, "One of other alternatives must hold.")
        case .not: (.exclusion, "Something is ruled out that was not.")
        case .condition: (.condition, "A condition asks for more than before.")
        case .opaque(let text, _) where text.hasPrefix("money"):
            (.money, "Amount and currency must fit together.")
        default: (.schema, "The schema asks for more than before.")
        }
    }
}
