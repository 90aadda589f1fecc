/// Host names, with `allowsUnicode` internationalised ones.
///
/// - Source: RFC 1123, section 2.1; RFC 5890 to 5893 (IDNA 2008).
enum Hostname {
    /// - Parameter inMail: mail systems normalise a domain's labels themselves.
    static func isValid(
        _ text: FormatScanner, allowsUnicode: Bool, inMail: Bool = false
    ) -> Bool {
        guard text.end > 0 else { return false }
        guard allowsUnicode else { return text.end <= 253 && isValidASCII(text) }
        var scalars: [UInt32] = []
        var offset = 0
        while offset < text.end {
            let (scalar, length) = UTF8Scan.scalar(at: offset, in: text.bytes)
            // The full stops of other scripts separate labels too. Source: RFC 3490, section 3.1.
            scalars.append(
                scalar == 0x3002 || scalar == 0xFF0E || scalar == 0xFF61 ? 0x2E : scalar)
            offset += length
        }
        var length = 0
        var labels: [[UInt32]] = []
        for label in scalars.split(separator: 0x2E, omittingEmptySubsequences: false) {
            guard let (decoded, count) = checked(Array(label), inMail) else { return false }
            labels.append(decoded)
            length += count + 1
        }
        return length - 1 <= 253 && satisfiesBidiRule(labels)
    }

    private static func isValidASCII(_ text: FormatScanner) -> Bool {
        var start = 0
        while true {
            let dot = text.firstIndex(of: 0x2E, from: start) ?? text.end
            guard isValidLabel(text.part(start..<dot)) else { return false }
            if dot == text.end { return true }
            start = dot + 1
        }
    }

    private static func isValidLabel(_ label: FormatScanner) -> Bool {
        let count = label.end
        guard count >= 1, count <= 63, label.bytes[0] != 0x2D, label.bytes[count - 1] != 0x2D else {
            return false
        }
        for offset in 0..<count {
            let byte = label.bytes[offset]
            guard FormatScanner.isLetter(byte) || FormatScanner.isDigit(byte) || byte == 0x2D else {
                return false
            }
        }
        guard count >= 4, label.bytes[2] == 0x2D, label.bytes[3] == 0x2D else { return true }
        guard label.bytes[0] | 0x20 == 0x78, label.bytes[1] | 0x20 == 0x6E else { return false }
        guard let decoded = decodedALabel(label.part(4..<count)) else { return false }
        return satisfiesBidiRule([decoded])
    }

    /// What follows `xn--`, decoded; `nil` if it is not a label that needed encoding.
    private static func decodedALabel(_ encoded: FormatScanner) -> [UInt32]? {
        let lower = (0..<encoded.end).map { offset -> UInt8 in
            let byte = encoded.bytes[offset]
            return (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        }
        guard let scalars = Punycode.decode(lower), scalars.contains(where: { $0 >= 0x80 }),
            Punycode.encode(scalars) == lower, IDNALabel.isValid(scalars)
        else { return nil }
        return scalars
    }

    /// A label in Unicode and its length as it is sent; `nil` if it is not valid.
    private static func checked(
        _ label: [UInt32], _ inMail: Bool
    ) -> (decoded: [UInt32], length: Int)? {
        guard !label.isEmpty else { return nil }
        if label.allSatisfy({ $0 < 0x80 }) {
            let bytes = label.map { UInt8($0) }
            return bytes.withUnsafeBufferPointer { buffer in
                let text = FormatScanner(buffer.baseAddress.unsafelyUnwrapped, buffer.count)
                guard isValidLabel(text) else { return nil }
                let isEncoded = text.end > 4 && text.bytes[2] == 0x2D && text.bytes[3] == 0x2D
                let decoded = isEncoded ? decodedALabel(text.part(4..<text.end)) : nil
                return (decoded ?? label, bytes.count)
            }
        }
        guard IDNALabel.isValid(label, mustBeNormalized: !inMail),
            let encoded = Punycode.encode(label)
        else { return nil }
        let length = encoded.count + 4
        return length <= 63 ? (label, length) : nil
    }

    /// The Bidi rule for all labels, if any has a letter written from right to left.
    private static func satisfiesBidiRule(_ labels: [[UInt32]]) -> Bool {
        !labels.contains(where: BidiRule.concerns) || labels.allSatisfy(BidiRule.isSatisfied)
    }
}
