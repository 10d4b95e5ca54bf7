/// Whose address a message carries and who sent it: DF17, or DF18 by its control field and IMF bit
/// (RTCA DO-260B, 2.2.3.2.1.5).
public enum AddressQualifier: UInt8, Hashable, Sendable, CaseIterable {
  /// DF17: a transponder with its ICAO address.
  case transponder = 0
  /// DF18, control field 0: a device without transponder with its ICAO address.
  case nonTransponder = 1
  /// DF18, control field 1: a device without transponder with another address (ground vehicle, obstacle, anonymous).
  case nonTransponderOther = 2
  /// Control field 2: fine TIS-B about an ICAO address.
  case tisB = 3
  /// Control field 2 or 3 with IMF, or 5: TIS-B about a track file or another address.
  case tisBOther = 4
  /// Control field 3: coarse TIS-B about an ICAO address.
  case coarseTISB = 5
  /// Control field 6: ADS-B sent again from another link, ICAO address.
  case rebroadcast = 6
  /// Control field 6 with IMF: the same, another address.
  case rebroadcastOther = 7

  /// Whether the 24 bits are an address allocated by ICAO's states.
  public var isICAOAddress: Bool {
    switch self {
    case .transponder, .nonTransponder, .tisB, .coarseTISB, .rebroadcast: true
    case .nonTransponderOther, .tisBOther, .rebroadcastOther: false
    }
  }

  /// Whether the aircraft (or vehicle) itself sent the message.
  public var isDirect: Bool { rawValue <= AddressQualifier.nonTransponderOther.rawValue }

  /// By the control field of a DF18; nil for management (4) and reserved (7).
  init?(controlField: UInt8, imf: Bool) {
    switch controlField {
    case 0: self = .nonTransponder
    case 1: self = .nonTransponderOther
    case 2: self = imf ? .tisBOther : .tisB
    case 3: self = imf ? .tisBOther : .coarseTISB
    case 5: self = .tisBOther
    case 6: self = imf ? .rebroadcastOther : .rebroadcast
    default: return nil
    }
  }

  /// The control field that says it; nil for DF17.
  var controlField: UInt8? {
    switch self {
    case .transponder: nil
    case .nonTransponder: 0
    case .nonTransponderOther: 1
    case .tisB: 2
    case .tisBOther: 5
    case .coarseTISB: 3
    case .rebroadcast, .rebroadcastOther: 6
    }
  }
}
