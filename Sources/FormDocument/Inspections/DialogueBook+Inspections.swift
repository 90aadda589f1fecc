public import FormSchemas

extension DialogueBook {
    /// The inspections of a dialogue that an agency sees anything of, in the order of the log.
    ///
    /// Which forms belong together is known from all forms of the dialogue, what they say from those
    /// that the agency sees. One whose case is withdrawn is none any more. Takes time in proportion
    /// to what the forms contribute.
    public func inspections(
        in root: DocumentIdentity, seenBy agency: AgencyCode, _ catalogue: Catalogue
    ) -> [Inspection] {
        var found: [DocumentIdentity: Inspection] = [:]
        for form in thread(root, seenBy: agency) where form.contribution != nil {
            guard let opening = opening(of: form) else { continue }
            var inspection =
                found[opening.identity] ?? Inspection(opening, lastLeaf: form.leafIndex)
            inspection.add(form, state: form.flowTurn(in: catalogue)?.state)
            found[opening.identity] = inspection
        }
        for form in forms(of: root)
        where form.contribution != nil && form.isSeen(by: agency) && !isCurrent(form) {
            if let opening = opening(of: form) { found[opening.identity]?.addFormer(form) }
        }
        return found.values.sorted { $0.leafIndex < $1.leafIndex }
    }

    /// Whoever sees anything of a dialogue.
    public func viewers(of root: DocumentIdentity) -> Set<AgencyCode> {
        forms(of: root).reduce(into: []) { viewers, form in
            viewers.insert(form.identity.sender)
            viewers.formUnion(form.recipients.map(\.agency))
        }
    }

    /// The first form of the chain that describes the case that a form belongs to; `nil` if that was
    /// withdrawn.
    private func opening(of form: DialogueForm) -> DialogueForm? {
        var form = first(of: form)
        while let answered = form.answers.flatMap({ self[$0] }), answered.contribution != nil {
            form = first(of: answered)
        }
        return newest(of: form).action == .withdraw ? nil : form
    }
}

extension Inspection {
    fileprivate init(_ opening: DialogueForm, lastLeaf: Int64) {
        form = opening.identity
        leafIndex = opening.leafIndex
        openedAt = opening.acceptedAt
        root = opening.root
        caseID = opening.caseID
        self.lastLeaf = lastLeaf
        changedAt = opening.acceptedAt
    }

    /// Adds what a form says; one later in the thread has the last word.
    fileprivate mutating func add(_ form: DialogueForm, state: String?) {
        if let state { self.state = state }
        note(form)
        guard let node = form.contribution.flatMap({ try? JSONDocument($0) })?.root else { return }
        addHead(node)
        addParties(node, form)
        addSites(node)
        addEntities(node)
        addOfficers(node)
        addFindings(node)
        if let outcomes = node["outcomes"] {
            // A follow-up lists everything that its sender knows.
            self.outcomes.removeAll { $0.agency == form.identity.sender }
            self.outcomes += outcomes.elements.map { Outcome($0, by: form.identity.sender) }
        }
    }

    private mutating func note(_ form: DialogueForm) {
        guard form.leafIndex >= lastLeaf else { return }
        lastLeaf = form.leafIndex
        changedAt = form.acceptedAt
    }

    /// Adds what a form says that is withdrawn or has been corrected.
    fileprivate mutating func addFormer(_ form: DialogueForm) {
        note(form)
        guard let node = form.contribution.flatMap({ try? JSONDocument($0) })?.root else { return }
        for planned in node["sites"]?.elements.map({ $0 }) ?? [] {
            guard let id = planned["site_id"]?.string, planned["from"]?.moment != nil,
                !sites.contains(where: { $0.id == id && $0.from != nil })
            else { continue }
            cancelledVisits.removeAll { $0.id == id }
            cancelledVisits.append(Site(id: id).updated(planned))
        }
    }

    private mutating func addHead(_ node: JSONNode) {
        title = node["title"]?.string ?? title
        type = node["type"]?.string ?? type
        areas = node["areas"]?.texts ?? areas
        sector = node["sector"]?.string ?? sector
        sectorEdition = node["sector_edition"]?.string ?? sectorEdition
        countries = node["countries"]?.texts ?? countries
        risk = node["risk"]?.string ?? risk
        suspected = node["suspected"]?.texts ?? suspected
        from = node["from"]?.moment ?? from
        until = node["until"]?.moment ?? until
        lead = node["lead"]?.string ?? lead
        powers = node["powers"]?.texts ?? powers
        workersExpected = node["workers_expected"]?.int ?? workersExpected
    }

    /// Whoever has sent or was addressed by a form is a party, until a plan says who is.
    private mutating func addParties(_ node: JSONNode, _ form: DialogueForm) {
        let decisions = Dictionary(parties.map { ($0.agency, $0.decision) }) { first, _ in first }
        if let planned = node["parties"] {
            parties = planned.elements.map { party in
                let agency = party["agency"]?.string ?? ""
                return Party(
                    agency: agency, role: party["role"]?.string,
                    decision: decisions[agency] ?? nil)
            }
        } else if !parties.contains(where: { $0.role != nil }) {
            // In the order of their codes: that of the header is not kept beside the form.
            let addressees = form.addressees.sorted { $0.description < $1.description }
            for agency in [form.identity.sender] + addressees
            where !parties.contains(where: { $0.agency == agency.description }) {
                parties.append(Party(agency: agency.description, role: nil, decision: nil))
            }
        }
        if let decision = node["decision"]?.string,
            let place = parties.firstIndex(where: { $0.agency == form.identity.sender.description })
        {
            parties[place].decision = decision
        }
    }

    private mutating func addSites(_ node: JSONNode) {
        for site in node["sites"]?.elements.map({ $0 }) ?? [] {
            update(site) { $0.workersExpected = site["workers_expected"]?.int }
        }
        if let visit = node["visit"] {
            update(visit) { $0.access = visit["access"]?.string }
        }
    }

    private mutating func update(_ node: JSONNode, _ change: (inout Site) -> Void) {
        guard let id = node["site_id"]?.string else { return }
        let place = sites.firstIndex { $0.id == id } ?? sites.count
        if place == sites.count { sites.append(Site(id: id)) }
        sites[place] = sites[place].updated(node)
        change(&sites[place])
    }

    /// An undertaking is the same if it has a number of one that is there, or its name and country.
    private mutating func addEntities(_ node: JSONNode) {
        for found in node["entities"]?.elements.map({ $0 }) ?? [] {
            let numbers = (found["numbers"]?.elements.map { $0 } ?? []).map { number in
                Number(
                    type: number["type"]?.string ?? "", value: number["value"]?.string ?? "")
            }
            let entity = Entity(
                name: found["name"]?.string ?? "", country: found["country"]?.string ?? "",
                roles: [found["role"]?.string].compactMap(\.self), numbers: numbers)
            let known = entities.firstIndex { other in
                other.numbers.contains(where: numbers.contains)
                    || other.country == entity.country
                        && NormalizedText.of(other.name) == NormalizedText.of(entity.name)
            }
            guard let known else {
                entities.append(entity)
                continue
            }
            for number in numbers where !entities[known].numbers.contains(number) {
                entities[known].numbers.append(number)
            }
            for role in entity.roles where !entities[known].roles.contains(role) {
                entities[known].roles.append(role)
            }
        }
    }

    private mutating func addOfficers(_ node: JSONNode) {
        for found in node["officers"]?.elements.map({ $0 }) ?? [] {
            let officer = Officer(
                agency: found["agency"]?.string ?? "",
                serviceNumber: found["service_number"]?.string ?? "",
                role: found["role"]?.string ?? "", sites: found["sites"]?.texts ?? [])
            let known = officers.firstIndex {
                $0.agency == officer.agency
                    && $0.serviceNumber.filter(\.isServiceDigit)
                        == officer.serviceNumber.filter(\.isServiceDigit)
            }
            guard let known else {
                officers.append(officer)
                continue
            }
            if officer.sites.isEmpty { officers[known].sites = [] }
            guard !officers[known].sites.isEmpty else { continue }
            for site in officer.sites where !officers[known].sites.contains(site) {
                officers[known].sites.append(site)
            }
        }
        for serial in node["a1_serials"]?.texts ?? [] where !a1Serials.contains(serial) {
            a1Serials.append(serial)
        }
    }

    private mutating func addFindings(_ node: JSONNode) {
        if let totals = node["totals"] {
            siteCount = totals["sites"]?.int ?? 0
            entityCount = totals["entities"]?.int ?? 0
            workerCount = totals["workers"]?.int ?? 0
            findings = (node["irregularities"]?.elements.map { $0 } ?? []).map(Finding.init)
            arrears = (node["arrears"]?.elements.map { $0 } ?? []).compactMap(Sum.init)
            sanctions = (node["sanctions"]?.elements.map { $0 } ?? []).compactMap(Sum.init)
            victims = node["victims"]?.int ?? 0
            isReported = true
        } else if node["visit"] != nil, !isReported {
            siteCount = sites.count { $0.access != nil }
            entityCount += node["entities"]?.count ?? 0
            workerCount += node["workers"]?.int ?? 0
            for finding in (node["infringements"]?.elements.map { $0 } ?? []).map(Finding.init) {
                let known = findings.firstIndex {
                    $0.kind == finding.kind && $0.country == finding.country
                }
                if let known {
                    findings[known].count += finding.count
                } else {
                    findings.append(finding)
                }
            }
        }
    }
}

extension Inspection.Site {
    /// With what a form says of it.
    fileprivate func updated(_ node: JSONNode) -> Inspection.Site {
        var site = self
        let found = InspectionPlace(node["place"])
        if site.place.isVaguer(than: found) { site.place = found }
        site.host = node["host"]?.string ?? site.host
        site.guests = node["guests"]?.texts ?? site.guests
        site.from = node["from"]?.moment ?? site.from
        site.until = node["until"]?.moment ?? site.until
        return site
    }
}

extension InspectionPlace {
    /// Whether another form says more of where it is.
    fileprivate func isVaguer(than other: InspectionPlace) -> Bool {
        func weight(_ place: InspectionPlace) -> Int {
            (place.latitude == nil ? 0 : 2) + (place.postcode == nil ? 0 : 2)
                + (place.city == nil ? 0 : 1) + (place.country.isEmpty ? 0 : 1)
        }
        return weight(other) >= weight(self)
    }
}

extension Inspection.Finding {
    fileprivate init(_ node: JSONNode) {
        self.init(
            kind: node["kind"]?.string ?? "", country: node["country"]?.string ?? "",
            count: node["count"]?.int ?? 1)
    }
}

extension Inspection.Sum {
    /// `nil` without an amount.
    fileprivate init?(_ node: JSONNode) {
        guard let amount = node["amount"], let cents = amount.cents else { return nil }
        self.init(
            kind: node["kind"]?.string ?? "", country: node["country"]?.string ?? "",
            cents: cents, currency: amount["currency"]?.string ?? "")
    }
}

extension Inspection.Outcome {
    fileprivate init(_ node: JSONNode, by agency: AgencyCode) {
        let amount = node["amount"]?[0]
        self.init(
            outcome: node["outcome"]?.string ?? "", kind: node["kind"]?.string ?? "",
            country: node["country"]?.string ?? "", on: node["on"]?.string ?? "",
            count: node["count"]?.int ?? 1, cents: amount?.cents,
            currency: amount?["currency"]?.string, agency: agency)
    }
}

extension Character {
    /// Whether it counts where service numbers are compared: separators do not.
    fileprivate var isServiceDigit: Bool { isLetter || isNumber }
}

extension JSONNode {
    fileprivate var texts: [String] { elements.compactMap(\.string) }

    fileprivate var moment: Timestamp? { string.flatMap { Timestamp($0) } }

    /// The hundredths of an amount of money, which has at most two decimals.
    fileprivate var cents: Int64? {
        guard let text = self["amount"]?.string else { return nil }
        let isNegative = text.hasPrefix("-")
        let fields = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = fields.first.flatMap({ Int64($0) }), fields.count <= 2 else { return nil }
        let decimals = fields.count == 2 ? String(fields[1]) : ""
        guard let fraction = Int64((decimals + "00").prefix(2)), decimals.count <= 2 else {
            return nil
        }
        let (hundreds, isTooLarge) = whole.multipliedReportingOverflow(by: 100)
        guard !isTooLarge, hundreds <= Int64.max - fraction else { return nil }
        return (isNegative ? -1 : 1) * (hundreds + fraction)
    }
}
