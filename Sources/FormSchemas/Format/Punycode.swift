/// Punycode, the encoding of internationalised labels. Source: RFC 3492, sections 5 and 6.
enum Punycode {
    private static let base = 36
    private static let thresholdMin = 1
    private static let thresholdMax = 26

    /// Decodes what follows `xn--`, in lower case; `nil` if it is not Punycode.
    static func decode(_ text: [UInt8]) -> [UInt32]? {
        var output: [UInt32] = []
        var position = 0
        if let hyphen = text.lastIndex(of: 0x2D) {
            output = text[..<hyphen].map { UInt32($0) }
            position = hyphen + 1
            if hyphen == 0 { return nil }
        }
        var scalar = 128
        var index = 0
        var bias = 72
        guard position < text.count else { return nil }
        while position < text.count {
            let oldIndex = index
            var weight = 1
            var step = base
            while true {
                guard position < text.count, let digit = digit(text[position]) else { return nil }
                position += 1
                index += digit * weight
                let threshold = min(max(step - bias, thresholdMin), thresholdMax)
                if digit < threshold { break }
                weight *= base - threshold
                step += base
                if index > 1 << 40 || weight > 1 << 40 { return nil }
            }
            let count = output.count + 1
            bias = adapt(index - oldIndex, count, isFirst: oldIndex == 0)
            scalar += index / count
            index %= count
            guard scalar <= 0x10FFFF, Unicode.Scalar(UInt32(scalar)) != nil else { return nil }
            output.insert(UInt32(scalar), at: index)
            index += 1
        }
        return output
    }

    /// Encodes a label; `nil` if it is far too long.
    static func encode(_ label: [UInt32]) -> [UInt8]? {
        guard label.count <= 256 else { return nil }
        var output = label.filter { $0 < 0x80 }.map { UInt8($0) }
        let basic = output.count
        var handled = basic
        if basic > 0 { output.append(0x2D) }
        var scalar = 128
        var delta = 0
        var bias = 72
        while handled < label.count {
            guard let next = label.filter({ Int($0) >= scalar }).min() else { return nil }
            delta += (Int(next) - scalar) * (handled + 1)
            scalar = Int(next)
            for value in label {
                if Int(value) < scalar { delta += 1 }
                guard Int(value) == scalar else { continue }
                append(delta, bias, to: &output)
                bias = adapt(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            scalar += 1
        }
        return output
    }

    private static func append(_ delta: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var step = base
        while true {
            let threshold = min(max(step - bias, thresholdMin), thresholdMax)
            if rest < threshold { break }
            output.append(letter(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            step += base
        }
        output.append(letter(rest))
    }

    private static func letter(_ digit: Int) -> UInt8 {
        digit < 26 ? UInt8(0x61 + digit) : UInt8(0x30 + digit - 26)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte) - 0x61
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var offset = 0
        while delta > (base - thresholdMin) * thresholdMax / 2 {
            delta /= base - thresholdMin
            offset += base
        }
        return offset + (base - thresholdMin + 1) * delta / (delta + 38)
    }
}
