import FormDocument
import FormProtocol
import FormSchemas

// Inspections for programs; docs/inspections.md lists the keys.

extension WireInspectionOverview {
    var jsonValue: JSONValue {
        var facets: [JSONValue.Member] = []
        for facet in self.facets {
            let count = JSONValue.Member(facet.value, .int(Int(facet.count)))
            if let place = facets.firstIndex(where: { $0.name == facet.facet }),
                case .object(let counts) = facets[place].value
            {
                facets[place] = .init(facet.facet, .object(counts + [count]))
            } else {
                facets.append(.init(facet.facet, .object([count])))
            }
        }
        return [
            "total": .int(Int(total)), "is_more": .bool(isMore), "facets": .object(facets),
        ]
    }
}

extension WireInspectionSummary {
    var jsonValue: JSONValue {
        var object: JSONValue = [
            "sender": .string(form.sender),
            "id": .string(form.id),
            "case": .string(caseID),
            "title": .string(title),
            "state": .string(state),
            "type": .string(type),
            "sector": .string(sector),
            "opened_at": .string(Timestamp(openedAt).description),
            "changed_at": .string(Timestamp(changedAt).description),
            "places": .strings(places),
            "entities": .strings(entities),
            "parties": .strings(parties),
            "site_count": .int(Int(siteCount)),
            "entity_count": .int(Int(entityCount)),
            "worker_count": .int(Int(workerCount)),
            "victim_count": .int(Int(victimCount)),
            "arrears_eur": .string(Self.euros(arrearsCents)),
            "findings": .array(findings.map(\.jsonValue)),
        ]
        if hasFrom { object["from"] = .string(Timestamp(from).description) }
        if hasUntil { object["until"] = .string(Timestamp(until).description) }
        return object
    }

    /// Hundredths as a decimal number.
    static func euros(_ cents: Int64) -> String {
        let amount = cents.magnitude
        let fraction = amount % 100
        return "\(cents < 0 ? "-" : "")\(amount / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}

extension WireInspectionFinding {
    var jsonValue: JSONValue {
        ["kind": .string(kind), "country": .string(country), "count": .int(Int(count))]
    }
}

extension WireInspection {
    var jsonValue: JSONValue {
        var object = summary.jsonValue
        object["root"] = root.jsonValue
        object["sector_edition"] = .string(sectorEdition)
        object["countries"] = .strings(countries)
        object["legal_areas"] = .strings(legalAreas)
        object["suspected"] = .strings(suspected)
        object["risk"] = .string(risk)
        object["workers_expected"] = .int(Int(workersExpected))
        object["lead"] = .string(lead)
        object["powers"] = .strings(powers)
        object["parties"] = .array(
            parties.map {
                [
                    "agency": .string($0.agency), "role": .string($0.role),
                    "decision": .string($0.decision),
                ]
            })
        object["sites"] = .array(sites.map(\.jsonValue))
        object["entities"] = .array(
            entities.map { entity in
                [
                    "name": .string(entity.name), "country": .string(entity.country),
                    "roles": .strings(entity.roles),
                    "numbers": .array(
                        entity.numbers.map {
                            ["type": .string($0.type), "value": .string($0.value)]
                        }),
                ]
            })
        object["officers"] = .array(
            officers.map {
                [
                    "agency": .string($0.agency), "service_number": .string($0.serviceNumber),
                    "role": .string($0.role), "sites": .strings($0.sites),
                ]
            })
        object["arrears"] = .array(arrears.map(\.jsonValue))
        object["sanctions"] = .array(sanctions.map(\.jsonValue))
        object["outcomes"] = .array(outcomes.map(\.jsonValue))
        object["hints"] = .array(
            hints.map {
                [
                    "kind": $0.kind == .a1Serial ? "a1_serial" : "entity",
                    "subject": .string($0.subject),
                    "inspections": .array($0.inspections.map(\.jsonValue)),
                ]
            })
        return object
    }
}

extension WireInspectionSite {
    fileprivate var jsonValue: JSONValue {
        var object: JSONValue = [
            "site": .string(id), "name": .string(name), "country": .string(country),
            "street": .string(street), "postcode": .string(postcode), "city": .string(city),
            "region": .string(region), "host": .string(host), "guests": .strings(guests),
            "workers_expected": .int(Int(workersExpected)), "access": .string(access),
        ]
        if hasLatitude { object["latitude"] = .number("\(latitude)") }
        if hasLongitude { object["longitude"] = .number("\(longitude)") }
        if hasFrom { object["from"] = .string(Timestamp(from).description) }
        if hasUntil { object["until"] = .string(Timestamp(until).description) }
        return object
    }
}

extension WireInspectionSum {
    fileprivate var jsonValue: JSONValue {
        [
            "kind": .string(kind), "country": .string(country),
            "amount": .string(WireInspectionSummary.euros(cents)), "currency": .string(currency),
        ]
    }
}

extension WireInspectionOutcome {
    fileprivate var jsonValue: JSONValue {
        var object: JSONValue = [
            "outcome": .string(outcome), "kind": .string(kind), "country": .string(country),
            "on": .string(on), "count": .int(Int(count)), "agency": .string(agency),
        ]
        if !currency.isEmpty {
            object["amount"] = .string(WireInspectionSummary.euros(cents))
            object["currency"] = .string(currency)
        }
        return object
    }
}

extension WireInspectionVisit {
    var jsonValue: JSONValue {
        var object: JSONValue = [
            "kind": "visit",
            "sender": .string(inspection.sender),
            "id": .string(inspection.id),
            "site": .string(site),
            "title": .string(title),
            "state": .string(state),
            "type": .string(type),
            "site_name": .string(siteName),
            "place": .string(place),
            "street": .string(street),
            "postcode": .string(postcode),
            "country": .string(country),
            "region": .string(region),
            "host": .string(host),
            "guests": .strings(guests),
            "officers": .strings(officers),
            "from": .string(Timestamp(from).description),
            "until": .string(Timestamp(until).description),
            "confirmed": .bool(confirmed),
            "cancelled": .bool(cancelled),
            "revision": .number("\(revision)"),
        ]
        if hasLatitude { object["latitude"] = .number("\(latitude)") }
        if hasLongitude { object["longitude"] = .number("\(longitude)") }
        return object
    }
}

extension WireVisitConflict {
    /// - Parameter visits: the list that it speaks of.
    func jsonValue(among visits: [WireInspectionVisit]) -> JSONValue {
        [
            "kind": "conflict",
            "about": kind == .officer ? "officer" : "site",
            "subject": .string(subject),
            "visits": .array(
                [first, second].map { visits[Int($0)] }.map {
                    [
                        "sender": .string($0.inspection.sender), "id": .string($0.inspection.id),
                        "site": .string($0.site),
                    ]
                }),
            "from": .string(Timestamp(from).description),
            "until": .string(Timestamp(until).description),
        ]
    }
}

extension WireFreeTime {
    var jsonValue: JSONValue {
        [
            "kind": "free", "from": .string(Timestamp(from).description),
            "until": .string(Timestamp(until).description),
        ]
    }
}

extension WireStatisticsResponse {
    /// A line for everything together, and one for each group.
    var jsonValues: [JSONValue] {
        [total.jsonValue("total", key: "")]
            + periods.map { $0.sums.jsonValue("period", key: $0.key) }
            + partners.map { $0.sums.jsonValue("partner", key: $0.key) }
            + sectors.map { $0.sums.jsonValue("sector", key: $0.key) }
    }
}

extension WireInspectionSums {
    fileprivate func jsonValue(_ group: String, key: String) -> JSONValue {
        [
            "group": .string(group),
            "key": .string(key),
            "inspections": .int(Int(inspections)),
            "inspected": .int(Int(inspected)),
            "with_infringements": .int(Int(withInfringements)),
            "sites": .int(Int(sites)),
            "entities": .int(Int(entities)),
            "workers": .int(Int(workers)),
            "victims": .int(Int(victims)),
            "findings": .array(findings.map(\.jsonValue)),
            "arrears": .array(
                arrears.map {
                    [
                        "currency": .string($0.currency),
                        "amount": .string(WireInspectionSummary.euros($0.cents)),
                    ]
                }),
        ]
    }
}

extension JSONValue {
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}

extension StateFolder.SeenForm {
    /// The form that describes an inspection's case; `nil` if its identity is none.
    init?(_ inspection: WireInspectionSummary) {
        guard let identity = DocumentIdentity(inspection.form) else { return nil }
        self.init(identity: identity, leafIndex: nil, caseID: CaseID(inspection.caseID))
    }
}
