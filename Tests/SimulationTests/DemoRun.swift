import Airspace
import Asterix
import ConfigurationFiles
import Foundation
import Geodesy
import ScenarioFiles
import Simulation
import Surveillance
import Testing

/// The demonstration scenario, and what its messages say.
enum Demo {
  static func scenario() throws -> Scenario {
    let url = ScenarioFiles.folder.appendingPathComponent("niger-demo.yaml")
    return try ScenarioFile(yaml: String(contentsOf: url, encoding: .utf8), file: "niger-demo.yaml").scenario
  }

  /// The story's first minutes, run once.
  static let story = Result { try Story(scenario(), seconds: 200) }
}

/// A plot of a radar or a report of a ground station, decoded again.
struct SeenTarget {
  var feed: UInt16
  /// When it was measured, seconds after the start.
  var seconds: Double
  var polar: (rangeMetres: Double, azimuthRadians: Double)?
  var place: Vertex?
  var code: UInt16?
  var address: UInt32?
  var callsign: String?
  var flightLevel: Double?
}

/// Some seconds of a scenario: truth by the second, and everything its sensors sent.
struct Story {
  let scenario: Scenario
  var targets: [SeenTarget] = []
  var messages: [SimulatedMessage] = []
  var refusals: [String] = []
  /// By second, then in the scenario's order.
  var truth: [[AircraftTruth]] = []

  init(_ scenario: Scenario, seconds: Int) throws {
    self.scenario = scenario
    var run = try SimulationRun(scenario: scenario)
    truth.append(run.truth)
    for second in 0..<seconds {
      // Just before each whole second the traffic stands at that second.
      messages += run.advance(toSeconds: Double(second) + 0.999)
      truth.append(run.truth)
    }
    decode()
  }

  private mutating func decode() {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    for message in messages {
      decoder.decode(message.payload, into: &datagram)
      refusals += datagram.refusals.map(\.description)
      for record in datagram.records {
        if let report = Category048Report(record, in: datagram) {
          targets.append(target(report, message))
        } else if let report = Category021Report(record, in: datagram) {
          targets.append(target(report, message))
        }
      }
    }
  }

  private func seconds(_ timeOfDay: Double?) -> Double {
    (timeOfDay ?? .nan) - scenario.start.secondsOfDay
  }

  private func target(_ report: Category048Report, _ message: SimulatedMessage) -> SeenTarget {
    var target = SeenTarget(feed: message.feed.rawValue, seconds: seconds(report.timeOfDaySeconds))
    if let range = report.rhoNauticalMiles, let azimuth = report.thetaDegrees {
      target.polar = (range * 1852, Angle.radians(fromDegrees: azimuth))
    }
    target.code = report.mode3A?.code
    target.address = report.modeSAddress
    target.callsign = report.callsign?.description
    target.flightLevel = report.flightLevel?.flightLevel
    return target
  }

  private func target(_ report: Category021Report, _ message: SimulatedMessage) -> SeenTarget {
    var target = SeenTarget(feed: message.feed.rawValue, seconds: seconds(report.timeOfDaySeconds))
    target.place = report.position.map {
      Vertex(latitudeDegrees: $0.latitudeDegrees, longitudeDegrees: $0.longitudeDegrees)
    }
    target.code = report.mode3A?.code
    target.address = report.targetAddress
    target.callsign = report.callsign?.description
    target.flightLevel = report.flightLevel
    return target
  }

  /// Where an aircraft really is between two seconds.
  func place(of id: String, atSeconds seconds: Double) -> (place: Vertex, pressureAltitudeMetres: Double)? {
    let second = Int(seconds.rounded(.down))
    guard truth.indices.contains(second), truth.indices.contains(second + 1),
      let from = truth[second].first(where: { $0.id == id }), let to = truth[second + 1].first(where: { $0.id == id })
    else { return nil }
    let share = seconds - Double(second)
    func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
    return (
      Vertex(
        latitudeRadians: between(from.place.latitudeRadians, to.place.latitudeRadians),
        longitudeRadians: between(from.place.longitudeRadians, to.place.longitudeRadians)),
      between(from.pressureAltitudeMetres, to.pressureAltitudeMetres)
    )
  }

  /// Height above the ellipsoid, as the simulation takes it.
  func height(pressureAltitudeMetres: Double) -> EllipsoidalHeight {
    let altitude = PressureAltitude(metres: pressureAltitudeMetres).altitude(qnh: scenario.qnh)
    return OrthometricHeight(metres: altitude.metres)
      .ellipsoidalHeight(geoidUndulationMetres: scenario.ground.geoidUndulationMetres)
  }

  /// How far a radar's plot lies from where an aircraft really was.
  func missMetres(_ target: SeenTarget, of id: String) -> Double? {
    guard let polar = target.polar, let truth = place(of: id, atSeconds: target.seconds) else { return nil }
    let sensor = scenario.sensors[Int(target.feed) - 1]
    let geometry = RadarGeometry(antenna: sensor.antenna(on: scenario.ground))
    let expected = geometry.measurement(
      of: GeodeticPosition(
        latitudeRadians: truth.place.latitudeRadians, longitudeRadians: truth.place.longitudeRadians,
        height: height(pressureAltitudeMetres: truth.pressureAltitudeMetres)))
    let across = Angle.normalisedSignedRadians(polar.azimuthRadians - expected.azimuthRadians) * polar.rangeMetres
    return Elementary.hypot(polar.rangeMetres - expected.slantRangeMetres, across)
  }
}
