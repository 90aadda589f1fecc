public import FormSchemas

extension DialogueBook {
    /// The inspections of a dialogue that an agency sees anything of, in the order of the log.
    ///
    /// Which forms belong together is known from all forms of the dialogue, what they say from those
    /// that the agency sees. One whose case is withdrawn is there only for what was said of its
    /// visits. Takes time in proportion to what the forms contribute.
    public func inspections(
        in root: DocumentIdentity, seenBy agency: AgencyCode, _ catalogue: Catalogue
    ) -> [Inspection] {
        var said: [DocumentIdentity: JSONDocument] = [:]
        var openings: [DocumentIdentity: (form: DialogueForm, all: [DialogueForm])] = [:]
        for form in forms(of: root) where form.isSeen(by: agency) {
            guard let document = form.contribution.flatMap({ try? JSONDocument($0) }) else {
                continue
            }
            said[form.identity] = document
            let opening = opening(of: form)
            openings[opening.identity, default: (opening, [])].all.append(form)
        }
        let threads = Dictionary(
            grouping: thread(root, seenBy: agency).filter { said[$0.identity] != nil }
        ) { opening(of: $0).identity }
        return openings.values.map { opening, all in
            var inspection = Inspection(opening)
            for form in all { inspection.note(form, said[form.identity]?.root) }
            let thread = threads[opening.identity] ?? []
            inspection.isWithdrawn =
                thread.isEmpty || newest(of: opening).action == .withdraw
            if inspection.isWithdrawn {
                for form in all { inspection.addName(said[form.identity]?.root) }
            } else {
                add(thread, said, to: &inspection, seenBy: agency, catalogue)
            }
            return inspection
        }.sorted { $0.leafIndex < $1.leafIndex }
    }

    /// Whoever sees anything of a dialogue, together with those that see the same of it.
    public func viewers(of root: DocumentIdentity) -> [[AgencyCode]] {
        let forms = forms(of: root)
        let viewers = Set(forms.flatMap { [$0.identity.sender] + $0.recipients.map(\.agency) })
        return Dictionary(grouping: viewers) { viewer in
            forms.map { $0.isSeen(by: viewer) }
        }.values.map { $0.sorted() }
    }

    /// The first form of the chain that describes the case that a form belongs to.
    private func opening(of form: DialogueForm) -> DialogueForm {
        var form = first(of: form)
        while let answered = form.answers.flatMap({ self[$0] }), answered.contribution != nil {
            form = first(of: answered)
        }
        return form
    }

    /// Adds what the current forms of an inspection say.
    ///
    /// Of several plans the last stands. Plans and accreditations do not where another plan has
    /// taken the place of theirs, or where what they answer is withdrawn; records do, as somebody
    /// was there.
    private func add(
        _ thread: [DialogueForm], _ said: [DocumentIdentity: JSONDocument],
        to inspection: inout Inspection, seenBy agency: AgencyCode, _ catalogue: Catalogue
    ) {
        func isWithdrawn(_ form: DialogueForm) -> Bool {
            withdrawal(of: form, seenBy: agency, catalogue) != nil
        }
        let plans = thread.filter { said[$0.identity]?.root["parties"] != nil }
        let plan = plans.last { !isWithdrawn($0) }
        let outdone = Set(plans.map(\.chain)).subtracting([plan?.chain].compactMap(\.self))
        for form in thread {
            inspection.state = form.flowTurn(in: catalogue)?.state ?? inspection.state
            guard let node = said[form.identity]?.root else { continue }
            let isPlan = node["parties"] != nil
            let own = isPlan ? form : form.answers.flatMap { self[$0] }
            let isPreparation = isPlan || node["officers"] != nil && node["visit"] == nil
            let stands = !outdone.contains { $0 == own?.chain } && !isWithdrawn(form)
            if stands || !isPreparation { inspection.add(node, form) }
        }
        if let plan {
            let signatures = thread.filter { said[$0.identity]?.root["signs"] != nil }
            inspection.isSigned = isSigned(plan, by: signatures, of: inspection.parties)
        }
    }

    /// Whether every party has signed a plan that was asked to: it has sent or got it.
    private func isSigned(
        _ plan: DialogueForm, by signatures: [DialogueForm], of parties: [Inspection.Party]
    ) -> Bool {
        // One that is sent again was signed before.
        var versions: Set = [plan.identity]
        var version = plan
        while version.action == .resend, let earlier = predecessor(of: version) {
            versions.insert(earlier.identity)
            version = earlier
        }
        let signers = Set(
            signatures.filter { $0.answers.map(versions.contains) ?? false }
                .map(\.identity.sender))
        return ([plan.identity.sender] + plan.addressees).allSatisfy { asked in
            signers.contains(asked) || !parties.contains { $0.agency == asked.description }
        }
    }
}

extension Inspection {
    fileprivate init(_ opening: DialogueForm) {
        form = opening.identity
        leafIndex = opening.leafIndex
        openedAt = opening.acceptedAt
        root = opening.root
        caseID = opening.caseID
        lastLeaf = opening.leafIndex
        changedAt = opening.acceptedAt
    }

    /// Notes when a form came and what it says of visits, whether it stands or not.
    fileprivate mutating func note(_ form: DialogueForm, _ node: JSONNode?) {
        if form.leafIndex >= lastLeaf {
            lastLeaf = form.leafIndex
            changedAt = form.acceptedAt
        }
        let sites = node?["sites"]?.elements.map { $0 } ?? []
        for site in sites + [node?["visit"]].compactMap(\.self) {
            guard let id = site["site_id"]?.string, site["from"]?.moment != nil else { continue }
            statedVisits.append(Site(id: id).updated(site))
        }
        statedOfficers += node?["officers"]?.elements.map(Officer.init) ?? []
    }

    /// Adds what one that is withdrawn was called.
    fileprivate mutating func addName(_ node: JSONNode?) {
        title = node?["title"]?.string ?? title
        type = node?["type"]?.string ?? type
    }

    /// Adds what a form says; one later in the thread has the last word.
    fileprivate mutating func add(_ node: JSONNode, _ form: DialogueForm) {
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

    private mutating func addHead(_ node: JSONNode) {
        addName(node)
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
        for officer in node["officers"]?.elements.map(Officer.init) ?? [] {
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

extension Inspection.Officer {
    fileprivate init(_ node: JSONNode) {
        self.init(
            agency: node["agency"]?.string ?? "",
            serviceNumber: node["service_number"]?.string ?? "",
            role: node["role"]?.string ?? "", sites: node["sites"]?.texts ?? [])
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
