import Geodesy
import Testing

@Suite struct PositionTests {
  @Test func knownPlacesHaveTheirEarthCentredCoordinates() {
    let equator = ECEFPosition(GeodeticPosition(latitudeDegrees: 0, longitudeDegrees: 0))
    #expect(equator == ECEFPosition(xMetres: 6_378_137, yMetres: 0, zMetres: 0))
    let pole = ECEFPosition(GeodeticPosition(latitudeDegrees: 90, longitudeDegrees: 0, heightMetres: 100))
    #expect((pole.zMetres - 6_356_852.314245179).magnitude < 1e-6)
    // Computed with mpmath at 200 bits.
    let toulouse = ECEFPosition(GeodeticPosition(latitudeDegrees: 43.6, longitudeDegrees: 1.4, heightMetres: 200))
    #expect((toulouse.xMetres - 4_625_001.2575).magnitude < 0.001)
    #expect((toulouse.yMetres - 113_032.5961).magnitude < 0.001)
    #expect((toulouse.zMetres - 4_376_152.1710).magnitude < 0.001)
  }

  @Test func geodeticSurvivesTheWayToEarthCentredAndBack() {
    var numbers = SeededNumbers(seed: 1)
    for _ in 0..<20_000 {
      let position = GeodeticPosition(
        latitudeDegrees: numbers.uniform(-90, 90), longitudeDegrees: numbers.uniform(-180, 180),
        heightMetres: numbers.uniform(-10_000, 1_000_000))
      let ecef = ECEFPosition(position)
      let back = GeodeticPosition(ecef)
      #expect((back.height.metres - position.height.metres).magnitude < 1e-5)
      #expect(ECEFPosition(back).distanceMetres(to: ecef) < 1e-5)
      #expect((back.latitudeRadians - position.latitudeRadians).magnitude < 1e-11)
    }
  }

  @Test func theExtremesStayFinite() {
    for place in [
      ECEFPosition(xMetres: 0, yMetres: 0, zMetres: 0), ECEFPosition(xMetres: 0, yMetres: 0, zMetres: -6_400_000),
      ECEFPosition(xMetres: 1, yMetres: 0, zMetres: 0), ECEFPosition(xMetres: 0, yMetres: 0, zMetres: 1e-300),
    ] {
      #expect(GeodeticPosition(place).isValid)
    }
    let south = GeodeticPosition(ECEFPosition(xMetres: 0, yMetres: 0, zMetres: -6_400_000))
    #expect((south.latitudeDegrees + 90).magnitude < 1e-12)
    #expect((south.height.metres - (6_400_000 - 6_356_752.314245179)).magnitude < 1e-6)
  }

  @Test func localPlanePointsEastNorthAndUp() {
    let origin = GeodeticPosition(latitudeDegrees: 41.3, longitudeDegrees: 2.1, heightMetres: 50)
    let plane = LocalTangentPlane(origin: origin)
    let above = plane.local(GeodeticPosition(latitudeDegrees: 41.3, longitudeDegrees: 2.1, heightMetres: 1050))
    #expect((above.upMetres - 1000).magnitude < 1e-6)
    #expect(above.eastMetres.magnitude < 1e-6 && above.northMetres.magnitude < 1e-6)
    #expect(plane.local(GeodeticPosition(latitudeDegrees: 41.4, longitudeDegrees: 2.1)).northMetres > 11_000)
    #expect(plane.local(GeodeticPosition(latitudeDegrees: 41.3, longitudeDegrees: 2.2)).eastMetres > 8_000)
  }

  @Test func localPlaneAndItsInverseAgree() {
    var numbers = SeededNumbers(seed: 2)
    for _ in 0..<5_000 {
      let plane = LocalTangentPlane(
        origin: GeodeticPosition(
          latitudeDegrees: numbers.uniform(-90, 90), longitudeDegrees: numbers.uniform(-180, 180),
          heightMetres: numbers.uniform(0, 3000)))
      let place = LocalPosition(
        eastMetres: numbers.uniform(-4e5, 4e5), northMetres: numbers.uniform(-4e5, 4e5),
        upMetres: numbers.uniform(-1e4, 2e4))
      let back = plane.local(plane.geodetic(place))
      #expect((back.eastMetres - place.eastMetres).magnitude < 1e-5)
      #expect((back.northMetres - place.northMetres).magnitude < 1e-5)
      #expect((back.upMetres - place.upMetres).magnitude < 1e-5)
    }
  }

  @Test func aVelocityKeepsItsLengthAndEarthDirectionInAnotherPlane() {
    let here = LocalTangentPlane(origin: GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 0))
    let there = LocalTangentPlane(origin: GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 10))
    let north = LocalVector(east: 0, north: 200)
    let turned = there.vector(north, from: here)
    // Meridians converge by sin(latitude) times the difference of longitude, seen from the east as a turn to the right.
    #expect((Elementary.atan2(turned.east, turned.north) - 0.1228).magnitude < 0.005)
    let length = (turned.east * turned.east + turned.north * turned.north + turned.up * turned.up).squareRoot()
    #expect((length - 200).magnitude < 1e-9)
    let back = here.vector(turned, from: there)
    #expect((back.north - 200).magnitude < 1e-9 && back.east.magnitude < 1e-9 && back.up.magnitude < 1e-9)
  }
}
