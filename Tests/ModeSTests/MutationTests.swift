import ModeS
import TestSupport
import Testing

/// Damaged, invented and countless messages give values within physical bounds or a reason, and never a trap.
@Suite struct MutationTests {
  private static let rounds = 2000 * soakFactor

  /// Real messages of every format that the recordings have.
  private static let samples = [
    "001838d57a0332", "02e1941026bc90", "5d780c5dac009a", "8c4ca21638e93059cf4ef38bb352",
    "8d3985a79908558e300c0c995bb2",
    "8d3461ceea0dc870013c0028c2c4", "8d400159f82300060049b812cdb4", "8d40621d58c38643e2c46c5bbb85",
    "8d40621d58c38643cec45fb9fdda", "8f400159e1181500000000d94095", "8f4ca216231493b51d6820ac7532",
    "903c1fb0c2640003ab9cb5346f83", "a0000712fe316920ffd480f1a58e", "a00011bee1d9f5283e4fca12d1e1",
    "a00015b4c4600030aa0000b86dd2", "a00006b9202cc371c75d60e6cc72", "a8000ba48051ff35200cce3e2172",
    "a8000236801e233c0004f3261c13", "a10000b9ff81c300000000b6f5f3", "a00000b910030a80f10000683311",
  ].map(Frames.hex)

  private func mutated(_ frame: ModeSFrame, _ numbers: inout SeededNumbers) -> ModeSFrame {
    var bytes = frame.bytes
    switch numbers.next() % 4 {
    case 0: break
    case 1:
      let place = Int(numbers.next() % UInt64(bytes.count))
      bytes[place] = UInt8(truncatingIfNeeded: numbers.next())
    case 2: bytes = numbers.bytes(bytes.count)
    default:
      for _ in 0..<1 + numbers.next() % 8 {
        let bit = Int(numbers.next() % UInt64(8 * bytes.count))
        bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
      }
    }
    let result = Frames.frameOf(bytes)
    // Half of them with a parity that holds, so that the fields behind it are read.
    guard numbers.next() & 1 == 0 else { return result }
    return ModeSCRC.sealed(result, overlay: [11, 17, 18].contains(result.downlinkFormat) ? 0 : 0x40621D)
  }

  private func time(_ numbers: inout SeededNumbers) -> Int64 {
    switch numbers.next() % 8 {
    case 0: Int64(truncatingIfNeeded: numbers.next())
    case 1: numbers.next() & 1 == 0 ? .min : .max
    default: Int64(numbers.next() % 120) * second
    }
  }

  private func isPhysical(_ reading: ModeSReading) -> Bool {
    if reading.rejection == nil, reading.parity == .bad { return false }
    if let address = reading.address, address > 0xFF_FFFF { return false }
    if let choice = reading.commB, !(0.5...1).contains(choice.confidence) { return false }
    if let integrity = reading.navigationIntegrity, integrity > 11 { return false }
    if let feet = reading.reply?.altitudeFeet, !(-1300...126_800).contains(feet) { return false }
    guard let report = reading.report else { return true }
    if (report.position != nil) && (report.positionRejection != nil) { return false }
    if let position = report.position {
      guard position.latitudeDegrees.magnitude <= 90, position.longitudeDegrees >= -180,
        position.longitudeDegrees < 180
      else { return false }
    }
    if let feet = report.altitude?.feet, !(-1300...126_800).contains(feet) { return false }
    guard let velocity = report.velocity else { return true }
    let bounded = [
      velocity.groundspeedKnots.map { (0...5800).contains($0) },
      velocity.trackDegrees.map { $0 >= 0 && $0 < 360 }, velocity.headingDegrees.map { $0 >= 0 && $0 < 360 },
      velocity.airspeedKnots.map { (0...4088).contains($0) },
      velocity.verticalRateFeetPerMinute.map { $0.magnitude <= 32_640 },
      velocity.geometricMinusBarometricFeet.map { $0.magnitude <= 3150 },
    ]
    return bounded.allSatisfy { $0 != false }
  }

  @Test func mutatedMessagesGivePhysicalValuesOrAReason() {
    var numbers = SeededNumbers(seed: 7500)
    var decoder = ModeSDecoder(receiverPosition: CPRPosition(latitudeDegrees: 43.6, longitudeDegrees: 1.4))
    var writer = ModeSJSONWriter()
    for _ in 0..<Self.rounds {
      let sample = Self.samples[Int(numbers.next() % UInt64(Self.samples.count))]
      let frame = mutated(sample, &numbers)
      let reading = decoder.decode(frame, timeNanoseconds: time(&numbers))
      #expect(isPhysical(reading), "\(frame.hexadecimal)")
      writer.removeOutput()
      writer.write(reading, received: frame)
      #expect(writer.output.last == UInt8(ascii: "\n"))
    }
    let counters = decoder.counters
    #expect(counters.messages == Self.rounds && counters.accepted > Self.rounds / 10 && counters.badParity > 0)
    let refused = counters.badParity + counters.unknownAddress + counters.unconfirmed + counters.notDecoded
    #expect(counters.accepted + refused == counters.messages)
  }

  @Test func registersReadAnyContentsWithinTheirBounds() {
    var numbers = SeededNumbers(seed: 7501)
    for _ in 0..<Self.rounds {
      let field = CommBField(MessageField(numbers.next() | numbers.next()))
      let inside = [
        field.rollDegrees.map { $0.magnitude <= 90 }, field.trackDegrees.map { $0 >= 0 && $0 < 360 },
        field.magneticHeadingDegrees.map { $0 >= 0 && $0 < 360 }, field.mach.map { (0..<4.1).contains($0) },
        field.groundspeedKnots.map { (0...2046).contains($0) }, field.trueAirspeedKnots.map { (0...2046).contains($0) },
        field.trackRateDegreesPerSecond.map { $0.magnitude <= 16 },
        field.barometricRateFeetPerMinute.map { $0.magnitude <= 16_384 },
        field.selectedAltitudeFeet.map { (0...65_520).contains($0) },
        field.pressureSettingHectopascals.map { (800...1209.5).contains($0) },
        field.windDirectionDegrees.map { $0 >= 0 && $0 < 360 }, field.humidityPercent.map { (0..<100).contains($0) },
        field.routineTemperatureCelsius.magnitude <= 256, field.hazardTemperatureCelsius.map { $0.magnitude <= 128 },
      ]
      #expect(inside.allSatisfy { $0 != false }, "\(field.bits)")
    }
  }

  @Test func countlessAddressesLeaveTheTablesBounded() {
    var numbers = SeededNumbers(seed: 7502)
    var decoder = ModeSDecoder()
    let count = soakFactor > 1 ? 300_000 : 20_000
    for index in 0..<count {
      let address = UInt32(truncatingIfNeeded: numbers.next() >> 40)
      let frame =
        index & 1 == 0 ? Frames.allCall(address) : Frames.squitter(address, field: 4 << 51 | UInt64(index))
      _ = decoder.decode(frame, timeNanoseconds: Int64(index) * 1_000_000)
      _ = decoder.decode(Frames.reply(address ^ 0x55, code: 0x1838), timeNanoseconds: Int64(index) * 1_000_000)
    }
    #expect(decoder.squitters.aircraftCount <= ADSBDecoder.defaultCapacity)
    #expect(decoder.squitters.aircraftCount >= min(count / 2 - 16, ADSBDecoder.defaultCapacity / 2))
    // An aircraft that keeps announcing itself through the crowd is still known.
    let address: UInt32 = 0x45AC33
    let end = Int64(count) * 1_000_000
    _ = decoder.decode(Frames.allCall(address), timeNanoseconds: end)
    let reply = Frames.reply(address, code: 0x1838)
    _ = decoder.decode(reply, timeNanoseconds: end + second)
    #expect(decoder.decode(reply, timeNanoseconds: end + 2 * second).rejection == nil)
  }
}
