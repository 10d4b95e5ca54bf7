import ModeS
import Testing
import TestSupport

/// Any bytes give values or refusals, never a trap.
@Suite struct FuzzTests {
  @Test(arguments: 0..<8) func randomStreamsNeverTrap(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(1000 + seed))
    var reader = BeastReader()
    var decoder = ADSBDecoder(capacity: 32)
    for _ in 0..<400 {
      var chunk = numbers.bytes(Int(numbers.next() % 200))
      for index in chunk.indices where numbers.next() & 7 == 0 { chunk[index] = 0x1A }
      for index in chunk.indices where numbers.next() & 7 == 0 { chunk[index] = 0x33 }
      reader.append(chunk)
      while let frame = reader.next() {
        _ = ModeSCRC.isIntact(frame.message)
        let time = Int64(truncatingIfNeeded: numbers.next())
        _ = decoder.decode(frame.message, timeNanoseconds: time)
        _ = decoder.decode(ModeSCRC.sealed(frame.message), timeNanoseconds: time)
      }
    }
    #expect(decoder.aircraftCount <= 32)
  }

  @Test(arguments: 0..<4) func randomIntactMessagesNeverTrap(seed: Int) throws {
    var numbers = SeededNumbers(seed: UInt64(2000 + seed))
    var decoder = ADSBDecoder(capacity: 64)
    for _ in 0..<10_000 {
      var bytes = numbers.bytes(14)
      bytes[0] = (numbers.next() & 1 == 0 ? 17 : 18) << 3 | bytes[0] & 7
      // Few addresses, so that position pairs meet.
      bytes[1] = 0
      bytes[2] = 0
      bytes[3] &= 15
      let frame = ModeSCRC.sealed(try #require(ModeSFrame(bytes)))
      let time = Int64(truncatingIfNeeded: numbers.next() >> 34)
      guard let report = decoder.decode(frame, timeNanoseconds: time) else { continue }
      if let position = report.position {
        #expect(position.latitudeDegrees.magnitude <= 90)
        #expect(position.longitudeDegrees >= -180 && position.longitudeDegrees < 180)
      }
      if let velocity = report.velocity {
        let track = velocity.trackDegrees ?? 0
        #expect(track >= 0 && track < 360)
        #expect((velocity.headingDegrees ?? 0) < 360)
      }
      _ = report.callsign?.description
      _ = report.squawk?.description
    }
    #expect(decoder.counters.positions > 0)
  }

  @Test func randomTextNeverTraps() {
    var numbers = SeededNumbers(seed: 3000)
    for _ in 0..<5000 {
      let alphabet: [UInt8] = Array("*@;0123456789abcdefABCDEF g\n".utf8)
      let text = (0..<Int(numbers.next() % 80)).map { _ in alphabet[Int(numbers.next() % UInt64(alphabet.count))] }
      _ = AVRLine.parse(String(decoding: text, as: UTF8.self))
      _ = ModeSFrame(hexadecimal: String(decoding: text, as: UTF8.self))
    }
  }

  @Test func extremeValuesAreEncodedWithoutATrap() throws {
    let encoder = ExtendedSquitterEncoder(address: .max, qualifier: .rebroadcastOther)
    for value in [Double.nan, .infinity, -.infinity, 1e300, -1e300, 0, -0.0] {
      let place = CPRPosition(latitudeDegrees: value, longitudeDegrees: value)
      let altitude = ADSBAltitude(feet: .min, kind: .geometric)
      for frame in [
        encoder.airbornePosition(place, isOdd: true, altitude: altitude),
        encoder.velocity(eastKnots: value, northKnots: value, verticalRateFeetPerMinute: value),
        encoder.airVelocity(
          headingDegrees: value, airspeedKnots: value, airspeedKind: .trueAirspeed, verticalRateFeetPerMinute: value),
      ] {
        #expect(ModeSCRC.isIntact(frame))
        #expect(try ExtendedSquitter(frame).address == 0xFF_FFFF)
      }
    }
  }
}
