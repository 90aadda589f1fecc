/// How long calls took, counted in buckets that are as much wider as their values are larger.
///
/// A value is known to a sixty-fourth of itself, the largest exactly, and memory does not grow.
///
/// - Source: the bucket layout of HdrHistogram.
struct LatencyHistogram: Sendable {
    private var counts = [UInt64](repeating: 0, count: Self.bucketCount)
    private(set) var count: UInt64 = 0
    /// Nanoseconds; 0 as long as there is no value.
    private(set) var largest: UInt64 = 0
    private var sum: UInt64 = 0

    /// Each power of two is divided into that many buckets; below, a bucket is one nanosecond.
    private static let divisions: UInt64 = 64
    private static let divisionBits = 6
    /// Longer times are counted as this one: over an hour.
    private static let longest: UInt64 = 1 << 42 - 1
    private static let bucketCount = bucket(of: longest) + 1

    /// Counts one call. Cost: a few nanoseconds.
    mutating func record(nanoseconds: UInt64) {
        counts[Self.bucket(of: min(nanoseconds, Self.longest))] += 1
        count += 1
        sum += nanoseconds
        largest = max(largest, nanoseconds)
    }

    /// Counts what another one has counted.
    mutating func add(_ other: LatencyHistogram) {
        for index in counts.indices { counts[index] += other.counts[index] }
        count += other.count
        sum += other.sum
        largest = max(largest, other.largest)
    }

    /// The time within which a share of all calls was over, in nanoseconds: at most a
    /// sixty-fourth too long, never too short. 0 if there is no value.
    ///
    /// - Parameter share: from 0 to 1; 0.5 gives the median.
    func quantile(_ share: Double) -> UInt64 {
        let rank = max(1, UInt64((share * Double(count)).rounded(.up)))
        var seen: UInt64 = 0
        for (index, inBucket) in counts.enumerated() {
            seen += inBucket
            if seen >= rank { return min(Self.last(of: index), largest) }
        }
        return largest
    }

    /// The average, in nanoseconds; 0 if there is no value.
    var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

    /// How many calls took how long at most, a row for each power of two of microseconds that
    /// something fell into.
    var rows: [(microsecondsMax: UInt64, count: UInt64)] {
        var rows: [(microsecondsMax: UInt64, count: UInt64)] = []
        for (index, inBucket) in counts.enumerated() where inBucket > 0 {
            let microseconds = Self.last(of: index) / 1_000 + 1
            let bits = UInt64.bitWidth - (microseconds - 1).leadingZeroBitCount
            let bound: UInt64 = 1 << bits
            if rows.last?.microsecondsMax == bound {
                rows[rows.count - 1].count += inBucket
            } else {
                rows.append((bound, inBucket))
            }
        }
        return rows
    }

    /// The bucket that a value falls into.
    private static func bucket(of value: UInt64) -> Int {
        guard value >= divisions else { return Int(value) }
        let shift = UInt64.bitWidth - 1 - value.leadingZeroBitCount - divisionBits
        return shift << divisionBits + Int(value >> UInt64(shift))
    }

    /// The largest value of a bucket.
    private static func last(of bucket: Int) -> UInt64 {
        guard bucket >= 2 * Int(divisions) else { return UInt64(bucket) }
        let shift = UInt64(bucket >> divisionBits - 1)
        let first = (UInt64(bucket) & (divisions - 1) + divisions) << shift
        return first + (1 << shift) - 1
    }
}
