/// A Mode 3/A code: four octal digits, 0000 to 7777.
public struct Mode3ACode: RawRepresentable, Hashable, Comparable, Sendable, CanonicalCodable {
  /// The twelve bits of the reply, 0 ... 4095.
  public let rawValue: UInt16

  /// Nil where the value has more than twelve bits.
  public init?(rawValue: UInt16) {
    guard rawValue <= 0o7777 else { return nil }
    self.rawValue = rawValue
  }

  /// The code of the lowest twelve bits.
  public init(truncating bits: UInt16) { rawValue = bits & 0o7777 }

  /// Reads four octal digits.
  public init?(_ text: String) {
    let isOctal = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    guard isOctal, text.utf8.count == 4, let bits = UInt16(text, radix: 8) else { return nil }
    rawValue = bits
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// 7500: unlawful interference.
  public static let unlawfulInterference = Mode3ACode(truncating: 0o7500)
  /// 7600: radio communication failure.
  public static let communicationFailure = Mode3ACode(truncating: 0o7600)
  /// 7700: emergency.
  public static let emergency = Mode3ACode(truncating: 0o7700)

  /// Codes that many aircraft share, so that they never identify one (ICAO Doc 4444 and common national tables): 0000,
  /// 1000, 1200, 2000, 7000, 7777.
  public var isConspicuity: Bool {
    switch rawValue {
    case 0, 0o1000, 0o1200, 0o2000, 0o7000, 0o7777: true
    default: false
    }
  }
}

extension Mode3ACode: CustomStringConvertible {
  /// Four octal digits.
  public var description: String {
    let digits = String(rawValue, radix: 8)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}

/// A 24-bit ICAO aircraft address.
public struct ModeSAddress: RawRepresentable, Hashable, Comparable, Sendable, CanonicalCodable {
  /// The address, 0 ... 0xFFFFFF.
  public let rawValue: UInt32

  /// Nil where the value has more than 24 bits.
  public init?(rawValue: UInt32) {
    guard rawValue <= 0xFF_FFFF else { return nil }
    self.rawValue = rawValue
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension ModeSAddress: CustomStringConvertible {
  /// Six hexadecimal digits, upper case.
  public var description: String {
    let digits = String(rawValue, radix: 16, uppercase: true)
    return String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}

/// Up to eight characters by which an aircraft calls itself: letters, digits, spaces (ICAO Annex 10, aircraft
/// identification).
public struct Callsign: Hashable, Comparable, Sendable {
  /// The eight octets, the first in the highest; unused ones are spaces.
  public let octets: UInt64

  /// Reads text of at most eight characters; trailing spaces do not count. Nil where nothing remains or another character
  /// than a letter, a digit or a space stands in it.
  public init?(_ text: some StringProtocol) {
    self.init(ascii: text.utf8)
  }

  /// Reads ASCII octets as `init(_:)` reads text.
  public init?(ascii: some Sequence<UInt8>) {
    var packed: UInt64 = 0
    var count = 0
    var hasContent = false
    for octet in ascii {
      switch octet {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): hasContent = true
      case UInt8(ascii: " "), 0: break
      default: return nil
      }
      if count == 8 {
        guard octet == UInt8(ascii: " ") || octet == 0 else { return nil }
        continue
      }
      packed = packed << 8 | UInt64(octet == 0 ? UInt8(ascii: " ") : octet)
      count += 1
    }
    guard hasContent else { return nil }
    while count < 8 {
      packed = packed << 8 | 0x20
      count += 1
    }
    octets = packed
  }

  public static func < (left: Self, right: Self) -> Bool { left.octets < right.octets }
}

extension Callsign: CustomStringConvertible {
  /// The characters without trailing spaces.
  public var description: String {
    var characters: [UInt8] = []
    for shift in stride(from: 56, through: 0, by: -8) {
      characters.append(UInt8(truncatingIfNeeded: octets >> UInt64(shift)))
    }
    while characters.last == 0x20 { characters.removeLast() }
    return String(decoding: characters, as: UTF8.self)
  }
}

extension Callsign: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(octets) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let packed = try reader.integer(UInt64.self)
    let characters = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: packed >> UInt64($0)) }
    guard let callsign = Callsign(ascii: characters) else { throw .invalid(offset: start, what: "callsign") }
    self = callsign
  }
}

/// A system track's number: ours, stable for the life of the track.
public struct TrackNumber: RawRepresentable, Hashable, Comparable, Sendable, CanonicalCodable {
  public var rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
