import Foundation
import Testing

@testable import FormSchemas

struct GreatCircleTests {
    /// Against the spherical law of cosines, which is exact enough beyond a few metres.
    @Test func agreesWithLawOfCosines() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let places = (0..<2).map { _ in
                (
                    Double.random(in: -90...90, using: &generator),
                    Double.random(in: -180...180, using: &generator)
                )
            }
            let (a, b) = (places[0], places[1])
            let radians = Double.pi / 180
            let cosine =
                sin(a.0 * radians) * sin(b.0 * radians)
                + cos(a.0 * radians) * cos(b.0 * radians) * cos((b.1 - a.1) * radians)
            let expected = 6_371_008.8 * acos(max(-1, min(1, cosine)))
            let found = GreatCircle.metres(a.0, a.1, b.0, b.1)
            #expect(abs(found - expected) < 1, "\(a) \(b)")
            #expect(found == GreatCircle.metres(b.0, b.1, a.0, a.1))
        }
    }

    @Test func knownWays() {
        // A degree of longitude on the equator; pole to pole; Brussels to The Hague.
        #expect(abs(GreatCircle.metres(0, 0, 0, 1) - 111_195.08) < 0.01)
        #expect(abs(GreatCircle.metres(90, 0, -90, 0) - 20_015_114.44) < 0.01)
        #expect(abs(GreatCircle.metres(50.8503, 4.3517, 52.0705, 4.3007) - 135_728) < 30)
        #expect(GreatCircle.metres(50, 4, 50, 4) == 0)
        #expect(abs(GreatCircle.metres(10, 20, -10, -160) - 20_015_114.44) < 1)
    }

    @Test func whatIsNoPlace() {
        #expect(GreatCircle.metres(.nan, 0, 0, 0).isNaN)
        #expect(GreatCircle.metres(.infinity, 0, 0, 0).isNaN)
        #expect(GreatCircle.metres(1e300, 0, 0, 0) >= 0)
    }
}
