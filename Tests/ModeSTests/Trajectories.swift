import Foundation
import ModeS
import TestSupport

/// Recorded flights and the messages that an aircraft would send on them.
struct Trajectory: CustomStringConvertible, Sendable {
  /// One row of the recording; nil where it does not tell.
  struct Sample {
    var row: Int
    var timeNanoseconds: Int64
    var address: UInt32
    var callsign: Callsign?
    var position: CPRPosition?
    var altitudeFeet: Double?
    var groundspeedKnots: Double?
    var trackDegrees: Double?
    var verticalRateFeetPerMinute: Double?
    var isOnGround: Bool
    var squawk: ModeACode?
    var geometricHeightFeet: Double?
  }

  /// A message with the sample that it tells of.
  struct Message {
    var timeNanoseconds: Int64
    var frame: ModeSFrame
    var sample: Sample
  }

  var name: String
  var description: String { name }

  /// An airliner that draws, a landing, ground noise, a rescue helicopter, a glider, a survey, and long circling.
  private static let few = [
    "ambulances-rega_zh", "featured-elal747", "gliders-luberon", "noisy-noisy_ground", "noisy-noisy_landing",
    "surveys-ign_mercantour", "tv_relay-vasaloppet",
  ]

  /// The rest: jumps, altitudes of 107,700 ft, many aircraft.
  private static let more = [
    "calibration-ajaccio", "calibration-london_heathrow", "collections-savan", "featured-belevingsvlucht",
    "featured-dreamliner_boeing", "firefighting-calfire", "gliders-franconia", "military-inflight_refuelling",
    "noisy-noisy_spoofing",
  ]

  /// All where the tests are to run long.
  static let chosen = (soakFactor == 1 ? few : few + more).map { Trajectory(name: $0) }

  /// The rows in their order; columns as the recordings' own description has them.
  func samples() throws -> [Sample] {
    try ReferenceData.textLines("trajectories/\(name).csv.gz").dropFirst().enumerated().compactMap { row, line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == 12, let seconds = Double(cells[0]), let address = UInt32(cells[1], radix: 16) else {
        return nil
      }
      var position: CPRPosition?
      if let latitude = Double(cells[3]), let longitude = Double(cells[4]) {
        position = CPRPosition(latitudeDegrees: latitude, longitudeDegrees: longitude)
      }
      return Sample(
        row: row, timeNanoseconds: Int64((seconds * 1000).rounded()) * 1_000_000, address: address,
        // Registrations are sent without their hyphens.
        callsign: Callsign(cells[2].filter { $0 != "-" }), position: position, altitudeFeet: Double(cells[5]),
        groundspeedKnots: Double(cells[6]), trackDegrees: Double(cells[7]),
        verticalRateFeetPerMinute: Double(cells[8]), isOnGround: cells[9] == "1",
        squawk: UInt16(cells[10], radix: 8).map { ModeACode($0) }, geometricHeightFeet: Double(cells[11]))
    }
  }

  /// What an aircraft sends at each sample: its place on both grids, its velocity, and every five seconds who it is.
  func messages() throws -> [Message] {
    var messages: [Message] = []
    var lastIdentified: (address: UInt32, timeNanoseconds: Int64)?
    for sample in try samples() {
      var frames = sample.positionFrames
      if let velocity = sample.velocityFrame { frames.append(velocity) }
      let isDue =
        lastIdentified.map {
          $0.address != sample.address || sample.timeNanoseconds - $0.timeNanoseconds >= 5 * second
        } ?? true
      if isDue {
        frames += sample.identityFrames
        lastIdentified = (sample.address, sample.timeNanoseconds)
      }
      for (place, frame) in frames.enumerated() {
        // A hundredth of a second apart: one sample is one place.
        let time = sample.timeNanoseconds + Int64(place) * 10_000_000
        messages.append(Message(timeNanoseconds: time, frame: frame, sample: sample))
      }
    }
    return messages
  }
}

extension Trajectory.Sample {
  private var encoder: ExtendedSquitterEncoder { ExtendedSquitterEncoder(address: address) }

  /// The components of a groundspeed, where speed and track are given.
  var components: (east: Double, north: Double)? {
    guard let groundspeedKnots, let trackDegrees else { return nil }
    let radians = trackDegrees * .pi / 180
    return (groundspeedKnots * sin(radians), groundspeedKnots * cos(radians))
  }

  var geometricMinusBarometricFeet: Double? {
    guard let altitudeFeet, let geometricHeightFeet else { return nil }
    return geometricHeightFeet - altitudeFeet
  }

  fileprivate var positionFrames: [ModeSFrame] {
    guard let position else { return [] }
    return [false, true].map { isOdd in
      if isOnGround {
        return encoder.surfacePosition(
          position, isOdd: isOdd, groundspeedKnots: groundspeedKnots, trackDegrees: trackDegrees)
      }
      let altitude = altitudeFeet.map { ADSBAltitude(feet: Int($0.rounded()), kind: .barometric) }
      return encoder.airbornePosition(position, isOdd: isOdd, altitude: altitude)
    }
  }

  fileprivate var velocityFrame: ModeSFrame? {
    guard !isOnGround, components != nil || verticalRateFeetPerMinute != nil else { return nil }
    return encoder.velocity(
      eastKnots: components?.east, northKnots: components?.north,
      verticalRateFeetPerMinute: verticalRateFeetPerMinute,
      geometricMinusBarometricFeet: geometricMinusBarometricFeet)
  }

  fileprivate var identityFrames: [ModeSFrame] {
    var frames: [ModeSFrame] = []
    if let callsign { frames.append(encoder.identification(callsign: callsign)) }
    if let squawk { frames.append(encoder.status(AircraftStatus(emergency: .none, squawk: squawk))) }
    return frames
  }
}
