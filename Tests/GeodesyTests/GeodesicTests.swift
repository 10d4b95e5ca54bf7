import Geodesy
import Testing

@Suite struct GeodesicTests {
  private func degrees(_ whole: Double, _ minutes: Double, _ seconds: Double) -> Double {
    whole + minutes / 60 + seconds / 3600
  }

  @Test func theEquatorAndAMeridianHaveTheirKnownLengths() {
    let origin = GeodeticPosition(latitudeDegrees: 0, longitudeDegrees: 0)
    let east = GeodeticPosition(latitudeDegrees: 0, longitudeDegrees: 1)
    #expect((Geodesic.distanceMetres(from: origin, to: east) - 111_319.490793).magnitude < 1e-4)
    #expect((Geodesic.initialBearingRadians(from: origin, to: east) - Elementary.halfPi).magnitude < 1e-12)
    let pole = GeodeticPosition(latitudeDegrees: 90, longitudeDegrees: 0)
    #expect((Geodesic.distanceMetres(from: origin, to: pole) - 10_001_965.729312).magnitude < 1e-3)
    #expect(Geodesic.initialBearingRadians(from: pole, to: origin) - Elementary.pi < 1e-9)
  }

  @Test func aPublishedLineHasItsPublishedLength() {
    // C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), and GeographicLib's own example:
    // John F. Kennedy airport to Paris Charles de Gaulle.
    let start = GeodeticPosition(latitudeDegrees: 40.6, longitudeDegrees: -73.8)
    let end = GeodeticPosition(latitudeDegrees: degrees(49, 1, 0), longitudeDegrees: degrees(2, 33, 0))
    let line = Geodesic.inverse(from: start, to: end)
    #expect((line.distanceMetres - 5_853_226.256).magnitude < 0.01)
    #expect((Angle.degrees(fromRadians: line.initialBearingRadians) - 53.47021).magnitude < 1e-4)
  }

  @Test func goingThereAndMeasuringBackAgree() {
    var numbers = SeededNumbers(seed: 4)
    for _ in 0..<5_000 {
      let start = GeodeticPosition(
        latitudeDegrees: numbers.uniform(-85, 85), longitudeDegrees: numbers.uniform(-180, 180), heightMetres: 12)
      let distance = numbers.uniform(1, 1.5e7)
      let bearing = numbers.uniform(0, Elementary.twoPi)
      let end = Geodesic.destination(from: start, bearingRadians: bearing, distanceMetres: distance)
      let line = Geodesic.inverse(from: start, to: end)
      #expect((line.distanceMetres - distance).magnitude < 0.001)
      let turn = Angle.normalisedSignedRadians(line.initialBearingRadians - bearing).magnitude
      #expect(turn * min(distance, 1e6) < 0.01)
      #expect(end.height == start.height)
    }
  }

  @Test func equalAndAntipodalPairsGiveAnAnswer() {
    let here = GeodeticPosition(latitudeDegrees: 12, longitudeDegrees: 34)
    #expect(Geodesic.distanceMetres(from: here, to: here) == 0)
    let antipode = GeodeticPosition(latitudeDegrees: 0.2, longitudeDegrees: 179.8)
    let distance = Geodesic.distanceMetres(
      from: GeodeticPosition(latitudeDegrees: 0, longitudeDegrees: 0), to: antipode)
    #expect((distance - 19_980_861.909).magnitude < 0.006 * 2e7)
    let nowhere = GeodeticPosition(latitudeRadians: .nan, longitudeRadians: 0)
    #expect(Geodesic.distanceMetres(from: here, to: nowhere).isNaN)
  }
}
