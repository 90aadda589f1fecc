/// What must hold of a header and its schema cannot say.
enum HeaderRules {
    /// Whether nothing is wrong. Also true where the header is too broken to tell: that is for its
    /// schema to report.
    static func hold(in header: JSONNode, of form: FormDefinition) -> Bool {
        allowsPurpose(header, form) && foreseesAction(header, form)
            && unsoundBasis(header, form) == nil && repeatedRecipients(header) == nil
    }

    /// What is wrong besides what the header's schema has found.
    static func violations(
        in header: JSONNode, of form: FormDefinition, besides known: [Violation]
    ) -> [Violation] {
        var found: [Violation] = []
        let purpose: JSONPointer = "/header/purpose"
        if let node = header["purpose"], !allowsPurpose(header, form),
            !known.contains(where: { $0.instanceLocation == purpose })
        {
            let allowed = form.purposes.joined(separator: ", ")
            found.append(
                Violation(
                    at: purpose, node, code: .purposeNotAllowed, parameters: ["expected": allowed]))
        }
        let action: JSONPointer = "/header/action"
        if let node = header["action"], !foreseesAction(header, form),
            !known.contains(where: { $0.instanceLocation == action })
        {
            found.append(
                Violation(
                    at: action, node, code: .actionNotForeseen,
                    parameters: [
                        "name": node.string ?? "", "expected": form.actions.joined(separator: ", "),
                    ]))
        }
        let basis: JSONPointer = "/header/legal_basis"
        if let node = unsoundBasis(header, form),
            !known.contains(where: { $0.instanceLocation.tokens.starts(with: basis.tokens) })
        {
            let allowed = form.instruments.joined(separator: ", ")
            found.append(
                Violation(
                    at: basis, node, code: .legalBasisNotAllowed,
                    parameters: ["expected": allowed]))
        }
        let recipients: JSONPointer = "/header/recipients"
        if let node = repeatedRecipients(header),
            !known.contains(where: { $0.instanceLocation == recipients })
        {
            found.append(Violation(at: recipients, node, code: .notUnique))
        }
        return found
    }

    private static func allowsPurpose(_ header: JSONNode, _ form: FormDefinition) -> Bool {
        // A form that names no purposes may be sent for any.
        guard let purpose = header["purpose"], purpose.kind == .string, !form.purposes.isEmpty
        else { return true }
        return form.purposes.contains { purpose.isText($0) }
    }

    private static func foreseesAction(_ header: JSONNode, _ form: FormDefinition) -> Bool {
        guard let action = header["action"], action.kind == .string else { return true }
        return form.actions.contains { action.isText($0) }
    }

    /// The legal basis if it names none of the instruments that the form may rest on.
    private static func unsoundBasis(_ header: JSONNode, _ form: FormDefinition) -> JSONNode? {
        guard let basis = header["legal_basis"], basis.kind == .array, basis.count > 0,
            !form.instruments.isEmpty
        else { return nil }
        let isSound = basis.elements.contains { element in
            guard let instrument = element["instrument"] else { return false }
            return form.instruments.contains { instrument.isText($0) }
        }
        return isSound ? nil : basis
    }

    /// The list of recipients if an agency stands in it twice, be it in different roles.
    private static func repeatedRecipients(_ header: JSONNode) -> JSONNode? {
        guard let recipients = header["recipients"], recipients.kind == .array,
            recipients.count > 1
        else { return nil }
        if recipients.count <= comparedMax {
            return hasEqualAgencies(recipients) ? recipients : nil
        }
        let agencies = recipients.elements.compactMap { $0["agency"]?.string }
        return Set(agencies).count == agencies.count ? nil : recipients
    }

    /// This many recipients are compared with each other, without creating strings.
    private static let comparedMax = 8

    private static func hasEqualAgencies(_ recipients: JSONNode) -> Bool {
        var others = recipients.elements
        while let recipient = others.next() {
            guard let agency = recipient["agency"] else { continue }
            for other in others {
                if let other = other["agency"], agency.isSameText(as: other) { return true }
            }
        }
        return false
    }
}
