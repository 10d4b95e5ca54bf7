import ModeS
import Testing

/// Replies carry their address in the parity: they count only for known addresses and once two agree.
@Suite struct ReplyTests {
  private let address: UInt32 = 0x45AC33

  private func informed(at time: Int64 = 0) -> ModeSDecoder {
    var decoder = ModeSDecoder()
    _ = decoder.decode(Frames.allCall(address), timeNanoseconds: time)
    return decoder
  }

  private func altitude(_ feet: Int, format: UInt8 = 4) -> ModeSFrame {
    Frames.reply(address, format: format, code: Frames.altitudeCode(feet))
  }

  private func squawk(_ code: UInt16, status: UInt8 = 0) -> ModeSFrame {
    Frames.reply(address, format: 5, status: status, code: ModeACode(code).identityField)
  }

  @Test(arguments: [0, 4, 5, 16, 20, 21] as [UInt8]) func theFirstReplyOfAnUnknownAddressIsHeld(format: UInt8) {
    var decoder = ModeSDecoder()
    let code = Frames.altitudeCode(12_000)
    let frame =
      format < 16
      ? Frames.reply(address, format: format, code: code)
      : Frames.commB(address, format: format, code: code, field: 0)
    let reading = decoder.decode(frame, timeNanoseconds: 0)
    #expect(reading.rejection == .unknownAddress && reading.address == address && reading.parity == .address)
    #expect(decoder.counters.unknownAddress == 1 && decoder.counters.accepted == 0)
  }

  @Test func twoAgreeingAltitudesOfAKnownAircraftCount() {
    var decoder = informed()
    let first = decoder.decode(altitude(38_000), timeNanoseconds: second)
    #expect(first.rejection == .unconfirmed && first.reply?.altitudeFeet == 38_000)
    #expect(decoder.decode(altitude(38_025), timeNanoseconds: 2 * second).rejection == nil)
    #expect(decoder.decode(altitude(38_025, format: 0), timeNanoseconds: 3 * second).rejection == nil)
  }

  @Test func anAltitudeThatContradictsIsHeldUntilAnotherAgreesWithIt() {
    var decoder = informed()
    _ = decoder.decode(altitude(38_000), timeNanoseconds: second)
    _ = decoder.decode(altitude(38_000), timeNanoseconds: 2 * second)
    #expect(decoder.decode(altitude(5000), timeNanoseconds: 3 * second).rejection == .unconfirmed)
    #expect(decoder.decode(altitude(38_000), timeNanoseconds: 4 * second).rejection == .unconfirmed)
    #expect(decoder.decode(altitude(38_000), timeNanoseconds: 5 * second).rejection == nil)
  }

  @Test func agreementAgesAfterAMinuteAndTheAnnouncementAfterTenMinutes() {
    var decoder = informed()
    _ = decoder.decode(altitude(10_000), timeNanoseconds: 0)
    #expect(decoder.decode(altitude(10_000), timeNanoseconds: 61 * second).rejection == .unconfirmed)
    #expect(decoder.decode(altitude(10_000), timeNanoseconds: 62 * second).rejection == nil)
    var silent = informed()
    #expect(silent.decode(altitude(10_000), timeNanoseconds: 600 * second).rejection == .unconfirmed)
    var old = informed()
    #expect(old.decode(altitude(10_000), timeNanoseconds: 601 * second).rejection == .unknownAddress)
  }

  @Test func aPositionMessageConfirmsTheAltitudeOfTheNextReply() {
    var decoder = ModeSDecoder()
    let place = CPRPosition(latitudeDegrees: 52, longitudeDegrees: 4)
    let height = ADSBAltitude(feet: 38_000, kind: .barometric)
    let frame = ExtendedSquitterEncoder(address: address).airbornePosition(place, isOdd: false, altitude: height)
    _ = decoder.decode(frame, timeNanoseconds: 0)
    #expect(decoder.decode(altitude(38_000), timeNanoseconds: second).rejection == nil)
    #expect(decoder.decode(altitude(12_000), timeNanoseconds: 2 * second).rejection == .unconfirmed)
  }

  @Test func aHeightAboveTheEllipsoidConfirmsNoPressureAltitude() {
    var decoder = ModeSDecoder()
    let place = CPRPosition(latitudeDegrees: 52, longitudeDegrees: 4)
    let height = ADSBAltitude(feet: 38_000, kind: .geometric)
    let frame = ExtendedSquitterEncoder(address: address).airbornePosition(place, isOdd: false, altitude: height)
    _ = decoder.decode(frame, timeNanoseconds: 0)
    #expect(decoder.decode(altitude(38_000), timeNanoseconds: second).rejection == .unconfirmed)
  }

  @Test func aNewSquawkNeedsTwoReplies() {
    var decoder = informed()
    let expected: [(UInt16, ModeSRejection?)] = [
      (0o2350, .unconfirmed), (0o2350, nil), (0o7142, .unconfirmed), (0o7142, nil), (0o7142, nil),
      (0o2350, .unconfirmed),
    ]
    for (step, (code, rejection)) in expected.enumerated() {
      let reading = decoder.decode(squawk(code), timeNanoseconds: Int64(step) * second)
      #expect(reading.rejection == rejection && reading.reply?.squawk == ModeACode(code), "step \(step)")
    }
  }

  @Test(arguments: [0o7500, 0o7600, 0o7700] as [UInt16]) func anEmergencyCodeNeedsTwoReplies(code: UInt16) {
    var decoder = informed()
    _ = decoder.decode(squawk(0o1000), timeNanoseconds: 0)
    _ = decoder.decode(squawk(0o1000), timeNanoseconds: second)
    #expect(decoder.decode(squawk(code, status: 2), timeNanoseconds: 2 * second).rejection == .unconfirmed)
    // One garbled reply between normal ones shows nothing.
    #expect(decoder.decode(squawk(0o1000), timeNanoseconds: 3 * second).rejection == .unconfirmed)
    #expect(decoder.decode(squawk(code, status: 2), timeNanoseconds: 4 * second).rejection == .unconfirmed)
    let reading = decoder.decode(squawk(code, status: 2), timeNanoseconds: 5 * second)
    #expect(reading.rejection == nil && reading.reply?.squawk?.value == code && reading.reply?.isAlert == true)
  }

  @Test func anIntactStatusMessageConfirmsTheSquawkOfTheNextReply() {
    var decoder = ModeSDecoder()
    let status = AircraftStatus(emergency: .generalEmergency, squawk: ModeACode(0o7700))
    _ = decoder.decode(ExtendedSquitterEncoder(address: address).status(status), timeNanoseconds: 0)
    #expect(decoder.decode(squawk(0o7700), timeNanoseconds: second).rejection == nil)
    #expect(decoder.decode(squawk(0o1000), timeNanoseconds: 2 * second).rejection == .unconfirmed)
  }

  @Test func altitudesAreReadInAllThreeForms() {
    // 13 bits of a real DF4 (0x1838), and of a real DF20 of the Delft recording (0x17B2): 38,000 and 37,050 ft.
    #expect(AltitudeCode.feet(fromThirteenBits: 0x1838) == 38_000)
    #expect(AltitudeCode.feet(fromThirteenBits: 0x17B2) == 37_050)
    #expect(AltitudeCode.feet(fromThirteenBits: 0) == nil)
    // Gillham code: A4 and B1 of Mode C 4620 for 5,500 ft; the reply has no Q bit.
    #expect(AltitudeCode.feet(fromThirteenBits: ModeACode(0o4620).identityField) == 5500)
    // With the M bit the twelve others count metres: 3000 m.
    let metres: UInt16 = 3000
    #expect(AltitudeCode.feet(fromThirteenBits: (metres & 0xFC0) << 1 | 0x40 | metres & 0x3F) == 9843)
    for code in UInt16(0)..<0x2000 {
      guard let feet = AltitudeCode.feet(fromThirteenBits: code) else { continue }
      #expect((-1200...126_700).contains(feet))
    }
    for feet in stride(from: -1000, through: 50_175, by: 25) {
      #expect(AltitudeCode.feet(fromThirteenBits: Frames.altitudeCode(feet)) == feet)
    }
  }

  @Test func theFlightStatusTellsGroundAlertAndIdentification() {
    let expected: [(isOnGround: Bool?, isAlert: Bool, isIdentification: Bool)] = [
      (false, false, false), (true, false, false), (false, true, false), (true, true, false), (nil, true, true),
      (nil, false, true), (nil, false, false), (nil, false, false),
    ]
    for (status, expected) in expected.enumerated() {
      for format: UInt8 in [4, 5] {
        var decoder = ModeSDecoder()
        let reply = decoder.decode(
          Frames.reply(address, format: format, status: UInt8(status), code: 0x1838), timeNanoseconds: 0
        ).reply
        #expect(reply?.flightStatus == UInt8(status) && reply?.isOnGround == expected.isOnGround)
        #expect(reply?.isAlert == expected.isAlert)
        #expect(reply?.isSpecialPositionIdentification == expected.isIdentification)
      }
    }
    var decoder = ModeSDecoder()
    let air = decoder.decode(Frames.reply(address, format: 0, status: 0, code: 0x1838), timeNanoseconds: 0)
    let ground = decoder.decode(Frames.reply(address, format: 0, status: 4, code: 0x1838), timeNanoseconds: 0)
    #expect(air.isOnGround == false && ground.isOnGround == true && ground.reply?.flightStatus == nil)
  }

  @Test func anAllCallReplyToAnInterrogatorCountsOnceTheAddressIsKnown() {
    for interrogator in UInt32(0)...127 {
      let frame = Frames.allCall(address, interrogator: interrogator)
      var known = informed()
      var unknown = ModeSDecoder()
      let first = unknown.decode(frame, timeNanoseconds: 0)
      let later = known.decode(frame, timeNanoseconds: 0)
      // Sixteen codes II and 63 codes SI: above 79 there are none.
      guard interrogator < 80 else {
        #expect(first.rejection == .badParity && later.rejection == .badParity)
        continue
      }
      #expect(later.rejection == nil && later.parity == .intact && later.address == address)
      #expect(first.rejection == (interrogator == 0 ? nil : .unknownAddress))
      #expect(unknown.decode(frame, timeNanoseconds: second).rejection == nil)
    }
  }

  @Test func addressesOfAllZerosOrOnesAreRefused() {
    var decoder = ModeSDecoder()
    for address: UInt32 in [0, 0xFF_FFFF] {
      for frame in [
        Frames.allCall(address), Frames.squitter(address, field: 4 << 51),
        Frames.reply(address, code: 0x1838), Frames.commB(address, format: 21, code: 0x1838, field: 1),
      ] {
        for time in 0..<3 {
          let reading = decoder.decode(frame, timeNanoseconds: Int64(time) * second)
          #expect(reading.rejection == .impossibleAddress, "\(frame.hexadecimal)")
        }
      }
    }
    #expect(decoder.counters.accepted == 0 && decoder.squitters.aircraftCount == 0)
  }

  @Test func formatsWithoutADecoderSaySo() {
    var decoder = informed()
    for format in UInt8(0)...31 where ![0, 4, 5, 11, 16, 17, 18, 20, 21].contains(format) {
      for count in [7, 14] {
        let frame = Frames.frameOf([format << 3] + [UInt8](repeating: 0x5A, count: count - 1))
        let reading = decoder.decode(frame, timeNanoseconds: 0)
        #expect(reading.rejection == .notDecoded && reading.address == nil && reading.report == nil)
      }
    }
    // The right format with the wrong length.
    for format: UInt8 in [0, 4, 5, 11] {
      #expect(
        decoder.decode(Frames.frameOf([format << 3] + [UInt8](repeating: 0, count: 13)), timeNanoseconds: 0).rejection
          == .notDecoded)
    }
    for format: UInt8 in [16, 17, 18, 20, 21] {
      #expect(
        decoder.decode(Frames.frameOf([format << 3] + [UInt8](repeating: 0, count: 6)), timeNanoseconds: 0).rejection
          == .notDecoded)
    }
  }

  @Test func aModeAReplyHasACodeAndNoAddress() {
    var decoder = ModeSDecoder()
    let reading = decoder.decode(Frames.frameOf([0x77, 0x00]), timeNanoseconds: 0)
    #expect(reading.parity == .none && reading.address == nil && reading.rejection == nil)
    var writer = ModeSJSONWriter()
    writer.write(reading, received: reading.frame)
    #expect(String(decoding: writer.output, as: UTF8.self).contains(#""squawk":"7700""#))
  }
}
