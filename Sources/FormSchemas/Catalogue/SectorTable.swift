/// How the codes of a classification of economic activities (NACE) belong together.
public struct SectorTable: Sendable {
    /// The letter of the section that each code belongs to, by edition.
    private var sections: [String: [String: String]] = [:]
    /// The first division of each section, by edition.
    private var divisions: [String: [String: String]] = [:]
    private var newest = ""

    init(_ codeLists: [String: CodeList]) {
        for list in codeLists.values where list.name == "nace" {
            var section = ""
            for entry in list.entries {
                // A section stands before its divisions, groups and classes.
                if entry.code.first?.isLetter == true {
                    section = entry.code
                } else if divisions[list.edition]?[section] == nil {
                    divisions[list.edition, default: [:]][section] = entry.code
                }
                sections[list.edition, default: [:]][entry.code] = section
            }
        }
        newest = sections.keys.max() ?? ""
    }

    /// A code with everything that it is part of, the widest first: `F`, `41`, `41.0`, `41.00`;
    /// empty for one that the edition does not have.
    ///
    /// The section is that of the newest edition, so that what belongs together is counted together:
    /// its letters have moved, its divisions have stayed (real estate, 68, was `L` and is `M`).
    public func lineage(of code: String, edition: String) -> [String] {
        guard let own = sections[edition]?[code] else { return [] }
        let division = own == code ? divisions[edition]?[own] ?? "" : String(code.prefix(2))
        let section = sections[newest]?[division] ?? own
        guard own != code else { return [section] }
        let parts = [2, 4, 5].filter { $0 < code.count }.map { String(code.prefix($0)) }
        return [section] + parts + [code]
    }

    /// Whether an edition has a code.
    public func has(_ code: String) -> Bool { sections.values.contains { $0[code] != nil } }
}
