/// Names in a drawing, each beside its mark where it covers neither a mark nor another name.
struct MapLabels: Sendable {
    struct Label: Sendable {
        let x: Double
        /// The line on which the letters stand.
        let y: Double
        let text: String
    }

    private struct Box: Sendable {
        let (left, top, right, bottom): (Double, Double, Double, Double)

        init(left: Double, top: Double, right: Double, bottom: Double) {
            (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
        }

        /// Around a mark.
        init(x: Double, y: Double, radius: Double) {
            self.init(left: x - radius, top: y - radius, right: x + radius, bottom: y + radius)
        }

        func meets(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    private let width: Double
    private let height: Double
    private var taken: [Box] = []
    private(set) var labels: [Label] = []

    /// Rather too much than too little: fonts differ.
    private static let widthPerColumn = 7.6
    private static let lineHeight = 15.0
    static let countMax = 60

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// Keeps names off a mark.
    mutating func keepFree(x: Double, y: Double, radius: Double) {
        taken.append(Box(x: x, y: y, radius: radius))
    }

    /// Whether a mark would cover neither a mark nor a name.
    func isFree(x: Double, y: Double, radius: Double) -> Bool {
        !taken.contains(where: Box(x: x, y: y, radius: radius).meets)
    }

    /// Places a name right of its mark, else left of it, above or below; not at all if there is no
    /// room.
    mutating func place(_ text: String, x: Double, y: Double, radius: Double) {
        guard labels.count < Self.countMax else { return }
        let long = Double(text.displayWidth) * Self.widthPerColumn
        let beside = radius + 5
        let places = [
            (x + beside, y + 4.5), (x - beside - long, y + 4.5),
            (x - long / 2, y - beside - 2), (x - long / 2, y + beside + 11),
        ]
        for (left, base) in places {
            let box = Box(
                left: left, top: base - Self.lineHeight + 3, right: left + long, bottom: base + 3)
            let isInside =
                box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height
            guard isInside, !taken.contains(where: box.meets) else { continue }
            taken.append(box)
            labels.append(Label(x: left, y: base, text: text))
            return
        }
    }
}
