/// Checks the records of a bulk submission, each as the body of a form with the manifest's header.
///
/// Made once for all records: header and schemas are the same for each.
public struct RecordCheck: Sendable {
    public let version: FormVersion
    /// What stands before a record in the form that it is checked as.
    private let prefix: [UInt8]
    private let prefixEnd: TextPosition
    private let limits: JSONLimits
    /// What every record must be in its dialogue.
    private let turn: FlowTurn?
    /// The dialogue that the records are held against, as their rules get it; `nil` where that is
    /// left to the exchange.
    public var dialogue: JSONDocument?

    /// Requires that `manifest` is one of `version`, without violations.
    ///
    /// - Parameter recordBytesMax: how large a record may be.
    public init(_ version: FormVersion, manifest: JSONDocument, recordBytesMax: Int) {
        self.version = version
        let header = manifest.root["header"].map { manifest.bytes[$0.byteRange] } ?? []
        let prefix = Array("{\"header\":".utf8) + header + Array(",\"body\":".utf8)
        self.prefix = prefix
        prefixEnd = prefix.withUnsafeBufferPointer { buffer in
            var cursor = TextPositionCursor(buffer)
            return cursor.position(of: buffer.count)
        }
        limits = JSONLimits(bytesMax: recordBytesMax)
        turn = version.flow.bulkTurn
    }

    /// Every violation of a record, warnings included, in the order of its text; empty if there is
    /// none, which the fast program decides.
    ///
    /// Places are those of the form, such as `/body/risk`; line and column are the record's own,
    /// and 0 for what stands in the header.
    public func violations(in record: [UInt8]) -> [Violation] {
        guard record.count <= limits.bytesMax else { return unreadable(record) }
        let form: JSONDocument
        do {
            form = try JSONDocument(prefix + record + [UInt8(ascii: "}")])
        } catch {
            let violations = unreadable(record)
            // What is only wrong as the body of a form: one level too deep.
            return violations.isEmpty ? [moved(Violation(error))] : violations
        }
        // A record that ends the form and begins something else is not JSON by itself.
        guard let body = form.root["body"], form.root.count == 2 else { return unreadable(record) }
        if verdict(of: body, in: form) == .valid { return [] }
        return violations(of: body, in: form).map(moved).inOrderOfText()
    }

    private func verdict(of body: JSONNode, in form: JSONDocument) -> FormVersion.Verdict {
        let verdict = FormVersion.Verdict(version.bodyProgram.verdict(body))
        if verdict == .invalid || Placeholder.occurs(in: body) || PartReferences.occur(in: body) {
            return .invalid
        }
        let all = verdict.and(version.ruleSet?.verdict(form) ?? .valid)
        guard all != .invalid, let turn else { return all }
        guard turn.condition?.holds(in: form.root) ?? true else { return .invalid }
        guard let dialogue else { return all }
        return all.and(
            FormVersion.Verdict(version.violations(in: form, as: turn, of: dialogue)))
    }

    private func violations(of body: JSONNode, in form: JSONDocument) -> [Violation] {
        var found = version.bodyProgram.violations(in: body, at: "/body")
        found += PartReferences.list(in: body, at: "/body").map {
            Violation(at: $0.pointer, $0.node, code: .partInRecord, parameters: ["name": $0.name])
        }
        found = Placeholder.adding(to: found, of: body, at: "/body")
        found = version.addingRules(to: found, of: form)
        guard let turn, !found.contains(where: { $0.severity == .error }) else { return found }
        if let condition = turn.condition, !condition.holds(in: form.root) {
            let expected = condition.values.map { JSONValue.plain($0) }.joined(separator: ", ")
            found.append(
                Violation(
                    at: condition.pointer, form.root[condition.pointer] ?? body,
                    code: .turnNotForeseen, parameters: ["expected": expected]))
        } else if let dialogue {
            found += version.violations(in: form, as: turn, of: dialogue)
        }
        return found
    }

    /// Why a record cannot be read by itself; nothing if it can.
    private func unreadable(_ record: [UInt8]) -> [Violation] {
        do {
            _ = try JSONDocument(record, limits: limits)
            return []
        } catch {
            return [Violation(error)]
        }
    }

    /// The violation with its line and column in the record instead of in the form.
    private func moved(_ violation: Violation) -> Violation {
        let lines = violation.line - prefixEnd.line
        if lines > 0 { return violation.moved(line: lines + 1, column: violation.column) }
        let column = violation.column - prefixEnd.column
        guard lines == 0, column >= 0 else { return violation.moved(line: 0, column: 0) }
        return violation.moved(line: 1, column: column + 1)
    }
}

extension JSONValue {
    /// As a message mentions it: a text without its quotation marks.
    fileprivate static func plain(_ value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return String(decoding: value.bytes(), as: UTF8.self)
    }
}
