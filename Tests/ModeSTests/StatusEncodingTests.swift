import ModeS
import Testing
import TestSupport

/// Status messages: decoding what was encoded gives it back within its steps.
@Suite struct StatusEncodingTests {
  @Test func emergencyStatesAndCodesComeBack() throws {
    var numbers = SeededNumbers(seed: 120)
    var tries = Tries()
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    for _ in 0..<tryCount {
      let status = AircraftStatus(
        emergency: EmergencyState(rawValue: UInt8(numbers.below(8))) ?? .none,
        squawk: ModeACode(UInt16(numbers.below(4096))))
      tries.expect("status", try ExtendedSquitter(encoder.status(status)).content, .status(status))
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  @Test func targetStatesComeBackWithinHalfAStep() throws {
    var numbers = SeededNumbers(seed: 121)
    var tries = Tries()
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    for _ in 0..<tryCount {
      var values = TargetStateValues()
      values.altitudeSource = numbers.flag() ? .controlPanel : .flightManagementSystem
      values.selectedAltitudeFeet = numbers.perhaps(0, 65_472)
      values.pressureSettingHectopascals = numbers.perhaps(800, 1208)
      values.selectedHeadingDegrees = numbers.perhaps(-720, 720)
      values.navigationAccuracyCategory = UInt8(numbers.below(16))
      values.isBarometricAltitudeCrossChecked = numbers.flag()
      values.sourceIntegrityLevel = UInt8(numbers.below(4))
      values.isIntegrityPerSample = numbers.flag()
      values.modes = numbers.flag() ? TargetState.Modes(rawValue: UInt8(numbers.below(32))) : nil
      values.isCollisionAvoidanceOperational = numbers.flag()
      let frame = encoder.targetState(values)
      guard case .targetState(let state) = try ExtendedSquitter(frame).content else {
        tries.expect(false, frame.hexadecimal)
        continue
      }
      compare(state, values, &tries)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  private func compare(_ state: TargetState, _ values: TargetStateValues, _ tries: inout Tries) {
    tries.expect("source", state.altitudeSource, values.altitudeSource)
    tries.expect(
      "altitude", state.selectedAltitudeFeet.map(Double.init), values.selectedAltitudeFeet, within: 16)
    tries.expect("pressure", state.pressureSettingHectopascals, values.pressureSettingHectopascals, within: 0.4)
    tries.expectAngle(
      "heading", state.selectedHeadingDegrees, values.selectedHeadingDegrees, within: 90.0 / 256)
    tries.expect("NACp", state.navigationAccuracyCategory, values.navigationAccuracyCategory)
    tries.expect("NICbaro", state.isBarometricAltitudeCrossChecked, values.isBarometricAltitudeCrossChecked)
    tries.expect("SIL", state.sourceIntegrityLevel, values.sourceIntegrityLevel)
    tries.expect("SIL supplement", state.isIntegrityPerSample, values.isIntegrityPerSample)
    tries.expect("modes", state.modes, values.modes)
    tries.expect("TCAS", state.isCollisionAvoidanceOperational, values.isCollisionAvoidanceOperational)
  }

  @Test(arguments: [-17, 65_489, .nan, .infinity, -1e300, 1e300] as [Double])
  func aSelectionBeyondItsRangeIsNotAvailable(value: Double) throws {
    var values = TargetStateValues()
    values.selectedAltitudeFeet = value
    values.pressureSettingHectopascals = value
    let frame = ExtendedSquitterEncoder(address: 1).targetState(values)
    guard case .targetState(let state) = try ExtendedSquitter(frame).content else {
      Issue.record("\(frame.hexadecimal) is no target state")
      return
    }
    #expect(state.selectedAltitudeFeet == nil && state.pressureSettingHectopascals == nil)
  }

  @Test(arguments: [false, true]) func operationalStatesComeBack(isSurface: Bool) throws {
    var numbers = SeededNumbers(seed: isSurface ? 123 : 122)
    var tries = Tries()
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    for _ in 0..<tryCount {
      let (accuracy, flag) = (UInt8(numbers.below(isSurface ? 8 : 4)), numbers.flag())
      var values = OperationalStatusValues(
        isSurface
          ? .surface(supplementC: flag, velocityAccuracyCategory: accuracy)
          : .airborne(geometricVerticalAccuracy: accuracy, isBarometricAltitudeCrossChecked: flag))
      values.supplementA = numbers.flag()
      values.navigationAccuracyCategory = UInt8(numbers.below(16))
      values.sourceIntegrityLevel = UInt8(numbers.below(4))
      values.isIntegrityPerSample = numbers.flag()
      values.systemDesignAssurance = UInt8(numbers.below(4))
      values.isHeadingMagnetic = numbers.flag()
      let frame = encoder.operationalStatus(values)
      tries.expect("capability", frame.capability, isSurface ? 4 : 5)
      guard case .operationalStatus(let status) = try ExtendedSquitter(frame).content else {
        tries.expect(false, frame.hexadecimal)
        continue
      }
      tries.expect("version", status.version, 2)
      tries.expect("surface", status.isSurface, isSurface)
      tries.expect("supplement C", status.supplementC, isSurface ? flag : nil)
      tries.expect("NACv", status.velocityAccuracyCategory, isSurface ? accuracy : nil)
      tries.expect("GVA", status.geometricVerticalAccuracy, isSurface ? nil : accuracy)
      tries.expect("NICbaro", status.isBarometricAltitudeCrossChecked, isSurface ? nil : flag)
      compareCommon(status, values, &tries)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  private func compareCommon(_ status: OperationalStatus, _ values: OperationalStatusValues, _ tries: inout Tries) {
    tries.expect("supplement A", status.supplementA, values.supplementA)
    tries.expect("NACp", status.navigationAccuracyCategory, values.navigationAccuracyCategory)
    tries.expect("SIL", status.sourceIntegrityLevel, values.sourceIntegrityLevel)
    tries.expect("SIL supplement", status.isIntegrityPerSample, values.isIntegrityPerSample)
    tries.expect("SDA", status.systemDesignAssurance, values.systemDesignAssurance)
    tries.expect("HRD", status.isHeadingMagnetic, values.isHeadingMagnetic)
  }

  @Test func codesThatAreTooGreatAreHeldInTheirOwnPlace() throws {
    var values = OperationalStatusValues(
      .airborne(geometricVerticalAccuracy: 255, isBarometricAltitudeCrossChecked: false))
    values.navigationAccuracyCategory = 16
    values.sourceIntegrityLevel = 4
    let frame = ExtendedSquitterEncoder(address: 1).operationalStatus(values)
    guard case .operationalStatus(let status) = try ExtendedSquitter(frame).content else {
      Issue.record("\(frame.hexadecimal) is no operational status")
      return
    }
    #expect(status.geometricVerticalAccuracy == 3 && status.navigationAccuracyCategory == 15)
    #expect(status.sourceIntegrityLevel == 3 && status.systemDesignAssurance == 0 && status.supplementA == false)
  }

  /// The flag for an address that is none of ICAO's stands in another place in each message and displaces another flag.
  @Test(arguments: AddressQualifier.allCases) func everyMessageKeepsItsQualifier(qualifier: AddressQualifier) throws {
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE, qualifier: qualifier)
    let here = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    var frames: [ModeSFrame] = []
    for flag in [false, true] {
      frames.append(
        encoder.airbornePosition(here, isOdd: flag, altitude: nil, supplementBit: flag, isTimeSynchronised: flag))
      frames.append(
        encoder.surfacePosition(
          here, isOdd: flag, groundspeedKnots: nil, trackDegrees: nil, isTimeSynchronised: flag))
      var status = OperationalStatusValues(.surface(supplementC: flag, velocityAccuracyCategory: 0))
      status.isIntegrityPerSample = flag
      frames.append(encoder.operationalStatus(status))
      var target = TargetStateValues()
      target.modes = flag ? TargetState.Modes(rawValue: 31) : nil
      frames.append(encoder.targetState(target))
    }
    frames.append(encoder.velocity(eastKnots: 1, northKnots: 1, verticalRateFeetPerMinute: 0))
    frames.append(
      encoder.airVelocity(
        headingDegrees: 1, airspeedKnots: 1, airspeedKind: .indicated, verticalRateFeetPerMinute: nil))
    frames.append(encoder.status(AircraftStatus(emergency: .none, squawk: ModeACode(0o7777))))
    // Coarse TIS-B is not written.
    let expected = qualifier == .coarseTISB ? .tisB : qualifier
    for frame in frames {
      let message = try ExtendedSquitter(frame)
      #expect(message.qualifier == expected, "\(frame.hexadecimal)")
      #expect(message.address == 0x4B17FE)
    }
  }
}
