import ModeS
import TestSupport
import Testing

/// Mistakes that were found in decoding and must not come back.
@Suite struct ReadingRegressionTests {
  private let address: UInt32 = 0x45AC33

  private func informed() -> ModeSDecoder {
    var decoder = ModeSDecoder()
    _ = decoder.decode(Frames.allCall(address), timeNanoseconds: 0)
    return decoder
  }

  // MARK: Addresses in parities

  @Test func agreeingRepliesOfAnAddressThatNobodyAnnouncedNeverCount() {
    var decoder = ModeSDecoder()
    let reply = Frames.reply(address, code: Frames.altitudeCode(38_000))
    for time in 0..<10 {
      let reading = decoder.decode(reply, timeNanoseconds: Int64(time) * second)
      #expect(reading.rejection == .unknownAddress)
    }
  }

  @Test func theSameWrongBitInTwoRepliesMakesNoAircraft() {
    // One wrong bit turns the address into the same other one each time, and the altitude agrees because it is true.
    for bit in 33...56 {
      var decoder = informed()
      let reply = Frames.flipping(Frames.reply(address, code: Frames.altitudeCode(38_000)), bit)
      for time in 1..<4 {
        #expect(decoder.decode(reply, timeNanoseconds: Int64(time) * second).rejection != nil, "bit \(bit)")
      }
    }
  }

  @Test func aSquitterWithAWrongFormatBitMakesNoAircraft() {
    // The fifth bit makes a DF16 of a DF17, whose "address" is then the same for every sender.
    let squitters = ["8d40621d58c38643e2c46c5bbb85", "8d40621d58c38643cec45fb9fdda"].map(Frames.hex)
    var decoder = ModeSDecoder()
    for (time, frame) in squitters.enumerated() {
      _ = decoder.decode(frame, timeNanoseconds: Int64(time) * second)
      let reading = decoder.decode(Frames.flipping(frame, 5), timeNanoseconds: Int64(time) * second + 1)
      #expect(reading.rejection != nil)
    }
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"), arguments: PeerRecording.streams)
  func everyAddressThatCountsInARecordingWasAnnouncedInIt(recording: PeerRecording) throws {
    let messages = try recording.messages()
    var announced: Set<UInt32> = []
    for message in messages where ModeSCRC.isIntact(message.frame) { announced.insert(message.frame.announcedAddress) }
    var decoder = ModeSDecoder()
    var invented: [String] = []
    var counted = 0
    for message in messages {
      let reading = decoder.decode(message.frame, timeNanoseconds: message.timeNanoseconds)
      guard reading.rejection == nil, reading.reply != nil, let address = reading.address else { continue }
      counted += 1
      if !announced.contains(address) { invented.append(String(address, radix: 16)) }
    }
    #expect(invented == [])
    #expect(counted > 400)
  }

  @Test func oneReplyHeardTwiceIsStillOneReply() {
    // Several receivers, or one that writes a message twice.
    var decoder = informed()
    let emergency = Frames.reply(address, format: 5, status: 2, code: ModeACode(0o7700).identityField)
    for later: Int64 in [0, 0, 2_000_000] {
      #expect(decoder.decode(emergency, timeNanoseconds: second + later).rejection == .unconfirmed)
    }
    #expect(decoder.decode(emergency, timeNanoseconds: 2 * second).rejection == nil)
    #expect(decoder.decode(emergency, timeNanoseconds: 2 * second).rejection == nil)
  }

  @Test func whatIsSaidOfAnAddressThatIsNoICAOAddressConfirmsNothing() {
    var decoder = informed()
    let place = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    let altitude = ADSBAltitude(feet: 5000, kind: .barometric)
    for qualifier in [AddressQualifier.nonTransponderOther, .tisBOther, .rebroadcastOther] {
      let frame = ExtendedSquitterEncoder(address: address, qualifier: qualifier)
        .airbornePosition(place, isOdd: false, altitude: altitude)
      #expect(decoder.decode(frame, timeNanoseconds: second).rejection == nil)
    }
    let reply = Frames.reply(address, code: Frames.altitudeCode(5000))
    #expect(decoder.decode(reply, timeNanoseconds: 2 * second).rejection == .unconfirmed)
  }

  // MARK: DF18

  private func qualifier(_ controlField: UInt8, _ field: UInt64) throws -> AddressQualifier {
    try ExtendedSquitter(Frames.squitter(0x3C1FB0, field: field, format: 18, capability: controlField)).qualifier
  }

  /// Fields whose bit for another address is set, each in its place (RTCA DO-260B, 2.2.17.3).
  private static let flagged: [UInt64] = [
    Bits.field(typeCode: 11, (8, 1, 1)), Bits.field(typeCode: 7, (21, 1, 1)),
    Bits.field(typeCode: 19, (6, 3, 1), (9, 1, 1)), Bits.field(typeCode: 28, (6, 3, 1), (56, 1, 1)),
    Bits.field(typeCode: 29, (6, 2, 1), (51, 1, 1)), Bits.field(typeCode: 31, (41, 3, 2), (56, 1, 1)),
  ]

  @Test func aDeviceWithoutTransponderHasNoAddressFlag() throws {
    // With control fields 0 and 1 those bits are the NIC supplement, the time bit and the intent change as in DF17.
    for field in Self.flagged {
      #expect(try qualifier(0, field) == .nonTransponder)
      #expect(try qualifier(1, field) == .nonTransponderOther)
    }
  }

  @Test func theAddressFlagStandsInEveryTypeThatHasIt() throws {
    for field in Self.flagged {
      #expect(try qualifier(2, field) == .tisBOther)
      #expect(try qualifier(6, field) == .rebroadcastOther)
      #expect(try qualifier(5, field) == .tisBOther)
    }
  }

  @Test func positionsOfADeviceWithoutTransponderMakePairsWhateverItsNICSupplementSays() {
    var decoder = ModeSDecoder()
    let place = CPRPosition(latitudeDegrees: 50, longitudeDegrees: 8.5)
    for (time, isOdd) in [false, true].enumerated() {
      let code = CPR.encode(place, isOdd: isOdd)
      // The supplement bit changes between the two.
      let field = Bits.field(
        typeCode: 11, (8, 1, time), (22, 1, isOdd ? 1 : 0), (23, 17, Int(code.latitude)), (40, 17, Int(code.longitude)))
      let reading = decoder.decode(
        Frames.squitter(0x3C1FB0, field: field, format: 18, capability: 0), timeNanoseconds: Int64(time) * second)
      #expect((reading.report?.position != nil) == isOdd)
    }
    #expect(decoder.squitters.aircraftCount == 1)
  }

  @Test func aDF18OfAKnownSenderIsRepaired() {
    // A ground vehicle of the OpenSky sample, its parity put back.
    let original = Frames.hex("903c1fb0c2640003ab9cb5346f83")
    let damaged = Frames.flipping(original, 60)
    var decoder = ModeSDecoder()
    #expect(decoder.decode(damaged, timeNanoseconds: 0).rejection == .badParity)
    _ = decoder.decode(original, timeNanoseconds: second)
    let reading = decoder.decode(damaged, timeNanoseconds: 2 * second)
    #expect(reading.parity == .repaired(bit: 60) && reading.rejection == nil && reading.frame == original)
    #expect(decoder.decode(damaged, timeNanoseconds: 700 * second).rejection == .badParity)
  }

  @Test func coarseTISBIsNotReadAsAnotherType() throws {
    // Its first bit is the address flag; the five first bits are no type code (here they would say 19).
    let field = Bits.field(typeCode: 19, (6, 3, 1))
    let frame = Frames.squitter(0x3C1FB0, field: field, format: 18, capability: 3)
    let message = try ExtendedSquitter(frame)
    #expect(message.content == .other && !message.qualifier.isICAOAddress && !message.qualifier.isDirect)
    #expect(try qualifier(3, field & ~(1 << 55)) == .coarseTISB)
    var decoder = ModeSDecoder()
    let reading = decoder.decode(frame, timeNanoseconds: 0)
    var writer = ModeSJSONWriter()
    writer.write(reading, received: frame)
    let line = String(decoding: writer.output, as: UTF8.self)
    #expect(!line.contains("typecode") && !line.contains("bds"))
  }

  @Test func theAddressFlagOfARebroadcastIsNoNICSupplement() {
    var decoder = ModeSDecoder()
    let status = Bits.field(typeCode: 31, (41, 3, 2), (44, 1, 1), (56, 1, 1))
    let position = Bits.field(typeCode: 11, (8, 1, 1), (9, 12, 0xC38))
    _ = decoder.decode(Frames.squitter(1, field: status, format: 18, capability: 6), timeNanoseconds: 0)
    let reading = decoder.decode(
      Frames.squitter(1, field: position, format: 18, capability: 6), timeNanoseconds: second)
    #expect(decoder.squitters.aircraft(address: 1, qualifier: .rebroadcastOther)?.operationalStatus != nil)
    #expect(reading.navigationIntegrity == 8)
  }

  // MARK: Fields

  @Test func aSurfacePositionWithSupplementAAloneIsWithinThreeTenthsOfAMile() {
    #expect(NavigationIntegrity.category(typeCode: 8, version: 2, a: true, b: false, c: false) == 6)
    let radius = NavigationIntegrity.containmentRadiusMetres(typeCode: 8, version: 2, a: true, b: false, c: false)
    #expect(radius == 555.6)
  }

  @Test func anAdvisoryThatIsOverIsNoAdvisory() {
    func line(_ field: UInt64) -> String {
      var decoder = ModeSDecoder()
      let frame = Frames.squitter(address, field: field)
      let reading = decoder.decode(frame, timeNanoseconds: 0)
      var writer = ModeSJSONWriter()
      writer.write(reading, received: frame)
      return String(decoding: writer.output, as: UTF8.self)
    }
    // Bit 9: an advisory; 27: it is terminated; 28: several threats.
    #expect(line(Bits.field(typeCode: 28, (6, 3, 2), (9, 1, 1))).contains(#""acas_ra":true"#))
    #expect(line(Bits.field(typeCode: 28, (6, 3, 2), (28, 1, 1))).contains(#""acas_ra":true"#))
    #expect(line(Bits.field(typeCode: 28, (6, 3, 2))).contains(#""acas_ra":false"#))
    #expect(line(Bits.field(typeCode: 28, (6, 3, 2), (9, 1, 1), (27, 1, 1))).contains(#""acas_ra":false"#))
  }

  @Test func randomContentsAreNoResolutionAdvisory() {
    var numbers = SeededNumbers(seed: 7600)
    var advisories = 0
    for _ in 0..<10_000 * soakFactor {
      let content = MessageField(0x30 << 48 | numbers.next() >> 16)
      if CommBInference.choice(content)?.register == .resolutionAdvisory { advisories += 1 }
    }
    // Seven bits are reserved for later versions and zero, and the identity of the threat has a form.
    #expect(advisories < 100 * soakFactor, "\(advisories)")
  }

  // MARK: Disorder and references

  @Test func aLateMessageLeavesTheLatestOfEverything() {
    var decoder = ModeSDecoder()
    let place = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    let encoder = ExtendedSquitterEncoder(address: address)
    for (feet, time) in [(10_000, 10 * second), (9975, 9 * second)] {
      let altitude = ADSBAltitude(feet: feet, kind: .barometric)
      let reading = decoder.decode(
        encoder.airbornePosition(place, isOdd: false, altitude: altitude), timeNanoseconds: time)
      #expect(reading.report?.altitude?.feet == feet)
      #expect(decoder.squitters.aircraft(address: address)?.altitude?.value.feet == 10_000)
    }
    // A recording that starts again hours before is no late message.
    let altitude = ADSBAltitude(feet: 2000, kind: .barometric)
    let frame = encoder.airbornePosition(place, isOdd: false, altitude: altitude)
    _ = decoder.decode(frame, timeNanoseconds: -7200 * second)
    #expect(decoder.squitters.aircraft(address: address)?.altitude?.value.feet == 2000)
  }

  @Test func aReferenceThatIsNoPlaceGivesNoSurfacePosition() {
    let place = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    let even = CPR.encodeSurface(place, isOdd: false)
    let odd = CPR.encodeSurface(place, isOdd: true)
    for value in [Double.nan, .infinity, -.infinity, 1e300] {
      for reference in [
        CPRPosition(latitudeDegrees: value, longitudeDegrees: 1),
        CPRPosition(latitudeDegrees: 43, longitudeDegrees: value),
      ] {
        #expect(CPR.globalSurface(even, with: odd, near: reference) == nil)
      }
    }
  }
}
