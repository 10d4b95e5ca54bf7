import Asterix
import Surveillance

/// Bits of a 56-bit Comm-B message, numbered from 1 at the most significant, as ICAO Doc 9871 numbers them.
private struct CommBMessage {
  var bits: UInt64

  func isSet(_ bit: Int) -> Bool { unsigned(bit, 1) == 1 }

  func unsigned(_ first: Int, _ count: Int) -> UInt64 {
    (bits >> UInt64(56 - (first - 1) - count)) & (1 << UInt64(count) - 1)
  }

  /// Sign bit, then `count` bits in two's complement.
  func signed(_ sign: Int, _ count: Int) -> Double {
    let value = Double(unsigned(sign + 1, count))
    return isSet(sign) ? value - Double(1 << count) : value
  }
}

/// Reads what aircraft tell by enhanced surveillance: registers 4,0 and 5,0 and 6,0 (ICAO Doc 9871).
func readCommB(_ registers: CommBRegisters?, in datagram: DecodedDatagram, into data: inout AircraftData) {
  guard let registers else { return }
  for index in 0..<registers.count {
    guard let register = registers.register(index, in: datagram) else { continue }
    let message = CommBMessage(bits: register.message)
    switch register.bds {
    case 0x40: readSelectedIntention(message, into: &data)
    case 0x50: readTrackAndTurn(message, into: &data)
    case 0x60: readHeadingAndSpeed(message, into: &data)
    default: break
    }
  }
}

private func readSelectedIntention(_ message: CommBMessage, into data: inout AircraftData) {
  if message.isSet(1) { data.selectedAltitudeFeet = Double(message.unsigned(2, 12)) * 16 }
  if message.isSet(27) { data.barometricSettingHectopascals = Double(message.unsigned(28, 12)) * 0.1 + 800 }
}

private func readTrackAndTurn(_ message: CommBMessage, into data: inout AircraftData) {
  if message.isSet(1) { data.rollDegrees = message.signed(2, 9) * 45 / 256 }
  if message.isSet(35) { data.trackAngleRateDegreesPerSecond = message.signed(36, 9) * 8 / 256 }
  if message.isSet(46) { data.trueAirspeedKnots = Double(message.unsigned(47, 10)) * 2 }
}

private func readHeadingAndSpeed(_ message: CommBMessage, into data: inout AircraftData) {
  if message.isSet(1) {
    let heading = message.signed(2, 10) * 90 / 512
    data.magneticHeadingDegrees = heading < 0 ? heading + 360 : heading
  }
  if message.isSet(13) { data.indicatedAirspeedKnots = Double(message.unsigned(14, 10)) }
  if message.isSet(24) { data.mach = Double(message.unsigned(25, 10)) * 2.048 / 512 }
}
