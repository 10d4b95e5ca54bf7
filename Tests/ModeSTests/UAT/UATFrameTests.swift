import Testing
import ModeS

@Suite struct UATFrameTests {
  @Test func octetsComeBack() {
    for count in [18, 34] {
      let octets = (0..<count).map { UInt8($0 * 7 + 3) }
      let frame = UATFrame(octets)
      #expect(frame?.octets == octets)
      #expect(frame.flatMap { UATFrame(hexadecimal: $0.hexadecimal) } == frame)
      #expect(frame?.octetCount == count)
      #expect(frame?.isLong == (count == 34))
    }
    for count in [0, 1, 17, 19, 33, 35, 432] { #expect(UATFrame([UInt8](repeating: 0, count: count)) == nil) }
    #expect(UATFrame(hexadecimal: String(repeating: "0", count: 35)) == nil)
    #expect(UATFrame(hexadecimal: String(repeating: "0", count: 37)) == nil)
    #expect(UATFrame(hexadecimal: String(repeating: "g", count: 36)) == nil)
  }

  @Test func bitsAgreeWithOneBitAtATime() {
    var random = SeededGenerator(state: 1)
    let octets = (0..<34).map { _ in UInt8.random(in: 0...255, using: &random) }
    guard let frame = UATFrame(octets) else {
      Issue.record("no frame")
      return
    }
    for octet in 1...34 {
      for bit in 1...8 {
        for count in 1...64 {
          var expected: UInt64 = 0
          for place in (octet * 8 + bit - 9)..<(octet * 8 + bit - 9 + count) {
            let one = place / 8 < 34 ? (octets[place / 8] >> UInt8(7 - place % 8)) & 1 : 0
            expected = expected << 1 | UInt64(one)
          }
          #expect(frame.bits(octet: octet, bit: bit, count: count) == expected)
        }
      }
    }
    for wrong in [Int.min, -1, 0, 35, Int.max] {
      #expect(frame.octet(wrong) == 0)
      #expect(frame.bits(octet: 1, bit: wrong, count: 8) == 0)
      #expect(frame.bits(octet: wrong, bit: 1, count: 8) == 0)
    }
    #expect(frame.bits(octet: 1, bit: 1, count: 0) == 0)
    #expect(frame.bits(octet: 1, bit: 1, count: 65) == 0)
  }
}
