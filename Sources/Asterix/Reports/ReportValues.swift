/// A data source: system area code and system identification code, written SAC/SIC.
public struct DataSource: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var sac: UInt8
  public var sic: UInt8

  public init(sac: UInt8, sic: UInt8) {
    self.sac = sac
    self.sic = sic
  }

  public var description: String { "\(sac)/\(sic)" }

  public static func < (left: Self, right: Self) -> Bool { (left.sac, left.sic) < (right.sac, right.sic) }
}

/// Up to eight characters held in place: a callsign, an aerodrome, an aircraft type. No allocation.
public struct Callsign8: Hashable, Sendable, CustomStringConvertible {
  /// The characters, first one most significant, padded with spaces.
  public let packed: UInt64

  /// Characters of six bits each, eight of them (ICAO Annex 10 volume IV, table 3-9); code 0 reads as a space, others without
  /// a character as "?".
  public init(sixBit: UInt64) {
    var packed: UInt64 = 0
    for index in 0..<8 {
      let code = UInt8(truncatingIfNeeded: sixBit >> UInt64(42 - 6 * index)) & 0x3F
      packed = packed << 8 | UInt64(AsterixText.sixBitCharacter(code))
    }
    self.packed = packed
  }

  /// The low `count` octets of `octets`, first character most significant; unprintable ones read "?".
  init(octets: UInt64, count: Int) {
    var packed: UInt64 = 0
    for index in 0..<8 {
      var character: UInt8 = 0x20
      if index < count { character = UInt8(truncatingIfNeeded: octets >> UInt64(8 * (min(8, count) - 1 - index))) }
      if character == 0 { character = 0x20 }
      packed = packed << 8 | UInt64((0x20...0x7E).contains(character) ? character : UInt8(ascii: "?"))
    }
    self.packed = packed
  }

  /// The characters with leading and trailing spaces removed.
  public var description: String {
    var octets: [UInt8] = []
    for index in 0..<8 { octets.append(UInt8(truncatingIfNeeded: packed >> UInt64(56 - 8 * index))) }
    while octets.last == 0x20 { octets.removeLast() }
    return String(decoding: octets.drop { $0 == 0x20 }, as: UTF8.self)
  }

  /// Whether some code had no character: the text reads "?" there and names no aircraft reliably.
  public var hasUndefinedCharacters: Bool {
    (0..<8).contains { packed >> UInt64(8 * $0) & 0xFF == UInt64(UInt8(ascii: "?")) }
  }

  /// Whether there is nothing but spaces.
  public var isBlank: Bool { packed == 0x2020_2020_2020_2020 }
}

/// A Mode 3/A (or Mode 2) code as an item carries it, with its three flags.
public struct ModeACode: Hashable, Sendable, CustomStringConvertible {
  /// The twelve bits of the code.
  public let code: UInt16
  /// V: the code was not validated.
  public let isNotValidated: Bool
  /// G: the code was garbled.
  public let isGarbled: Bool
  let thirdFlag: Bool

  /// L (I048/070, I010/060): not extracted in this scan but smoothed by a local tracker.
  public var isNotExtracted: Bool { thirdFlag }
  /// CH (I062/060): the code has changed.
  public var hasChanged: Bool { thirdFlag }

  /// The four octal digits.
  public var description: String {
    let digits = String(code, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// A flight level with its flags: Mode C, in units of 100 ft above 1013.25 hPa, resolution a quarter.
public struct FlightLevelReport: Hashable, Sendable {
  public let flightLevel: Double
  /// V: the code was not validated.
  public let isNotValidated: Bool
  /// G: the code was garbled.
  public let isGarbled: Bool
}

/// How a target was detected (I048/020 TYP; I062/340 TYP uses the first four and the Mode S ones alike).
public enum DetectionType: UInt8, Hashable, Sendable {
  /// Not a detection: the sensor's own coasting.
  case none, primary, secondary, secondaryAndPrimary
  case modeSAllCall, modeSRollCall, modeSAllCallAndPrimary, modeSRollCallAndPrimary

  public var hasPrimary: Bool {
    switch self {
    case .primary, .secondaryAndPrimary, .modeSAllCallAndPrimary, .modeSRollCallAndPrimary: true
    case .none, .secondary, .modeSAllCall, .modeSRollCall: false
    }
  }

  public var isModeS: Bool { rawValue >= DetectionType.modeSAllCall.rawValue }
  public var hasSecondary: Bool { self != .none && self != .primary }
}

/// A set of warning and error codes (I048/030), 0 to 127.
public struct WarningCodes: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  public init() {}

  public var isEmpty: Bool { low == 0 && high == 0 }

  public func contains(_ code: UInt8) -> Bool {
    guard code < 128 else { return false }
    return (code < 64 ? low : high) & (1 << UInt64(code & 63)) != 0
  }

  mutating func insert(_ code: UInt8) {
    if code < 64 { low |= 1 << UInt64(code) } else { high |= 1 << UInt64(code & 63) }
  }

  /// The codes, ascending.
  public var codes: [UInt8] { (0..<128).filter { contains($0) } }
}

/// Comm-B registers inside a record: read one by one from the datagram, nothing copied.
public struct CommBRegisters: Hashable, Sendable {
  /// How many registers there are.
  public let count: Int
  let offset: Int

  /// Register `index`: its number (0x40 for BDS 4,0) and its 56 bits; nil where there is none.
  public func register(_ index: Int, in datagram: DecodedDatagram) -> (bds: UInt8, message: UInt64)? {
    guard index >= 0, index < count else { return nil }
    let bit = (offset + 8 * index) * 8
    guard bit + 64 <= datagram.bytes.count * 8 else { return nil }
    return (
      UInt8(truncatingIfNeeded: readBits(datagram.bytes, start: bit + 56, count: 8)),
      readBits(datagram.bytes, start: bit, count: 56)
    )
  }
}

/// A position in degrees on WGS-84, north and east positive.
public struct GeographicDegrees: Hashable, Sendable {
  public let latitudeDegrees: Double
  public let longitudeDegrees: Double
}

/// A pair of components along a system's x (east) and y (north) axes.
public struct CartesianPair: Hashable, Sendable {
  public let x: Double
  public let y: Double
}
