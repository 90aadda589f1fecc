/// In which statistical region (NUTS) postcodes lie.
///
/// Read from `catalogue/regions/postcodes.json`: of each region as much as is sure.
public struct RegionTable: Sendable {
    private struct Range: Sendable {
        let first: UInt32
        let last: UInt32
        let region: String
    }

    /// By country, in the order of the postcodes.
    private var ranges: [String: [Range]] = [:]

    static let empty = RegionTable()

    private init() {}

    init(_ root: JSONNode, path: String) throws(CatalogueError) {
        for (number, node) in (root["ranges"]?.elements.map { $0 } ?? []).enumerated() {
            guard let country = node["country"]?.string, let region = node["nuts"]?.string,
                let first = node["from"]?.string.flatMap({ UInt32($0) }),
                let last = node["to"]?.string.flatMap({ UInt32($0) }), first <= last,
                ranges[country]?.last.map({ $0.last < first }) ?? true
            else {
                throw CatalogueError(
                    path: path,
                    message: "/ranges/\(number): not a range, or not behind the one before it")
            }
            ranges[country, default: []].append(
                Range(first: first, last: last, region: region))
        }
    }

    /// The region of a postcode, at whichever level is known; `nil` if none is.
    ///
    /// - Parameters:
    ///   - postcode: as it is written; of a Dutch one only the digits count.
    ///   - country: ISO 3166-1, two letters.
    public func region(ofPostcode postcode: String, in country: String) -> String? {
        // A country's letters may stand before it, as in `L-1616`.
        let digits = postcode.drop { !$0.isASCII || !$0.isNumber }.prefix {
            $0.isASCII && $0.isNumber
        }
        guard (4...5).contains(digits.count), let number = UInt32(digits),
            let ranges = ranges[country]
        else { return nil }
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < number { low = middle + 1 } else { high = middle }
        }
        guard low < ranges.count, ranges[low].first <= number else { return nil }
        return ranges[low].region
    }
}
