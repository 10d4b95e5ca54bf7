import ModeS
import Testing
import TestSupport

@Suite struct ModeSFrameTests {
  @Test func bytesAndHexadecimalComeBack() throws {
    let frame = try #require(ModeSFrame(hexadecimal: "8D406B902015A678D4D220AA4BDA"))
    #expect(frame.byteCount == 14)
    #expect(frame.downlinkFormat == 17)
    #expect(frame.announcedAddress == 0x406B90)
    #expect(frame.hexadecimal == "8d406b902015a678d4d220aa4bda")
    #expect(ModeSFrame(frame.bytes) == frame)
    #expect(frame[13] == 0xDA && frame[14] == 0 && frame[-1] == 0)
  }

  @Test(arguments: ["", "8D", "8D406B902015A678D4D220AA4B", "8D406B902015A678D4D220AA4BDAFF", "xD406B9020", "8D406B9"])
  func otherLengthsAndOtherCharactersAreNoFrames(text: String) {
    #expect(ModeSFrame(hexadecimal: text) == nil)
  }

  @Test func avrLinesComeBack() throws {
    let long = try #require(ModeSFrame(hexadecimal: "8D406B902015A678D4D220AA4BDA"))
    let plain = try #require(AVRLine.parse("*8D406B902015A678D4D220AA4BDA;\r\n"))
    #expect(plain.message == long && plain.timestamp == nil)
    let timed = try #require(AVRLine.parse(AVRLine.text(timestamp: 0x1234_5678_9ABC, message: long)))
    #expect(timed.message == long && timed.timestamp == 0x1234_5678_9ABC)
    for line in ["", "*;", "@;", "8D406B902015A678D4D220AA4BDA", "*8D406B902015A678D4D220AA4BDA", "@12;", "*8D4;"] {
      #expect(AVRLine.parse(line) == nil)
    }
  }

  @Test func avrLinesMayTellTheSignalLevel() throws {
    let lengths = ["8D406B902015A678D4D220AA4BDA", "5D4840D6F87407", "0A1A"]
    for text in lengths {
      let message = try #require(ModeSFrame(hexadecimal: text))
      let line = AVRLine.text(timestamp: 0x1234_5678_9ABC, signalLevel: 0x5F, message: message)
      #expect(line == "<123456789abc5f\(text.lowercased());")
      for marked in [line, "%" + line.dropFirst()] {
        let found = try #require(AVRLine.parse(marked))
        #expect(found == (0x1234_5678_9ABC, 0x5F, message))
      }
      // The parity was found right, and no level is given.
      #expect(try #require(AVRLine.parse("%123456789ABC\(text);")) == (0x1234_5678_9ABC, nil, message))
      #expect(try #require(AVRLine.parse(":\(text);")) == (nil, nil, message))
      #expect(AVRLine.text(signalLevel: 1, message: message).hasPrefix("<00000000000001"))
      // Each mark has its own number of digits.
      #expect(AVRLine.parse("<123456789ABC\(text);") == nil)
      #expect(AVRLine.parse("@123456789ABC5F\(text);") == nil)
      #expect(AVRLine.parse("*5F\(text);") == nil)
    }
    for line in ["<;", "%;", ":;", "<123456789ABC5F;", "%123456789ABC;", "<12;"] { #expect(AVRLine.parse(line) == nil) }
  }

  @Test func parityHoldsForRealMessagesAndFailsForEverySingleBitError() throws {
    let frame = try #require(ModeSFrame(hexadecimal: "8D406B902015A678D4D220AA4BDA"))
    #expect(ModeSCRC.syndrome(frame) == 0)
    #expect(ModeSCRC.isIntact(frame))
    var seen: [UInt32] = []
    for bit in 0..<112 {
      var bytes = frame.bytes
      bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
      let damaged = try #require(ModeSFrame(bytes))
      seen.append(ModeSCRC.syndrome(damaged))
      #expect(!ModeSCRC.isIntact(damaged))
    }
    #expect(Set(seen).count == 112 && !seen.contains(0))
  }

  @Test func parityEqualsLongDivision() throws {
    var numbers = SeededNumbers(seed: 12)
    for length in [7, 14] {
      for _ in 0..<200 {
        let bytes = numbers.bytes(length)
        var remainder: UInt64 = 0
        for bit in 0..<(length * 8) {
          remainder = remainder << 1 | UInt64(bytes[bit / 8] >> UInt8(7 - bit % 8)) & 1
          if remainder & 0x100_0000 != 0 { remainder ^= 0x1FF_F409 }
        }
        let frame = try #require(ModeSFrame(bytes))
        #expect(ModeSCRC.syndrome(frame) == UInt32(remainder))
        #expect(ModeSCRC.syndrome(ModeSCRC.sealed(frame, overlay: 0x4B17FE)) == 0x4B17FE)
      }
    }
  }

  @Test func anAllCallReplyMayCarryAnInterrogatorCode() throws {
    let open = try #require(ModeSFrame(hexadecimal: "5D4840D6000000"))
    #expect(ModeSCRC.isIntact(ModeSCRC.sealed(open, overlay: 0x0F)))
    #expect(!ModeSCRC.isIntact(ModeSCRC.sealed(open, overlay: 0x80)))
    #expect(!ModeSCRC.isIntact(try #require(ModeSFrame(hexadecimal: "02e1941026bc90"))))
  }
}
