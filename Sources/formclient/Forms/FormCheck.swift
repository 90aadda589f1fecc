import FormDocument
import FormSchemas

/// A form that was checked on this machine, with the engine that the exchange uses.
struct FormCheck: Sendable {
    let file: FormFile
    let content: FormFile.Content
    /// The form and version that its header names, such as `VIP-01 v1.0`.
    let form: String?
    let violations: [Violation]

    /// Checks a file.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if the catalogue does not have its form or version.
    init(_ file: FormFile) throws(ClientError) {
        self.file = file
        content = try file.content()
        switch content {
        case .unreadable(let error):
            form = nil
            violations = [Violation(error)]
        case .draft(let draft):
            let version = try FormLibrary.version(of: draft.json, in: file.name)
            let isSealed = PartReference.list(in: draft.json.root).contains {
                $0.isSealed
            }
            var found = version.violations(in: draft.json, mode: isSealed ? .sealed : .draft)
            if !isSealed, found.allSatisfy({ $0.severity == .warning }) {
                found += Self.sealingViolations(draft)
            }
            form = FormLibrary.name(of: draft.json)
            violations = found
        case .bundle(let bundle):
            let document: SealedDocument
            do {
                document = try SealedDocument(bytes: bundle.document)
            } catch {
                form = nil
                violations = [Violation(error)]
                return
            }
            let version = try FormLibrary.version(of: document.json, in: file.name)
            form = FormLibrary.name(of: document.json)
            violations =
                version.violations(in: document.json, mode: .sealed)
                + document.violations(of: bundle.parts, against: version)
        }
    }

    func report(in language: Language) -> ViolationReport {
        ViolationReport(file: file.name, violations, in: language)
    }

    /// What only shows when the parts are taken out of the draft.
    private static func sealingViolations(_ draft: Draft) -> [Violation] {
        do {
            _ = try draft.seal()
            return []
        } catch {
            return [Violation(error, in: draft.json)]
        }
    }
}

extension PartReference {
    /// Whether a digest stands here, as in a signed document.
    var isSealed: Bool {
        if case .digest = content { true } else { false }
    }
}

extension Violation {
    /// Why a draft cannot be sealed, as a violation at its place.
    init(_ error: DraftError, in document: JSONDocument) {
        switch error {
        case .json(let error): self.init(error)
        case .malformedReference(let pointer), .alreadySealed(let pointer),
            .nestedReference(let pointer):
            self.init(at: pointer, in: document, code: .partReference)
        case .duplicateName(let pointer):
            self.init(at: pointer, in: document, code: .partDuplicate)
        case .partTooLarge(let pointer):
            self.init(at: pointer, in: document, code: .tooLarge)
        case .tooManyParts:
            self.init(at: .root, in: document, code: .tooMany)
        }
    }
}
