/// The 25 octets of one message, held inline, numbered 0 ... 24 as in ASTM F3411-22a; numbers are little-endian.
public struct RemoteIDOctets: Hashable, Sendable {
  /// How many octets every message but the pack has.
  public static let count = 25

  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var last: UInt64 = 0

  /// All zero but the header.
  init(type: UInt8, version: RemoteIDVersion) {
    self[0] = type &<< 4 | version.rawValue
  }

  /// Nil for any other number of octets than 25.
  public init?(_ octets: some Collection<UInt8>) {
    guard octets.count == RemoteIDOctets.count else { return nil }
    var place = 0
    for octet in octets {
      self[place] = octet
      place &+= 1
    }
  }

  /// One octet; reading outside 0 ... 24 gives zero.
  public internal(set) subscript(place: Int) -> UInt8 {
    get {
      guard 0 <= place, place < RemoteIDOctets.count else { return 0 }
      return UInt8(truncatingIfNeeded: word(place &>> 3) &>> RemoteIDOctets.shift(place))
    }
    set {
      guard 0 <= place, place < RemoteIDOctets.count else { return }
      let shift = RemoteIDOctets.shift(place)
      let changed = word(place &>> 3) & ~(0xFF &<< shift) | UInt64(newValue) &<< shift
      switch place &>> 3 {
      case 0: first = changed
      case 1: second = changed
      case 2: third = changed
      default: last = changed
      }
    }
  }

  /// In the order sent.
  public var bytes: [UInt8] { bytes(from: 0, count: RemoteIDOctets.count) }

  /// The high four bits of octet 0: 0 basic ID ... 5 operator ID, 15 pack.
  public var type: UInt8 { self[0] &>> 4 }

  /// The low four bits of octet 0.
  public var version: RemoteIDVersion { RemoteIDVersion(rawValue: self[0]) }

  private func word(_ index: Int) -> UInt64 {
    switch index {
    case 0: first
    case 1: second
    case 2: third
    default: last
    }
  }

  private static func shift(_ place: Int) -> UInt64 { UInt64(truncatingIfNeeded: place & 7) &<< 3 }
}

extension RemoteIDOctets {
  func bytes(from place: Int, count: Int) -> [UInt8] { (place..<place &+ count).map { self[$0] } }

  func highNibble(_ place: Int) -> UInt8 { self[place] &>> 4 }
  func lowNibble(_ place: Int) -> UInt8 { self[place] & 0x0F }

  func unsigned16(_ place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place &+ 1]) &<< 8 }

  func unsigned32(_ place: Int) -> UInt32 {
    UInt32(unsigned16(place)) | UInt32(unsigned16(place &+ 2)) &<< 16
  }

  func signed32(_ place: Int) -> Int32 { Int32(truncatingIfNeeded: unsigned32(place)) }

  mutating func set(_ place: Int, high: UInt8, low: UInt8) { self[place] = high &<< 4 | low & 0x0F }

  mutating func set(_ place: Int, _ value: UInt16) {
    self[place] = UInt8(truncatingIfNeeded: value)
    self[place &+ 1] = UInt8(truncatingIfNeeded: value &>> 8)
  }

  mutating func set(_ place: Int, _ value: UInt32) {
    set(place, UInt16(truncatingIfNeeded: value))
    set(place &+ 2, UInt16(truncatingIfNeeded: value &>> 16))
  }

  mutating func set(_ place: Int, _ value: Int32) { set(place, UInt32(bitPattern: value)) }

  /// Fills at most `count` octets from `place`; what is missing stays as it is.
  mutating func set(_ place: Int, _ bytes: some Sequence<UInt8>, count: Int) {
    var next = place
    for byte in bytes.prefix(count) {
      self[next] = byte
      next &+= 1
    }
  }
}
