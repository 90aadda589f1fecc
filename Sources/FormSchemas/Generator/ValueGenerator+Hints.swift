extension ValueGenerator {
    private static let attemptsMax = 8

    /// The value of the first hint that gives one that fits; `nil` if none does.
    mutating func hinted(_ shape: ValueShape) -> JSONValue? {
        for index in shape.hinted.values.indices {
            for _ in 0..<Self.attemptsMax {
                guard let value = value(of: shape.hinted.values[index], shape) else { break }
                switch value {
                case .object, .array: return value
                default: if shape.admits(value) { return value }
                }
            }
        }
        return nil
    }

    /// Remembers the row that the members of an object take their values from.
    mutating func takeRow(_ shape: ValueShape, _ top: Int) {
        for hint in shape.hinted.rows {
            // Pointers are meant as beside the object, not in it.
            let frame = document.frames.removeLast()
            let row = row(of: hint)
            document.frames.append(frame)
            if let row {
                document.frames[top].row = row
                return
            }
        }
    }

    private mutating func value(of hint: GeneratorHint, _ shape: ValueShape) -> JSONValue? {
        if let value = hint.value { return value }
        if !hint.weights.isEmpty {
            let weights = hint.weights.map { shape.admits($0.value) ? $0.weight : 0 }
            return random.index(weights: weights).map { hint.weights[$0].value }
        }
        if let copy = hint.copy { return document.find(copy) }
        if !hint.after.isEmpty { return moment(hint, shape) }
        if hint.from != nil, let field = hint.field {
            return row(of: hint).flatMap { row in row[field].flatMap { expanded($0, row, 0) } }
        }
        if let field = hint.field {
            return document.cell(field).flatMap { expanded($0.cell, $0.row, 0) }
        }
        if let text = hint.text { return expanded(.string(text), nil, 0) }
        if let pattern = hint.pattern { return .string(randomText(pattern)) }
        if let format = hint.format {
            return .string(format.randomText(now: now, using: &random))
        }
        return nil
    }

    private mutating func randomText(_ pattern: String) -> String {
        shapes.sampler(pattern).text(scalarsMax: 2_000, using: &random)
    }

    // MARK: - Rows

    /// A row of the hint's table for which `where` holds and `except` does not.
    private mutating func row(of hint: GeneratorHint) -> GeneratorTable.Row? {
        guard let table = hint.from.flatMap({ tables[$0] }) else { return nil }
        if hint.matching.isEmpty, hint.except.isEmpty {
            return table.hasWeights
                ? random.index(weights: table.weights).map { table.rows[$0] }
                : table.rows.randomElement(using: &random)
        }
        var matching: [(String, JSONValue)] = []
        for (column, pointer) in hint.matching {
            guard let value = document.find(pointer) else { return nil }
            matching.append((column, value))
        }
        var except: [(String, JSONValue)] = []
        for (column, pointer) in hint.except {
            if let value = document.find(pointer) { except.append((column, value)) }
        }
        let weights = zip(table.rows, table.weights).map { row, weight in
            matching.allSatisfy { Self.has(row[$0.0], $0.1) }
                && !except.contains { Self.has(row[$0.0], $0.1) } ? weight : 0
        }
        return random.index(weights: weights).map { table.rows[$0] }
    }

    /// Whether a cell is the value, or a list with it.
    private static func has(_ cell: JSONValue?, _ value: JSONValue) -> Bool {
        if case .array(let choices)? = cell { return choices.contains { $0.isSame(as: value) } }
        return cell?.isSame(as: value) ?? false
    }

    /// The value that a cell stands for.
    private mutating func expanded(
        _ cell: JSONValue, _ row: GeneratorTable.Row?, _ depth: Int
    ) -> JSONValue? {
        switch cell {
        case .object:
            if let value = cell["value"] { return value }
            guard case .string(let pattern)? = cell["pattern"] else { return nil }
            return .string(randomText(pattern))
        case .array(let choices):
            return choices.randomElement(using: &random).flatMap { expanded($0, row, depth + 1) }
        case .string(let template) where template.contains("{"):
            guard depth < 5 else { return nil }
            var text = ""
            var rest = Substring(template)
            while let open = rest.firstIndex(of: "{") {
                guard let close = rest[open...].firstIndex(of: "}") else { return nil }
                text += rest[..<open]
                let name = String(rest[rest.index(after: open)..<close])
                guard let value = insert(name, row, depth) else { return nil }
                text += value
                rest = rest[rest.index(after: close)...]
            }
            return .string(text + rest)
        default: return cell
        }
    }

    /// What stands for `{column}` or `{table.column}` in a template.
    private mutating func insert(
        _ name: String, _ row: GeneratorTable.Row?, _ depth: Int
    ) -> String? {
        let value: JSONValue?
        if let dot = name.firstIndex(of: ".") {
            guard let table = tables[String(name[..<dot])],
                let other = table.rows.randomElement(using: &random),
                let cell = other[String(name[name.index(after: dot)...])]
            else { return nil }
            value = expanded(cell, other, depth + 1)
        } else if let cell = row?[name] {
            value = expanded(cell, row, depth + 1)
        } else {
            value = document.cell(name).flatMap { expanded($0.cell, $0.row, depth + 1) }
        }
        switch value {
        case .string(let text)?, .number(let text)?: return text
        default: return nil
        }
    }

    // MARK: - Moments

    /// A moment after the first of the places that has one: as a date where the schema wants that.
    private mutating func moment(
        _ hint: GeneratorHint, _ shape: ValueShape
    ) -> JSONValue? {
        for choice in hint.after {
            var start = now
            if let pointer = choice.pointer {
                guard case .string(let text)? = document.find(pointer),
                    let moment = GeneratorMoment(text)
                else { continue }
                start = moment
            }
            guard let low = bound(choice.low), let high = bound(choice.high), low <= high else {
                continue
            }
            let seconds = Int.random(in: low * choice.unit...high * choice.unit, using: &random)
            var moment = GeneratorMoment(seconds: start.seconds + seconds)
            if let hours = hint.hours {
                let late = Int.random(in: 0..<5_400, using: &random)
                moment = moment.movedOn(to: hours, andSeconds: late)
            }
            return .string(shape.formats.contains(.date) ? moment.date : moment.rounded.dateTime)
        }
        return nil
    }

    private func bound(_ bound: GeneratorHint.After.Bound) -> Int? {
        switch bound {
        case .number(let number): return number
        case .column(let name):
            guard case .number(let text)? = document.cell(name)?.cell else { return nil }
            return Int(text).flatMap { abs($0) <= 100_000_000 ? $0 : nil }
        }
    }
}
