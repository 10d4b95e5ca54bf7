/// One message of a Mode S Beast stream: the receiver's time stamp and signal level with the message itself.
@frozen
public struct BeastFrame: Hashable, Sendable {
  /// What a Beast frame carries, by the octet after the escape.
  public enum Kind: UInt8, Sendable {
    case modeAC = 0x31
    case modeSShort = 0x32
    case modeSLong = 0x33

    var byteCount: Int {
      switch self {
      case .modeAC: 2
      case .modeSShort: 7
      case .modeSLong: 14
      }
    }
  }

  public let kind: Kind
  /// The receiver's counter, 48 bits: 12 MHz ticks, or Radarcape's seconds and nanoseconds of the day.
  public let timestamp: UInt64
  /// The receiver's own scale; 255 is full scale (0 dBFS, amplitude).
  public let signalLevel: UInt8
  public let message: ModeSFrame

  /// Nil where the message's length does not fit a kind (2, 7 or 14 bytes). The time stamp keeps its low 48 bits.
  public init?(timestamp: UInt64, signalLevel: UInt8, message: ModeSFrame) {
    switch message.byteCount {
    case 2: kind = .modeAC
    case 7: kind = .modeSShort
    case 14: kind = .modeSLong
    default: return nil
    }
    self.timestamp = timestamp & 0xFFFF_FFFF_FFFF
    self.signalLevel = signalLevel
    self.message = message
  }

  init(kind: Kind, timestamp: UInt64, signalLevel: UInt8, message: ModeSFrame) {
    self.kind = kind
    self.timestamp = timestamp
    self.signalLevel = signalLevel
    self.message = message
  }

  /// The 12 MHz counter as nanoseconds since the receiver started to count.
  public var counterNanoseconds: Int64 {
    // 250/3 ns a tick; 2^48 × 250 fits.
    Int64(truncatingIfNeeded: timestamp &* 250 / 3)
  }

  /// Whether the time stamp is the mark of a synthetic message made by a multilateration client ("MLAT").
  public var isMultilaterationResult: Bool { timestamp == 0xFF00_4D4C_4154 }

  /// Appends the frame as it goes over the wire: escape, kind, time stamp, level, message, every 0x1A doubled.
  public func encode(into bytes: inout [UInt8]) {
    bytes.append(0x1A)
    bytes.append(kind.rawValue)
    for shift in stride(from: 40, through: 0, by: -8) {
      BeastFrame.escape(UInt8(truncatingIfNeeded: timestamp &>> UInt64(shift)), into: &bytes)
    }
    BeastFrame.escape(signalLevel, into: &bytes)
    for index in 0..<message.byteCount { BeastFrame.escape(message[index], into: &bytes) }
  }

  /// How many octets the frame has on the wire, the doubled ones counted twice.
  public var encodedByteCount: Int {
    var count = 9 &+ message.byteCount
    for shift in stride(from: UInt64(40), through: 0, by: -8) where timestamp &>> shift & 0xFF == 0x1A { count &+= 1 }
    if signalLevel == 0x1A { count &+= 1 }
    for index in 0..<message.byteCount where message[index] == 0x1A { count &+= 1 }
    return count
  }

  static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
    bytes.append(byte)
    if byte == 0x1A { bytes.append(byte) }
  }
}
