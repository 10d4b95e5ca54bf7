public import Geodesy
public import Surveillance

/// A place where aircraft land.
public struct Aerodrome: Hashable, Sendable {
  /// ICAO location indicator, for example `DRRN`.
  public var id: String
  public var name: String
  /// Reference point.
  public var place: Vertex
  public var elevation: OrthometricHeight
  public var isFictional: Bool

  public init(id: String, name: String, place: Vertex, elevation: OrthometricHeight, isFictional: Bool = false) {
    self.id = id
    self.name = name
    self.place = place
    self.elevation = elevation
    self.isFictional = isFictional
  }
}

/// A named point of navigation.
public struct Fix: Hashable, Sendable {
  public var id: String
  public var place: Vertex
  public var isFictional: Bool

  public init(id: String, place: Vertex, isFictional: Bool = false) {
    self.id = id
    self.place = place
    self.isFictional = isFictional
  }
}

/// A named way through fixes and aerodromes.
public struct Route: Hashable, Sendable {
  public var id: String
  /// Names of fixes or aerodromes, in order.
  public var points: [String]
  /// The same points' places.
  public var places: [Vertex]
  public var isFictional: Bool

  public init(id: String, points: [String], places: [Vertex], isFictional: Bool = false) {
    self.id = id
    self.points = points
    self.places = places
    self.isFictional = isFictional
  }
}

/// Everything drawn and judged about an airspace; each list in the order of its file.
public struct AirspaceModel: Hashable, Sendable {
  public var volumes: [Volume]
  public var aerodromes: [Aerodrome]
  public var fixes: [Fix]
  public var routes: [Route]

  public init(
    volumes: [Volume] = [], aerodromes: [Aerodrome] = [], fixes: [Fix] = [], routes: [Route] = []
  ) {
    self.volumes = volumes
    self.aerodromes = aerodromes
    self.fixes = fixes
    self.routes = routes
  }

  /// The volume of that name.
  public func volume(_ id: String) -> Volume? { volumes.first { $0.id == id } }

  /// The place of the fix, else of the aerodrome, of that name.
  public func place(named id: String) -> Vertex? {
    fixes.first { $0.id == id }?.place ?? aerodromes.first { $0.id == id }?.place
  }

  /// The volumes over a place, in their order, whatever their levels.
  public func volumes(latitudeRadians: Double, longitudeRadians: Double) -> [Volume] {
    volumes.filter { $0.contains(latitudeRadians: latitudeRadians, longitudeRadians: longitudeRadians) }
  }
}

extension AirspaceModel: CanonicalCodable {
  static let version: UInt16 = 1

  public func encode(to writer: inout CanonicalWriter) {
    writer.write(Self.version)
    writer.write(volumes)
    writer.write(aerodromes)
    writer.write(fixes)
    writer.write(routes)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    try reader.expectVersion(Self.version, of: "airspace")
    self.init(
      volumes: try reader.list(), aerodromes: try reader.list(), fixes: try reader.list(), routes: try reader.list())
  }
}

extension Aerodrome: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(id)
    writer.write(name)
    writer.write(place)
    writer.write(elevation.metres)
    writer.write(isFictional)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      id: try reader.text(), name: try reader.text(), place: try reader.value(),
      elevation: OrthometricHeight(metres: try reader.double()), isFictional: try reader.bool())
  }
}

extension Fix: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(id)
    writer.write(place)
    writer.write(isFictional)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(id: try reader.text(), place: try reader.value(), isFictional: try reader.bool())
  }
}

extension Route: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(id)
    writer.write(points)
    writer.write(places)
    writer.write(isFictional)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      id: try reader.text(), points: try reader.list(), places: try reader.list(), isFictional: try reader.bool())
  }
}
