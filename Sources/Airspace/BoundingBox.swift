import Geodesy

/// A box in latitude and longitude, narrower than half the globe; it may lie across the 180° meridian.
public struct BoundingBox: Hashable, Sendable {
  public let southRadians: Double
  public let northRadians: Double
  /// The middle, −π ... π.
  public let centreLongitudeRadians: Double
  /// From the middle to the western and to the eastern side, below π/2.
  public let halfWidthRadians: Double

  /// The smallest box around the vertices; nil for none, or where they span half the globe or more.
  public init?(around vertices: [Vertex]) {
    guard let first = vertices.first else { return nil }
    var (south, north) = (first.latitudeRadians, first.latitudeRadians)
    var (west, east) = (0.0, 0.0)
    for vertex in vertices {
      south = min(south, vertex.latitudeRadians)
      north = max(north, vertex.latitudeRadians)
      let offset = Angle.normalisedSignedRadians(vertex.longitudeRadians - first.longitudeRadians)
      west = min(west, offset)
      east = max(east, offset)
    }
    guard east - west < Elementary.pi else { return nil }
    southRadians = south
    northRadians = north
    halfWidthRadians = (east - west) / 2
    centreLongitudeRadians = Angle.normalisedSignedRadians(first.longitudeRadians + (east + west) / 2)
  }

  /// Whether the place lies in the box or on its side. A trillionth of a radian is allowed for rounding.
  public func contains(latitudeRadians: Double, longitudeRadians: Double) -> Bool {
    let x = Angle.normalisedSignedRadians(longitudeRadians - centreLongitudeRadians)
    return latitudeRadians >= southRadians && latitudeRadians <= northRadians
      && x.magnitude <= halfWidthRadians + 1e-12
  }
}
