import FormSchemas
import Testing

@testable import formclient

/// A report as a browser shows it that can reach nobody.
@Suite(.needsChromium, .needsPythonLibraries, .serialized)
struct ReportRenderingTests {
    private struct Picture: Decodable {
        let width: Int
        let height: Int
        let colours: Int
        let most: String
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What the browser prints, and what its console says.
    private func open(
        _ html: String, _ arguments: [String]
    ) throws -> (output: String, console: [Substring]) {
        let page = try folder.write(html, as: "report.html")
        let errors = "\(folder.path)/errors"
        let output = try ForeignReader.run(
            "/usr/bin/env",
            [
                "timeout", "120", try #require(ForeignReader.chromium), "--headless",
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.path)/profile",
                "--enable-logging=stderr",
            ] + arguments + ["file://\(page)"], errors: errors)
        let said = String(decoding: try LocalFile.read(errors, bytesMax: 1 << 24), as: UTF8.self)
        return (output, said.split(separator: "\n").filter { $0.contains(":CONSOLE") })
    }

    private func picture(_ html: String, _ arguments: [String]) throws -> Picture {
        let path = "\(folder.path)/report.png"
        let said = try open(html, arguments + ["--screenshot=\(path)"])
        #expect(said.console.isEmpty, "\(said.console)")
        return try ForeignReader.read("png", path)
    }

    @Test("The browser finds all parts and complains of nothing", arguments: Language.allCases)
    func document(language: Language) throws {
        let (dom, console) = try open(SampleInspections.report(language).html, ["--dump-dom"])
        #expect(console.isEmpty, "\(console)")
        for id in [
            "figures", "time", "infringements", "partners", "sectors", "sites", "visits",
            "inspections",
        ] {
            #expect(dom.contains("<section id=\"\(id)\""), "\(id)")
        }
        #expect(dom.ranges(of: "<svg class=\"drawing\"").count == 2)
        #expect(dom.contains("<title>\(Phrase.reportTitle[language])"))
    }

    @Test("It shows what it has, by day, by night, and on a telephone")
    func pictures() throws {
        let html = SampleInspections.report(.nl).html
        let day = try picture(html, ["--window-size=1280,1600"])
        #expect((day.width, day.height) == (1_280, 1_600))
        #expect(day.most == "#ffffff" && day.colours > 100)
        let night = try picture(
            html, ["--window-size=1280,1600", "--blink-settings=preferredColorScheme=0"])
        #expect(night.most == "#11161d" && night.colours > 100)
        #expect(try picture(html, ["--window-size=500,1600"]).colours > 100)
        let empty = try picture("<!doctype html><title>x</title>", ["--window-size=500,500"])
        #expect(empty.colours == 1)
    }

    @Test("What a page must not do is noticed")
    func forbidden() throws {
        let page = SampleInspections.report(.en).html
        for piece in ["<script>1</script>", "<img src=\"https://forms.example/x.png\" alt=\"\">"] {
            let html = page.replacing("</main>", with: "\(piece)</main>")
            #expect(try open(html, ["--dump-dom"]).console.count == 1, "\(piece)")
        }
    }
}
