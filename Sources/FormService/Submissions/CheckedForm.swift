internal import FormDocument
internal import FormSchemas

/// A form of which everything holds that can be known from itself: its signature and its
/// participants are judged elsewhere.
struct CheckedForm: Sendable {
    let draft: SubmissionDraft
    let header: FormHeader
    /// What its dialogue is asked about it.
    let candidate: DialogueCandidate
    let warnings: [Violation]
}

extension CheckedForm {
    /// Evaluates the form and its parts against the version of the form that it names.
    ///
    /// - Throws: ``ServiceError`` `.formUnknown`, `.invalidForm` (with every violation).
    init(_ draft: SubmissionDraft, catalogue: Catalogue, limits: Limits) throws {
        let version = try catalogue.version(named: draft.document.json)
        var violations =
            version.verdict(draft.document.json, mode: .sealed) == .valid
            ? [] : version.violations(in: draft.document.json, mode: .sealed)
        violations += draft.document.violations(of: draft.parts, against: version)
        try self.init(draft, of: version, violations: violations, limits: limits)
    }

    /// Takes a draft over if none of its violations is an error.
    ///
    /// - Throws: ``ServiceError`` `.invalidForm`.
    init(
        _ draft: SubmissionDraft, of version: FormVersion, violations: [Violation], limits: Limits
    ) throws {
        guard !violations.contains(where: { $0.severity == .error }) else {
            throw ServiceError(invalid: Array(violations.prefix(limits.violationsMax)))
        }
        let header: FormHeader
        do {
            header = try draft.document.readHeader()
        } catch {
            throw ServiceError(invalid: [Violation(error, in: draft.document.json)])
        }
        let isManifest = draft.kind == .manifest
        let candidate = DialogueCandidate(
            header, of: draft.document, isManifest: isManifest, version: version)
        guard let candidate else {
            throw ServiceError(
                .malformedRequest,
                isManifest
                    ? "\(version.code) is not for bulk submissions."
                    : "This kind of \(version.code) comes in bulk submissions only.")
        }
        self.init(
            draft: draft, header: header, candidate: candidate, warnings: violations)
    }
}

extension Catalogue {
    /// The version of the form that a document names in its header.
    ///
    /// - Throws: ``ServiceError`` `.formUnknown`.
    func version(named document: JSONDocument) throws -> FormVersion {
        if let version = version(of: document) { return version }
        let known = document.root["header"]?["form"]?.string.flatMap { form($0) }
        throw ServiceError(
            .formUnknown,
            known.map { form in
                "This exchange does not have \(form.code) in the version that the header names. It "
                    + "has: \(form.versions.joined(separator: ", "))."
            } ?? "The header names no form of this exchange. It has: "
                + forms.map(\.code).joined(separator: ", ") + ".")
    }
}

extension Violation {
    init(_ error: HeaderError, in document: JSONDocument) {
        self.init(
            at: error.pointer, in: document, code: ViolationCode(rawValue: error.code.rawValue),
            parameters: error.pointer.last.map { ["name": $0.text] } ?? [:])
    }
}

extension ServiceError {
    /// A form that is valid by itself and does not fit its dialogue.
    init(dialogueForbids violations: [Violation]) {
        self.init(
            .dialogueForbids,
            "The form does not fit the forms that it follows. Nothing was stored.",
            violations: violations)
    }

    /// An invalid form; the message counts what is wrong.
    init(invalid violations: [Violation]) {
        let errors = violations.count { $0.severity == .error }
        let warnings = violations.count - errors
        self.init(
            .invalidForm,
            "The form is not valid: \(errors) violation\(errors == 1 ? "" : "s")"
                + (warnings == 0 ? "." : ", \(warnings) warning\(warnings == 1 ? "" : "s").")
                + " Nothing was stored.",
            violations: violations)
    }
}
