import Foundation
import ModeS
import TestSupport
import Testing

/// Recorded flights, encoded and decoded again.
@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct TrajectoryTests {
  @Test(arguments: Trajectory.chosen) func comesBackWithinTheFormatsSteps(trajectory: Trajectory) throws {
    var tries = Tries()
    let messages = try trajectory.messages()
    // A flight that begins on the ground needs the receiver's place.
    var decoder = ADSBDecoder(receiverPosition: messages.lazy.compactMap(\.sample.position).first)
    for message in messages {
      let sample = message.sample
      guard let report = decoder.decode(message.frame, timeNanoseconds: message.timeNanoseconds) else {
        tries.expect(false, "\(message.frame.hexadecimal) was refused")
        continue
      }
      tries.expect("address", report.address, sample.address)
      switch report.message.content {
      case .airbornePosition(let position):
        compareAltitude(position, sample, &tries)
        comparePlace(position.cpr, report.position, sample, circle: 360, &tries)
      case .surfacePosition(let position):
        tries.expectAngle("track", position.trackDegrees, sample.trackDegrees, within: 360.0 / 256)
        comparePlace(position.cpr, report.position, sample, circle: 90, &tries)
      case .velocity(let velocity): compareVelocity(velocity, sample, &tries)
      case .identification(let identification):
        tries.expect("callsign", identification.callsign, sample.callsign)
      case .status(let status): tries.expect("squawk", status.squawk, sample.squawk)
      default: tries.expect(false, "\(message.frame.hexadecimal) is nothing that was encoded")
      }
    }
    #expect(tries.isAllRight, "\(tries.summary)")
    // Jumps are refused until three agree, and the first place needs both grids: that is a small part.
    let counters = decoder.counters
    #expect(counters.positions > 9 * counters.rejectedPositions, "\(counters)")
  }

  private func compareAltitude(_ position: AirbornePosition, _ sample: Trajectory.Sample, _ tries: inout Tries) {
    let within = (sample.altitudeFeet ?? 0) < 50_188 ? 12.5 : 50
    tries.expect("altitude", position.altitudeFeet.map(Double.init), sample.altitudeFeet, within: within)
  }

  /// The place of the frame by itself near the sample, and what the stream of messages made of it, where it did.
  private func comparePlace(
    _ code: CPRCode, _ streamed: CPRPosition?, _ sample: Trajectory.Sample, circle: Double, _ tries: inout Tries
  ) {
    guard let place = sample.position else { return tries.expect(false, "row \(sample.row) has no position") }
    var reference = place
    reference.latitudeDegrees += 0.2
    reference.longitudeDegrees -= 0.2
    let local = CPR.local(code, near: reference, isSurface: circle == 90)
    let half = HalfStep(of: code, at: place.latitudeDegrees, circle: circle)
    for decoded in [local, streamed ?? local] {
      tries.expect(
        "latitude of row \(sample.row)", decoded?.latitudeDegrees, place.latitudeDegrees,
        within: half.latitudeDegrees)
      tries.expect(
        "longitude of row \(sample.row)", decoded?.longitudeDegrees, place.longitudeDegrees,
        within: half.longitudeDegrees)
    }
  }

  private func compareVelocity(_ velocity: AirborneVelocity, _ sample: Trajectory.Sample, _ tries: inout Tries) {
    tries.expect("east", velocity.eastKnots.map(Double.init), sample.components?.east, within: 0.5)
    tries.expect("north", velocity.northKnots.map(Double.init), sample.components?.north, within: 0.5)
    tries.expect(
      "vertical rate", velocity.verticalRateFeetPerMinute.map(Double.init), sample.verticalRateFeetPerMinute,
      within: 32)
    tries.expect(
      "height difference", velocity.geometricMinusBarometricFeet.map(Double.init),
      sample.geometricMinusBarometricFeet.map { max(-3150, min(3150, $0)) }, within: 12.5)
  }
}

/// The same messages for other decoders to check: see Tests/Peers/modes_trajectories.py.
@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct TrajectorySampleTests {
  private static let path = ProcessInfo.processInfo.environment["VIGIE_TRAJECTORY_SAMPLE"]

  @Test(.enabled(if: path != nil, "VIGIE_TRAJECTORY_SAMPLE names no file"))
  func writesTheMessagesOfTheTrajectories() throws {
    var lines = "timestamp,hex,trajectory,row\n"
    for trajectory in Trajectory.chosen {
      for message in try trajectory.messages() {
        let milliseconds = message.timeNanoseconds / 1_000_000
        let fraction = String(milliseconds % 1000 + 1000).dropFirst()
        lines += "\(milliseconds / 1000).\(fraction),\(message.frame.hexadecimal),\(trajectory.name)"
        lines += ",\(message.sample.row)\n"
      }
    }
    try Data(lines.utf8).write(to: URL(fileURLWithPath: try #require(Self.path)))
  }
}
