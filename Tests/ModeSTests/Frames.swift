import Foundation
import ModeS

/// How much more the soak run does.
let soakFactor = ProcessInfo.processInfo.environment["VIGIE_SOAK"] == nil ? 1 : 30

let second: Int64 = 1_000_000_000

/// Builds the 56 bits of a message field, or the first bits of a frame, from values and their widths.
struct Bits {
  private(set) var value: UInt64 = 0
  private(set) var count = 0

  func adding(_ bits: Int, _ width: Int) -> Bits {
    var result = self
    result.value = value << UInt64(width) | UInt64(truncatingIfNeeded: bits) & ((1 << UInt64(width)) - 1)
    result.count += width
    return result
  }

  /// The bits so far, then zeros up to 56.
  var field: UInt64 { value << UInt64(56 - count) }

  /// The bits from `first`, numbered from 1 as in the standards, are set to `bits`.
  static func field(typeCode: Int, _ parts: (first: Int, width: Int, bits: Int)...) -> UInt64 {
    var result = UInt64(typeCode) << 51
    for part in parts {
      let mask = (UInt64(1) << UInt64(part.width)) - 1
      result |= (UInt64(truncatingIfNeeded: part.bits) & mask) << UInt64(57 - part.first - part.width)
    }
    return result
  }
}

/// Whole messages with the parity that belongs to them.
enum Frames {
  /// A DF17, or a DF18 with its control field.
  static func squitter(
    _ address: UInt32, field: UInt64, format: UInt8 = 17, capability: UInt8 = 5
  ) -> ModeSFrame {
    long(format << 3 | capability, UInt32(address), field, overlay: 0)
  }

  /// A DF11 in reply to an interrogator, or to nobody with the code zero.
  static func allCall(_ address: UInt32, interrogator: UInt32 = 0, capability: UInt8 = 5) -> ModeSFrame {
    short(11 << 3 | capability, address, overlay: interrogator)
  }

  /// A DF4 or DF0 with an altitude, or a DF5 with a code, as an aircraft of this address replies.
  static func reply(_ address: UInt32, format: UInt8 = 4, status: UInt8 = 0, code: UInt16) -> ModeSFrame {
    short(format << 3 | status, UInt32(code), overlay: address)
  }

  /// A DF20 or DF21 with a Comm-B field.
  static func commB(
    _ address: UInt32, format: UInt8 = 20, status: UInt8 = 0, code: UInt16, field: UInt64
  ) -> ModeSFrame {
    long(format << 3 | status, UInt32(code), field, overlay: address)
  }

  /// The 13-bit code of an altitude in steps of 25 ft.
  static func altitudeCode(_ feet: Int) -> UInt16 {
    let twelve = AltitudeCode.twelveBits(fromFeet: feet)
    return (twelve & 0xFC0) << 1 | twelve & 0x3F
  }

  /// Another frame, one bit of which, numbered from 1, is the other way.
  static func flipping(_ frame: ModeSFrame, _ bits: Int...) -> ModeSFrame {
    var bytes = frame.bytes
    for bit in bits { bytes[(bit - 1) / 8] ^= 0x80 >> UInt8((bit - 1) % 8) }
    return frameOf(bytes)
  }

  static func frameOf(_ bytes: [UInt8]) -> ModeSFrame {
    guard let frame = ModeSFrame(bytes) else { preconditionFailure("\(bytes.count) bytes are no message") }
    return frame
  }

  static func hex(_ text: String) -> ModeSFrame {
    guard let frame = ModeSFrame(hexadecimal: text) else { preconditionFailure("\(text) is no message") }
    return frame
  }

  private static func long(_ first: UInt8, _ next: UInt32, _ field: UInt64, overlay: UInt32) -> ModeSFrame {
    var bytes = [first] + octets(UInt64(next), 3) + octets(field, 7)
    bytes += [0, 0, 0]
    return ModeSCRC.sealed(frameOf(bytes), overlay: overlay)
  }

  private static func short(_ first: UInt8, _ next: UInt32, overlay: UInt32) -> ModeSFrame {
    ModeSCRC.sealed(frameOf([first] + octets(UInt64(next), 3) + [0, 0, 0]), overlay: overlay)
  }

  private static func octets(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}
