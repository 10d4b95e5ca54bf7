import ModeS
import Testing
import TestSupport

/// Identification and positions: decoding what was encoded gives it back within its steps.
@Suite struct PositionEncodingTests {
  private func compare(
    _ code: CPRCode, _ decoded: CPRPosition?, _ place: CPRPosition, circle: Double = 360, _ tries: inout Tries
  ) {
    let half = HalfStep(of: code, at: place.latitudeDegrees, circle: circle)
    tries.expect("latitude", decoded?.latitudeDegrees, place.latitudeDegrees, within: half.latitudeDegrees)
    guard let decoded else { return }
    let turn = (decoded.longitudeDegrees - place.longitudeDegrees).magnitude
    tries.expect(min(turn, 360 - turn) <= half.longitudeDegrees + 1e-9, "longitude of \(place) came back as \(decoded)")
  }

  @Test func identificationsComeBack() throws {
    var numbers = SeededNumbers(seed: 101)
    var tries = Tries()
    for _ in 0..<tryCount {
      let callsign = numbers.callsign()
      let category = EmitterCategory(UInt8(0xA0 + 16 * numbers.below(4) + numbers.below(8)))
      let address = UInt32(numbers.below(1 << 24))
      let message = try ExtendedSquitter(
        ExtendedSquitterEncoder(address: address).identification(callsign: callsign, category: category))
      tries.expect("address", message.address, address)
      guard case .identification(let identification) = message.content else {
        tries.expect(false, "\(message.content)")
        continue
      }
      tries.expect("callsign", identification.callsign, callsign)
      tries.expect("category", identification.category, category)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  @Test func airbornePositionsComeBackWithinHalfAStep() throws {
    var numbers = SeededNumbers(seed: 102)
    var tries = Tries()
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    for _ in 0..<tryCount {
      let place = numbers.place()
      let kind: AirbornePosition.AltitudeKind = numbers.flag() ? .barometric : .geometric
      let feet = Int(numbers.uniform(-1500, 130_000))
      let altitude = numbers.below(10) == 0 ? nil : ADSBAltitude(feet: feet, kind: kind)
      let typeCode = UInt8(altitude?.kind == .geometric ? 20 + numbers.below(3) : 9 + numbers.below(10))
      let status = AirbornePosition.SurveillanceStatus(rawValue: UInt8(numbers.below(4))) ?? .none
      let (isOdd, supplement, isSynchronised) = (numbers.flag(), numbers.flag(), numbers.flag())
      let frame = encoder.airbornePosition(
        place, isOdd: isOdd, altitude: altitude, surveillanceStatus: status, typeCode: typeCode,
        supplementBit: supplement, isTimeSynchronised: isSynchronised)
      guard case .airbornePosition(let position) = try ExtendedSquitter(frame).content else {
        tries.expect(false, frame.hexadecimal)
        continue
      }
      tries.expect("type code", position.typeCode, typeCode)
      tries.expect("surveillance status", position.surveillanceStatus, status)
      tries.expect("supplement", position.supplementBit, supplement)
      tries.expect("time flag", position.isTimeSynchronised, isSynchronised)
      tries.expect("grid", position.cpr.isOdd, isOdd)
      let held = altitude.map { Double(min(max($0.feet, -1000), 126_700)) }
      tries.expect(
        "altitude", position.altitudeFeet.map(Double.init), held, within: (held ?? 0) < 50_188 ? 12.5 : 50)
      compare(position.cpr, CPR.local(position.cpr, near: nearby(place, &numbers)), place, &tries)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  @Test func surfacePositionsComeBackWithinHalfAStep() throws {
    var numbers = SeededNumbers(seed: 103)
    var tries = Tries()
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    for _ in 0..<tryCount {
      let place = numbers.place()
      let speed = numbers.perhaps(0, numbers.flag() ? 200 : 3)
      let track = numbers.perhaps(-720, 720)
      let typeCode = UInt8(5 + numbers.below(4))
      let (isOdd, isSynchronised) = (numbers.flag(), numbers.flag())
      let frame = encoder.surfacePosition(
        place, isOdd: isOdd, groundspeedKnots: speed, trackDegrees: track, typeCode: typeCode,
        isTimeSynchronised: isSynchronised)
      #expect(frame.capability == 4)
      guard case .surfacePosition(let position) = try ExtendedSquitter(frame).content else {
        tries.expect(false, frame.hexadecimal)
        continue
      }
      tries.expect("type code", position.typeCode, typeCode)
      tries.expect("time flag", position.isTimeSynchronised, isSynchronised)
      tries.expect("grid", position.cpr.isOdd, isOdd)
      tries.expect(isInItsBand(speed, position), "\(String(describing: speed)) kt has code \(position.movementCode)")
      tries.expectAngle("track", position.trackDegrees, track, within: 360.0 / 256)
      let decoded = CPR.local(position.cpr, near: nearby(place, &numbers), isSurface: true)
      compare(position.cpr, decoded, place, circle: 90, &tries)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  /// A place less than 20 NM away, still on the map.
  private func nearby(_ place: CPRPosition, _ numbers: inout SeededNumbers) -> CPRPosition {
    CPRPosition(
      latitudeDegrees: max(-90, min(90, place.latitudeDegrees + numbers.uniform(-0.3, 0.3))),
      longitudeDegrees: place.longitudeDegrees + numbers.uniform(-0.3, 0.3))
  }

  /// The lower end that came back is at most the speed, and the next band's begins above it (RTCA DO-260B, table 2-16).
  private func isInItsBand(_ speed: Double?, _ position: SurfacePosition) -> Bool {
    guard let speed else { return position.movementCode == 0 && position.groundspeedKnots == nil }
    guard let lower = position.groundspeedKnots else { return false }
    let width: Double =
      switch lower {
      case ..<1: 0.125
      case ..<2: 0.25
      case ..<15: 0.5
      case ..<70: 1
      case ..<100: 2
      case ..<175: 5
      default: .infinity
      }
    return lower <= speed && speed < lower + width
  }

  @Test func everyMovementCodeIsMadeByTheSpeedItStandsFor() throws {
    let encoder = ExtendedSquitterEncoder(address: 1)
    let here = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    // The bands' lower ends, in steps of the finest.
    var codes: [UInt8] = []
    for eighths in 0...1400 {
      let knots = Double(eighths) / 8
      let frame = encoder.surfacePosition(here, isOdd: false, groundspeedKnots: knots, trackDegrees: nil)
      guard case .surfacePosition(let position) = try ExtendedSquitter(frame).content else { continue }
      if position.groundspeedKnots == knots { codes.append(position.movementCode) }
    }
    #expect(codes == Array(1...124))
  }

  @Test func altitudesAboveTheFineStepsAreSentInHundreds() {
    for feet in stride(from: 50_200, through: 126_700, by: 100) {
      #expect(AltitudeCode.feet(fromTwelveBits: AltitudeCode.twelveBits(fromFeet: feet)) == feet)
    }
    for (sent, read) in [
      (50_187, 50_175), (50_188, 50_200), (50_249, 50_200), (50_250, 50_300), (126_701, 126_700), (.max, 126_700),
      (.min, -1000),
    ] {
      #expect(AltitudeCode.feet(fromTwelveBits: AltitudeCode.twelveBits(fromFeet: sent)) == read)
    }
  }

  @Test func typeCodesAreHeldWithinTheirKind() throws {
    let encoder = ExtendedSquitterEncoder(address: 1)
    let here = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    func typeCode(_ kind: AirbornePosition.AltitudeKind, _ typeCode: UInt8?) throws -> UInt8 {
      let altitude = ADSBAltitude(feet: 1000, kind: kind)
      let frame = encoder.airbornePosition(here, isOdd: true, altitude: altitude, typeCode: typeCode)
      return try ExtendedSquitter(frame).typeCode
    }
    #expect(try typeCode(.barometric, nil) == 11 && typeCode(.geometric, nil) == 21)
    #expect(try typeCode(.barometric, 0) == 9 && typeCode(.barometric, 31) == 18)
    #expect(try typeCode(.geometric, 0) == 20 && typeCode(.geometric, 31) == 22)
  }
}
