import Foundation
import ModeS
import TestSupport
import Testing

@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct UATSampleTests {
  @Test func everyDownlinkDecodes() throws {
    let messages = try UATSamples.messages(UATSamples.all)
    #expect(messages.count == 116)
    let types = Dictionary(grouping: messages) { $0.payloadTypeCode }.mapValues { $0.count }
    #expect(types == [0: 44, 1: 52, 2: 20])
    let qualifiers = Dictionary(grouping: messages) { $0.addressQualifier }.mapValues { $0.count }
    #expect(qualifiers == [.icao: 84, .tisB: 15, .tisBTrackFile: 17])
    #expect(Set(messages.map { $0.address }).count == 8)
  }

  @Test func framesComeBackAsText() throws {
    for line in UATSamples.all {
      guard case .downlink(let frame, _) = try UATLine(line) else { continue }
      #expect(line.hasPrefix("-\(frame.hexadecimal);"))
    }
  }

  @Test func stateVectorsArePlausible() throws {
    for message in try UATSamples.messages(UATSamples.dump978) {
      let state = try #require(message.stateVector)
      #expect((37...38.2).contains(try #require(state.latitudeDegrees)))
      #expect((-122.6 ... -121.5).contains(try #require(state.longitudeDegrees)))
      #expect((0...5_000).contains(try #require(state.altitudeFeet)))
      #expect(state.altitude.kind == .barometric)
      #expect((6...11).contains(state.navigationIntegrityCategory))
      #expect(state.airGroundState == .airborneSubsonic)
      #expect((40...300).contains(try #require(state.groundspeedKnots)))
      #expect((-2_000...3_000).contains(try #require(state.verticalRateFeetPerMinute)))
      #expect(state.verticalRateSource == (message.addressQualifier == .tisBTrackFile ? .barometric : .geometric))
      #expect(state.isUTCCoupled == (message.addressQualifier == .icao ? true : nil))
      if let geometric = message.geometricAltitudeFeet, let barometric = message.barometricAltitudeFeet {
        #expect((0...500).contains(geometric - barometric))
      }
    }
  }

  @Test func identificationsAreWellFormed() throws {
    var texts: [String: Int] = [:]
    var squawks: [UInt16: Int] = [:]
    for message in try UATSamples.messages(UATSamples.all) {
      guard let mode = message.modeStatus else { continue }
      #expect(mode.identification.isWellFormed)
      #expect(mode.emergency == UATModeStatus.Emergency.none)
      #expect(mode.emitterCategoryCode != nil)
      #expect((1...2).contains(mode.uatVersion))
      if let callsign = mode.callsign { texts[callsign.description, default: 0] += 1 }
      if let squawk = mode.squawk { squawks[squawk, default: 0] += 1 }
      if !mode.isCallsign { #expect(mode.squawk != nil) }
    }
    #expect(texts == ["N5130E": 10, "N70FC": 15])
    #expect(squawks == [0o0322: 10])
  }

  /// What passed between two messages of one address. The lines carry no times, but three ground stations are heard,
  /// each once a second.
  private struct Hop {
    let from: UATStateVector
    let to: UATStateVector
    let uplinkCount: Int
    let qualifier: UATAddressQualifier
    let northMetres: Double
    let eastMetres: Double

    var metres: Double { (northMetres * northMetres + eastMetres * eastMetres).squareRoot() }
    var meanNorth: Double { Double((from.northKnots ?? 0) + (to.northKnots ?? 0)) / 2 }
    var meanEast: Double { Double((from.eastKnots ?? 0) + (to.eastKnots ?? 0)) / 2 }
    var meanKnots: Double { (meanNorth * meanNorth + meanEast * meanEast).squareRoot() }
    /// Along and across the mean of the two velocities.
    var alongMetres: Double { (northMetres * meanNorth + eastMetres * meanEast) / meanKnots }
    var acrossMetres: Double { (northMetres * meanEast - eastMetres * meanNorth) / meanKnots }
    /// How long the way takes at the mean of the two velocities.
    var seconds: Double { alongMetres / (meanKnots * 1852 / 3600) }
  }

  private func hops() throws -> [Hop] {
    var last: [UInt32: (UATStateVector, Int)] = [:]
    var uplinkCount = 0
    var result: [Hop] = []
    for line in UATSamples.dump978 {
      switch try UATLine(line) {
      case .uplink: uplinkCount += 1
      case .metadata: break
      case .downlink(let frame, _):
        let message = try UATMessage(frame)
        let state = try #require(message.stateVector)
        let latitude = try #require(state.latitudeDegrees)
        let longitude = try #require(state.longitudeDegrees)
        if let (from, count) = last[message.address], let north = from.latitudeDegrees,
          let east = from.longitudeDegrees
        {
          result.append(
            Hop(
              from: from, to: state, uplinkCount: uplinkCount - count, qualifier: message.addressQualifier,
              northMetres: (latitude - north) * 60 * 1852,
              eastMetres: (longitude - east) * 60 * 1852 * cos(latitude * .pi / 180)))
        }
        last[message.address] = (state, uplinkCount)
      }
    }
    return result
  }

  @Test func neighboursAreWithinReach() throws {
    let hops = try hops()
    #expect(hops.count == 114 - 6)
    for hop in hops {
      let seconds = max(1, Double(hop.uplinkCount) / 3)
      #expect(hop.metres / 1852 / (seconds / 3600) < 1_000)
    }
  }

  /// Position and velocity are coded apart from each other: the way from message to message must lie along the
  /// velocity, and take a multiple of the 0.2 s to which UAT positions are extrapolated.
  @Test func positionsFollowVelocities() throws {
    let direct = try hops().filter { $0.qualifier == .icao }
    #expect(direct.count == 83)
    for hop in direct {
      #expect(hop.alongMetres > 0)
      #expect(abs(hop.acrossMetres) < 3 + 0.02 * hop.metres)
      if hop.seconds < 3 { #expect(abs(hop.seconds - (hop.seconds / 0.2).rounded() * 0.2) < 0.05) }
    }
  }
}
