import Airspace
import Geodesy
import Surveillance
import Testing

private func square(
  south: Double = 10, west: Double = 2, size: Double = 1, floor: VerticalLimit = .ground,
  ceiling: VerticalLimit = .unlimited
) throws -> Volume {
  let (north, east) = (south + size, west + size)
  let corners = [(south, west), (north, west), (north, east), (south, east)]
  return try Volume(
    id: "square", name: "Square (fictional)", kind: .protected, floor: floor, ceiling: ceiling,
    ring: corners.map {
      Vertex(latitudeDegrees: $0.0, longitudeDegrees: $0.1 > 180 ? $0.1 - 360 : $0.1)
    }, isFictional: true)
}

extension Volume {
  fileprivate func contains(_ latitude: Double, _ longitude: Double) -> Bool {
    contains(
      latitudeRadians: Angle.radians(fromDegrees: latitude), longitudeRadians: Angle.radians(fromDegrees: longitude))
  }

  fileprivate func entry(
    _ latitude: Double, _ longitude: Double, east: Double, north: Double, level: PressureAltitude? = nil,
    rate: Double? = nil, lookAhead: Double = 120
  ) -> Double? {
    secondsUntilEntry(
      latitudeRadians: Angle.radians(fromDegrees: latitude), longitudeRadians: Angle.radians(fromDegrees: longitude),
      velocity: GroundVelocity(eastMetresPerSecond: east, northMetresPerSecond: north), level: level,
      verticalRateMetresPerSecond: rate, lookAheadSeconds: lookAhead)
  }
}

@Test func tellsInsideFromOutside() throws {
  let volume = try square()
  #expect(volume.contains(10.5, 2.5))
  #expect(!volume.contains(9.9, 2.5))
  #expect(!volume.contains(10.5, 3.1))
  #expect(!volume.contains(-10.5, 2.5))
  #expect(!volume.contains(.nan, 2.5))
}

@Test func holdsAnOutlineWithADent() throws {
  let corners = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (1.0, 2.0), (4.0, 0.0)]
  let volume = try Volume(
    id: "dent", name: "Dent", kind: .danger, floor: .ground, ceiling: .unlimited,
    ring: corners.map { Vertex(latitudeDegrees: $0.0, longitudeDegrees: $0.1) }, isFictional: true)
  #expect(volume.contains(0.5, 2))
  #expect(!volume.contains(3, 2))
  #expect(volume.contains(3, 0.2))
  #expect(volume.contains(3, 3.8))
}

@Test func aCommonBorderBelongsToOneOfTwoNeighbours() throws {
  let west = try square(west: 2)
  let east = try square(west: 3)
  for latitude in stride(from: 10.0, to: 11.0, by: 0.125) {
    #expect(west.contains(latitude, 3) != east.contains(latitude, 3), "at \(latitude)")
  }
}

@Test func crossesTheHundredAndEightiethMeridian() throws {
  let volume = try square(south: -18, west: 179.5)
  #expect(volume.contains(-17.5, 179.9))
  #expect(volume.contains(-17.5, -179.9))
  #expect(!volume.contains(-17.5, 179.4))
  #expect(!volume.contains(-17.5, -179.4))
  #expect(!volume.contains(-17.5, 0))
  let entry = try #require(volume.entry(-17.5, 179.4, east: 200, north: 0))
  #expect(abs(entry - 0.1 * 106_170 / 200) < 1)
  let back = try #require(volume.entry(-17.5, -179.4, east: -200, north: 0))
  #expect(abs(back - entry) < 0.01)
}

@Test func refusesOutlinesThatEncloseNothing() {
  #expect(throws: VolumeError.tooFewVertices(count: 2)) {
    try Volume(
      id: "x", name: "x", kind: .danger, floor: .ground, ceiling: .unlimited,
      ring: [Vertex(latitudeDegrees: 0, longitudeDegrees: 0), Vertex(latitudeDegrees: 1, longitudeDegrees: 0)],
      isFictional: true)
  }
  #expect(throws: VolumeError.vertexOutOfRange(index: 1)) {
    try Volume(
      id: "x", name: "x", kind: .danger, floor: .ground, ceiling: .unlimited,
      ring: [0, .nan, 2].map { Vertex(latitudeDegrees: $0, longitudeDegrees: $0 * $0) }, isFictional: true)
  }
  #expect(throws: VolumeError.floorAboveCeiling) {
    try square(
      floor: .flightLevel(PressureAltitude(flightLevel: 100)), ceiling: .flightLevel(PressureAltitude(flightLevel: 50)))
  }
}

@Test func predictsTheEntryOfAStraightPath() throws {
  let volume = try square()
  // 0.05° of latitude south of the floor edge at 10° N: 5530 m by the meridian radius there.
  let entry = try #require(volume.entry(9.95, 2.5, east: 0, north: 100))
  #expect(abs(entry - 55.3) < 0.05)
  #expect(volume.entry(9.95, 2.5, east: 0, north: 100, lookAhead: 55) == nil)
  #expect(volume.entry(9.95, 2.5, east: 0, north: -100) == nil)
  #expect(volume.entry(9.95, 2.5, east: 100, north: 0) == nil)
  #expect(volume.entry(10.5, 2.5, east: 0, north: 0) == 0)
  #expect(volume.entry(9.95, 2.5, east: 0, north: 0) == nil)
  #expect(volume.entry(9.95, 2.5, east: .nan, north: 0) == nil)
}

@Test func thePredictedPlaceLiesOnTheOutline() throws {
  let volume = try square()
  var state: UInt64 = 7
  func random() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992
  }
  var entries = 0
  for _ in 0..<500 {
    let (latitude, longitude) = (9.7 + 1.6 * random(), 1.7 + 1.6 * random())
    let (east, north) = (600 * random() - 300, 600 * random() - 300)
    guard !volume.contains(latitude, longitude),
      let seconds = volume.entry(latitude, longitude, east: east, north: north)
    else { continue }
    entries += 1
    let radius = 6_371_000.0
    let cosine = Elementary.cos(Angle.radians(fromDegrees: latitude))
    let arrivalLatitude = Angle.radians(fromDegrees: latitude) + north * seconds / radius
    let arrivalLongitude = Angle.radians(fromDegrees: longitude) + east * seconds / radius / cosine
    let gap = volume.distanceToBoundaryMetres(latitudeRadians: arrivalLatitude, longitudeRadians: arrivalLongitude)
    #expect(gap < 300)  // the test's sphere differs from the ellipsoid by up to 0.7 %
  }
  #expect(entries > 50)
}

@Test func anAirlinerAboveTheCeilingDoesNotEnter() throws {
  let volume = try square(ceiling: .flightLevel(PressureAltitude(flightLevel: 195)))
  let high = PressureAltitude(flightLevel: 350)
  #expect(volume.entry(9.95, 2.5, east: 0, north: 100, level: high) == nil)
  #expect(volume.entry(9.95, 2.5, east: 0, north: 100, level: PressureAltitude(flightLevel: 100)) != nil)
  #expect(volume.relation(of: high) == .above)
  #expect(volume.relation(of: nil) == .unknown)
}

@Test func aDescentBringsItInLater() throws {
  let volume = try square(ceiling: .flightLevel(PressureAltitude(flightLevel: 195)))
  let level = PressureAltitude(flightLevel: 215)
  // 609.6 m above the ceiling at 8 m/s: 76.2 s; the outline is reached after 55.3 s.
  let entry = try #require(volume.entry(9.95, 2.5, east: 0, north: 100, level: level, rate: -8))
  #expect(abs(entry - 76.2) < 0.01)
}

@Test func measuresTheDistanceToTheOutline() throws {
  let volume = try square()
  let distance = volume.distanceToBoundaryMetres(
    latitudeRadians: Angle.radians(fromDegrees: 9.9), longitudeRadians: Angle.radians(fromDegrees: 2.5))
  #expect(abs(distance - 11_060) < 15)
}

@Test func anAirspaceSurvivesItsCanonicalForm() throws {
  let model = AirspaceModel(
    volumes: [
      try square(
        floor: .altitude(QNHAltitude(feet: 1500)), ceiling: .flightLevel(PressureAltitude(flightLevel: 195)))
    ],
    aerodromes: [
      Aerodrome(
        id: "DRRN", name: "Niamey", place: Vertex(latitudeDegrees: 13.4815, longitudeDegrees: 2.1836),
        elevation: OrthometricHeight(feet: 732))
    ],
    fixes: [Fix(id: "DUNES", place: Vertex(latitudeDegrees: 14, longitudeDegrees: 3), isFictional: true)],
    routes: [
      Route(
        id: "X1", points: ["DRRN", "DUNES"],
        places: [
          Vertex(latitudeDegrees: 13.4815, longitudeDegrees: 2.1836), Vertex(latitudeDegrees: 14, longitudeDegrees: 3),
        ], isFictional: true)
    ])
  var writer = CanonicalWriter()
  writer.write(model)
  var reader = CanonicalReader(writer.bytes)
  #expect(try reader.value(AirspaceModel.self) == model)
  #expect(reader.isAtEnd)
  for length in 0..<writer.bytes.count {
    var short = CanonicalReader(Array(writer.bytes.prefix(length)))
    #expect(throws: CanonicalDecodingError.self) { try short.value(AirspaceModel.self) }
  }
}
