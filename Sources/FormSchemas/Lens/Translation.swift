/// How documents of one version of a form are read in another: the lenses of the versions between
/// them, as one.
public struct Translation: Sendable {
    public let source: FormVersion
    public let target: FormVersion
    /// The versions that it goes through, both ends among them.
    public let path: [String]
    public let lens: Lens

    /// A document as another version says it. Never signed, never stored as an original.
    public struct View: Sendable {
        /// The document's text, which names the version that it is read in.
        public let bytes: [UInt8]
        public let complement: Complement
        /// The versions that it went through, its own first.
        public let path: [String]
    }

    /// Translates a document of the source version.
    ///
    /// - Throws: ``LensError`` if a lens has no value for it.
    /// - Cost: a copy of the text, and what the steps touch.
    public func view(of document: JSONDocument) throws(LensError) -> View {
        var members = LensValue.node(document.root).members ?? []
        var complement = Complement()
        if let place = members.place(of: "body") {
            (members[place].value, complement) = try lens.apply(to: members[place].value)
        }
        if let place = members.place(of: "header"), var header = members[place].value.members {
            header.put(.value(.string(target.version)), as: "version")
            members[place].value = .object(header)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(document.bytes.count + document.bytes.count / 8)
        LensValue.object(members).write(to: &bytes)
        return View(bytes: bytes, complement: complement, path: path)
    }

    /// Where a place of the view lies in the document that was translated: what somebody is told of
    /// a mistake, in the version that they wrote.
    ///
    /// - Parameter pointer: from the document's root, e.g. `/body/legs/0`.
    public func place(inSource pointer: JSONPointer) -> JSONPointer {
        guard let first = pointer.tokens.first, first.text == "body" else { return pointer }
        let body = JSONPointer(Array(pointer.tokens.dropFirst()))
        return JSONPointer([first] + lens.inverse.moved(body).tokens)
    }
}

extension Catalogue {
    /// How documents of one version of a form are read in another; `nil` if no lenses connect them.
    public func translation(form: String, from source: String, to target: String) -> Translation? {
        guard let first = version(form: form, version: source),
            let last = version(form: form, version: target)
        else { return nil }
        let up = origins(of: first)
        let down = origins(of: last)
        // Each version comes from one other at most: there is one way between two.
        guard let common = up.first(where: { version in down.contains { $0 === version } }) else {
            return nil
        }
        let rising = up.prefix { $0 !== common }
        let falling = down.prefix { $0 !== common }.reversed()
        var lens = Lens([])
        for version in rising { lens = lens.followed(by: version.lens?.inverse) }
        for version in falling { lens = lens.followed(by: version.lens) }
        return Translation(
            source: first, target: last,
            path: (rising + [common] + falling).map(\.version), lens: lens)
    }

    /// A version, the one that its lens leads from, and so on.
    private func origins(of version: FormVersion) -> [FormVersion] {
        var origins = [version]
        while let last = origins.last, let origin = last.origin,
            let next = self.version(form: last.code, version: origin),
            !origins.contains(where: { $0 === next })
        {
            origins.append(next)
        }
        return origins
    }
}

extension Lens {
    /// This lens and then another.
    func followed(by other: Lens?) -> Lens {
        guard let other else { return self }
        let offset = steps.flatMap(\.numbers).max() ?? 0
        return Lens(steps + other.steps.map { $0.renumbered(by: offset) })
    }
}

extension LensStep {
    /// The numbers of the step and of those in it.
    fileprivate var numbers: [Int] {
        switch operation {
        case .in(let steps), .map(let steps): [number] + steps.flatMap(\.numbers)
        default: [number]
        }
    }

    fileprivate func renumbered(by offset: Int) -> LensStep {
        let operation: Operation =
            switch operation {
            case .in(let steps): .in(steps.map { $0.renumbered(by: offset) })
            case .map(let steps): .map(steps.map { $0.renumbered(by: offset) })
            default: operation
            }
        return LensStep(number: number + offset, place: place, operation: operation)
    }
}
