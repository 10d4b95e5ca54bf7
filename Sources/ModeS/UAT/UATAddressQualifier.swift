/// Whose address a message carries and who sent it (RTCA DO-282B, 2.2.4.5.1.2).
@frozen
public enum UATAddressQualifier: UInt8, Hashable, Sendable, CaseIterable {
  /// ADS-B from an aircraft with its ICAO address.
  case icao = 0
  /// ADS-B from an aircraft with another address: self-assigned and temporary, for privacy.
  case temporary = 1
  /// TIS-B, or ADS-R, about an ICAO address.
  case tisB = 2
  /// TIS-B about a track file.
  case tisBTrackFile = 3
  /// A surface vehicle.
  case surfaceVehicle = 4
  /// A fixed beacon.
  case fixedBeacon = 5
  /// ADS-R about another address.
  case rebroadcastOther = 6
  case reserved = 7

  /// Whether the 24 bits are an address allocated by ICAO's states.
  public var isICAOAddress: Bool { self == .icao || self == .tisB }

  /// Whether the aircraft, vehicle or beacon itself sent the message; false too where the qualifier is reserved.
  public var isDirect: Bool {
    switch self {
    case .icao, .temporary, .surfaceVehicle, .fixedBeacon: true
    case .tisB, .tisBTrackFile, .rebroadcastOther, .reserved: false
    }
  }

  /// Whether a ground station sent the message.
  public var isFromGroundStation: Bool { !isDirect && self != .reserved }
}
