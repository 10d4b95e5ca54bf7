import Asterix
import Foundation
import TestSupport

/// A generator of repeatable numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// How many times more work a soak run does.
let soakFactor = ProcessInfo.processInfo.environment["VIGIE_SOAK"] == nil ? 1 : 50

/// Octets written in hexadecimal, spaces ignored.
func octets(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.filter { $0.isHexDigit }
  var octets: [UInt8] = []
  var place = digits.startIndex
  while let next = digits.index(place, offsetBy: 2, limitedBy: digits.endIndex), place < digits.endIndex {
    octets.append(UInt8(digits[place..<next], radix: 16) ?? 0)
    place = next
  }
  return octets
}

/// A CAT048 record whose FSPEC has four octets, the third of them empty, as published in CroatiaControlLtd/asterix issue
/// 241.
let issue241 = octets("300024f31f0102064701abb7407731dc726002c6033cd25a264e07f45d67c60540088040")

func decode(_ bytes: [UInt8]) -> DecodedDatagram {
  var decoder = AsterixDecoder()
  var datagram = DecodedDatagram()
  decoder.decode(bytes, into: &datagram)
  return datagram
}

/// Every datagram of an input, read in chunks of `chunkBytes`.
func frames(
  _ bytes: [UInt8], framing: Framing? = nil, chunkBytes: Int = 65536
) -> (datagrams: [FramedDatagram], reader: FramingReader) {
  var reader = FramingReader(framing: framing)
  var datagrams: [FramedDatagram] = []
  var place = 0
  while place < bytes.count {
    let end = min(bytes.count, place + chunkBytes)
    reader.append(Array(bytes[place..<end]))
    place = end
    while let datagram = reader.next() { datagrams.append(datagram) }
  }
  reader.finish()
  while let datagram = reader.next() { datagrams.append(datagram) }
  return (datagrams, reader)
}

/// A plot of a Mode S radar, as bytes of one record.
func plotRecord(trackNumber: Double = 7, callsign: String = "DLH65A") throws -> [UInt8] {
  var builder = AsterixRecordBuilder(category: 48)
  try builder.set("010/SAC", 25)
  try builder.set("010/SIC", 201)
  try builder.set("140", 27354.6015625)
  try builder.set("020/TYP", raw: 5)
  try builder.set("040/RHO", 100.5)
  try builder.set("040/THETA", 340.13671875)
  try builder.set("070/MODE3A", string: "1000")
  try builder.set("090/FL", 330)
  try builder.set("220", raw: 0x3C_6B_CC)
  try builder.set("240", string: callsign)
  try builder.set("161/TRN", trackNumber)
  try builder.set("170/CNF", false)
  return try builder.record()
}
