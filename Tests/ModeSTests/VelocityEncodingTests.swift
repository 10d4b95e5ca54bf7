import ModeS
import Testing
import TestSupport

/// Velocities of all four subtypes: decoding what was encoded gives it back within its steps.
@Suite struct VelocityEncodingTests {
  /// What the four have in common.
  private struct Common {
    var rate: Double?
    var source: AirborneVelocity.VerticalRateSource
    var difference: Double?
    var accuracy: UInt8

    init(_ numbers: inout SeededNumbers) {
      rate = numbers.perhaps(-35_000, 35_000)
      source = numbers.flag() ? .barometric : .geometric
      difference = numbers.perhaps(-3500, 3500)
      accuracy = UInt8(numbers.below(8))
    }

    func compare(_ velocity: AirborneVelocity, _ tries: inout Tries) {
      tries.expect(
        "vertical rate", velocity.verticalRateFeetPerMinute.map(Double.init), rate.map { $0.held(32_640) }, within: 32)
      tries.expect("source", velocity.verticalRateSource, source)
      tries.expect(
        "difference", velocity.geometricMinusBarometricFeet.map(Double.init), difference.map { $0.held(3150) },
        within: 12.5)
      tries.expect("NACv", velocity.navigationAccuracyCategory, accuracy)
      tries.expect("intent change", velocity.intentChange, false)
    }
  }

  private func velocity(_ frame: ModeSFrame) throws -> AirborneVelocity {
    guard case .velocity(let velocity) = try ExtendedSquitter(frame).content else {
      throw ExtendedSquitter.Refusal.otherFormat
    }
    return velocity
  }

  @Test(arguments: [(1, 1021.0, 0.5), (2, 4500.0, 2.0)] as [(Int, Double, Double)])
  func groundVelocitiesComeBackWithinHalfAStep(subtype: Int, most: Double, half: Double) throws {
    var numbers = SeededNumbers(seed: 110 + UInt64(subtype))
    var tries = Tries()
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    for _ in 0..<tryCount {
      var east = numbers.perhaps(-most, most)
      let north = numbers.perhaps(-most, most)
      // One fast component makes both supersonic.
      if subtype == 2, max(east?.magnitude ?? 0, north?.magnitude ?? 0) <= 1021 { east = numbers.uniform(1022, most) }
      let common = Common(&numbers)
      let velocity = try velocity(
        encoder.velocity(
          eastKnots: east, northKnots: north, verticalRateFeetPerMinute: common.rate,
          verticalRateSource: common.source, geometricMinusBarometricFeet: common.difference,
          navigationAccuracyCategory: common.accuracy))
      tries.expect("subtype", velocity.subtype, subtype)
      tries.expect("east", velocity.eastKnots.map(Double.init), east.map { $0.held(4088) }, within: half)
      tries.expect("north", velocity.northKnots.map(Double.init), north.map { $0.held(4088) }, within: half)
      tries.expect("airspeed", velocity.airspeedKnots, nil)
      common.compare(velocity, &tries)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  @Test(arguments: [(3, 0.0, 1021.0, 0.5), (4, 1022.0, 4500.0, 2.0)] as [(Int, Double, Double, Double)])
  func airVelocitiesComeBackWithinHalfAStep(subtype: Int, least: Double, most: Double, half: Double) throws {
    var numbers = SeededNumbers(seed: 110 + UInt64(subtype))
    var tries = Tries()
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    for _ in 0..<tryCount {
      let heading = numbers.perhaps(-720, 720)
      let airspeed = subtype == 3 ? numbers.perhaps(least, most) : numbers.uniform(least, most)
      let kind: AirborneVelocity.AirspeedKind = numbers.flag() ? .indicated : .trueAirspeed
      let common = Common(&numbers)
      let velocity = try velocity(
        encoder.airVelocity(
          headingDegrees: heading, airspeedKnots: airspeed, airspeedKind: kind,
          verticalRateFeetPerMinute: common.rate, verticalRateSource: common.source,
          geometricMinusBarometricFeet: common.difference, navigationAccuracyCategory: common.accuracy))
      tries.expect("subtype", velocity.subtype, subtype)
      tries.expectAngle("heading", velocity.headingDegrees, heading, within: 360.0 / 2048)
      tries.expect("airspeed", velocity.airspeedKnots.map(Double.init), airspeed.map { $0.held(4088) }, within: half)
      tries.expect("kind", velocity.airspeedKind, kind)
      tries.expect("east", velocity.eastKnots, nil)
      common.compare(velocity, &tries)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  @Test func whatRoundsToZeroHasNoSign() throws {
    let encoder = ExtendedSquitterEncoder(address: 1)
    func frame(_ sign: Double) -> ModeSFrame {
      encoder.velocity(
        eastKnots: sign * 0.4, northKnots: sign * 0.4, verticalRateFeetPerMinute: sign * 30,
        geometricMinusBarometricFeet: sign * 12)
    }
    #expect(frame(-1) == frame(1))
  }

  @Test func thePublishedVelocityIsMadeButForItsInstrumentFlightFlag() throws {
    // "The 1090 Megahertz Riddle" (J. Sun, 2nd edition). Bit 10, the IFR capability, is set there and never set here.
    let published = try ExtendedSquitter(Frames.hex("8D485020994409940838175B284F"))
    let frame = ExtendedSquitterEncoder(address: 0x485020).velocity(
      eastKnots: -8, northKnots: -159, verticalRateFeetPerMinute: -832, verticalRateSource: .geometric,
      geometricMinusBarometricFeet: 550, navigationAccuracyCategory: 0)
    #expect(try ExtendedSquitter(frame).field.value == published.field.value & ~(1 << 46))
    #expect(published.field.bit(10))
  }
}

extension Double {
  fileprivate func held(_ most: Double) -> Double { Swift.max(-most, Swift.min(most, self)) }
}
