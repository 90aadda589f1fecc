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
            let isSealed = FormDocument.PartReference.list(in: draft.json.root).contains {
                $0.isSealed
            }
            var found = version.violations(in: draft.json, mode: isSealed ? .sealed : .draft)
            if !isSealed, found.allSatisfy({ $0.severity == .warning }) {
                found += Self.sealingViolations(draft)
            }
            form = FormLibrary.name(of: draft.json)
            violations = found
        case .bundle(let bundle):
            do {
                let document = try SealedDocument(bytes: bundle.document)
                let version = try FormLibrary.version(of: document.json, in: file.name)
                form = FormLibrary.name(of: document.json)
                violations =
                    version.violations(in: document.json, mode: .sealed)
                    + Self.partViolations(bundle.parts, of: document, version)
            } catch let error as JSONError {
                form = nil
                violations = [Violation(error)]
            } catch let error as ClientError {
                throw error
            } catch {
                throw ClientError(.answerIsNo, .notABundle(file.name, "\(error)"))
            }
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

    private static func partViolations(
        _ parts: [DocumentPart], of document: SealedDocument, _ version: FormVersion
    ) -> [Violation] {
        let findings = document.findings(for: parts, complete: true)
        let faulty = Set(findings.compactMap(\.name))
        var violations = findings.filter { $0.code != .notSealed && $0.code != .reference }.map {
            Violation(
                at: $0.pointer, in: document.json, ViolationCode(rawValue: $0.code.rawValue),
                name: $0.name)
        }
        let values = Dictionary(parts.map { ($0.name, $0) }) { first, _ in first }
        for reference in document.partReferences {
            guard let name = reference.name, !faulty.contains(name),
                let value = try? values[name]?.readValue()
            else { continue }
            violations += version.violations(inPart: name.kind, value: value, at: reference.pointer)
        }
        return violations
    }
}

extension FormDocument.PartReference {
    /// Whether a digest stands here, as in a signed document.
    var isSealed: Bool {
        if case .digest = content { true } else { false }
    }
}

extension Violation {
    init(at pointer: JSONPointer, in document: JSONDocument, _ code: ViolationCode, name: PartName?)
    {
        let position = (document.root[pointer] ?? document.root).position
        self.init(
            instanceLocation: pointer, line: position.line, column: position.column, code: code,
            parameters: name.map { ["name": $0.description] } ?? [:])
    }

    /// Why a draft cannot be sealed, as a violation at its place.
    init(_ error: DraftError, in document: JSONDocument) {
        switch error {
        case .json(let error): self.init(error)
        case .malformedReference(let pointer), .alreadySealed(let pointer),
            .nestedReference(let pointer):
            self.init(at: pointer, in: document, .partReference, name: nil)
        case .duplicateName(let pointer):
            self.init(at: pointer, in: document, .partDuplicate, name: nil)
        case .partTooLarge(let pointer):
            self.init(at: pointer, in: document, .tooLarge, name: nil)
        case .tooManyParts:
            self.init(at: .root, in: document, .tooMany, name: nil)
        }
    }
}
