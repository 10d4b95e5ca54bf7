/// Bytes made for the tests.
enum MadeFiles {
  /// A CAT048 data block: one record with I048/010 and I048/140.
  static let record048: [UInt8] = [48, 0, 9, 0xC0, 20, 129, 0x38, 0x40, 0]

  /// A capture of three UDP datagrams over Ethernet in which there is no ASTERIX.
  static let withoutASTERIX: [UInt8] = {
    let payload = Array("hello, world".utf8)
    let udp = bigEndian(1000, 5353, UInt16(8 + payload.count), 0) + payload
    let ip: [UInt8] =
      [0x45, 0] + bigEndian(UInt16(20 + udp.count), 0, 0) + [64, 17, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]
    let frame = [UInt8](repeating: 0, count: 12) + [8, 0] + ip + udp
    let header = littleEndian(0xA1B2_C3D4) + [2, 0, 4, 0] + littleEndian(0, 0, 65_535, 1)
    let packets = (0..<3).flatMap { number -> [UInt8] in
      littleEndian(1_700_000_000 + UInt32(number), 0, UInt32(frame.count), UInt32(frame.count)) + frame
    }
    return header + packets
  }()

  private static func bigEndian(_ values: UInt16...) -> [UInt8] {
    values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  private static func littleEndian(_ values: UInt32...) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
  }
}
