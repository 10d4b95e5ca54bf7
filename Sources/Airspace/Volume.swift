public import Geodesy
public import Surveillance

/// What a volume of airspace is for.
public enum VolumeKind: UInt8, Hashable, Sendable, CanonicalCodable, CaseIterable {
  /// Something below it is to be protected: entry without leave calls for attention.
  case protected = 0
  case restricted = 1
  case prohibited = 2
  case danger = 3

  /// The word for it in files and on screen.
  public var name: String {
    switch self {
    case .protected: "protected"
    case .restricted: "restricted"
    case .prohibited: "prohibited"
    case .danger: "danger"
    }
  }

  /// Reads the word.
  public init?(name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }
}

/// A corner of a volume's outline, WGS-84.
public struct Vertex: Hashable, Sendable {
  public var latitudeRadians: Double
  public var longitudeRadians: Double

  public init(latitudeRadians: Double, longitudeRadians: Double) {
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
  }

  public init(latitudeDegrees: Double, longitudeDegrees: Double) {
    latitudeRadians = Angle.radians(fromDegrees: latitudeDegrees)
    longitudeRadians = Angle.radians(fromDegrees: longitudeDegrees)
  }
}

/// Why a volume cannot be.
public enum VolumeError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooFewVertices(count: Int)
  case vertexOutOfRange(index: Int)
  case tooWide
  case floorAboveCeiling

  public var description: String {
    switch self {
    case .tooFewVertices(let count): "an outline needs 3 corners or more, and this one has \(count)"
    case .vertexOutOfRange(let index):
      "corner \(index + 1) of the outline lies outside latitude 89° S to 89° N, longitude 180° W to 180° E"
    case .tooWide: "the outline spans half the globe's longitude or more"
    case .floorAboveCeiling: "the floor lies above the ceiling"
    }
  }
}

/// Whether a level lies between a volume's floor and ceiling.
public enum VerticalRelation: Hashable, Sendable {
  case below
  case within
  case above
  /// The level is not known.
  case unknown
}

/// A piece of airspace: an outline on the ground, a floor and a ceiling.
///
/// Between two corners the outline runs straight in latitude and longitude (a line on an equirectangular chart, which
/// over a volume of 100 km differs from the geodesic by some tens of metres). A volume may cross the 180° meridian; it
/// cannot hold a pole.
public struct Volume: Hashable, Sendable {
  /// The name in files and commands, for example `depot`.
  public let id: String
  /// The name people use.
  public let name: String
  public let kind: VolumeKind
  public let floor: VerticalLimit
  public let ceiling: VerticalLimit
  /// The corners in order; the last is joined to the first.
  public let ring: [Vertex]
  /// Whether it exists in an exercise only.
  public let isFictional: Bool
  /// The smallest box that holds the outline.
  public let bounds: BoundingBox
  /// The corners as x (longitude from `bounds.centreLongitudeRadians`) and y (latitude), radians.
  let outline: Outline

  /// Makes a volume; a closing corner equal to the first is dropped.
  public init(
    id: String, name: String, kind: VolumeKind, floor: VerticalLimit, ceiling: VerticalLimit, ring: [Vertex],
    isFictional: Bool
  ) throws(VolumeError) {
    var corners = ring
    if corners.count > 1, corners.first == corners.last { corners.removeLast() }
    guard corners.count >= 3 else { throw .tooFewVertices(count: corners.count) }
    for (index, corner) in corners.enumerated() where !Self.isUsable(corner) {
      throw .vertexOutOfRange(index: index)
    }
    guard let bounds = BoundingBox(around: corners) else { throw .tooWide }
    guard !(floor.pressureAltitude(qnh: nil) > ceiling.pressureAltitude(qnh: nil)) else { throw .floorAboveCeiling }
    self.id = id
    self.name = name
    self.kind = kind
    self.floor = floor
    self.ceiling = ceiling
    self.ring = corners
    self.isFictional = isFictional
    self.bounds = bounds
    outline = Outline(corners, centreLongitudeRadians: bounds.centreLongitudeRadians)
  }

  private static let largestLatitudeRadians = Angle.radians(fromDegrees: 89)

  private static func isUsable(_ corner: Vertex) -> Bool {
    corner.latitudeRadians.magnitude <= largestLatitudeRadians && corner.longitudeRadians.magnitude <= Elementary.pi
  }

  /// Whether a place lies inside the outline, whatever its level. The outline itself counts as inside on one side only,
  /// so that of two volumes with a common border exactly one holds a place on it.
  public func contains(latitudeRadians: Double, longitudeRadians: Double) -> Bool {
    guard bounds.contains(latitudeRadians: latitudeRadians, longitudeRadians: longitudeRadians) else { return false }
    return outline.contains(x: x(longitudeRadians), y: latitudeRadians)
  }

  /// How a level lies to floor and ceiling, both of which belong to the volume.
  /// - Parameter qnh: For limits given as altitudes; standard pressure is taken where it is not known.
  public func relation(of level: PressureAltitude?, qnh: QNH? = nil) -> VerticalRelation {
    guard let level, !level.metres.isNaN else { return .unknown }
    if level < floor.pressureAltitude(qnh: qnh) { return .below }
    if level > ceiling.pressureAltitude(qnh: qnh) { return .above }
    return .within
  }

  /// The longitude from the middle of the volume, −π ... π.
  func x(_ longitudeRadians: Double) -> Double {
    Angle.normalisedSignedRadians(longitudeRadians - bounds.centreLongitudeRadians)
  }
}

extension Volume: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(id)
    writer.write(name)
    writer.write(kind)
    writer.write(floor)
    writer.write(ceiling)
    writer.write(ring)
    writer.write(isFictional)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let id = try reader.text()
    let name = try reader.text()
    let kind = try reader.value(VolumeKind.self)
    let floor = try reader.value(VerticalLimit.self)
    let ceiling = try reader.value(VerticalLimit.self)
    let ring = try reader.list(of: Vertex.self)
    let isFictional = try reader.bool()
    do {
      try self.init(
        id: id, name: name, kind: kind, floor: floor, ceiling: ceiling, ring: ring, isFictional: isFictional)
    } catch {
      throw .invalid(offset: start, what: "volume: \(error.description)")
    }
  }
}

extension Vertex: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(latitudeRadians)
    writer.write(longitudeRadians)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(latitudeRadians: try reader.double(), longitudeRadians: try reader.double())
  }
}
