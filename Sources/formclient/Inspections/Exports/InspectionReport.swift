import FormDocument
import FormProtocol
import FormSchemas

/// A report on joint inspections as one HTML file: it opens anywhere, asks for nothing else, runs
/// no script, and can be printed.
struct InspectionReport: Sendable {
    /// What stands above the numbers.
    struct Heading: Sendable {
        let agency: String
        let officer: String
        let reason: String
        /// By what the inspections were chosen, in words; empty for all.
        let filters: String
        /// When the exchange was asked.
        let madeAt: Timestamp
    }

    let heading: Heading
    let statistics: WireStatisticsResponse
    /// Those that the statistics count, or the first of them.
    let inspections: [WireInspectionSummary]
    /// In the order in which they begin.
    let visits: [WireInspectionVisit]
    let texts: ReportTexts

    init(
        _ heading: Heading, _ statistics: WireStatisticsResponse,
        inspections: [WireInspectionSummary], visits: [WireInspectionVisit], in language: Language
    ) {
        self.heading = heading
        self.statistics = statistics
        self.inspections = inspections
        self.visits = visits
        texts = ReportTexts(language: language)
    }

    /// The file's text.
    var html: String {
        let language = texts.language.rawValue
        let title = "\(texts[.reportTitle]), \(heading.agency), \(texts.day(heading.madeAt))"
        let sections = sections
        let document: HTML = """
            <!doctype html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>
            \(ReportStyle.css)
            </style>
            </head>
            <body>
            \(header(sections))
            <main>
            \(sections.map(\.html))</main>
            \(footer)
            </body>
            </html>

            """
        return document.text
    }

    // MARK: Parts

    /// A part of the report with a heading of its own.
    struct Section: Sendable {
        /// Names it within the file.
        let id: String
        let title: String
        /// How it is to be read.
        let intro: String
        /// `nil` if there is nothing to show.
        let content: HTML?
        let nothing: String

        var html: HTML {
            """
            <section id="\(id)" aria-labelledby="\(id)-title">
            <h2 id="\(id)-title">\(title)</h2>
            <p class="intro">\(content == nil ? nothing : intro)</p>
            \(content ?? "")</section>

            """
        }
    }

    func section(_ id: String, _ title: Phrase, _ intro: Phrase, _ content: HTML?) -> Section {
        Section(
            id: id, title: texts[title], intro: texts[intro], content: content,
            nothing: texts[.reportNothing])
    }

    private var sections: [Section] {
        [
            keyFigures, overTime, infringements, partners, sectors, sites, visitList,
            inspectionList,
        ]
    }

    private func header(_ sections: [Section]) -> HTML {
        let about: [(Phrase, String)] = [
            (.reportAgency, heading.agency), (.reportOfficer, heading.officer),
            (.reportReason, heading.reason),
            (.reportFilters, heading.filters.isEmpty ? texts[.reportAll] : heading.filters),
            (.reportMadeAt, texts.moment(heading.madeAt)),
        ]
        let lines: [HTML] = about.map { "<dt>\(texts[$0])</dt><dd>\($1)</dd>\n" }
        let links: [HTML] = sections.map { ##"<li><a href="#\##($0.id)">\##($0.title)</a></li>"## }
        return """
            <header>
            <p class="eyebrow">Benelux Form Exchange · \(texts[.reportConfidential])</p>
            <h1>\(texts[.reportTitle])</h1>
            <dl class="about">
            \(lines)</dl>
            <nav aria-label="\(texts[.reportContents])"><ul>\(links)</ul></nav>
            </header>
            """
    }

    private var footer: HTML {
        let paragraphs: [Phrase] = [
            .reportSeenBy(heading.agency), .reportCounting, .reportNoJudgement,
            .reportForReason(heading.agency),
        ]
        let lines: [HTML] = paragraphs.map { "<p>\(texts[$0])</p>\n" }
        return """
            <footer>
            <h2>\(texts[.reportAboutNumbers])</h2>
            \(lines)</footer>
            """
    }
}
