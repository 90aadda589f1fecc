/// What a lens must hold to before it is published, tried on generated documents of both versions.
public struct LensLaws {
    public enum Law: String, Sendable, CaseIterable {
        /// Every valid document can be translated.
        case totality
        /// There and back gives the same document.
        case getPut
        /// What was written in the other version, put into a document that came from this one, is
        /// read there as it was written.
        case putGet
        /// Translated again, nothing else is kept.
        case complementStability
        /// A valid document is valid in the other version.
        case schemaPreservation
        /// Every value's place leads to a place that is there.
        case pointerMapping
    }

    /// The smallest document that was found to break a law.
    public struct Failure: Sendable {
        public let law: Law
        /// The version of the document, and the one that it was to be translated to.
        public let source: String
        public let target: String
        public let body: JSONValue
        public let reason: String
    }

    public struct Report: Sendable {
        /// At most one for each law and direction.
        public var failures: [Failure] = []
        /// How many documents were tried, by their version.
        public var documents: [String: Int] = [:]
        /// Of how many of them the other version could not say everything.
        public var lossy: [String: Int] = [:]
    }

    private let lens: Lens
    private let source: FormVersion
    private let target: FormVersion

    private init(_ lens: Lens, _ source: FormVersion, _ target: FormVersion) {
        self.lens = lens
        self.source = source
        self.target = target
    }

    /// Tries a lens on so many documents of each version.
    ///
    /// - Parameters:
    ///   - oldBodies: bodies of the old version that are tried besides, such as those that show how
    ///     the versions differ.
    ///   - newBodies: the same of the new one.
    /// - Throws: ``DocumentGenerator/Failure`` if no document of a version can be made.
    /// - Cost: a millisecond or two for a document.
    public static func check(
        _ lens: Lens, from old: FormVersion, to new: FormVersion, catalogue: Catalogue,
        documents: Int, oldBodies: [JSONValue] = [], newBodies: [JSONValue] = [], seed: UInt64 = 1
    ) throws(DocumentGenerator.Failure) -> Report {
        let there = LensLaws(lens, old, new)
        let back = LensLaws(lens.inverse, new, old)
        var report = Report()
        var random = SeededRandom(seed: seed)
        let olds = try DocumentGenerator(old, catalogue: catalogue)
        let news = try DocumentGenerator(new, catalogue: catalogue)
        for number in 0..<documents {
            let first = try olds.document(mode: .sealed, using: &random)["body"] ?? [:]
            let second = try news.document(mode: .sealed, using: &random)["body"] ?? [:]
            there.check(first, written: second, &report)
            back.check(second, written: first, &report)
            guard number == 0 else { continue }
            for body in oldBodies { there.check(body, written: second, &report) }
            for body in newBodies { back.check(body, written: first, &report) }
        }
        return report
    }

    private func check(_ body: JSONValue, written: JSONValue, _ report: inout Report) {
        report.documents[source.version, default: 0] += 1
        if let translated = try? lens.apply(to: body), !translated.complement.isEmpty {
            report.lossy[source.version, default: 0] += 1
        }
        for law in Law.allCases
        where !report.failures.contains(where: { $0.law == law && $0.source == source.version }) {
            guard let reason = broken(law, body, written) else { continue }
            let smallest = smaller(body) { broken(law, $0, written) != nil }
            report.failures.append(
                Failure(
                    law: law, source: source.version, target: target.version, body: smallest,
                    reason: broken(law, smallest, written) ?? reason))
        }
    }

    /// Why a body breaks a law; `nil` if it does not, or if another law is about it.
    private func broken(_ law: Law, _ body: JSONValue, _ written: JSONValue) -> String? {
        let there: (body: JSONValue, complement: Complement)
        do throws(LensError) {
            there = try lens.apply(to: body)
        } catch {
            return law == .totality ? error.description : nil
        }
        switch law {
        case .totality: return nil
        case .getPut:
            let back = try? lens.inverse.apply(to: there.body, with: there.complement)
            guard let back else { return "there is no way back" }
            return difference(body, back.body)
        case .putGet:
            guard let put = try? lens.inverse.apply(to: written, with: there.complement),
                let read = try? lens.apply(to: put.body, with: put.complement)
            else { return "there is no way back" }
            return difference(written, read.body)
        case .complementStability:
            guard let back = try? lens.inverse.apply(to: there.body, with: there.complement),
                let again = try? lens.apply(to: back.body, with: back.complement)
            else { return "there is no way back" }
            if let difference = difference(there.body, again.body) { return difference }
            return again.complement == there.complement ? nil : "something else is kept"
        case .schemaPreservation:
            guard let document = try? JSONDocument(there.body.bytes()) else { return "no JSON" }
            return target.bodyProgram.violations(in: document.root, at: .root)
                .first { $0.severity == .error }
                .map { "\($0.instanceLocation): \($0.code.rawValue)" }
        case .pointerMapping:
            return places(of: body).first { there.body.value(at: lens.moved($0).tokens) == nil }
                .map { "\($0) leads to \(lens.moved($0)), where nothing is" }
        }
    }

    private func difference(_ expected: JSONValue, _ actual: JSONValue) -> String? {
        guard !expected.says(actual) else { return nil }
        let missing = places(of: expected).first { place in
            guard let value = expected.value(at: place.tokens) else { return false }
            return !(actual.value(at: place.tokens)?.says(value) ?? false)
        }
        let added = places(of: actual).first { expected.value(at: $0.tokens) == nil }
        return "\(missing ?? added ?? .root) is not as it was"
    }

    /// The places of all values that are no objects or lists.
    private func places(of value: JSONValue, at pointer: JSONPointer = .root) -> [JSONPointer] {
        switch value {
        case .object(let members):
            members.flatMap { places(of: $0.value, at: pointer.appending($0.name)) }
        case .array(let elements):
            elements.enumerated().flatMap { places(of: $1, at: pointer.appending($0)) }
        default: [pointer]
        }
    }

    /// A body with nothing in it that can be left out while it stays valid and fails.
    private func smaller(_ body: JSONValue, _ isFailure: (JSONValue) -> Bool) -> JSONValue {
        let shrinking = WitnessShrinking(
            LensLimits.shrinkingsMax, bytesMax: LensLimits.shrinkingBytesMax)
        return shrinking.shrunk(body) { candidate in
            guard let document = try? JSONDocument(candidate.bytes()) else { return false }
            return source.bodyProgram.isValid(document.root) && isFailure(candidate)
        }
    }
}
