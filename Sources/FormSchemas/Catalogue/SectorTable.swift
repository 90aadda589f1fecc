/// How the codes of a classification of economic activities (NACE) belong together.
public struct SectorTable: Sendable {
    /// The letter of the section that each code belongs to, by edition.
    private var sections: [String: [String: String]] = [:]

    init(_ codeLists: [String: CodeList]) {
        for list in codeLists.values where list.name == "nace" {
            var section = ""
            for entry in list.entries {
                // A section stands before its divisions, groups and classes.
                if entry.code.first?.isLetter == true { section = entry.code }
                sections[list.edition, default: [:]][entry.code] = section
            }
        }
    }

    /// A code with everything that it is part of, the widest first: `F`, `41`, `41.0`, `41.00`;
    /// empty for one that the edition does not have.
    public func lineage(of code: String, edition: String) -> [String] {
        guard let section = sections[edition]?[code] else { return [] }
        guard section != code else { return [code] }
        let parts = [2, 4, 5].filter { $0 < code.count }.map { String(code.prefix($0)) }
        return [section] + parts + [code]
    }

    /// Whether an edition has a code.
    public func has(_ code: String) -> Bool { sections.values.contains { $0[code] != nil } }
}
