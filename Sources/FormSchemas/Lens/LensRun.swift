/// Applies the steps of a lens to one body.
struct LensRun {
    /// What was kept on the way here.
    let given: Complement
    /// What is to be kept for the way back.
    private(set) var kept = Complement()
    private var elements: [Int] = []

    private typealias Members = [LensValue.Member]

    init(given: Complement) { self.given = given }

    mutating func apply(_ steps: [LensStep], to value: inout LensValue) throws(LensError) {
        for step in steps { try apply(step, below: step.place[...], to: &value) }
    }

    /// Applies a step at the end of a path; nothing if it ends before.
    private mutating func apply(
        _ step: LensStep, below path: ArraySlice<JSONPointer.Token>, to value: inout LensValue
    ) throws(LensError) {
        guard let token = path.first else { return try apply(step, at: &value) }
        if var members = value.members {
            guard let place = members.place(of: token.text) else { return }
            value = .value(.null)
            try apply(step, below: path.dropFirst(), to: &members[place].value)
            value = .object(members)
        } else if case .index(let place) = token, var list = value.elements,
            list.indices.contains(place)
        {
            value = .value(.null)
            try apply(step, below: path.dropFirst(), to: &list[place])
            value = .array(list)
        }
    }

    private mutating func apply(_ step: LensStep, at value: inout LensValue) throws(LensError) {
        switch step.operation {
        case .in(let steps): try apply(steps, to: &value)
        case .map(let steps):
            guard var list = value.elements else { return }
            value = .value(.null)
            elements.append(0)
            for position in list.indices {
                elements[elements.count - 1] = position
                try apply(steps, to: &list[position])
            }
            elements.removeLast()
            value = .array(list)
        default:
            guard var members = value.members else { return }
            value = .value(.null)
            let place = Complement.Place(step: step.number, elements: elements)
            var kept = Complement.Kept()
            try change(&members, by: step.operation, given[place], &kept)
            self.kept[place] = kept
            value = .object(members)
        }
    }

    /// Applies an operation on an object.
    private func change(
        _ members: inout Members, by operation: LensStep.Operation, _ given: Complement.Kept,
        _ kept: inout Complement.Kept
    ) throws(LensError) {
        switch operation {
        case .rename(let from, let to):
            kept.displaced = members.take(to)?.json
            if let place = members.place(of: from) { members[place].name = to }
            members.put(given.displaced.map(LensValue.value), as: from)
        case .add(let name, let value):
            kept.displaced = members.take(name)?.json
            members.put((given.lost ?? value).map(LensValue.value), as: name)
        case .remove(let name, let value):
            let taken = members.take(name)?.json
            if !Self.same(taken, value) { kept.lost = .some(taken) }
            members.put(given.displaced.map(LensValue.value), as: name)
        case .hoist(let name, let inner): hoist(name, from: inner, &members, given, &kept)
        case .plunge(let name, let inner): plunge(name, into: inner, &members, given, &kept)
        case .wrap(let name): wrap(name, &members, given)
        case .head(let name): head(name, &members, &kept)
        case .convert(let conversion, let back):
            try convert(&members, by: conversion, back, given, &kept)
        case .in, .map: break
        }
    }

    private func wrap(_ name: String, _ members: inout Members, _ given: Complement.Kept) {
        var rest: [JSONValue] = []
        if let lost = given.lost {
            guard case .array(let others)? = lost else { return }
            rest = others
        }
        if let place = members.place(of: name) {
            members[place].value = .array(
                [members[place].value] + rest.map(LensValue.value))
        } else if given.lost != nil, rest.isEmpty {
            members.put(.array([]), as: name)
        }
    }

    private func head(_ name: String, _ members: inout Members, _ kept: inout Complement.Kept) {
        guard let place = members.place(of: name) else { return }
        guard let list = members[place].value.elements else {
            // That it was no list, which a schema would refuse.
            kept.lost = .some(nil)
            return
        }
        if list.count != 1 { kept.lost = .some(.array(list.dropFirst().map(\.json))) }
        if let first = list.first {
            members[place].value = first
        } else {
            members.remove(at: place)
        }
    }

    private func hoist(
        _ name: String, from inner: String, _ members: inout Members, _ given: Complement.Kept,
        _ kept: inout Complement.Kept
    ) {
        guard let place = members.place(of: inner) else {
            kept.displaced = members.take(name)?.json
            return
        }
        guard var others = members[place].value.members else { return }
        kept.displaced = members.take(name)?.json
        let value = others.take(name)
        others.put(given.displaced.map(LensValue.value), as: name)
        if others.isEmpty, value != nil, given.lost != nil {
            _ = members.take(inner)
        } else {
            members.put(.object(others), as: inner)
        }
        members.put(value, as: name)
    }

    private func plunge(
        _ name: String, into inner: String, _ members: inout Members, _ given: Complement.Kept,
        _ kept: inout Complement.Kept
    ) {
        if let object = members.value(inner) {
            guard var others = object.members else { return }
            let value = members.take(name)
            kept.displaced = others.take(name)?.json
            others.put(value, as: name)
            members.put(.object(others), as: inner)
        } else if let value = members.take(name) {
            // That it was not there.
            kept.lost = .some(nil)
            members.put(.object([.init(name: name, value: value)]), as: inner)
        }
        members.put(given.displaced.map(LensValue.value), as: name)
    }

    private func convert(
        _ members: inout Members, by conversion: Conversion, _ back: Conversion,
        _ given: Complement.Kept, _ kept: inout Complement.Kept
    ) throws(LensError) {
        let place = conversion.names.compactMap { members.place(of: $0) }.min()
        let read = Self.take(conversion.names, from: &members)
        var made: [JSONValue.Member]
        if case .object(let remembered)?? = given.lost,
            try Self.same(.object(back.convert(remembered)), .object(read))
        {
            made = remembered
        } else {
            made = try conversion.convert(read)
        }
        if try !Self.same(.object(back.convert(made)), .object(read)) { kept.lost = .object(read) }
        let displaced = Self.take(conversion.targets, from: &members)
        if !displaced.isEmpty { kept.displaced = .object(displaced) }
        members.insert(
            contentsOf: made.map { .init(name: $0.name, value: .value($0.value)) },
            at: min(place ?? members.count, members.count))
        if case .object(let others)? = given.displaced {
            for other in others { members.put(.value(other.value), as: other.name) }
        }
    }

    private static func take(_ names: [String], from members: inout Members) -> [JSONValue.Member] {
        names.compactMap { name in
            members.take(name).map { JSONValue.Member(name, $0.json) }
        }
    }

    private static func same(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.says(right)
    }
}
