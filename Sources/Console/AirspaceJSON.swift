import Airspace
import Geodesy
import Surveillance

/// Volumes, aerodromes, fixes and routes, as the map draws them.
struct AirspaceJSON: Encodable {
  struct VolumeRow: Encodable {
    var id: String
    var name: String
    var kind: String
    var lower: String
    var upper: String
    var ring: [[Double]]
    var fictional: Bool
  }

  struct AerodromeRow: Encodable {
    var icao: String
    var name: String
    var lat: Double
    var lon: Double
  }

  struct FixRow: Encodable {
    var name: String
    var lat: Double
    var lon: Double
    var fictional: Bool
  }

  struct RouteRow: Encodable {
    var name: String
    var points: [[Double]]
    var fictional: Bool
  }

  var volumes: [VolumeRow]
  var aerodromes: [AerodromeRow]
  var fixes: [FixRow]
  var routes: [RouteRow]

  init(_ model: AirspaceModel) {
    volumes = model.volumes.map {
      VolumeRow(
        id: $0.id, name: $0.name, kind: $0.kind.name, lower: "\($0.floor)", upper: "\($0.ceiling)",
        ring: $0.ring.map(Self.point), fictional: $0.isFictional)
    }
    aerodromes = model.aerodromes.map {
      let point = Self.point($0.place)
      return AerodromeRow(icao: $0.id, name: $0.name, lat: point[0], lon: point[1])
    }
    fixes = model.fixes.map {
      let point = Self.point($0.place)
      return FixRow(name: $0.id, lat: point[0], lon: point[1], fictional: $0.isFictional)
    }
    routes = model.routes.map {
      RouteRow(name: $0.id, points: $0.places.map(Self.point), fictional: $0.isFictional)
    }
  }

  /// Latitude and longitude, degrees.
  private static func point(_ vertex: Vertex) -> [Double] {
    [Angle.degrees(fromRadians: vertex.latitudeRadians), Angle.degrees(fromRadians: vertex.longitudeRadians)]
  }
}
