import ModeS

/// The 24-bit address a report names, and whether it is one that ICAO's scheme assigned to an aircraft.
///
/// Anonymous, self-assigned and track-file addresses are not; receivers write them with `~` in front.
public struct ReceiverAddress: Hashable, Sendable, CustomStringConvertible {
  /// 0 ... 0xFFFFFF.
  public let value: UInt32
  public let isICAO: Bool

  /// Bits beyond the lower 24 are dropped.
  public init(_ value: UInt32, isICAO: Bool = true) {
    self.value = value & 0xFF_FFFF
    self.isICAO = isICAO
  }

  /// Six hexadecimal digits of either case, `~` before them where the address is not an ICAO address.
  public init?(_ text: some StringProtocol) {
    self.init(characters: text.utf8)
  }

  init?(characters: some Collection<UInt8>) {
    let isICAO = characters.first != 0x7E
    var value: UInt32 = 0
    var count = 0
    for character in characters.dropFirst(isICAO ? 0 : 1) {
      guard count < 6, let digit = Hexadecimal.digit(character) else { return nil }
      value = value &<< 4 | UInt32(digit)
      count &+= 1
    }
    guard count == 6 else { return nil }
    self.init(value, isICAO: isICAO)
  }

  /// Six digits in capitals, with the `~`.
  public var description: String { (isICAO ? "" : "~") + hexadecimal }

  /// Six digits in capitals, whatever kind of address it is.
  var hexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
