extension Format {
    /// Whether `text` is of this format.
    func accepts(_ text: String) -> Bool {
        // One byte more, so that the empty text has an address too.
        let bytes = Array(text.utf8) + [0]
        return bytes.withUnsafeBufferPointer { accepts($0.baseAddress!, $0.count - 1) }
    }

    /// A random value of this format.
    ///
    /// - Parameter now: what moments lie around: up to 30 days after it, UUIDs of version 7 at it.
    func randomText(now: GeneratorMoment, using random: inout SeededRandom) -> String {
        switch self {
        case .dateTime: Self.soon(now, &random).rounded.dateTime
        case .date: Self.soon(now, &random).date
        case .time: String(Self.soon(now, &random).rounded.dateTime.dropFirst(11))
        case .duration:
            ["PT\(Int.random(in: 1...90, using: &random))M", "P\(random.next() % 60)D"]
                .randomElement(using: &random) ?? "P1D"
        case .email, .idnEmail: "\(Self.label(&random)).\(Self.label(&random))@example.org"
        case .hostname, .idnHostname: "\(Self.label(&random)).example.org"
        case .ipv4: "192.0.2.\(random.next() % 255)"
        case .ipv6: "2001:db8::" + String(random.next() % 0xFFFF, radix: 16)
        case .uri, .uriReference, .iri, .iriReference:
            "https://example.org/\(Self.label(&random))"
        case .uriTemplate: "https://example.org/\(Self.label(&random))/{id}"
        case .uuid: Self.uuid(now, &random)
        case .jsonPointer: "/\(Self.label(&random))/\(random.next() % 10)"
        case .relativeJSONPointer: "\(random.next() % 4)/\(Self.label(&random))"
        case .regex: "^\(Self.label(&random))[0-9]{1,\(1 + random.next() % 8)}$"
        }
    }

    private static func soon(_ now: GeneratorMoment, _ random: inout SeededRandom)
        -> GeneratorMoment
    {
        GeneratorMoment(seconds: now.seconds + Int.random(in: 0..<30 * 86_400, using: &random))
    }

    private static func label(_ random: inout SeededRandom) -> String {
        let syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti"]
        return (0..<3).map { _ in syllables.randomElement(using: &random) ?? "a" }.joined()
    }

    /// Version 7 of a moment within the last hour.
    ///
    /// - Source: RFC 9562, section 5.7.
    private static func uuid(_ now: GeneratorMoment, _ random: inout SeededRandom) -> String {
        let milliseconds =
            UInt64(max(0, now.seconds * 1_000 - Int.random(in: 0..<3_600_000, using: &random)))
        let high = milliseconds << 16 | 0x7000 | random.next() & 0x0FFF
        let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Array(hex(high) + hex(low))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
            .joined(separator: "-")
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
