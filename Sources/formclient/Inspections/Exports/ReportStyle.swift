/// How a report looks, on a screen by day and by night, on a narrow one, and on paper.
enum ReportStyle {
    /// Colours by name, by day and by night.
    ///
    /// Text on paper has a contrast of at least 4.5 to 1, drawings of 3 to 1.
    ///
    /// Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11.
    static let colours: [(name: String, day: String, night: String)] = [
        ("paper", "#ffffff", "#11161d"),
        ("wash", "#f4f6f9", "#1a212b"),
        ("rule", "#d9dfe7", "#2f3946"),
        ("ink", "#16202c", "#e8ecf2"),
        ("muted", "#566273", "#a3afbd"),
        ("accent", "#1f5a99", "#86b7f0"),
        (ChartColour.infringements.rawValue, "#c4511a", "#ee9160"),
        (ChartColour.nothingFound.rawValue, "#2b6cb0", "#6aa5e8"),
        (ChartColour.pending.rawValue, "#828d9c", "#75828f"),
        (ChartColour.first.rawValue, "#2b6cb0", "#6aa5e8"),
        (ChartColour.second.rawValue, "#c4511a", "#ee9160"),
        (ChartColour.third.rawValue, "#1b8272", "#4fbaa7"),
        (ChartColour.fourth.rawValue, "#7d4fa6", "#b993e0"),
        (ChartColour.fifth.rawValue, "#96780f", "#d3b04a"),
        (ChartColour.others.rawValue, "#828d9c", "#75828f"),
        (ChartColour.site.rawValue, "#c4511a", "#ee9160"),
    ]

    static let css: HTML = """
        :root { color-scheme: light dark; \(variables(\.day)) }
        @media screen and (prefers-color-scheme: dark) { :root { \(variables(\.night)) } }
        \(page)
        \(tables)
        \(drawings)
        \(fills)
        \(paper)
        """

    private static func variables(
        _ value: KeyPath<(name: String, day: String, night: String), String>
    ) -> [HTML] {
        colours.map { "--\($0.name): \($0[keyPath: value]); " }
    }

    private static let fills: [HTML] = ChartColour.allCases.map { colour in
        let name = colour.rawValue
        return ".\(name) { fill: var(--\(name)); background: var(--\(name)); }\n"
    }

    private static let page: HTML = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0 auto; max-width: 68rem; padding: 3.5rem 3rem 4rem;
          background: var(--paper); color: var(--ink);
          font: 1rem/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue",
            Arial, sans-serif;
          font-variant-numeric: lining-nums; overflow-wrap: break-word;
        }
        h1, h2 { line-height: 1.2; font-weight: 650; text-wrap: balance; }
        h1 { font-size: 2.25rem; letter-spacing: -0.02em; margin: 0 0 1.75rem; }
        h2 { font-size: 1.375rem; letter-spacing: -0.01em; margin: 0 0 0.375rem; }
        p { margin: 0; max-width: 44rem; }
        a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
        a:hover { text-decoration-thickness: 2px; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
        .eyebrow { margin-bottom: 0.75rem; color: var(--accent); font-size: 0.8125rem;
          font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; }
        .about { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem;
          margin: 0; font-size: 0.9375rem; }
        .about dt { color: var(--muted); }
        .about dd { margin: 0; }
        nav { margin-top: 2rem; padding: 0.75rem 0; border: solid var(--rule);
          border-width: 1px 0; font-size: 0.9375rem; }
        nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0; padding: 0;
          list-style: none; }
        nav a { text-decoration-color: transparent; }
        nav a:hover { text-decoration-color: currentcolor; }
        section { margin-top: 3.5rem; }
        .intro, .note { color: var(--muted); font-size: 0.9375rem; }
        .intro { margin-bottom: 1.25rem; }
        .note { margin-top: 0.75rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
          gap: 1.75rem 2rem; margin: 1.5rem 0 0; }
        .tiles div { padding-top: 0.75rem; border-top: 2px solid var(--ink); }
        .tiles dt { color: var(--muted); font-size: 0.9375rem; }
        .tiles dd { margin: 0; }
        .tiles .figure { font-size: 2.125rem; line-height: 1.25; font-weight: 600;
          letter-spacing: -0.02em; white-space: nowrap; }
        .tiles .sum { font-size: 1.375rem; line-height: 1.4; }
        .tiles .part { color: var(--muted); font-size: 0.875rem; }
        footer { margin-top: 4rem; padding-top: 1.5rem; border-top: 2px solid var(--ink);
          font-size: 0.9375rem; }
        footer h2 { font-size: 1.0625rem; }
        footer p { margin-top: 0.625rem; }
        @media (max-width: 44rem) {
          body { padding: 1.75rem 1.125rem 2.5rem; }
          h1 { font-size: 1.75rem; }
          section { margin-top: 2.75rem; }
          .about { grid-template-columns: 1fr; gap: 0; }
          .about dd { margin-bottom: 0.5rem; }
          .tiles { grid-template-columns: repeat(2, 1fr); gap: 1.25rem; }
          .tiles .figure { font-size: 1.625rem; }
          .tiles .sum { font-size: 1.125rem; }
        }
        """

    private static let tables: HTML = """
        .scroll { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.4;
          font-variant-numeric: lining-nums tabular-nums; }
        caption { padding-bottom: 0.5rem; color: var(--muted); font-size: 0.875rem;
          text-align: left; }
        th, td { padding: 0.4375rem 0.75rem; border-bottom: 1px solid var(--rule);
          text-align: left; vertical-align: top; font-weight: 400; }
        th:first-child { padding-left: 0; }
        th:last-child, td:last-child { padding-right: 0; }
        thead th, thead td { border-bottom: 1px solid var(--ink); color: var(--muted);
          font-size: 0.8125rem; vertical-align: bottom; }
        .number { text-align: right; white-space: nowrap; }
        thead .number { white-space: normal; }
        .total { font-weight: 600; }
        .zero, .below { color: var(--muted); }
        .below { display: block; font-size: 0.8125rem; }
        .bars th:first-child { width: 17rem; min-width: 9rem; }
        .bars td.bar { width: 28%; min-width: 9rem; padding-top: 0.625rem; }
        .list td { min-width: 5rem; }
        .list .number { min-width: 0; }
        .time, .code { white-space: nowrap; }
        .list .cancelled { color: var(--muted); text-decoration: line-through; }
        abbr { text-decoration: none; }
        details { margin-top: 1rem; font-size: 0.9375rem; }
        summary { width: max-content; color: var(--accent); cursor: pointer; }
        details .scroll { margin-top: 0.75rem; }
        """

    private static let drawings: HTML = """
        figure { margin: 0; }
        .drawing { display: block; width: 100%; min-width: 48rem; height: auto; }
        .bar svg { display: block; width: 100%; height: 0.875rem; }
        svg text { font-family: inherit; font-size: 13px; fill: var(--ink); }
        .drawing rect, .bar rect { stroke: var(--paper); stroke-width: 1px;
          vector-effect: non-scaling-stroke; }
        .grid { stroke: var(--rule); }
        .base { stroke: var(--ink); }
        svg text.scale, svg text.year, svg text.degree, svg text.town { fill: var(--muted); }
        svg text.scale { text-anchor: end; font-variant-numeric: tabular-nums; }
        svg text.value, svg text.name, svg text.year { text-anchor: middle; }
        svg text.value { font-weight: 600; paint-order: stroke; stroke: var(--paper);
          stroke-width: 3px; }
        svg text.degree { font-size: 11px; }
        svg text.town { font-style: italic; font-size: 12px; }
        svg text.place { paint-order: stroke; stroke: var(--wash); stroke-width: 3px; }
        .map { background: var(--wash); border: 1px solid var(--rule); }
        circle.town { fill: var(--muted); }
        circle.site { fill-opacity: 0.9; stroke: var(--wash); stroke-width: 1.5px; }
        circle.cancelled { fill: var(--wash); fill-opacity: 1; stroke: var(--site);
          stroke-width: 2px; }
        path.scale { fill: none; stroke: var(--ink); stroke-width: 1.5px; }
        .legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0 0 1rem;
          padding: 0; list-style: none; font-size: 0.875rem; }
        .swatch { display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.5rem;
          border-radius: 2px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        thead .swatch { display: block; margin: 0 0 0.25rem auto; width: 0.625rem;
          height: 0.625rem; }
        """

    private static let paper: HTML = """
        @page { size: A4; margin: 16mm 15mm 18mm; @bottom-right {
          content: counter(page) " / " counter(pages); font: 8pt Arial, sans-serif; } }
        @media print {
          :root { color-scheme: light; }
          html { font-size: 9.5pt; }
          body { max-width: none; padding: 0; }
          nav, summary { display: none; }
          details::details-content { content-visibility: visible; display: block; }
          section { margin-top: 2rem; }
          h2, .intro, .legend { break-after: avoid; }
          figure, tr, .tiles div, footer { break-inside: avoid; }
          .tiles { grid-template-columns: repeat(4, 1fr); }
          .scroll { overflow: visible; }
          .drawing { min-width: 0; }
          th, td { padding: 0.3rem 0.5rem; }
          .bars th:first-child, .list td { min-width: 0; }
        }
        """
}
