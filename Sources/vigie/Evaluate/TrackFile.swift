import Evaluation
import Foundation
import Geodesy
import Surveillance

/// Tracks as JSON lines, as `vigie track` and other trackers write them.
enum TrackFile {
  /// One line. Members that are not named here are left alone.
  private struct Line: Decodable {
    let t: Double
    let track: Name
    let lat: Double
    let lon: Double
    let alt_m: Double?
    let vn: Double
    let ve: Double
    let vz: Double?
    let sig_m: Double?
    let means: Means?
  }

  /// A track's number or name.
  private struct Name: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int64.self) {
        text = String(number)
      } else if let number = try? container.decode(Double.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  /// The bits of `means` as Vigie writes them; whatever else stands there tells nothing.
  private struct Means: Decodable {
    let source: TrackSource?

    init(from decoder: any Decoder) throws {
      let bits = try? decoder.singleValueContainer().decode(UInt16.self)
      let means = DetectionMeans(rawValue: bits ?? 0)
      source =
        if means.contains(.adsb) {
          .adsb
        } else if !means.isDisjoint(with: [.secondary, .modeS, .multilateration]) {
          .secondary
        } else {
          means.contains(.primary) ? .primary : nil
        }
    }
  }

  /// Reads the records; bad lines are named, counted and skipped.
  static func read(_ path: String, bad: inout BadLines) throws -> [TrackRecord] {
    let file = try LineFile(path: path)
    let decoder = JSONDecoder()
    var records: [TrackRecord] = []
    while let octets = try file.next() {
      guard octets.contains(where: { $0 > 0x20 }) else { continue }
      do {
        records.append(try record(decoder.decode(Line.self, from: Data(octets))))
      } catch let problem as FieldProblem {
        bad.add(problem, line: file.lineNumber)
      } catch {
        bad.add(problem(error, in: octets), line: file.lineNumber)
      }
    }
    return records
  }

  private static func record(_ line: Line) throws(FieldProblem) -> TrackRecord {
    guard abs(line.lat) <= 90 else {
      throw FieldProblem(column: "lat", found: String(line.lat), expected: "degrees from -90 to 90")
    }
    guard abs(line.lon) <= 360 else {
      throw FieldProblem(column: "lon", found: String(line.lon), expected: "degrees from -360 to 360")
    }
    return TrackRecord(
      track: line.track.text, timeSeconds: line.t, latitudeRadians: Angle.radians(fromDegrees: line.lat),
      longitudeRadians: Angle.radians(fromDegrees: line.lon), heightMetres: line.alt_m, northMetresPerSecond: line.vn,
      eastMetresPerSecond: line.ve, upMetresPerSecond: line.vz, sigmaMetres: line.sig_m,
      source: line.means?.source)
  }

  private static func problem(_ error: any Error, in octets: ArraySlice<UInt8>) -> FieldProblem {
    let found = String(decoding: octets.prefix(40), as: UTF8.self)
    guard let error = error as? DecodingError else {
      return FieldProblem(column: "all", found: found, expected: "one JSON object")
    }
    switch error {
    case .keyNotFound(let key, _):
      return FieldProblem(column: key.stringValue, found: found, expected: "a value")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      let name = context.codingPath.last?.stringValue ?? "all"
      return FieldProblem(column: name, found: found, expected: name == "all" ? "one JSON object" : "a number")
    default:
      return FieldProblem(column: "all", found: found, expected: "one JSON object")
    }
  }
}
