import Surveillance
import Testing

@Suite struct Mode3ACodeTests {
  @Test func everyCodeIsItsFourOctalDigits() {
    for raw in 0...0o7777 as ClosedRange<UInt16> {
      let code = Mode3ACode(truncating: raw)
      #expect(code.description.utf8.count == 4)
      #expect(Mode3ACode(code.description) == code)
    }
    #expect(Mode3ACode(truncating: 0o7700).description == "7700")
    #expect(Mode3ACode(truncating: 0o21).description == "0021")
  }

  @Test(arguments: ["", "770", "77000", "7780", "77a0", "+777", "-777", " 777", "７７００"])
  func otherTextIsNoCode(text: String) {
    #expect(Mode3ACode(text) == nil)
  }

  @Test func moreThanTwelveBitsAreNoCode() {
    #expect(Mode3ACode(rawValue: 0o10000) == nil)
    #expect(Mode3ACode(rawValue: .max) == nil)
    #expect(Mode3ACode(rawValue: 0o7777) != nil)
  }

  @Test(arguments: ["0000", "1000", "1200", "2000", "7000", "7777"])
  func sharedCodesAreConspicuityCodes(text: String) throws {
    #expect(try #require(Mode3ACode(text)).isConspicuity)
  }

  @Test(arguments: ["0001", "2001", "7500", "7600", "7700", "4721"])
  func otherCodesIdentifyOneAircraft(text: String) throws {
    #expect(try !#require(Mode3ACode(text)).isConspicuity)
  }
}

@Suite struct ModeSAddressTests {
  @Test func addressHasTwentyFourBitsAndReadsAsSixDigits() {
    #expect(ModeSAddress(rawValue: 0x3C_65AC)?.description == "3C65AC")
    #expect(ModeSAddress(rawValue: 1)?.description == "000001")
    #expect(ModeSAddress(rawValue: 0xFF_FFFF)?.description == "FFFFFF")
    #expect(ModeSAddress(rawValue: 0x100_0000) == nil)
  }
}

@Suite struct CallsignTests {
  @Test(arguments: [
    ("DLH123", "DLH123"), ("DLH123  ", "DLH123"), ("A", "A"), ("ABCD1234", "ABCD1234"), ("AB 12", "AB 12"),
  ])
  func lettersDigitsAndSpacesAreACallsign(text: String, shown: String) {
    #expect(Callsign(text)?.description == shown)
  }

  @Test(arguments: ["", " ", "        ", "\0\0"])
  func blankIsNoCallsign(text: String) {
    #expect(Callsign(text) == nil)
  }

  @Test(arguments: ["dlh123", "DLH-12", "DLH?12", "ÄBC", "AB\u{7F}", "AB\n"])
  func otherCharactersAreNoCallsign(text: String) {
    #expect(Callsign(text) == nil)
  }

  @Test func nineCharactersAreNoCallsignUnlessTheNinthIsASpace() {
    #expect(Callsign("ABCD12345") == nil)
    #expect(Callsign("ABCD1234 ") == Callsign("ABCD1234"))
    #expect(Callsign("ABCD1234 5") == nil)
  }

  @Test func everyCallsignReadsBackFromItsText() throws {
    var numbers = SeededNumbers(seed: 3)
    let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    for _ in 0..<500 {
      let length = Int.random(in: 1...8, using: &numbers)
      let text = String((0..<length).compactMap { _ in characters.randomElement(using: &numbers) })
      #expect(try #require(Callsign(text)).description == text)
    }
  }
}

@Suite struct SensorIDTests {
  @Test func prints() {
    #expect(SensorID.asterix(sac: 226, sic: 1).description == "226/1")
    #expect(SensorID.receiver(FeedNumber(rawValue: 2)).description == "receiver 2")
  }

  @Test func asterixSensorsComeBeforeReceiversAndInOrderOfSACThenSIC() {
    let ids: [SensorID] = [
      .asterix(sac: 0, sic: 0), .asterix(sac: 0, sic: 255), .asterix(sac: 1, sic: 0), .asterix(sac: 255, sic: 255),
      .receiver(FeedNumber(rawValue: 0)), .receiver(FeedNumber(rawValue: .max)),
    ]
    #expect(ids.sorted() == ids)
  }
}
