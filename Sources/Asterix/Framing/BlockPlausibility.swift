/// Tells data blocks from other octets.
enum BlockPlausibility {
  /// Whether a category has a published or widely used definition.
  static func isAssigned(_ category: UInt8) -> Bool {
    switch category {
    case 1, 2, 4, 7...11, 15...21, 23, 25, 30...32, 34, 48, 61...63, 65, 129, 150, 204, 205, 240, 244, 247, 252: true
    default: false
    }
  }

  /// Whether the octets are whole blocks from first to last.
  static func isBlockChain(_ bytes: ArraySlice<UInt8>) -> Bool {
    var place = bytes.startIndex
    while place < bytes.endIndex {
      guard bytes.endIndex - place >= 3, bytes[place] != 0 else { return false }
      let length = Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
      guard length >= 3, length <= bytes.endIndex - place else { return false }
      place += length
    }
    return !bytes.isEmpty
  }

  /// Whether a UDP payload is ASTERIX: whole blocks, or a block of an assigned category and then something else.
  static func isDatagram(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 3 else { return false }
    if isBlockChain(bytes) { return true }
    let length = Int(bytes[bytes.startIndex + 1]) << 8 | Int(bytes[bytes.startIndex + 2])
    return length > 3 && length <= bytes.count && isAssigned(bytes[bytes.startIndex])
  }
}
