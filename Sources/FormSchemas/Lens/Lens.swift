/// How a body of one version of a form becomes one of the next, and the other way round.
///
/// Data (docs/lenses.md), total, and reversible: what the other version has no place for is kept in a
/// ``Complement``, with which the way back gives exactly what there was. Works on bodies only: what
/// is confidential travels beside them and never passes through a lens.
///
/// - Source: symmetric lenses with complements: Hofmann, Pierce, Wagner, "Symmetric lenses" (POPL
///   2011); the operations are those of Ink & Switch's Project Cambria (2020).
public struct Lens: Sendable {
    /// Applied from the first to the last.
    let steps: [LensStep]

    init(_ steps: [LensStep]) { self.steps = steps }

    /// The lens that leads back.
    public var inverse: Lens { Lens(steps.inverse) }

    /// Translates a body.
    ///
    /// - Parameters:
    ///   - complement: what was kept when the body came the other way; empty for one that did not.
    /// - Returns: the body of the other version, and what that has no place for. The inverse lens
    ///   makes the first body of the two.
    /// - Throws: ``LensError`` if an expression has no value for the body, which the laws refuse.
    public func apply(
        to body: JSONValue, with complement: Complement = Complement()
    ) throws(LensError) -> (body: JSONValue, complement: Complement) {
        let translated = try apply(to: .value(body), with: complement)
        return (translated.body.json, translated.complement)
    }

    func apply(
        to body: LensValue, with complement: Complement = Complement()
    ) throws(LensError) -> (body: LensValue, complement: Complement) {
        var run = LensRun(given: complement)
        var body = body
        try run.apply(steps, to: &body)
        return (body, run.kept)
    }

    /// Where the place of a body lies in the other version: the nearest that is there.
    public func moved(_ pointer: JSONPointer) -> JSONPointer {
        JSONPointer(steps.reduce(pointer.tokens) { $1.moved($0) })
    }
}

/// A lens that cannot be read, or that has no value for a body.
public struct LensError: Error, Equatable, CustomStringConvertible {
    /// Where in the lens's file, or in the body.
    public let pointer: JSONPointer
    public let message: String

    public var description: String {
        pointer.isRoot ? message : "\(pointer): \(message)"
    }
}

/// What a version has no place for: kept while a body is read in it, so that nothing is lost on the
/// way back. Never part of what is signed.
public struct Complement: Sendable, Equatable {
    /// A step, and which elements of the lists around it.
    struct Place: Hashable {
        let step: Int
        let elements: [Int]
    }

    /// What a step keeps at a place.
    struct Kept: Sendable, Equatable {
        /// A value that the step takes away; `.some(nil)`: that there was none.
        var lost: JSONValue??
        /// A value whose place the step needed for another.
        var displaced: JSONValue?

        var isEmpty: Bool { lost == nil && displaced == nil }
    }

    private(set) var kept: [Place: Kept] = [:]

    public init() {}

    /// Whether the other version says everything.
    public var isEmpty: Bool { kept.isEmpty }
    /// At how many places something is kept.
    public var count: Int { kept.count }

    subscript(place: Place) -> Kept {
        get { kept[place] ?? Kept() }
        set { kept[place] = newValue.isEmpty ? nil : newValue }
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.kept.count == right.kept.count
            && left.kept.allSatisfy { place, kept in
                guard let other = right.kept[place] else { return false }
                return same(kept.lost ?? nil, other.lost ?? nil)
                    && (kept.lost == nil) == (other.lost == nil)
                    && same(kept.displaced, other.displaced)
            }
    }

    private static func same(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.says(right)
    }
}

extension JSONValue {
    /// Whether two values say the same: members in any order, everything else to the byte.
    func says(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.says($1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { member in
                    right.contains {
                        $0.name.utf8.elementsEqual(member.name.utf8) && $0.value.says(member.value)
                    }
                }
        default: self == other
        }
    }
}
