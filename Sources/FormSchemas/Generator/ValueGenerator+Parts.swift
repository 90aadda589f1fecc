extension ValueGenerator {
    /// Makes what stands for a confidential part: its value in a draft, else a digest that belongs
    /// to nothing.
    mutating func partValue(_ kind: String) -> JSONValue? {
        switch part.mode {
        case .sealed:
            let digest = (0..<43).compactMap { _ in Self.digits.randomElement(using: &random) }
            return ["$part": .string(kind), "digest": .string(String(digest))]
        case .draft:
            guard let place = part.kind(kind) else { return nil }
            document.frames.append(.init(isList: false))
            document.frames[document.frames.count - 1].child = .name("value")
            defer { document.frames.removeLast() }
            return value([place]).map { ["$part": .string(kind), "value": $0] }
        }
    }

    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}
