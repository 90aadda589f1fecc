/// Which way documents must be readable between versions.
public enum CompatibilityMode: String, Sendable, CaseIterable {
    /// The new version reads what the last one wrote.
    case backward = "BACKWARD"
    /// The last version reads what the new one writes.
    case forward = "FORWARD"
    case full = "FULL"
    /// The same with every earlier version.
    case backwardTransitive = "BACKWARD_TRANSITIVE"
    case forwardTransitive = "FORWARD_TRANSITIVE"
    case fullTransitive = "FULL_TRANSITIVE"

    public var isTransitive: Bool {
        self == .backwardTransitive || self == .forwardTransitive || self == .fullTransitive
    }

    var directions: [Compatibility.Direction] {
        switch self {
        case .backward, .backwardTransitive: [.backward]
        case .forward, .forwardTransitive: [.forward]
        case .full, .fullTransitive: [.backward, .forward]
        }
    }
}

extension Compatibility {
    /// Compares a new version of a form with those before it.
    ///
    /// - Parameters:
    ///   - earlier: the versions before, oldest first; without any everything is compatible.
    /// - Returns: every difference with the version and direction it was found for.
    /// - Cost: bounded for each pair of versions; milliseconds for those of the catalogue.
    public static func judge(
        _ mode: CompatibilityMode, new: FormVersion, earlier: [FormVersion],
        limits: CompatibilityLimits = CompatibilityLimits()
    ) -> Compatibility {
        var found: [Difference] = []
        for version in mode.isTransitive ? earlier[...] : earlier.suffix(1) {
            for direction in mode.directions {
                let isBackward = direction == .backward
                let comparison = FormComparison(
                    written: isBackward ? version : new, read: isBackward ? new : version,
                    limits: limits)
                found += comparison.differences().map { difference in
                    var difference = difference
                    difference.direction = direction
                    difference.earlierVersion = version.version
                    return difference
                }
            }
        }
        return Compatibility(differences: found)
    }
}
