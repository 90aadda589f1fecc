import FormProtocol
import FormSchemas

// What was counted: in all, and over time.
extension InspectionReport {
    var keyFigures: Section {
        let total = statistics.total
        let results = InspectionResults(total)
        let inspected = results.infringements + results.nothingFound
        let tiles: [HTML] = [
            tile(.reportInspections, texts.count(total.inspections)),
            tile(
                .reportInspected, texts.count(inspected),
                part: texts.share(inspected, of: results.total).map(Phrase.shareOfAll)),
            tile(
                .reportWithInfringements, texts.count(results.infringements),
                part: texts.share(results.infringements, of: inspected)
                    .map(Phrase.shareOfInspected)),
            tile(.subjectSites, texts.count(total.sites)),
            tile(.subjectEntities, texts.count(total.entities)),
            tile(.reportWorkers, texts.count(total.workers)),
            tile(.reportVictims, texts.count(total.victims)),
            arrears,
        ]
        return section(
            "figures", .reportFigures, .reportFiguresIntro,
            "<dl class=\"tiles\">\n\(tiles)</dl>\n")
    }

    private func tile(_ title: Phrase, _ figure: String, part: Phrase? = nil) -> HTML {
        let below: HTML = part.map { #"<dd class="part">\#(texts[$0])</dd>"# } ?? ""
        return """
            <div><dt>\(texts[title])</dt><dd class="figure">\(figure)</dd>\(below)</div>

            """
    }

    /// Each currency for itself.
    private var arrears: HTML {
        let sums = statistics.total.arrears.map { texts.amount(cents: $0.cents, $0.currency) }
        let lines: [HTML] = (sums.isEmpty ? [texts.amount(cents: 0, "EUR")] : sums).map {
            #"<dd class="figure sum">\#($0)</dd>"#
        }
        return "<div><dt>\(texts[.reportArrears])</dt>\(lines)</div>\n"
    }

    var overTime: Section {
        let periods = ReportPeriods(statistics.periods, texts.language).periods
        return section(
            "time", .reportTime, .reportTimeIntro, periods.isEmpty ? nil : drawing(periods))
    }

    private func drawing(_ periods: [ReportPeriods.Period]) -> HTML {
        let most = periods.max { $0.results.total < $1.results.total } ?? periods[0]
        let description = texts[
            .timeDescription(
                from: periods[0].title, to: periods[periods.count - 1].title,
                most: texts.count(most.results.total), in: most.title)]
        let svg = ColumnChart(periods, texts).svg(
            title: texts[.reportTime], description: description)
        return """
            \(resultLegend)<figure>
            <div class="scroll" role="region" aria-label="\(texts[.reportTime])" tabindex="0">
            \(svg)
            </div>
            </figure>
            <details><summary>\(texts[.reportAsTable])</summary>
            \(table(of: periods))</details>

            """
    }

    private func table(of periods: [ReportPeriods.Period]) -> HTML {
        ReportTable(
            caption: texts[.reportTimeCaption], style: .plain,
            columns: [.init("\(texts[.reportInspections])", .number)]
                + InspectionResults().parts.map { .init("\(texts[$0.title])", .number) },
            nameTitle: texts[.reportPeriod],
            rows: periods.filter { $0.results.total > 0 }.map { period in
                let counts = [period.results.total] + period.results.parts.map(\.count)
                return (name: "\(period.title)", values: counts.map(number))
            }
        ).html
    }

    /// A number of a table; one that is nothing steps back.
    func number(_ count: Int64) -> HTML {
        count == 0 ? #"<span class="zero">0</span>"# : "\(texts.count(count))"
    }

    var resultLegend: HTML {
        legend(InspectionResults().parts.map { ($0.colour, texts[$0.title]) })
    }

    /// Which colour stands for what.
    func legend(_ entries: [(colour: ChartColour, title: String)]) -> HTML {
        let items: [HTML] = entries.map { "<li>\(swatch($0.colour))\($0.title)</li>" }
        return "<ul class=\"legend\">\(items)</ul>\n"
    }

    func swatch(_ colour: ChartColour) -> HTML {
        #"<span class="swatch \#(colour.rawValue)" aria-hidden="true"></span>"#
    }
}
