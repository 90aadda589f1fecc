extension ValueGenerator {
    private static let attemptsMax = 40
    static let words = [
        "dossier", "contact", "nota", "route", "plan", "controle", "agenda", "transport", "centrum",
        "station", "team", "adres", "advies", "overleg", "begeleiding", "bezoek",
    ]

    // MARK: - Texts

    mutating func text(_ shape: ValueShape) -> JSONValue? {
        for _ in 0..<Self.attemptsMax {
            let text = candidate(shape)
            if shape.admits(text) { return .string(text) }
        }
        return nil
    }

    private mutating func candidate(_ shape: ValueShape) -> String {
        let pattern = shape.patterns.randomElement(using: &random)
        let format = shape.formats.randomElement(using: &random)
        if let type = shape.identifiers.randomElement(using: &random) {
            return type.random(using: &random)
        }
        // A format's own values are the better ones where the pattern admits them.
        if let format, pattern == nil || random.chance(0.95) {
            return format.randomText(now: now, using: &random)
        }
        if let pattern {
            return shapes.sampler(pattern.text).text(
                scalarsMax: min(shape.maxLength ?? 200, 2_000), using: &random)
        }
        return prose(shape.minLength, shape.maxLength ?? 60)
    }

    private mutating func prose(_ least: Int, _ most: Int) -> String {
        let wanted = min(max(least, Int.random(in: 4...40, using: &random)), max(most, 0))
        var text = Self.words.randomElement(using: &random) ?? "nota"
        while text.count < wanted, text.count < 100_000 {
            text += " " + (Self.words.randomElement(using: &random) ?? "nota")
        }
        var cut = String(text.prefix(min(most, max(wanted, least))))
        if cut.hasSuffix(" ") { cut = String(cut.dropLast()) + "e" }
        return cut
    }

    // MARK: - Numbers

    /// A number between the bounds on a grid: that of `multipleOf`, integers, or hundredths.
    mutating func number(_ shape: ValueShape) -> JSONValue? {
        let isInteger = !shape.kinds.contains(.fraction) || random.chance(0.2)
        let decimals = isInteger ? 0 : 2
        let finest =
            ([shape.lower?.value, shape.upper?.value] + shape.multiples.map { $0 })
            .compactMap { $0 }.map { -$0.exponent }.max() ?? 0
        let scale = max(decimals, isInteger && shape.multiples.isEmpty ? 0 : finest)
        guard scale <= 12 else { return nil }
        for _ in 0..<Self.attemptsMax {
            guard let units = unit(shape, scale, isInteger) else { return nil }
            let text = Self.decimal(units, scale)
            let number = text.withUTF8Copy { JSONDecimal($0) }
            if shape.admits(number), !isInteger || number.isInteger { return .number(text) }
        }
        return nil
    }

    /// A multiple of the grid, in units of 10^-scale.
    private mutating func unit(
        _ shape: ValueShape, _ scale: Int, _ isInteger: Bool
    ) -> Int? {
        let limit = 1_000_000_000_000_000_000
        func scaled(_ number: JSONDecimal) -> Int {
            let shifted = JSONDecimal(
                isNegative: number.isNegative, digits: number.digits,
                exponent: number.exponent + scale)
            if let value = shifted.integer { return min(max(value, -limit), limit) }
            let floor = JSONDecimal(
                isNegative: number.isNegative,
                digits: Array(number.digits.prefix(max(0, number.digits.count + shifted.exponent))),
                exponent: max(0, shifted.exponent))
            return min(max(floor.integer ?? (number.isNegative ? -limit : limit), -limit), limit)
        }
        var step = isInteger ? Self.power(scale) : 1
        for multiple in shape.multiples {
            let size = abs(scaled(multiple))
            guard size > 0 else { return nil }
            let (common, overflow) = (step / Self.divisor(step, size))
                .multipliedReportingOverflow(by: size)
            guard !overflow, common <= limit else { return nil }
            step = common
        }
        let one = Self.power(scale)
        let low = shape.lower.map { scaled($0.value) }
        let high = shape.upper.map { scaled($0.value) }
        // Where there is no bound, a thousand steps. Nothing here overflows: all is below 3e18.
        let span = min(max(one, step), limit / 1_000) * 1_000
        let least = low ?? (high.map { $0 - span } ?? 0)
        let most = high ?? max(least, 0) + span
        guard least <= most else { return nil }
        let first = GeneratorMoment.floor(least + step - 1, step)
        let last = GeneratorMoment.floor(most, step)
        guard first <= last else { return nil }
        return Int.random(in: first...last, using: &random) * step
    }

    private static func power(_ scale: Int) -> Int {
        (0..<scale).reduce(1) { power, _ in power * 10 }
    }

    private static func divisor(_ one: Int, _ other: Int) -> Int {
        other == 0 ? one : divisor(other, one % other)
    }

    /// `-1.25` from -125 hundredths.
    private static func decimal(_ units: Int, _ scale: Int) -> String {
        guard scale > 0 else { return String(units) }
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        var text = padded.dropLast(scale) + "." + padded.suffix(scale)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return (units < 0 ? "-" : "") + String(text)
    }
}
