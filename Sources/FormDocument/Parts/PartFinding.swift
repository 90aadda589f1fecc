public import FormSchemas

/// Something wrong with a document's parts: a value, as all of them are reported at once.
public struct PartFinding: Hashable, Sendable {
    /// What is wrong; the raw value is the stable code shown to users.
    public enum Code: String, Sendable, CaseIterable {
        /// The document refers to a part that was not supplied.
        case missing = "PART_MISSING"
        /// A part was supplied that the document does not refer to, or twice.
        case unknown = "PART_UNKNOWN"
        /// The part's digest is not the one in the document.
        case digest = "PART_DIGEST"
        /// The part's bytes are not `["salt", value]`.
        case format = "PART_FORMAT"
        /// A confidential value stands in the document itself.
        case notSealed = "PART_NOT_SEALED"
        /// A reference is malformed, uses a name again, or is one too many.
        case reference = "PART_REFERENCE"
    }

    /// Where in the document; the root for a part that it does not refer to.
    public let pointer: JSONPointer
    /// The part's name; `nil` if the reference has none that could be one.
    public let name: PartName?
    public let code: Code
}

extension SealedDocument {
    /// Compares the parts supplied with the references in the document.
    ///
    /// - Parameter complete: whether every part must be there, as when a form is handed in. A
    ///   reader may have been given only some: then absent parts are no finding.
    /// - Returns: everything that is wrong, in the order of the document, parts it does not refer
    ///   to last; empty if all is well.
    public func findings(for parts: [DocumentPart], complete: Bool) -> [PartFinding] {
        var findings = referenceFindings()
        var supplied: [PartName: DocumentPart] = [:]
        var surplus: [DocumentPart] = []
        for part in parts {
            if supplied[part.name] == nil {
                supplied[part.name] = part
            } else {
                surplus.append(part)
            }
        }
        for reference in partReferences {
            guard let name = reference.name, case .digest(let digest) = reference.content else {
                continue
            }
            func report(_ code: PartFinding.Code) {
                findings.append(PartFinding(pointer: reference.pointer, name: name, code: code))
            }
            guard let part = supplied[name] else {
                if complete { report(.missing) }
                continue
            }
            if part.digest != digest {
                report(.digest)
            } else if (try? part.readValue()) == nil {
                report(.format)
            }
        }
        let referred = Set(partReferences.compactMap(\.name))
        surplus += supplied.values
            .filter { !referred.contains($0.name) }
            .sorted { $0.name < $1.name }
        return findings + surplus.map { PartFinding(pointer: .root, name: $0.name, code: .unknown) }
    }

    /// What is wrong with the references themselves, whatever parts come along.
    public func referenceFindings() -> [PartFinding] {
        var findings: [PartFinding] = []
        var seen: Set<PartName> = []
        for (index, reference) in partReferences.enumerated() {
            let isRepeated = reference.name.map { !seen.insert($0).inserted } ?? false
            let code: PartFinding.Code? =
                switch reference.content {
                case .value: .notSealed
                case .malformed: .reference
                case .digest: isRepeated || index >= DocumentLimits.partsMax ? .reference : nil
                }
            if let code {
                findings.append(
                    PartFinding(pointer: reference.pointer, name: reference.name, code: code))
            }
        }
        return findings
    }
}
