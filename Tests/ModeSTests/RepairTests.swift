import ModeS
import Testing
import TestSupport

@Suite struct RepairTests {
  /// Real DF17 messages of the Toulouse, St Petersburg and Delft recordings: identification, airborne and surface
  /// position, velocity, aircraft status, target state, operational status.
  private static let squitters = [
    "8f4ca216231493b51d6820ac7532", "8d40621d58c38643e2c46c5bbb85", "8c4ca21638e93059cf4ef38bb352",
    "8d3985a79908558e300c0c995bb2", "8f400159e1181500000000d94095", "8d3461ceea0dc870013c0028c2c4",
    "8d400159f82300060049b812cdb4",
  ]

  /// A decoder to which the sender of `frame` was announced by its squitter a second before time zero.
  private func informed(of address: UInt32) -> ModeSDecoder {
    var decoder = ModeSDecoder()
    let reading = decoder.decode(Frames.allCall(address), timeNanoseconds: -second)
    #expect(reading.rejection == nil)
    return decoder
  }

  @Test(arguments: squitters) func everySingleWrongBitIsPutRight(text: String) throws {
    let original = Frames.hex(text)
    #expect(ModeSCRC.isIntact(original))
    let announced = informed(of: original.announcedAddress)
    var clean = announced
    let expected = clean.decode(original, timeNanoseconds: 0)
    for bit in 6...112 {
      let damaged = Frames.flipping(original, bit)
      let repaired = try #require(ModeSCRC.repaired(damaged), "bit \(bit)")
      #expect(repaired.frame == original && repaired.bit == bit)
      var decoder = announced
      let reading = decoder.decode(damaged, timeNanoseconds: 0)
      #expect(reading.rejection == nil && reading.parity == .repaired(bit: bit))
      #expect(reading.frame == original && reading.report?.message == expected.report?.message)
      #expect(decoder.counters.repaired == 1)
    }
    // The first five bits are the format itself.
    for bit in 1...5 { #expect(ModeSCRC.repaired(Frames.flipping(original, bit)) == nil) }
  }

  @Test func aMessageOfAnAddressThatNobodyAnnouncedIsNotRepaired() {
    for text in Self.squitters {
      for bit in 1...112 {
        var decoder = ModeSDecoder()
        let reading = decoder.decode(Frames.flipping(Frames.hex(text), bit), timeNanoseconds: 0)
        #expect(reading.rejection != nil && reading.parity != .intact, "bit \(bit) of \(text)")
        #expect(decoder.squitters.aircraftCount == 0)
      }
    }
  }

  @Test(arguments: soakFactor > 1 ? squitters : Array(squitters.prefix(2)))
  func noTwoWrongBitsAreTakenForAMessage(text: String) {
    let original = Frames.hex(text)
    let announced = informed(of: original.announcedAddress)
    for first in 1...112 {
      for other in stride(from: first + 1, through: 112, by: soakFactor > 1 ? 1 : 3) {
        let damaged = Frames.flipping(original, first, other)
        #expect(ModeSCRC.repaired(damaged) == nil && !ModeSCRC.isIntact(damaged))
        var decoder = announced
        let reading = decoder.decode(damaged, timeNanoseconds: 0)
        #expect(reading.rejection != nil, "bits \(first) and \(other)")
        #expect(reading.report == nil && reading.parity != .intact)
      }
    }
  }

  @Test func noOtherFormatIsEverRepaired() {
    let address: UInt32 = 0x45AC33
    let code = Frames.altitudeCode(38_000)
    let field: UInt64 = 0xFFB3_6921_BFFC_A8
    var frames = [0, 4, 5].map { Frames.reply(address, format: UInt8($0), code: code) }
    frames += [16, 20, 21].map { Frames.commB(address, format: UInt8($0), code: code, field: field) }
    frames.append(Frames.allCall(address, interrogator: 5))
    for frame in frames {
      #expect(ModeSCRC.repaired(frame) == nil)
      for bit in 1...8 * frame.byteCount {
        let damaged = Frames.flipping(frame, bit)
        // One wrong bit in the format can make a squitter of a reply; none of its own bits then explains the remainder.
        #expect(ModeSCRC.repaired(damaged) == nil, "bit \(bit) of \(frame.hexadecimal)")
        var decoder = informed(of: address)
        let reading = decoder.decode(damaged, timeNanoseconds: 0)
        if case .repaired = reading.parity { Issue.record("bit \(bit) of \(frame.hexadecimal) was repaired") }
        // The last bits of an all-call reply carry the interrogator's code, and any code may stand there.
        if frame.downlinkFormat == 11, bit > 49 { continue }
        #expect(reading.rejection != nil, "bit \(bit) of \(frame.hexadecimal)")
      }
    }
  }

  @Test func randomDamageIsNeverTakenForAnIntactMessage() {
    var numbers = SeededNumbers(seed: 7100)
    let announced = informed(of: 0x40621D)
    let original = Frames.hex(Self.squitters[1])
    var repaired = 0
    for _ in 0..<5000 * soakFactor {
      var bytes = original.bytes
      // Three to five wrong bits: the code tells them all from none, and five alone from one.
      var places: Set<Int> = []
      while places.count < 3 + Int(numbers.next() % 3) { places.insert(5 + Int(numbers.next() % 107)) }
      for place in places.sorted() { bytes[place / 8] ^= 0x80 >> UInt8(place % 8) }
      var decoder = announced
      let reading = decoder.decode(Frames.frameOf(bytes), timeNanoseconds: 0)
      #expect(reading.parity != .intact)
      if reading.rejection == nil { repaired += 1 }
    }
    // Five wrong bits look like one other in 107 of 2^24 cases at the most.
    #expect(repaired <= 1)
  }
}
