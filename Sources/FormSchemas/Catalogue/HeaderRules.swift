/// What must hold of a header and its schema cannot say.
enum HeaderRules {
    /// Whether nothing is wrong. Also true where the header is too broken to tell: that is for its
    /// schema to report.
    static func hold(in header: JSONNode, of form: FormDefinition) -> Bool {
        allowsPurpose(header, form) && foreseesAction(header, form)
            && unsoundBasis(header, form) == nil && repeatedRecipients(header) == nil
            && permitsPurpose(header) && asksAhead(header) && keepsContent(header)
    }

    /// What is wrong besides what the header's schema has found.
    static func violations(
        in header: JSONNode, of form: FormDefinition, besides known: [Violation]
    ) -> [Violation] {
        let place: JSONPointer = "/header"
        var found: [Violation] = []
        func report(_ name: String, _ code: ViolationCode, _ parameters: ViolationParameters = [:])
        {
            let pointer = place.appending(name)
            guard let node = header[name],
                !known.contains(where: {
                    $0.instanceLocation.tokens.starts(with: pointer.tokens)
                })
            else { return }
            found.append(Violation(at: pointer, node, code: code, parameters: parameters))
        }
        if !allowsPurpose(header, form) {
            report(
                "purpose", .purposeNotAllowed,
                ["expected": form.purposes.joined(separator: ", ")])
        } else if !permitsPurpose(header) {
            report(
                "purposes_permitted", .purposeNotPermitted,
                ["expected": header["purpose"]?.string ?? ""])
        }
        if !foreseesAction(header, form) {
            report(
                "action", .actionNotForeseen,
                [
                    "name": header["action"]?.string ?? "",
                    "expected": form.actions.joined(separator: ", "),
                ])
        }
        if unsoundBasis(header, form) != nil {
            report(
                "legal_basis", .legalBasisNotAllowed,
                ["expected": form.instruments.joined(separator: ", ")])
        }
        if repeatedRecipients(header) != nil { report("recipients", .notUnique) }
        let created = header["created_at"]?.string ?? ""
        if !asksAhead(header) { report("due_by", .dueBeforeCreation, ["expected": created]) }
        if !keepsContent(header) {
            report(
                "retention_until", .retentionBeforeCreation,
                ["expected": String(created.prefix(10))])
        }
        return found
    }

    private static func allowsPurpose(_ header: JSONNode, _ form: FormDefinition) -> Bool {
        // A form that names no purposes may be sent for any.
        guard let purpose = header["purpose"], purpose.kind == .string, !form.purposes.isEmpty
        else { return true }
        return form.purposes.contains { purpose.isText($0) }
    }

    /// Whether recipients may use the data for what they are sent for.
    private static func permitsPurpose(_ header: JSONNode) -> Bool {
        guard let purpose = header["purpose"], purpose.kind == .string,
            let permitted = header["purposes_permitted"], permitted.kind == .array
        else { return true }
        return permitted.elements.contains { $0.isSameText(as: purpose) }
    }

    /// Whether it says again what another one has said, whatever time has passed.
    private static func repeats(_ header: JSONNode) -> Bool {
        header["action"].map { $0.isText("WITHDRAW") || $0.isText("RESEND") } ?? false
    }

    /// Whether an answer is asked for after the form was drawn up.
    private static func asksAhead(_ header: JSONNode) -> Bool {
        guard !repeats(header), let due = header["due_by"]?.moment,
            let created = header["created_at"]?.moment
        else {
            return true
        }
        return CELTime.isLess(created, due)
    }

    /// Whether the content may be kept on the day on which the form was drawn up, by the sender's
    /// clock.
    private static func keepsContent(_ header: JSONNode) -> Bool {
        guard !repeats(header), let last = header["retention_until"],
            let created = header["created_at"],
            created.moment != nil
        else { return true }
        return !last.isDay(before: created)
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

extension JSONNode {
    /// The moment that a text of RFC 3339 names. Cost: creates no string.
    fileprivate var moment: CELTime? {
        guard entry.isText else { return nil }
        return storage.withTape { _, bytes in
            entry.withContent(of: bytes) { CELTime(moment: $0, $1) }
        }
    }

    /// Whether a text `YYYY-MM-DD` names an earlier day than the text that begins so.
    fileprivate func isDay(before other: JSONNode) -> Bool {
        guard entry.isText, other.entry.isText else { return false }
        return storage.withTape { _, bytes in
            entry.withContent(of: bytes) { left, count in
                other.entry.withContent(of: bytes) { right, otherCount in
                    count == 10 && otherCount > 10
                        && UnsafeBufferPointer(start: left, count: 10)
                            .lexicographicallyPrecedes(UnsafeBufferPointer(start: right, count: 10))
                }
            }
        }
    }
}
