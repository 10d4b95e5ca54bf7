/// By what means a receiver knows of the aircraft, in readsb's division; the best of them where there are several.
///
/// Raw values are part of the binary form: they never change, new ones are added at the end.
public enum ReceiverSource: UInt8, Hashable, Sendable, CaseIterable {
  /// The source did not say.
  case unknown = 0
  /// Mode S or ADS-B transponder with an ICAO address.
  case adsbICAO = 1
  /// ADS-B of what has an ICAO address and no transponder (ground vehicles, some light aircraft).
  case adsbICAONonTransponder = 2
  /// Rebroadcast by a ground station, of an aircraft with an ICAO address.
  case adsrICAO = 3
  /// Traffic information of a ground station, about an aircraft with an ICAO address.
  case tisbICAO = 4
  /// ADS-C, by satellite.
  case adsc = 5
  /// Multilateration.
  case mlat = 6
  /// Known by other means than those named here.
  case other = 7
  /// Mode S replies without a position.
  case modeS = 8
  case adsbOther = 9
  case adsrOther = 10
  case tisbOther = 11
  /// Traffic information about a ground station's track that has no aircraft's address.
  case tisbTrackFile = 12
  /// The universal access transceiver, 978 MHz.
  case uat = 13
  /// Mode A and C replies: the "address" is the code.
  case modeAC = 14

  /// The name that readsb writes, and this project's own for the two it has none for.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .adsbICAO: "adsb_icao"
    case .adsbICAONonTransponder: "adsb_icao_nt"
    case .adsrICAO: "adsr_icao"
    case .tisbICAO: "tisb_icao"
    case .adsc: "adsc"
    case .mlat: "mlat"
    case .other: "other"
    case .modeS: "mode_s"
    case .adsbOther: "adsb_other"
    case .adsrOther: "adsr_other"
    case .tisbOther: "tisb_other"
    case .tisbTrackFile: "tisb_trackfile"
    case .uat: "uat"
    case .modeAC: "mode_ac"
    }
  }

  /// Nil for a name that is not known.
  public init?(name: String) {
    guard let source = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = source
  }

  /// Whether a ground station made the position of traffic it sees.
  public var isTrafficInformation: Bool {
    self == .tisbICAO || self == .tisbOther || self == .tisbTrackFile
  }
}
