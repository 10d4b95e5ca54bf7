/// A framing whose frames begin with their length, two octets.
struct LengthFrame {
  var header: Int
  var trailer: Int
  /// Where flags, line, day and time stand in the header; nil where it has none.
  var stamp: Int?

  static let final = LengthFrame(header: 8, trailer: 4, stamp: 2)
  static let iossSequence = LengthFrame(header: 12, trailer: 4, stamp: 6)
  static let oradis = LengthFrame(header: 6, trailer: 0)

  init(header: Int, trailer: Int, stamp: Int? = nil) {
    self.header = header
    self.trailer = trailer
    self.stamp = stamp
  }
}

/// The sizes of the GPS framing.
enum GPSFrame {
  static let fileHeaderBytes = 2200
  static let trailerBytes = 10
}

/// The layout of RFF: a file header of two dates and times as text (20 octets each) and 88 more octets, then frames of a
/// time since the start in ms (32 bits) and a length (16 bits), both little-endian.
enum RFFFrame {
  static let fileHeaderBytes = 128
  static let dateBytes = 20
  static let headerBytes = 6

  /// The time of day in a text that has one as HH:MM:SS; nil otherwise.
  static func timeOfDaySeconds(_ text: ArraySlice<UInt8>) -> Double? {
    let octets = Array(text)
    for place in octets.indices where place + 8 <= octets.count {
      let digits = [0, 1, 3, 4, 6, 7].map { octets[place + $0] }
      guard octets[place + 2] == UInt8(ascii: ":"), octets[place + 5] == UInt8(ascii: ":"),
        digits.allSatisfy({ (0x30...0x39).contains($0) })
      else { continue }
      let numbers = digits.map { Double($0 - 0x30) }
      let hours = numbers[0] * 10 + numbers[1]
      let minutes = numbers[2] * 10 + numbers[3]
      let seconds = numbers[4] * 10 + numbers[5]
      guard hours < 24, minutes < 60, seconds < 60 else { return nil }
      return hours * 3600 + minutes * 60 + seconds
    }
    return nil
  }

  /// Whether an input begins with two dates as text.
  static func isHeader(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= fileHeaderBytes + headerBytes else { return false }
    let first = bytes.startIndex
    return timeOfDaySeconds(bytes[first..<first + dateBytes]) != nil
      && timeOfDaySeconds(bytes[first + dateBytes..<first + 2 * dateBytes]) != nil
  }
}

/// The layout of octet-stuffed HDLC (ISO/IEC 13239): flag, address, control, data, check sequence, flag.
enum HDLCFrame {
  static let flag: UInt8 = 0x7E
  private static let escape: UInt8 = 0x7D
  /// Address and control.
  static let headerBytes = 2
  static let octetsMin = headerBytes + 3 + 2
  /// The longest frame believed, escapes included.
  static let octetsMax = 1 << 17

  /// The octets of a frame without their escapes; nil where it ends in the middle of one.
  static func unescaped(_ octets: ArraySlice<UInt8>) -> [UInt8]? {
    var frame: [UInt8] = []
    frame.reserveCapacity(octets.count)
    var isEscaped = false
    for octet in octets {
      if isEscaped {
        frame.append(octet ^ 0x20)
        isEscaped = false
      } else if octet == escape {
        isEscaped = true
      } else {
        frame.append(octet)
      }
    }
    return isEscaped ? nil : frame
  }

  /// Whether the last two octets, lowest first, are the check sequence of the others (FCS-16, ISO/IEC 13239 clause 4.2.5).
  static func checks(_ frame: [UInt8]) -> Bool {
    let sequence = checkSequence(frame.dropLast(2))
    return UInt16(frame[frame.count - 2]) | UInt16(frame[frame.count - 1]) << 8 == sequence
  }

  static func checkSequence(_ octets: ArraySlice<UInt8>) -> UInt16 {
    var value: UInt16 = 0xFFFF
    for octet in octets {
      value ^= UInt16(octet)
      for _ in 0..<8 { value = value & 1 != 0 ? value >> 1 ^ 0x8408 : value >> 1 }
    }
    return ~value
  }
}
