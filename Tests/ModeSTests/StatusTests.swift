import ModeS
import Testing

/// Type codes 28, 29 and 31.
@Suite struct StatusTests {
  private func content(_ text: String) throws -> ExtendedSquitter.Content {
    try ExtendedSquitter(Frames.hex(text)).content
  }

  private func content(field: UInt64) throws -> ExtendedSquitter.Content {
    try ExtendedSquitter(Frames.squitter(0x4B17FE, field: field)).content
  }

  private func operationalStatus(_ parts: (first: Int, width: Int, bits: Int)...) throws -> OperationalStatus {
    var field: UInt64 = 31 << 51
    for part in parts { field |= UInt64(part.bits) << UInt64(57 - part.first - part.width) }
    guard case .operationalStatus(let status) = try content(field: field) else {
      throw ExtendedSquitter.Refusal.otherFormat
    }
    return status
  }

  // MARK: 28

  @Test func aRecordedStatusMessageHasNoEmergencyAndItsSquawk() throws {
    // St Petersburg 2018; rs1090 and pyModeS: no emergency, 1017.
    guard case .status(let status) = try content("8f400159e1181500000000d94095") else {
      Issue.record("no status")
      return
    }
    #expect(status.emergency == .none && status.squawk.description == "1017")
  }

  @Test func theEightEmergencyStatesHaveTheirNames() throws {
    let states: [EmergencyState] = [
      .none, .generalEmergency, .medical, .minimumFuel, .noCommunications, .unlawfulInterference, .downed, .reserved,
    ]
    for (code, state) in states.enumerated() {
      let identity = Int(ModeACode(0o7700).identityField)
      let field = Bits.field(typeCode: 28, (6, 3, 1), (9, 3, code), (12, 13, identity))
      #expect(try content(field: field) == .status(AircraftStatus(emergency: state, squawk: ModeACode(0o7700))))
      let encoded = ExtendedSquitterEncoder(address: 0x4B17FE)
        .status(AircraftStatus(emergency: state, squawk: ModeACode(0o7700)))
      #expect(encoded.messageField == field)
    }
  }

  @Test func aResolutionAdvisoryIsToldFromAStatusAndKeepsItsBits() throws {
    // Bit 9 of register 3,0 on: one threat, upward sense, threat identity by address.
    let field = Bits.field(typeCode: 28, (6, 3, 2), (9, 1, 1), (10, 1, 1), (31, 2, 1), (33, 24, 0x400159))
    #expect(try content(field: field) == .resolutionAdvisory(MessageField(field)))
    for subtype in [0, 3, 4, 5, 6, 7] {
      #expect(try content(field: Bits.field(typeCode: 28, (6, 3, subtype), (9, 48, -1))) == .other)
    }
  }

  // MARK: 29

  @Test func recordedTargetStatesHaveTheValuesOfBothPeers() throws {
    // Toulouse 2024; rs1090 and pyModeS agree, the altitude unrounded by pyModeS.
    guard case .targetState(let state) = try content("8d3461ceea0dc870013c0028c2c4") else {
      Issue.record("no target state")
      return
    }
    #expect(state.altitudeSource == .controlPanel && state.selectedAltitudeFeet == 7008)
    #expect(state.pressureSettingHectopascals == 1015.2 && state.selectedHeadingDegrees == nil)
    #expect(state.navigationAccuracyCategory == 9 && state.isBarometricAltitudeCrossChecked)
    #expect(state.sourceIntegrityLevel == 3 && !state.isIntegrityPerSample)
    #expect(!state.isCollisionAvoidanceOperational && state.modes == nil)
  }

  @Test func everyFieldOfATargetStateStandsInItsPlace() throws {
    func state(_ parts: (first: Int, width: Int, bits: Int)...) throws -> TargetState {
      var field: UInt64 = 29 << 51 | 1 << 49
      for part in parts { field |= UInt64(part.bits) << UInt64(57 - part.first - part.width) }
      guard case .targetState(let state) = try content(field: field) else { throw ExtendedSquitter.Refusal.otherFormat }
      return state
    }
    let empty = try state()
    #expect(empty.selectedAltitudeFeet == nil && empty.pressureSettingHectopascals == nil)
    #expect(empty.selectedHeadingDegrees == nil && empty.modes == nil && !empty.isCollisionAvoidanceOperational)
    #expect(try state((10, 11, 1)).selectedAltitudeFeet == 0)
    #expect(try state((10, 11, 2047)).selectedAltitudeFeet == 65_472)
    #expect(try state((9, 1, 1), (10, 11, 100)).altitudeSource == .flightManagementSystem)
    #expect(try state((21, 9, 1)).pressureSettingHectopascals == 800)
    #expect(try state((21, 9, 511)).pressureSettingHectopascals == 1208)
    #expect(try state((30, 1, 1)).selectedHeadingDegrees == 0)
    #expect(try state((30, 1, 1), (31, 9, 511)).selectedHeadingDegrees == 511 * 180.0 / 256)
    #expect(try state((31, 9, 511)).selectedHeadingDegrees == nil)
    #expect(try state((40, 4, 11)).navigationAccuracyCategory == 11)
    #expect(try state((45, 2, 2)).sourceIntegrityLevel == 2)
    #expect(try state((8, 1, 1)).isIntegrityPerSample)
    #expect(try state((47, 1, 1)).modes == [])
    #expect(try state((47, 1, 1), (48, 1, 1), (52, 1, 1)).modes == [.autopilot, .approach])
    #expect(
      try state((47, 1, 1), (49, 1, 1), (50, 1, 1), (54, 1, 1)).modes == [
        .verticalNavigation, .altitudeHold, .lateralNavigation,
      ])
    // Bit 51 is the address flag and no mode.
    #expect(try state((47, 1, 1), (51, 1, 1)).modes == [])
    #expect(try state((53, 1, 1)).isCollisionAvoidanceOperational)
  }

  @Test func theLayoutOfVersionOneIsNotReadAsThatOfVersionTwo() throws {
    // OpenSky sample; the aircraft says version 1, subtype 0. The peers read it as version 2: 37,200 ft and 1161.6 hPa.
    #expect(try content("8daca251e948be2841381080569a") == .other)
  }

  // MARK: 31

  @Test func recordedOperationalStatusesHaveTheValuesOfBothPeers() throws {
    // St Petersburg 2018, version 2.
    guard case .operationalStatus(let second) = try content("8d400159f82300060049b812cdb4") else {
      Issue.record("no operational status")
      return
    }
    #expect(!second.isSurface && second.version == 2 && second.supplementA == false && second.supplementC == nil)
    #expect(second.navigationAccuracyCategory == 9 && second.geometricVerticalAccuracy == 2)
    #expect(second.sourceIntegrityLevel == 3 && second.isBarometricAltitudeCrossChecked == true)
    #expect(second.isHeadingMagnetic == false && second.isIntegrityPerSample == false)
    // Its operational mode field is 0x0600: one antenna, and SDA 2 in the two bits after that.
    #expect(second.systemDesignAssurance == 2 && second.velocityAccuracyCategory == nil)
    // OpenSky sample, version 1: no GVA and no SDA yet.
    guard case .operationalStatus(let first) = try content("8daca251f8000000002928f418e5") else {
      Issue.record("no operational status")
      return
    }
    #expect(first.version == 1 && first.navigationAccuracyCategory == 9 && first.sourceIntegrityLevel == 2)
    #expect(first.supplementA == false && first.isBarometricAltitudeCrossChecked == true)
    #expect(first.geometricVerticalAccuracy == nil && first.systemDesignAssurance == nil)
    #expect(first.isIntegrityPerSample == nil && first.supplementC == nil)
  }

  @Test func eachVersionHasItsFieldsAndNoOthers() throws {
    for version in 0...3 {
      for isSurface in [false, true] {
        // All bits after the subtype, then the version in its place.
        let field = 31 << 51 | (isSurface ? 1 : 0) << 48 | (UInt64(1) << 48 - 1) & ~(7 << 13) | UInt64(version) << 13
        guard case .operationalStatus(let status) = try content(field: field) else {
          Issue.record("no operational status")
          return
        }
        #expect(status.version == UInt8(version) && status.isSurface == isSurface)
        let isFirst = version >= 1
        let isSecond = version >= 2
        #expect(status.supplementA == (isFirst ? true : nil))
        #expect(status.navigationAccuracyCategory == (isFirst ? 15 : nil))
        #expect(status.sourceIntegrityLevel == (isFirst ? 3 : nil))
        #expect(status.isHeadingMagnetic == (isFirst ? true : nil))
        #expect(status.isBarometricAltitudeCrossChecked == (isFirst && !isSurface ? true : nil))
        #expect(status.supplementC == (isSecond && isSurface ? true : nil))
        #expect(status.velocityAccuracyCategory == (isSecond && isSurface ? 7 : nil))
        #expect(status.geometricVerticalAccuracy == (isSecond && !isSurface ? 3 : nil))
        #expect(status.systemDesignAssurance == (isSecond ? 3 : nil))
        #expect(status.isIntegrityPerSample == (isSecond ? true : nil))
      }
    }
    for subtype in 2...7 { #expect(try content(field: Bits.field(typeCode: 31, (6, 3, subtype))) == .other) }
  }

  @Test func eachFieldOfAnOperationalStatusStandsInItsPlace() throws {
    let two = (first: 41, width: 3, bits: 2)
    let surface = (first: 6, width: 3, bits: 1)
    #expect(try operationalStatus(two, (45, 4, 10)).navigationAccuracyCategory == 10)
    #expect(try operationalStatus(two, (49, 2, 2)).geometricVerticalAccuracy == 2)
    #expect(try operationalStatus(two, (51, 2, 2)).sourceIntegrityLevel == 2)
    #expect(try operationalStatus(two, (31, 2, 2)).systemDesignAssurance == 2)
    #expect(try operationalStatus(two, (44, 1, 1)).supplementA == true)
    #expect(try operationalStatus(surface, two, (20, 1, 1)).supplementC == true)
    #expect(try operationalStatus(surface, two, (17, 3, 4)).velocityAccuracyCategory == 4)
    #expect(try operationalStatus(surface, two, (53, 1, 1)).isBarometricAltitudeCrossChecked == nil)
  }

  // MARK: Integrity

  /// Type code, NIC supplements, NIC and radius in metres (RTCA DO-260B, tables 2-200 and N-4).
  private static let secondVersion: [(type: UInt8, a: Bool, b: Bool, c: Bool, nic: UInt8, metres: Double?)] = [
    (9, false, false, false, 11, 7.5), (10, false, false, false, 10, 25), (11, true, true, false, 9, 75),
    (11, false, false, false, 8, 185.2), (12, false, false, false, 7, 370.4), (13, false, true, false, 6, 555.6),
    (13, false, false, false, 6, 926), (13, true, true, false, 6, 1111.2), (14, false, false, false, 5, 1852),
    (15, false, false, false, 4, 3704), (16, true, true, false, 3, 7408), (16, false, false, false, 2, 14_816),
    (17, false, false, false, 1, 37_040), (18, false, false, false, 0, nil), (20, false, false, false, 11, 7.5),
    (21, false, false, false, 10, 25), (22, false, false, false, 0, nil), (5, false, false, false, 11, 7.5),
    (6, false, false, false, 10, 25), (7, true, false, false, 9, 75), (7, false, false, false, 8, 185.2),
    (8, true, false, true, 7, 370.4), (8, false, false, true, 6, 1111.2), (8, false, false, false, 0, nil),
  ]

  @Test func typeCodeAndSupplementsGiveTheIntegrityOfVersionTwo() {
    for row in Self.secondVersion {
      let category = NavigationIntegrity.category(typeCode: row.type, version: 2, a: row.a, b: row.b, c: row.c)
      let radius = NavigationIntegrity.containmentRadiusMetres(
        typeCode: row.type, version: 2, a: row.a, b: row.b, c: row.c)
      #expect(category == row.nic && radius == row.metres, "\(row)")
    }
  }

  @Test func versionOneHasOneSupplementAndVersionZeroHasNoCategory() {
    let rows: [(type: UInt8, a: Bool, nic: UInt8, metres: Double?)] = [
      (11, true, 9, 75), (11, false, 8, 185.2), (13, false, 6, 926), (13, true, 6, 1111.2), (16, true, 3, 7408),
      (16, false, 2, 14_816), (7, true, 9, 75), (7, false, 8, 185.2), (8, false, 0, nil),
    ]
    for row in rows {
      let category = NavigationIntegrity.category(typeCode: row.type, version: 1, a: row.a, b: false, c: false)
      let radius = NavigationIntegrity.containmentRadiusMetres(
        typeCode: row.type, version: 1, a: row.a, b: false, c: false)
      #expect(category == row.nic && radius == row.metres, "\(row)")
    }
    for type in UInt8(0)...31 {
      #expect(NavigationIntegrity.category(typeCode: type, version: 0, a: true, b: true, c: true) == nil)
    }
  }

  @Test func aPositionHasItsIntegrityOnceTheVersionIsKnown() {
    var decoder = ModeSDecoder()
    // Type 11 with NIC supplement B; supplement A comes with the operational status.
    let position = Frames.squitter(0x4B17FE, field: Bits.field(typeCode: 11, (8, 1, 1), (9, 12, 0xC38)))
    #expect(decoder.decode(position, timeNanoseconds: 0).navigationIntegrity == nil)
    let status = Bits.field(typeCode: 31, (41, 3, 2), (44, 1, 1))
    _ = decoder.decode(Frames.squitter(0x4B17FE, field: status), timeNanoseconds: second)
    #expect(decoder.decode(position, timeNanoseconds: 2 * second).navigationIntegrity == 9)
    let old = Bits.field(typeCode: 31, (41, 3, 0))
    _ = decoder.decode(Frames.squitter(0x4B17FE, field: old), timeNanoseconds: 3 * second)
    #expect(decoder.decode(position, timeNanoseconds: 4 * second).navigationIntegrity == nil)
  }
}
