/// The columns of an SBS line in their order.
public enum SBSColumn: Int, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  case messageType, transmissionType, session, aircraft, address, flight
  case dateGenerated, timeGenerated, dateLogged, timeLogged
  case callsign, altitude, groundSpeed, track, latitude, longitude, verticalRate
  case squawk, alert, emergency, spi, isOnGround

  /// The column's name in words, with its number from 1.
  public var description: String {
    let name =
      switch self {
      case .messageType: "message type"
      case .transmissionType: "transmission type"
      case .session: "session"
      case .aircraft: "aircraft"
      case .address: "address"
      case .flight: "flight"
      case .dateGenerated: "date generated"
      case .timeGenerated: "time generated"
      case .dateLogged: "date logged"
      case .timeLogged: "time logged"
      case .callsign: "callsign"
      case .altitude: "altitude"
      case .groundSpeed: "ground speed"
      case .track: "track"
      case .latitude: "latitude"
      case .longitude: "longitude"
      case .verticalRate: "vertical rate"
      case .squawk: "squawk"
      case .alert: "alert"
      case .emergency: "emergency"
      case .spi: "special position identification"
      case .isOnGround: "on ground"
      }
    return "column \(rawValue + 1) (\(name))"
  }
}

/// Why a text is no SBS line, and which column says so.
public struct SBSRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// Nothing but white space.
    case empty
    /// Longer than `SBSReader.longestLineOctets`.
    case tooLong
    /// None of MSG, MLAT, SEL, ID, AIR, STA, CLK and START.
    case unknownMessageType
    /// Not 1 ... 8.
    case badTransmissionType
    /// Not six hexadecimal digits.
    case badAddress
    /// Not YYYY/MM/DD, or no such day.
    case badDate
    /// Not HH:MM:SS with up to nine decimals.
    case badTime
    /// No decimal number.
    case badNumber
    /// A number that no aircraft can have.
    case outOfRange
    /// A latitude without a longitude, or the other way round.
    case halfAPosition
    /// Not up to four octal digits.
    case badSquawk
    /// Not 0, -1 or 1.
    case badFlag
  }

  public let reason: Reason
  /// Nil where the line as a whole is refused.
  public let column: SBSColumn?
  /// What stands there, at most 32 characters of it, what is not printable ASCII as `?`.
  public let found: String

  init(_ reason: Reason, _ column: SBSColumn? = nil, found: some Collection<UInt8> = EmptyCollection()) {
    self.reason = reason
    self.column = column
    let printable = found.prefix(32).map { (0x20...0x7E).contains($0) ? $0 : 0x3F }
    self.found = String(decoding: printable, as: UTF8.self)
  }

  public var description: String {
    let what =
      switch reason {
      case .empty: "an empty line"
      case .tooLong: "a line of more than \(SBSReader.longestLineOctets) octets: is this SBS text?"
      case .unknownMessageType: "expected MSG, MLAT, SEL, ID, AIR, STA, CLK or START"
      case .badTransmissionType: "expected 1 ... 8"
      case .badAddress: "expected six hexadecimal digits"
      case .badDate: "expected a day as YYYY/MM/DD, from 1970 on"
      case .badTime: "expected a time as HH:MM:SS, with up to nine decimals"
      case .badNumber: "expected a decimal number"
      case .outOfRange: "no aircraft can have this value"
      case .halfAPosition: "latitude and longitude go together: one is blank"
      case .badSquawk: "expected up to four octal digits"
      case .badFlag: "expected 0, -1 or 1"
      }
    return column.map { "\($0): \(what), found \"\(found)\"" } ?? what
  }
}
