public import FormSchemas

extension SealedDocument {
    /// What is wrong with the parts handed in: those that are missing, surplus or changed, and the
    /// values in those that fit, as `version` of the form has them.
    ///
    /// What is wrong with the references themselves is found with the rest of the document. The
    /// pointers into values are those of the draft: `…/medical_note/value/language`.
    public func violations(
        of parts: [DocumentPart], against version: FormVersion
    ) -> [Violation] {
        let findings = findings(for: parts, complete: true)
        var violations = findings.filter { $0.code != .notSealed && $0.code != .reference }.map {
            Violation(
                at: $0.pointer, in: json, code: ViolationCode(rawValue: $0.code.rawValue),
                parameters: $0.name.map { ["name": $0.description] } ?? [:])
        }
        let faulty = Set(findings.compactMap(\.name))
        let supplied = Dictionary(parts.map { ($0.name, $0) }) { first, _ in first }
        for reference in partReferences {
            guard let name = reference.name, !faulty.contains(name),
                version.parts[name.kind] != nil, let value = try? supplied[name]?.readValue()
            else { continue }
            violations += version.violations(
                inPart: name.kind, value: value, at: reference.pointer.appending("value"))
        }
        return violations
    }
}
