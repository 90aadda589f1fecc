/// One operation of a lens, on the object or list at a place of the body.
///
/// Does nothing where that object or list is not there.
struct LensStep: Sendable {
    /// The same for a step and its inverse, unique in the lens: what the complement is kept under.
    let number: Int
    /// The object or list, from the one that the lens around it works on.
    let place: [JSONPointer.Token]
    let operation: Operation

    indirect enum Operation: Sendable {
        /// A member gets another name.
        case rename(from: String, to: String)
        /// A member that only the other version has, with the value that it gets there; `nil`: none.
        case add(String, JSONValue?)
        /// A member that only this version has, with the value that it gets on the way back.
        case remove(String, JSONValue?)
        /// A member of the member `from` becomes one of the object itself.
        case hoist(String, from: String)
        /// A member becomes one of the member `into`, which is made if it is not there.
        case plunge(String, into: String)
        /// A value becomes a list with that element.
        case wrap(String)
        /// A list becomes its first element.
        case head(String)
        /// Steps that work on the value at the place.
        case `in`([LensStep])
        /// Steps that work on each element of the list at the place.
        case map([LensStep])
        /// Members become other members.
        case convert(Conversion, back: Conversion)
    }

    var inverse: LensStep {
        let operation: Operation =
            switch operation {
            case .rename(let from, let to): .rename(from: to, to: from)
            case .add(let name, let value): .remove(name, value)
            case .remove(let name, let value): .add(name, value)
            case .hoist(let name, let inner): .plunge(name, into: inner)
            case .plunge(let name, let inner): .hoist(name, from: inner)
            case .wrap(let name): .head(name)
            case .head(let name): .wrap(name)
            case .in(let steps): .in(steps.inverse)
            case .map(let steps): .map(steps.inverse)
            case .convert(let conversion, let back): .convert(back, back: conversion)
            }
        return LensStep(number: number, place: place, operation: operation)
    }
}

extension [LensStep] {
    /// The steps that undo these.
    var inverse: [LensStep] { reversed().map(\.inverse) }
}

/// How the values of members become those of others.
struct Conversion: Sendable {
    /// The members that are read and taken away.
    let names: [String]
    let values: Values

    enum Values: Sendable {
        /// What each value, as its JSON text, becomes; others stay as they are.
        case table([[UInt8]: JSONValue], to: String)
        /// What each member is made by: an expression over `this`, an object with the members that
        /// are read. One without a value makes no member.
        case expressions([(name: String, program: CELProgram)])
    }

    /// The members that are made.
    var targets: [String] {
        switch values {
        case .table(_, let name): [name]
        case .expressions(let programs): programs.map(\.name)
        }
    }

    /// What an object with the members that are read becomes; of an empty one, an empty one.
    func convert(_ members: [JSONValue.Member]) throws(LensError) -> [JSONValue.Member] {
        guard !members.isEmpty else { return [] }
        switch values {
        case .table(let table, let name):
            return members.map { JSONValue.Member(name, table[$0.value.bytes()] ?? $0.value) }
        case .expressions(let programs):
            return try evaluate(programs, over: members)
        }
    }

    private func evaluate(
        _ programs: [(name: String, program: CELProgram)], over members: [JSONValue.Member]
    ) throws(LensError) -> [JSONValue.Member] {
        var made: [JSONValue.Member] = []
        guard let this = try? JSONDocument(JSONValue.object(members).bytes()) else {
            throw LensError(pointer: .root, message: "more than a document may have")
        }
        for (name, program) in programs {
            do throws(CELError) {
                let value = try program.evaluate([this.root]).json
                if value != .null { made.append(.init(name, value)) }
            } catch {
                throw LensError(
                    pointer: .root.appending(name), message: "no value: \(error.message)")
            }
        }
        return made
    }
}
