/// Applies the steps of a lens to one body.
struct LensRun {
    /// What was kept on the way here.
    let given: Complement
    /// What is to be kept for the way back.
    private(set) var kept = Complement()
    private var elements: [Int] = []

    init(given: Complement) { self.given = given }

    mutating func apply(
        _ steps: [LensStep], to value: inout JSONValue
    ) throws(LensError) {
        for step in steps {
            try value.change(at: step.place[...]) { value throws(LensError) in
                try apply(step, to: &value)
            }
        }
    }

    private mutating func apply(_ step: LensStep, to value: inout JSONValue) throws(LensError) {
        switch step.operation {
        case .in(let steps): try apply(steps, to: &value)
        case .map(let steps):
            guard case .array(var list) = value else { return }
            value = .null
            elements.append(0)
            for position in list.indices {
                elements[elements.count - 1] = position
                try apply(steps, to: &list[position])
            }
            elements.removeLast()
            value = .array(list)
        default:
            guard case .object(var members) = value else { return }
            value = .null
            let place = Complement.Place(step: step.number, elements: elements)
            let given = given[place]
            var kept = Complement.Kept()
            try change(&members, by: step.operation, given, &kept)
            self.kept[place] = kept
            value = .object(members)
        }
    }

    /// Applies an operation on an object.
    private func change(
        _ members: inout [JSONValue.Member], by operation: LensStep.Operation,
        _ given: Complement.Kept, _ kept: inout Complement.Kept
    ) throws(LensError) {
        switch operation {
        case .rename(let from, let to):
            kept.displaced = members.take(to)
            members.rename(from, to)
            members.put(given.displaced, as: from)
        case .add(let name, let value):
            kept.displaced = members.take(name)
            members.put(given.lost ?? value, as: name)
        case .remove(let name, let value):
            let taken = members.take(name)
            let isExpected = taken.map { taken in value.map(taken.says) ?? false } ?? (value == nil)
            if !isExpected { kept.lost = .some(taken) }
            members.put(given.displaced, as: name)
        case .hoist(let name, let inner): hoist(name, from: inner, &members, given, &kept)
        case .plunge(let name, let inner):
            plunge(name, into: inner, &members, given, &kept)
        case .wrap(let name): wrap(name, &members, given)
        case .head(let name):
            guard case .array(let list)? = members.value(name) else {
                // That it was no list, which a schema would refuse.
                if members.value(name) != nil { kept.lost = .some(nil) }
                return
            }
            if list.count != 1 { kept.lost = .some(.array(Array(list.dropFirst()))) }
            members.replace(name) { _ in list.first }
        case .convert(let conversion, let back):
            try convert(&members, by: conversion, back, given, &kept)
        case .in, .map: break
        }
    }

    private func wrap(
        _ name: String, _ members: inout [JSONValue.Member], _ given: Complement.Kept
    ) {
        switch (given.lost, members.value(name)) {
        case (.some(nil), _): break
        case (.array(let rest)??, nil) where rest.isEmpty: members.put(.array([]), as: name)
        case (let lost, let value?):
            members.put(.array([value] + (lost??.elements ?? [])), as: name)
        case (_, nil): break
        }
    }

    private func hoist(
        _ name: String, from inner: String, _ members: inout [JSONValue.Member],
        _ given: Complement.Kept, _ kept: inout Complement.Kept
    ) {
        switch members.value(inner) {
        case .object(var others)?:
            kept.displaced = members.take(name)
            let value = others.take(name)
            others.put(given.displaced, as: name)
            if others.isEmpty, value != nil, given.lost != nil {
                _ = members.take(inner)
            } else {
                members.put(.object(others), as: inner)
            }
            members.put(value, as: name)
        case nil: kept.displaced = members.take(name)
        default: break
        }
    }

    private func plunge(
        _ name: String, into inner: String, _ members: inout [JSONValue.Member],
        _ given: Complement.Kept, _ kept: inout Complement.Kept
    ) {
        switch members.value(inner) {
        case .object(var others)?:
            let value = members.take(name)
            kept.displaced = others.take(name)
            others.put(value, as: name)
            members.put(.object(others), as: inner)
        case nil:
            if let value = members.take(name) {
                // That it was not there.
                kept.lost = .some(nil)
                members.put(.object([.init(name, value)]), as: inner)
            }
        default: return
        }
        members.put(given.displaced, as: name)
    }

    private func convert(
        _ members: inout [JSONValue.Member], by conversion: Conversion, _ back: Conversion,
        _ given: Complement.Kept, _ kept: inout Complement.Kept
    ) throws(LensError) {
        let read = conversion.names.compactMap { name in
            members.value(name).map { JSONValue.Member(name, $0) }
        }
        var made: [JSONValue.Member]
        if case .object(let remembered)?? = given.lost, try same(back.convert(remembered), read) {
            made = remembered
        } else {
            made = try conversion.convert(read)
        }
        if try !same(back.convert(made), read) { kept.lost = .object(read) }
        let place = conversion.names.compactMap { members.place(of: $0) }.min()
        for name in conversion.names { _ = members.take(name) }
        var displaced: [JSONValue.Member] = []
        for target in conversion.targets {
            if let value = members.take(target) { displaced.append(.init(target, value)) }
        }
        if !displaced.isEmpty { kept.displaced = .object(displaced) }
        members.insert(contentsOf: made, at: min(place ?? members.count, members.count))
        if case .object(let others)? = given.displaced {
            for other in others { members.put(other.value, as: other.name) }
        }
    }

    private func same(_ left: [JSONValue.Member], _ right: [JSONValue.Member]) -> Bool {
        JSONValue.object(left).says(.object(right))
    }
}

extension JSONValue {
    fileprivate var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// Changes the value at a place, in place; nothing if there is none.
    fileprivate mutating func change(
        at tokens: ArraySlice<JSONPointer.Token>,
        _ body: (inout JSONValue) throws(LensError) -> Void
    ) throws(LensError) {
        guard let token = tokens.first else { return try body(&self) }
        switch self {
        case .object(var members):
            guard let place = members.place(of: token.text) else { return }
            self = .null
            try members[place].value.change(at: tokens.dropFirst(), body)
            self = .object(members)
        case .array(var elements):
            guard case .index(let place) = token, elements.indices.contains(place) else { return }
            self = .null
            try elements[place].change(at: tokens.dropFirst(), body)
            self = .array(elements)
        default: return
        }
    }
}

extension [JSONValue.Member] {
    /// Names are compared by their scalars: Swift's own comparison takes é for e with an accent.
    fileprivate func place(of name: String) -> Int? {
        firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }

    fileprivate func value(_ name: String) -> JSONValue? { place(of: name).map { self[$0].value } }

    fileprivate mutating func take(_ name: String) -> JSONValue? {
        place(of: name).map { remove(at: $0).value }
    }

    /// Replaces the member, or adds it at the end; without a value nothing.
    fileprivate mutating func put(_ value: JSONValue?, as name: String) {
        guard let value else { return }
        if let place = place(of: name) {
            self[place].value = value
        } else {
            append(.init(name, value))
        }
    }

    /// Replaces the member's value, if there is one; takes it away if that gives none.
    fileprivate mutating func replace(_ name: String, _ value: (JSONValue) -> JSONValue?) {
        guard let place = place(of: name) else { return }
        if let new = value(self[place].value) {
            self[place].value = new
        } else {
            remove(at: place)
        }
    }

    fileprivate mutating func rename(_ from: String, _ to: String) {
        if let place = place(of: from) { self[place].name = to }
    }
}
