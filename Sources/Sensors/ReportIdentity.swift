import Asterix
import Surveillance

extension Mode3AReply {
  /// What a radar extracted, with its V, G and L bits.
  init(_ code: ModeACode) {
    self.init(
      code: Mode3ACode(truncating: code.code), isValidated: !code.isNotValidated, isGarbled: code.isGarbled,
      isSmoothed: code.isNotExtracted)
  }
}

extension Callsign {
  /// Nil where the aircraft left it blank or sent characters that no callsign has.
  init?(_ callsign: Callsign8) {
    self.init(callsign.description)
  }
}

extension ModeSAddress {
  /// Nil where there is none.
  init?(_ address: UInt32?) {
    guard let address else { return nil }
    self.init(rawValue: address)
  }
}
