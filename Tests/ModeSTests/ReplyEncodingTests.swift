import ModeS
import Testing
import TestSupport

/// Replies to interrogations: decoding what was encoded gives it back within its steps.
@Suite struct ReplyEncodingTests {
  @Test func allCallRepliesComeBackWithTheirInterrogator() throws {
    var numbers = SeededNumbers(seed: 130)
    var tries = Tries()
    for _ in 0..<tryCount {
      let address = UInt32(numbers.below(1 << 24))
      let (capability, code) = (UInt8(numbers.below(8)), UInt8(numbers.below(80)))
      let frame = try #require(
        ModeSReplyEncoder(address: address).allCall(capability: capability, interrogatorCode: code))
      tries.expect("format", frame.downlinkFormat, 11)
      tries.expect("address", frame.announcedAddress, address)
      tries.expect("capability", frame.capability, capability)
      tries.expect("interrogator", ModeSCRC.syndrome(frame), UInt32(code))
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  @Test func noInterrogatorHasACodeOfEightyOrMore() {
    #expect(ModeSReplyEncoder(address: 1).allCall(interrogatorCode: 79) != nil)
    for code in UInt8(80)...255 { #expect(ModeSReplyEncoder(address: 1).allCall(interrogatorCode: code) == nil) }
  }

  @Test func altitudeAndIdentityRepliesComeBackWithTheirRegister() {
    var numbers = SeededNumbers(seed: 131)
    var tries = Tries()
    for _ in 0..<tryCount {
      let address = UInt32(numbers.below(1 << 24))
      let encoder = ModeSReplyEncoder(address: address)
      let status = UInt8(numbers.below(8))
      let commB = numbers.flag() ? MessageField(numbers.next()) : nil
      let feet = numbers.below(10) == 0 ? nil : Int(numbers.uniform(-1500, 130_000))
      let squawk = ModeACode(UInt16(numbers.below(4096)))
      let altitude = encoder.altitude(feet, flightStatus: status, commB: commB)
      let identity = encoder.identity(squawk, flightStatus: status, commB: commB)
      tries.expect("format", altitude.downlinkFormat, commB == nil ? 4 : 20)
      tries.expect("format", identity.downlinkFormat, commB == nil ? 5 : 21)
      for frame in [altitude, identity] {
        tries.expect("address", ModeSCRC.syndrome(frame), address)
        tries.expect("flight status", SurveillanceReply(frame).flightStatus, status)
        tries.expect("length", frame.byteCount, commB == nil ? 7 : 14)
        if let commB { tries.expect("register", frame.messageField, commB.value) }
      }
      compareAltitude(SurveillanceReply(altitude), feet, &tries)
      tries.expect("squawk", SurveillanceReply(identity).squawk, squawk)
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  @Test func airToAirRepliesComeBack() {
    var numbers = SeededNumbers(seed: 132)
    var tries = Tries()
    for _ in 0..<tryCount {
      let address = UInt32(numbers.below(1 << 24))
      let feet = numbers.below(10) == 0 ? nil : Int(numbers.uniform(-1500, 130_000))
      let isOnGround = numbers.flag()
      let field = numbers.flag() ? MessageField(numbers.next()) : nil
      let (sensitivity, information) = (UInt8(numbers.below(8)), UInt8(numbers.below(16)))
      let frame = ModeSReplyEncoder(address: address).airToAir(
        feet, isOnGround: isOnGround, sensitivityLevel: sensitivity, replyInformation: information, resolution: field)
      tries.expect("format", frame.downlinkFormat, field == nil ? 0 : 16)
      tries.expect("address", ModeSCRC.syndrome(frame), address)
      tries.expect("ground", SurveillanceReply(frame).isOnGround, isOnGround)
      // SL is bits 9-11, RI bits 14-17.
      tries.expect("sensitivity", frame[1] >> 5, sensitivity)
      tries.expect("information", (frame[1] & 7) << 1 | frame[2] >> 7, information)
      compareAltitude(SurveillanceReply(frame), feet, &tries)
      if let field { tries.expect("field", frame.messageField, field.value) }
    }
    #expect(tries.isAllRight, "\(tries.summary)")
  }

  private func compareAltitude(_ reply: SurveillanceReply, _ feet: Int?, _ tries: inout Tries) {
    let held = feet.map { Double(min(max($0, -1000), 126_700)) }
    tries.expect("altitude", reply.altitudeFeet.map(Double.init), held, within: (held ?? 0) < 50_188 ? 12.5 : 50)
  }

  @Test func theDecoderTakesTheRepliesOfAnAircraftThatAnnouncedItself() throws {
    let encoder = ModeSReplyEncoder(address: 0x4B17FE)
    var decoder = ModeSDecoder()
    let frames = [
      try #require(encoder.allCall()), encoder.altitude(37_000), encoder.altitude(37_000),
      encoder.identity(ModeACode(0o1234)), encoder.identity(ModeACode(0o1234)), encoder.airToAir(37_000),
    ]
    let readings = frames.enumerated().map {
      decoder.decode($0.element, timeNanoseconds: Int64($0.offset) * second)
    }
    #expect(readings.allSatisfy { $0.address == 0x4B17FE })
    #expect(readings[2].rejection == nil && readings[2].reply?.altitudeFeet == 37_000)
    #expect(readings[4].rejection == nil && readings[4].reply?.squawk?.value == 0o1234)
    #expect(readings[5].rejection == nil && readings[5].isOnGround == false)
  }
}
