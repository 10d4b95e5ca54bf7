import Testing
import ModeS

/// Frames decoded by hand.
@Suite struct UATGoldenTests {
  private func message(_ hexadecimal: String) throws -> UATMessage {
    try UATMessage(try #require(UATFrame(hexadecimal: hexadecimal)))
  }

  /// 00 a66ef1 | 35445d 525a0c | 05 19 | 11 90 21 20 48 | 00
  /// latitude   0x35445d >> 1 = 0x1AA22E = 1,745,454;  x 360 / 16,777,216 = 37.453380
  /// longitude  0x1525a0c >> 1 = 0xA92D06 = 11,087,110; x 360 / 16,777,216 = 237.903571; - 360 = -122.096429
  /// altitude   octet 10 ends with 0: barometric; 0x051 = 81; (81 - 1) x 25 - 1,000 = 1,000 ft; NIC 9
  /// north      0x11 0x90 = 00|0|1 0001 1001 00|00: subsonic, south, 100 - 1 = 99 kt
  /// east       00 0010 0001 0: east, 66 - 1 = 65 kt
  /// speed      sqrt(9,801 + 4,225) = 118.431 kt; track 180 - atan(65/99) = 180 - 33.287 = 146.713
  /// vertical   0x20 0x48 = 0|0 1 00000 0100|1000: geometric, down, (4 - 1) x 64 = 192 ft/min
  /// trailing   1000: coupled to UTC, no uplink feedback
  @Test func basic() throws {
    let message = try message("00a66ef135445d525a0c0519119021204800")
    #expect(message.payloadTypeCode == 0)
    #expect(message.addressQualifier == .icao)
    #expect(message.address == 0xA66EF1)
    let state = try #require(message.stateVector)
    #expect(state.latitudeCode == 1_745_454)
    #expect(state.longitudeCode == 11_087_110)
    #expect(abs(try #require(state.latitudeDegrees) - 37.453380) < 1e-6)
    #expect(abs(try #require(state.longitudeDegrees) + 122.096429) < 1e-6)
    #expect(state.altitude.code == 81)
    #expect(state.altitude.kind == .barometric)
    #expect(state.altitudeFeet == 1_000)
    #expect(state.navigationIntegrityCategory == 9)
    #expect(state.airGroundState == .airborneSubsonic)
    #expect(state.northKnots == -99)
    #expect(state.eastKnots == 65)
    #expect(abs(try #require(state.groundspeedKnots) - 118.431) < 0.001)
    #expect(abs(try #require(state.trackDegrees) - 146.713) < 0.001)
    #expect(state.verticalRateFeetPerMinute == -192)
    #expect(state.verticalRateSource == .geometric)
    #expect(state.isUTCCoupled == true)
    #expect(state.uplinkFeedbackCode == 0)
    #expect(state.tisBSiteIdentifier == nil)
    #expect(state.headingDegrees == nil)
    #expect(state.sizeCode == nil)
    #expect(message.modeStatus == nil)
    #expect(message.auxiliaryStateVector == nil)
    #expect(message.barometricAltitudeFeet == 1_000)
    #expect(message.geometricAltitudeFeet == nil)
  }

  /// Octets 18 ... 31: 101d 06b8 5d44 | 0b e2 a4 c2 a0 00 | 0590
  /// 0x101d =  4,125 =  2 x 1,600 + 23 x 40 +  5: category 2, N, 5
  /// 0x06b8 =  1,720 =  1 x 1,600 +  3 x 40 +  0: 1, 3, 0
  /// 0x5d44 = 23,876 = 14 x 1,600 + 36 x 40 + 36: E, space, space
  /// 0x0b = 000 010 11: no emergency, version 2, SIL 3; 0xe2 = 111000 10: opportunity 56, SDA 2
  /// 0xa4 = 1010 010 0: NACp 10, NACv 2, not checked; 0xc2 = 110 000 1 0: UAT in, 1090ES in, call sign, SIL per hour
  /// 0xa0 = 10 1 0: GVA 2, single antenna, no supplement; barometric 0x050 = 80: 79 x 25 - 1,000 = 975 ft
  /// auxiliary 0x059 = 89; (89 - 1) x 25 - 1,000 = 1,200 ft, geometric
  @Test func longWithCallsign() throws {
    let message = try message("08a66ef1353e2d525fd4050911882aa038101d06b85d440be2a4c2a0000590000000")
    #expect(message.payloadTypeCode == 1)
    let mode = try #require(message.modeStatus)
    #expect(mode.emitterCategory == .small)
    #expect(mode.isCallsign)
    #expect(mode.callsign?.description == "N5130E")
    #expect(mode.callsign?.ascii == 0x4E35_3133_3045_2020)
    #expect(mode.squawk == nil)
    #expect(mode.emergency == UATModeStatus.Emergency.none)
    #expect(mode.uatVersion == 2)
    #expect(mode.sourceIntegrityLevel == 3)
    #expect(mode.transmitOpportunity == 56)
    #expect(mode.systemDesignAssurance == 2)
    #expect(mode.positionAccuracyCategory == 10)
    #expect(mode.velocityAccuracyCategory == 2)
    #expect(!mode.isBarometricAltitudeChecked)
    #expect(mode.receivesUAT == true)
    #expect(mode.receivesExtendedSquitter == true)
    #expect(mode.hasTrafficDisplay == nil)
    #expect(!mode.isTCASOperational)
    #expect(!mode.isResolutionAdvisoryActive)
    #expect(!mode.isIdentActive)
    #expect(!mode.isReceivingATCServices)
    #expect(mode.headingReference == nil)
    #expect(mode.isIntegrityPerSample == false)
    #expect(mode.geometricVerticalAccuracy == 2)
    #expect(mode.hasSingleAntenna == true)
    #expect(mode.hasIntegritySupplement == false)
    #expect(message.auxiliaryStateVector?.altitude.kind == .geometric)
    #expect(message.auxiliaryStateVector?.secondaryAltitudeFeet == 1_200)
    #expect(message.geometricAltitudeFeet == 1_200)
    #expect(message.barometricAltitudeFeet == 975)
  }

  /// Octets 18 ... 23: 0c83 0cf5 ed2d
  /// 0x0c83 =  3,203 =  2 x 1,600 +  0 x 40 +  3: category 2, 0, 3
  /// 0x0cf5 =  3,317 =  2 x 1,600 +  2 x 40 + 37: 2, 2, not available
  /// 0xed2d = 60,717 = 37 x 1,600 + 37 x 40 + 37: not available
  /// octet 27 = 0xc0 = 110 000 0 0: the characters are the Mode A code; aux 0x05a = 90: 89 x 25 - 1,000 = 1,225 ft
  @Test func longWithSquawk() throws {
    let message = try message("08a66ef13531dd526dde0509114c2e00480c830cf5ed2d0b4ea4c0a00005a0000000")
    let mode = try #require(message.modeStatus)
    #expect(!mode.isCallsign)
    #expect(mode.squawk == 0o0322)
    #expect(mode.callsign == nil)
    #expect(mode.identification.description == "0322")
    #expect(mode.emitterCategoryCode == 2)
    #expect(message.geometricAltitudeFeet == 1_225)
  }

  /// TIS-B about a track file: 0b = 00001 011. Octets 13 ... 17 = 10 f8 1f 40 91
  /// north    0001 0000 1111 10|00: south, 62 - 1 = 61 kt; east 00 0001 1111 0: east, 62 - 1 = 61 kt; track 135
  /// vertical 0x40 0x91 = 0|1 0 00000 1001|0001: barometric, up, 8 x 64 = 512 ft/min; site 1
  /// 0x05c4 = 1,476 = 0 x 1,600 + 36 x 40 + 36: no category, spaces; octet 27 = 0x03: call sign, SIL per sample
  @Test func groundStation() throws {
    let message = try message("0bac0122355ff3522224045610f81f409105c4e6c4e6c40a7a700300000000000000")
    #expect(message.addressQualifier == .tisBTrackFile)
    let state = try #require(message.stateVector)
    #expect(state.eastKnots == 61)
    #expect(state.verticalRateFeetPerMinute == 512)
    #expect(state.verticalRateSource == .barometric)
    #expect(state.isUTCCoupled == nil)
    #expect(state.uplinkFeedbackCode == nil)
    #expect(state.tisBSiteIdentifier == 1)
    let mode = try #require(message.modeStatus)
    #expect(mode.emitterCategory == nil)
    #expect(mode.emitterCategoryCode == 0)
    #expect(mode.callsign == nil)
    #expect(mode.isIntegrityPerSample == true)
    #expect(message.auxiliaryStateVector?.altitude.code == 0)
    #expect(message.auxiliaryStateVector?.secondaryAltitudeFeet == nil)
  }

  /// ADS-R of a version 1 aircraft: octet 24 = 0x04 = 000 001 00, octet 27 = 0x42 = 01|000|0|1 0: no traffic display,
  /// TCAS, headings from true north, call sign.
  @Test func versionOne() throws {
    let message = try message("0aa952b535899152400c05b813bc0f009f039f0264e6c40458954200000630000000")
    let mode = try #require(message.modeStatus)
    #expect(mode.uatVersion == 1)
    #expect(mode.callsign?.description == "N70FC")
    #expect(mode.hasTrafficDisplay == false)
    #expect(mode.isTCASOperational)
    #expect(mode.headingReference == .trueNorth)
    #expect(mode.receivesUAT == nil)
    #expect(mode.systemDesignAssurance == nil)
    #expect(mode.isBarometricAltitudeChecked)
    #expect(message.stateVector?.tisBSiteIdentifier == 15)
  }

  /// Made up: octets 13 ... 17 = 80 36 40 20 08
  /// 10|0|0 0000 0011 01|10: on the ground, 13 - 1 = 12 kt, magnetic heading 0 1000 0000 = 128 x 360/512 = 90 degrees
  /// 0100: size 4, 35 x 33 m; no antenna offset; UTC coupled. Position, altitude and NIC zero: not available.
  @Test func surface() throws {
    let message = try message("00abcdef0000000000000000803640200800")
    let state = try #require(message.stateVector)
    #expect(state.isOnGround)
    #expect(!state.hasPosition)
    #expect(state.latitudeDegrees == nil)
    #expect(state.longitudeDegrees == nil)
    #expect(state.altitudeFeet == nil)
    #expect(state.groundspeedKnots == 12)
    #expect(state.trackDegrees == nil)
    #expect(state.surfaceAngleKind == .magneticHeading)
    #expect(state.headingReference == .magneticNorth)
    #expect(state.headingDegrees == 90)
    #expect(state.northKnots == nil)
    #expect(state.verticalRateFeetPerMinute == nil)
    #expect(state.verticalRateSource == nil)
    #expect(state.sizeCode == 4)
    #expect(state.lengthMeters == 35)
    #expect(state.widthMeters == 33)
    #expect(state.antennaOffsetCode == 0)
    #expect(state.isUTCCoupled == true)
    // The same with 01 for the kind of angle: track.
    let track = try #require(try self.message("00abcdef0000000000000000803540200800").stateVector)
    #expect(track.trackDegrees == 90)
    #expect(track.headingDegrees == nil)
    // Without kind and speed.
    let none = try #require(try self.message("00abcdef0000000000000000800040200800").stateVector)
    #expect(none.trackDegrees == nil)
    #expect(none.headingDegrees == nil)
    #expect(none.groundspeedKnots == nil)
  }

  /// Made up: octets 13 ... 17 = 44 04 00 80 00
  /// 01|0|0 0100 0000 01|00 0000 0000 1: supersonic, north (257 - 1) x 4 = 1,024 kt, east (1 - 1) x 4 = 0
  @Test func supersonic() throws {
    let state = try #require(try message("00abcdef00000000000000094404008000" + "00").stateVector)
    #expect(state.airGroundState == .airborneSupersonic)
    #expect(state.northKnots == 1_024)
    #expect(state.eastKnots == 0)
    #expect(state.groundspeedKnots == 1_024)
    #expect(state.trackDegrees == 0)
    #expect(state.verticalRateFeetPerMinute == nil)
    // NIC 9 with zero angles is a position on the equator.
    #expect(state.latitudeDegrees == 0)
    #expect(state.longitudeDegrees == 0)
  }

  /// 23 bits of 360/2^24: 0x400000 is 90 degrees; one more is just above the south pole; all ones is -360/2^24.
  /// 24 bits: 0x800000 is 180 degrees; one more is just east of -180.
  @Test func edgesOfTheEarth() throws {
    func position(_ latitude: UInt32, _ longitude: UInt32) throws -> (Double?, Double?) {
      let both = UInt64(latitude) << 25 | UInt64(longitude) << 1
      var octets: [UInt8] = [0, 0, 0, 1]
      for shift in stride(from: UInt64(40), through: 0, by: -8) { octets.append(UInt8((both >> shift) & 0xFF)) }
      octets += [UInt8](repeating: 0, count: 8)
      let frame = try #require(UATFrame(octets))
      let state = try #require(try UATMessage(frame).stateVector)
      #expect(state.latitudeCode == latitude)
      #expect(state.longitudeCode == longitude)
      return (state.latitudeDegrees, state.longitudeDegrees)
    }
    let step = 360.0 / 16_777_216
    #expect(try position(0x400000, 0x800000) == (90, 180))
    #expect(try position(0x400001, 0x800001) == (-90 + step, -180 + step))
    #expect(try position(0x7FFFFF, 0xFFFFFF) == (-step, -step))
    #expect(try position(1, 1) == (step, step))
  }

  @Test func typesAndLengths() throws {
    for type in UInt8(0)...31 {
      let short = try #require(UATFrame([type << 3] + [UInt8](repeating: 0x55, count: 17)))
      let long = try #require(UATFrame([type << 3] + [UInt8](repeating: 0x55, count: 33)))
      #expect(throws: UATMessage.Refusal.lengthContradictsType) { try UATMessage(type == 0 ? long : short) }
      let message = try UATMessage(type == 0 ? short : long)
      #expect((message.stateVector != nil) == (type <= 10))
      #expect((message.modeStatus != nil) == [1, 3].contains(type))
      #expect((message.auxiliaryStateVector != nil) == [1, 2, 5, 6].contains(type))
    }
  }
}
