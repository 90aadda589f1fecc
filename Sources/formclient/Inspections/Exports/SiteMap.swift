import FormProtocol

/// Where visits are: a mark for each site, as large as there are visits, and a scale. No map lies
/// below, as that would have to be asked for elsewhere; towns that everyone knows help instead.
struct SiteMap: Sendable {
    /// Visits so close together that their marks would hide each other.
    struct Mark: Sendable {
        let x: Double
        let y: Double
        let places: [String]
        let count: Int
        /// How many of them take place.
        let standing: Int

        var radius: Double { min(16, 4 + 2 * Double(count - 1).squareRoot()) }
    }

    private let frame: MapFrame
    private let texts: ReportTexts
    /// The largest first.
    let marks: [Mark]

    /// `nil` if no visit has coordinates.
    init?(_ visits: [WireInspectionVisit], _ texts: ReportTexts) {
        let located = visits.filter { $0.point != nil }
        guard !located.isEmpty else { return nil }
        let frame = MapFrame(around: located.compactMap(\.point))
        self.frame = frame
        self.texts = texts
        var cells: [[Int]: [WireInspectionVisit]] = [:]
        for visit in located {
            guard let point = visit.point else { continue }
            let place = [frame.x(point.longitude), frame.y(point.latitude)]
            cells[place.map { Int($0 / Self.cellSize) }, default: []].append(visit)
        }
        marks = cells.values.map { Self.mark($0, frame) }
            .sorted { ($1.count, $0.x, $0.y) < ($0.count, $1.x, $1.y) }
    }

    private static let cellSize = 8.0

    /// In the middle of its visits.
    private static func mark(_ visits: [WireInspectionVisit], _ frame: MapFrame) -> Mark {
        let points = visits.compactMap(\.point)
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        return Mark(
            x: mean(points.map { frame.x($0.longitude) }),
            y: mean(points.map { frame.y($0.latitude) }),
            places: Set(visits.map(\.place)).subtracting([""]).sorted(), count: visits.count,
            standing: visits.count { !$0.cancelled })
    }

    func svg(title: String, description: String) -> HTML {
        let (sites, towns) = labels
        return """
            <svg class="drawing" viewBox="0 0 \(Int(MapFrame.width)) \(Int(frame.height))" \
            role="img" aria-labelledby="map-drawing map-description">
            <title id="map-drawing">\(title)</title>
            <desc id="map-description">\(description)</desc>
            \(graticule)\(towns)\(marks.map(circle))\(sites)\(scale)</svg>
            """
    }

    private func circle(_ mark: Mark) -> HTML {
        """
        <circle class="\(mark.standing > 0 ? "site" : "site cancelled")" cx="\(mark.x)" \
        cy="\(mark.y)" r="\(mark.radius)"><title>\(tooltip(mark))</title></circle>

        """
    }

    private func tooltip(_ mark: Mark) -> String {
        let places = mark.places.prefix(5).joined(separator: ", ")
        return "\(places): \(texts[.visitCount(Int64(mark.count))])"
    }

    /// The names of sites, the largest first, then those of towns, which yield to them.
    private var labels: (sites: [HTML], towns: [HTML]) {
        var labels = MapLabels(width: MapFrame.width, height: frame.height)
        labels.keepFree(x: 0, y: frame.height, radius: 60)
        for mark in marks { labels.keepFree(x: mark.x, y: mark.y, radius: mark.radius) }
        var named: Set<String> = []
        for mark in marks where mark.places.count == 1 && named.insert(mark.places[0]).inserted {
            labels.place(mark.places[0], x: mark.x, y: mark.y, radius: mark.radius)
        }
        let count = labels.labels.count
        var dots: [HTML] = []
        for town in MapTown.known where frame.shows(town.point) {
            let name = texts[town.name]
            let (x, y) = (frame.x(town.point.longitude), frame.y(town.point.latitude))
            guard !named.contains(name), labels.isFree(x: x, y: y, radius: 4) else { continue }
            let before = labels.labels.count
            labels.place(name, x: x, y: y, radius: 2)
            if labels.labels.count > before {
                dots.append(#"<circle class="town" cx="\#(x)" cy="\#(y)" r="2"/>"#)
            }
        }
        func names(_ labels: ArraySlice<MapLabels.Label>, _ style: String) -> [HTML] {
            labels.map { #"<text class="\#(style)" x="\#($0.x)" y="\#($0.y)">\#($0.text)</text>"# }
        }
        return (
            names(labels.labels.prefix(count), "place"),
            dots + names(labels.labels.dropFirst(count), "town")
        )
    }

    // MARK: Lines

    private var graticule: [HTML] {
        let (width, height) = (MapFrame.width, frame.height)
        let meridians: [HTML] = frame.meridians.map { longitude in
            let x = frame.x(longitude)
            return """
                <line class="grid" x1="\(x)" y1="0" x2="\(x)" y2="\(height)"/>
                <text class="degree" x="\(x + 4)" y="12">\(texts.degrees(longitude))°</text>

                """
        }
        let parallels: [HTML] = frame.parallels.map { latitude in
            let y = frame.y(latitude)
            return """
                <line class="grid" x1="0" y1="\(y)" x2="\(width)" y2="\(y)"/>
                <text class="degree" x="4" y="\(y - 4)">\(texts.degrees(latitude))°</text>

                """
        }
        return meridians + parallels
    }

    private var scale: HTML {
        let (kilometres, length) = frame.scale
        let (left, y) = (16.0, frame.height - 16)
        return """
            <path class="scale" d="M\(left) \(y - 6)v6h\(length)v-6"/>
            <text class="place" x="\(left)" y="\(y - 12)">\(texts.count(kilometres)) km</text>
            """
    }
}

/// A town by which a reader of the Benelux finds the way.
struct MapTown: Sendable {
    let name: Phrase
    let point: GeoPoint

    private init?(_ latitude: Double, _ longitude: Double, _ name: Phrase) {
        guard let point = GeoPoint(latitude: latitude, longitude: longitude) else { return nil }
        self.name = name
        self.point = point
    }

    /// The weightiest first: they get room first.
    static let known: [MapTown] = [
        MapTown(50.847, 4.352, .townBrussels), MapTown(52.373, 4.893, .townAmsterdam),
        MapTown(49.611, 6.130, .townLuxembourg), MapTown(50.938, 6.957, .townCologne),
        MapTown(51.221, 4.400, .townAntwerp), MapTown(51.923, 4.479, .townRotterdam),
        MapTown(50.633, 5.567, .townLiege), MapTown(51.441, 5.478, .townEindhoven),
        MapTown(50.637, 3.063, .townLille), MapTown(51.227, 6.773, .townDusseldorf),
        MapTown(53.219, 6.567, .townGroningen), MapTown(51.962, 7.626, .townMunster),
        MapTown(49.119, 6.176, .townMetz), MapTown(51.054, 3.725, .townGhent),
        MapTown(50.851, 5.688, .townMaastricht), MapTown(49.757, 6.641, .townTrier),
    ].compactMap(\.self)
}
