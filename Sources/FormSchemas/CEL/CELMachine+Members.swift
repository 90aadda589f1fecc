extension CELMachine {
    /// The value at a tape index.
    @inline(__always)
    mutating func load(_ index: Int, _ origin: UInt8) -> CELCell {
        let source = sources[Int(origin) &- 1]
        let entry = source.tape[index]
        switch entry.kind {
        case .string: return .text(source.bytes + entry.offset, entry.count)
        case .integer: return CELCell(.int, word: entry.payload)
        case .object:
            return CELCell(
                .map, word: UInt64(index), count: UInt32(truncatingIfNeeded: entry.count),
                origin: origin)
        case .array:
            return CELCell(
                .list, word: UInt64(index), count: UInt32(truncatingIfNeeded: entry.count),
                origin: origin)
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .null: return .null
        case .decimal: return number(entry, index, origin)
        case .escaped: return unescaped(entry, source)
        }
    }

    /// A number that is not plain digits: an int if it is whole and fits, else a double that
    /// remembers its text.
    @inline(never)
    private func number(_ entry: TapeEntry, _ index: Int, _ origin: UInt8) -> CELCell {
        let source = sources[Int(origin) &- 1]
        let text = UnsafeBufferPointer(start: source.bytes + entry.offset, count: entry.count)
        if let decimal = CELDecimal(text), decimal.scale == 0,
            let whole = Int64(exactly: decimal.mantissa)
        {
            return .int(whole)
        }
        let value = Double(String(decoding: text, as: UTF8.self)) ?? .nan
        return CELCell(
            .double, word: value.bitPattern, count: UInt32(truncatingIfNeeded: index),
            origin: origin)
    }

    @inline(never)
    private mutating func unescaped(_ entry: TapeEntry, _ source: CELSource) -> CELCell {
        // An escape is never shorter than what it stands for.
        guard let target = arena.allocate(UInt8.self, entry.count) else { return .error(.memory) }
        let count = entry.withContent(of: source.bytes) { bytes, count in
            target.update(from: bytes, count: count)
            return count
        }
        return .text(target, count)
    }

    @inline(__always)
    func next(after index: Int, _ tape: UnsafeMutablePointer<TapeEntry>) -> Int {
        tape[index].isContainer ? tape[index].next : index &+ 1
    }

    /// The tape index of an object's member, or -1.
    @inline(__always)
    private func find(
        _ hash: UInt64, _ name: UnsafePointer<UInt8>, _ length: Int, in object: CELCell
    ) -> Int {
        let source = sources[Int(object.origin) &- 1]
        var place = Int(object.word) &+ 1
        var left = object.count
        while left > 0 {
            let entry = source.tape[place]
            if entry.payload == hash, isName(entry, name, length, source.bytes) {
                return place &+ 1
            }
            place = next(after: place &+ 1, source.tape)
            left &-= 1
        }
        return -1
    }

    @inline(__always)
    private func isName(
        _ entry: TapeEntry, _ name: UnsafePointer<UInt8>, _ length: Int,
        _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        if entry.kind == .string {
            return entry.count == length && bytesEqual(bytes + entry.offset, name, length)
        }
        return entry.withContent(of: bytes) { $1 == length && bytesEqual($0, name, length) }
    }

    /// The tape index of a member of the value at a tape index of the first document, or -1.
    @inline(__always)
    func memberIndex(of object: Int, _ name: CELStep) -> Int {
        let entry = sources[0].tape[object]
        guard entry.kind == .object else { return -1 }
        let cell = CELCell(
            .map, word: UInt64(object), count: UInt32(truncatingIfNeeded: entry.count), origin: 1)
        return find(name.hash, name.bytes, Int(name.count), in: cell)
    }

    // MARK: - Fields

    /// What stands at the end of a chain of fields.
    @inline(__always)
    mutating func follow(
        _ root: CELCell, _ steps: UnsafeMutablePointer<CELStep>, _ count: UInt8
    ) -> CELCell {
        var value = root
        var step = steps
        var left = count
        while left > 0 {
            value = member(value, step)
            step += 1
            left &-= 1
        }
        return value
    }

    /// Follows a shared path for the first time.
    @inline(never)
    mutating func followShared(_ instruction: CELInstruction, _ code: CELCode) -> CELCell {
        let used = arena.used
        let value = follow(slots[0], code.steps + Int(instruction.b), instruction.small)
        // A text that was made for this evaluation is gone after it.
        if value.kind != .error, arena.used == used { shared[Int(instruction.a)] = value }
        return value
    }

    @inline(__always)
    mutating func member(_ object: CELCell, _ step: UnsafeMutablePointer<CELStep>) -> CELCell {
        guard object.kind == .map, object.isOnTape else { return madeMember(object, step) }
        let found = find(
            step.pointee.hash, step.pointee.bytes, Int(step.pointee.count), in: object)
        guard found >= 0 else { return missing(step) }
        return load(found, object.origin)
    }

    /// A member of a map that the expression made, or an error.
    @inline(never)
    private mutating func madeMember(
        _ object: CELCell, _ step: UnsafeMutablePointer<CELStep>
    ) -> CELCell {
        if object.kind == .error { return object }
        guard object.kind == .map else {
            return CELCell(
                .error, count: step.pointee.offset, origin: CELFailure.notAnObject.rawValue)
        }
        let name = CELCell.text(step.pointee.bytes, Int(step.pointee.count))
        return entry(of: object, name) ?? missing(step)
    }

    @inline(never)
    private func missing(_ step: UnsafeMutablePointer<CELStep>) -> CELCell {
        CELCell(
            .error, word: 1, count: step.pointee.offset, origin: CELFailure.noSuchKey.rawValue)
    }

    mutating func has(_ object: CELCell, _ step: UnsafeMutablePointer<CELStep>) -> CELCell {
        if object.kind == .map, object.isOnTape {
            return .bool(
                find(step.pointee.hash, step.pointee.bytes, Int(step.pointee.count), in: object)
                    >= 0)
        }
        let found = madeMember(object, step)
        let isMissing = found.kind == .error && found.failure == .noSuchKey && object.kind == .map
        return isMissing ? .bool(false) : found.kind == .error ? found : .bool(true)
    }

    // MARK: - Keys and positions

    /// The value of a key in any map; `nil` if it does not have the key.
    mutating func entry(of map: CELCell, _ key: CELCell) -> CELCell? {
        if map.isOnTape {
            guard key.kind == .string else { return nil }
            steps &+= map.size / 8
            let hash = ByteHash.hash(key.bytes, key.size, key: ByteHash.key)
            let found = find(hash, key.bytes, key.size, in: map)
            return found < 0 ? nil : load(found, map.origin)
        }
        steps &+= map.size
        for index in 0..<map.size where equal(map.cells[2 * index], key).isTrue {
            return map.cells[2 * index + 1]
        }
        return nil
    }

    mutating func element(
        _ instruction: CELInstruction, _ operand: CELCell, _ position: CELCell
    ) -> CELCell {
        if operand.kind == .error { return operand }
        if position.kind == .error { return position }
        switch operand.kind {
        case .list:
            guard let wanted = wholeNumber(position) else { return refused(instruction, position) }
            guard wanted >= 0, wanted < Int64(operand.size) else {
                return placed(.error(.index), instruction)
            }
            return element(operand, Int(wanted))
        case .map:
            guard isKey(position) else { return refused(instruction, position) }
            return entry(of: operand, position) ?? placed(.error(.noSuchKey), instruction)
        default: return refused(instruction, operand)
        }
    }

    /// An element of a list; requires a position within it.
    mutating func element(_ list: CELCell, _ position: Int) -> CELCell {
        guard list.isOnTape else { return list.cells[position] }
        let tape = sources[Int(list.origin) &- 1].tape
        var index = Int(list.word) &+ 1
        steps &+= position / 8
        for _ in 0..<position { index = next(after: index, tape) }
        return load(index, list.origin)
    }

    /// A position or key as a whole number: 1, 1u and 1.0 are the same.
    func wholeNumber(_ cell: CELCell) -> Int64? {
        switch cell.kind {
        case .int: cell.int
        case .uint: Int64(exactly: cell.word)
        case .double: Int64(exactly: cell.double)
        default: nil
        }
    }

    func isKey(_ cell: CELCell) -> Bool {
        switch cell.kind {
        case .bool, .int, .uint, .string, .double: true
        default: false
        }
    }
}
