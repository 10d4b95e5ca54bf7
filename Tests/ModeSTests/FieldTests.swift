import ModeS
import Testing

@Suite struct FieldTests {
  @Test func altitudesInStepsOfTwentyFiveFeetComeBack() {
    for feet in stride(from: -1000, through: 50_175, by: 25) {
      #expect(AltitudeCode.feet(fromTwelveBits: AltitudeCode.twelveBits(fromFeet: feet)) == feet)
    }
    #expect(AltitudeCode.feet(fromTwelveBits: AltitudeCode.twelveBits(fromFeet: 37_012)) == 37_000)
    #expect(AltitudeCode.feet(fromTwelveBits: AltitudeCode.twelveBits(fromFeet: 37_013)) == 37_025)
    #expect(AltitudeCode.feet(fromTwelveBits: AltitudeCode.twelveBits(fromFeet: .max / 2)) == 126_700)
    #expect(AltitudeCode.feet(fromTwelveBits: 0) == nil)
  }

  /// Mode C digits ABCD in octal to the 12-bit field without Q.
  private func gillham(_ digits: UInt16) -> UInt16 {
    let field = ModeACode(digits).identityField
    return (field & 0x1F80) >> 1 | field & 0x3F
  }

  @Test(arguments: [(0o0620, 0), (0o0040, -1200), (0o0020, -1000), (0o0010, -800), (0o4620, 5500)] as [(UInt16, Int)])
  func gillhamCodesHaveTheirTabulatedAltitudes(digits: UInt16, feet: Int) {
    // ICAO Annex 10 vol. IV, appendix to chapter 3.
    #expect(AltitudeCode.feet(fromTwelveBits: gillham(digits)) == feet)
  }

  @Test func neighbouringGillhamAltitudesDifferInOneBit() {
    var codes: [Int: UInt16] = [:]
    for code in UInt16(0)...0xFFF where code & 0x10 == 0 {
      guard let feet = AltitudeCode.feet(fromTwelveBits: code) else { continue }
      #expect(codes[feet] == nil)
      codes[feet] = code
    }
    #expect(codes.count == 256 * 5)
    for feet in stride(from: -1200, to: 126_700, by: 100) {
      guard let here = codes[feet], let next = codes[feet + 100] else {
        Issue.record("no code for \(feet) ft")
        continue
      }
      #expect((here ^ next).nonzeroBitCount == 1)
    }
  }

  @Test func modeACodesComeBack() {
    for value in UInt16(0)..<4096 {
      #expect(ModeACode(identityField: ModeACode(value).identityField).value == value)
    }
    #expect(ModeACode(0o7700).description == "7700")
    #expect(ModeACode(0o21).description == "0021")
  }

  @Test func callsignsComeBackAndUndefinedCharactersShow() throws {
    let callsign = try #require(Callsign("EIN5GV"))
    #expect(Callsign(sixBitCharacters: callsign.sixBitCharacters) == callsign)
    #expect(callsign.description == "EIN5GV" && callsign.isWellFormed && !callsign.isBlank)
    #expect(Callsign("klm1023 ")?.description == "KLM1023")
    #expect(Callsign("")?.isBlank == true)
    #expect(Callsign("A-B") == nil)
    #expect(Callsign("AÉ") == nil)
    #expect(Callsign(sixBitCharacters: 0).isWellFormed == false)
    #expect(Callsign(sixBitCharacters: 0).description == "########")
  }

  @Test func publishedMessagesDecodeToTheirPublishedValues() throws {
    // Examples of "The 1090 Megahertz Riddle" (J. Sun, 2nd edition).
    let identification = try ExtendedSquitter(#require(ModeSFrame(hexadecimal: "8D4840D6202CC371C32CE0576098")))
    guard case .identification(let name) = identification.content else {
      Issue.record("\(identification)")
      return
    }
    #expect(name.callsign.description == "KLM1023")
    #expect(name.category.description == "A0")
    let ground = try ExtendedSquitter(#require(ModeSFrame(hexadecimal: "8D485020994409940838175B284F")))
    guard case .velocity(let overGround) = ground.content else {
      Issue.record("\(ground)")
      return
    }
    #expect(overGround.eastKnots == -8 && overGround.northKnots == -159)
    #expect(overGround.verticalRateFeetPerMinute == -832)
    #expect(overGround.verticalRateSource == .geometric)
    #expect(overGround.geometricMinusBarometricFeet == 550)
    let air = try ExtendedSquitter(#require(ModeSFrame(hexadecimal: "8DA05F219B06B6AF189400CBC33F")))
    guard case .velocity(let throughAir) = air.content else {
      Issue.record("\(air)")
      return
    }
    #expect(throughAir.subtype == 3)
    #expect(throughAir.airspeedKnots == 375 && throughAir.airspeedKind == .trueAirspeed)
    #expect(((throughAir.headingDegrees ?? 0) - 243.984375).magnitude < 1e-9)
    #expect(throughAir.verticalRateFeetPerMinute == -2304)
    #expect(throughAir.groundspeedKnots == nil && throughAir.trackDegrees == nil)
  }

  @Test func nonTransponderMessagesAreToldApartByControlFieldAndFlag() throws {
    func qualifier(_ controlField: UInt8, _ field: UInt64) throws -> AddressQualifier {
      var bytes: [UInt8] = [18 << 3 | controlField, 0x12, 0x34, 0x56]
      for shift in stride(from: UInt64(48), through: 0, by: -8) { bytes.append(UInt8((field >> shift) & 0xFF)) }
      let open = try #require(ModeSFrame(bytes + [0, 0, 0]))
      return try ExtendedSquitter(ModeSCRC.sealed(open)).qualifier
    }
    let position: UInt64 = 11 << 51
    let flaggedPosition = position | 1 << 48
    let flaggedVelocity: UInt64 = 19 << 51 | 1 << 48 | 1 << 47
    #expect(try qualifier(0, position) == .nonTransponder)
    #expect(try qualifier(1, position) == .nonTransponderOther)
    #expect(try qualifier(2, position) == .tisB)
    #expect(try qualifier(2, flaggedPosition) == .tisBOther)
    #expect(try qualifier(3, position) == .coarseTISB)
    #expect(try qualifier(5, position) == .tisBOther)
    #expect(try qualifier(6, position) == .rebroadcast)
    #expect(try qualifier(6, flaggedVelocity) == .rebroadcastOther)
    #expect(throws: ExtendedSquitter.Refusal.noAircraft) { try qualifier(4, position) }
    #expect(throws: ExtendedSquitter.Refusal.noAircraft) { try qualifier(7, position) }
  }
}
