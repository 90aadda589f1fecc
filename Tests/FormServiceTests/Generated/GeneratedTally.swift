import FormDocument
import FormSchemas

/// How many generated forms were accepted, and how many with a mistake refused.
struct GeneratedTally: Sendable {
    struct Form: Sendable {
        var accepted = 0
        var refused = 0
    }

    private(set) var forms: [String: Form]
    var misfits: [String] = []
    private let turns: [String: [TurnName]]

    init(catalogue: Catalogue) {
        let flows = catalogue.forms.compactMap { form in
            catalogue.newestVersion(form: form.code).map { ($0.code, $0.flow) }
        }
        forms = Dictionary(uniqueKeysWithValues: flows.map { ($0.0, Form()) })
        turns = Dictionary(
            uniqueKeysWithValues: flows.map { code, flow in
                (code, flow.turns.map { TurnName(form: code, turn: $0.name) })
            })
    }

    /// Turns whose stories have what is missing until there are `count` of everything; `nil` if
    /// there are.
    ///
    /// Every turn first, then those of the forms that most are missing of.
    func missing(_ count: Int, atMost most: Int) -> [TurnName]? {
        let left = forms.compactMap { code, form in
            let missing = count - min(form.accepted, form.refused)
            return missing > 0 ? (code: code, missing: missing) : nil
        }.sorted { ($0.missing, $0.code) > ($1.missing, $1.code) }
        if left.isEmpty { return nil }
        if forms.values.allSatisfy({ $0.accepted == 0 }) {
            return turns.sorted { $0.key < $1.key }.flatMap(\.value)
        }
        guard let code = left.first?.code, let turns = turns[code] else { return nil }
        return (0..<min(most, left[0].missing)).map { turns[$0 % turns.count] }
    }

    mutating func noteAccepted(_ form: String) { forms[form]?.accepted += 1 }
    mutating func noteRefused(_ form: String) { forms[form]?.refused += 1 }

    mutating func add(_ other: GeneratedTally) {
        for (code, form) in other.forms {
            forms[code]?.accepted += form.accepted
            forms[code]?.refused += form.refused
        }
        misfits += other.misfits
    }

    func progress(to count: Int) -> String {
        let done = forms.values.reduce(0) { $0 + min($1.accepted, count) + min($1.refused, count) }
        return "\(100 * done / (2 * count * forms.count)) %, \(misfits.count) misfits"
    }

    var table: String {
        (["form    accepted   refused"]
            + forms.sorted { $0.key < $1.key }.map { code, form in
                let counts = [form.accepted, form.refused].map { count in
                    String(repeating: " ", count: max(0, 10 - "\(count)".count)) + "\(count)"
                }
                return "\(code)\(counts.joined())"
            }).joined(separator: "\n")
    }

    /// As benchmarks write them.
    var figures: String {
        let figures = forms.sorted { $0.key < $1.key }.flatMap { code, form in
            [("accepted", form.accepted), ("refused", form.refused)].map { name, count in
                """
                  {"name": "\(code)_\(name)", "value": \(count), "unit": "forms"}
                """
            }
        }
        return "[\n\(figures.joined(separator: ",\n"))\n]\n"
    }
}
