import Foundation
import Geodesy
import Surveillance

/// A scenario's `sensors.json`: when it runs, how often tracks are asked for, and the sensors;
/// docs/formats/tracking-benchmark.md says what each member means.
struct TrackingScenario: Decodable {
  /// First and last instant, seconds of the UTC day.
  let startSeconds: Double
  let endSeconds: Double
  let periodSeconds: Double
  let sensors: [Sensor]

  /// One sensor as written.
  struct Sensor: Decodable {
    let id: String
    let type: String
    let lat: Double?
    let lon: Double?
    let alt_m: Double?
    let scan_s: Double?
    /// Standard deviations of slant range, metres, and of azimuth, degrees: of the primary and of the secondary radar.
    let sig_psr: [Double]?
    let sig_ssr: [Double]?
    /// Instrumented range, and the beam's lower and upper edge in degrees.
    let range_km: Double?
    let el_min: Double?
    let el_max: Double?
    /// The kind of secondary radar; false or absent for none.
    let ssr: Presence?

    /// `false`, or the name of a kind.
    struct Presence: Decodable {
      let isPresent: Bool

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
          isPresent = flag
        } else {
          isPresent = try !container.decodeNil() && !container.decode(String.self).isEmpty
        }
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case startSeconds = "t0"
    case endSeconds = "t1"
    case periodSeconds = "eval_dt"
    case sensors
  }

  /// Longer ones are a mistake in the file.
  private static let lengthMaxSeconds = 31 * 86_400.0

  init(path: String) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(TextFile.read(path).utf8))
    } catch let error as DecodingError {
      throw Failure(.job, "\(path) is no description of sensors: \(Self.text(of: error))")
    }
    let length = endSeconds - startSeconds
    guard startSeconds.magnitude < 1e9, length >= 0, length <= Self.lengthMaxSeconds else {
      throw Failure(.job, "\(path): t0 and t1 are seconds, t1 the later by at most \(Self.lengthMaxSeconds)")
    }
    guard periodSeconds >= 0.01, periodSeconds <= 86_400 else {
      throw Failure(.job, "\(path): eval_dt is \(periodSeconds): expected seconds from 0.01 to 86400")
    }
    guard sensors.count <= Int(UInt16.max) else { throw Failure(.job, "\(path): more than \(UInt16.max) sensors") }
  }

  private static func text(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "\(place(context))\(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(place(context))\(context.debugDescription)"
    @unknown default: "it cannot be read"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    return path.isEmpty ? "" : path.joined(separator: " ") + ": "
  }
}

extension TrackingScenario.Sensor {
  /// What the tracker is told. One accuracy stands for a sensor: the secondary radar's where it has one.
  func site(number: Int) -> SensorSite {
    let usual = [50, 0.1]
    let given = (ssr?.isPresent == true ? sig_ssr : nil) ?? sig_psr ?? usual
    let sigma = given.count == 2 ? given : usual
    let echo = sig_psr?.count == 2 ? sig_psr : nil
    return SensorSite(
      id: .asterix(sac: UInt8(truncatingIfNeeded: number >> 8), sic: UInt8(truncatingIfNeeded: number)),
      type: type == "adsb" ? .adsbStation : ssr?.isPresent == true ? .modeSRadar : .primaryRadar,
      antenna: GeodeticPosition(latitudeDegrees: lat ?? 0, longitudeDegrees: lon ?? 0, heightMetres: alt_m ?? 0),
      page: .map, rangeSigmaMetres: sigma[0], azimuthSigmaRadians: Angle.radians(fromDegrees: sigma[1]),
      primaryRangeSigmaMetres: echo?[0], primaryAzimuthSigmaRadians: echo.map { Angle.radians(fromDegrees: $0[1]) },
      scanPeriodSeconds: scan_s,
      coverage: CoverageLimits(
        greatestRangeMetres: range_km.map { $0 * 1000 },
        leastElevationRadians: el_min.map(Angle.radians(fromDegrees:)),
        greatestElevationRadians: el_max.map(Angle.radians(fromDegrees:))))
  }
}
