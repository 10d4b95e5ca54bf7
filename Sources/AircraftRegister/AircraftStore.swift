/// Entries of an aircraft database in a few buffers: no object and no string for a row.
///
/// A row in `rows` is: flags (1 byte), year (2, little-endian), then registration, type designator, type description
/// and operator designator (each a length byte and text), then the offsets in `names` of type name, operator and owner
/// (4 each, little-endian). In `names`, where most texts are those of many rows, each is a length byte and text; offset
/// 0 is none.
struct AircraftStore: Sendable {
  /// Address in the upper half, offset in `rows` in the lower: by address once `sort` has run.
  private(set) var index: [UInt64] = []
  private(set) var rows: [UInt8] = []
  private(set) var names: [UInt8] = [0]

  /// The longest text kept, in bytes.
  static let textBytesMax = 255

  /// Puts the rows in order and keeps the last of each address; returns how many were given up.
  mutating func sort() -> Int {
    index.sort()
    var kept = 0
    for place in index.indices {
      if place &+ 1 < index.count, index[place] &>> 32 == index[place &+ 1] &>> 32 { continue }
      index[kept] = index[place]
      kept &+= 1
    }
    let givenUp = index.count &- kept
    index.removeLast(givenUp)
    return givenUp
  }

  /// The offset of an address's row; nil where it has none.
  func row(of address: UInt32) -> Int? {
    let place = partitionPoint(count: index.count) { index[$0] &>> 32 < UInt64(address) }
    guard place < index.count, index[place] &>> 32 == UInt64(address) else { return nil }
    return Int(index[place] & 0xFFFF_FFFF)
  }

  // MARK: Writing

  mutating func beginRow(_ address: UInt32, flags: UInt8, year: UInt16) {
    index.append(UInt64(address) &<< 32 | UInt64(rows.count))
    rows.append(flags)
    rows.append(UInt8(truncatingIfNeeded: year))
    rows.append(UInt8(truncatingIfNeeded: year &>> 8))
  }

  /// Takes back the row begun last.
  mutating func dropRow() {
    guard let last = index.popLast() else { return }
    rows.removeLast(rows.count &- Int(last & 0xFFFF_FFFF))
  }

  /// A short text into the row itself; `text` has at most `textBytesMax` bytes.
  mutating func appendText(_ text: [UInt8]) {
    rows.append(UInt8(truncatingIfNeeded: text.count))
    rows.append(contentsOf: text)
  }

  mutating func appendName(at offset: UInt32) {
    for byte: UInt32 in 0..<4 { rows.append(UInt8(truncatingIfNeeded: offset &>> (8 &* byte))) }
  }

  /// Puts a text among the names; returns its offset.
  mutating func addName(_ text: [UInt8]) -> UInt32 {
    let offset = UInt32(truncatingIfNeeded: names.count)
    names.append(UInt8(truncatingIfNeeded: text.count))
    names.append(contentsOf: text)
    return offset
  }

  // MARK: Reading

  /// The text with a length byte at the offset; nil where it is empty. Moves past it.
  func text(at offset: inout Int) -> String? {
    let start = offset &+ 1
    offset = start &+ Int(rows[offset])
    return start == offset ? nil : String(decoding: rows[start..<offset], as: UTF8.self)
  }

  /// The name whose offset stands there; nil where it is none. Moves past it.
  func name(at offset: inout Int) -> String? {
    var place = 0
    for byte in 0..<4 { place |= Int(rows[offset &+ byte]) &<< (8 &* byte) }
    offset &+= 4
    let start = place &+ 1
    let end = start &+ Int(names[place])
    return start == end ? nil : String(decoding: names[start..<end], as: UTF8.self)
  }
}

/// Remembers where names were put, so that a name that comes again is mostly not stored again.
///
/// A table of fixed size with one place for each hash: a newcomer takes the place. It forgets, so it stays small.
struct NameMemory {
  private static let places = 1 << 16
  private var offsets = [UInt32](repeating: 0, count: places)

  /// The offset of the text among the store's names, where it is put if it was not there or was forgotten.
  mutating func offset(of text: [UInt8], in store: inout AircraftStore) -> UInt32 {
    guard !text.isEmpty else { return 0 }
    var hash: UInt32 = 2_166_136_261
    for byte in text { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let place = Int((hash ^ hash &>> 16) & UInt32(Self.places &- 1))
    if Self.isSame(text, store.names, at: Int(offsets[place])) { return offsets[place] }
    offsets[place] = store.addName(text)
    return offsets[place]
  }

  private static func isSame(_ text: [UInt8], _ names: [UInt8], at offset: Int) -> Bool {
    guard Int(names[offset]) == text.count else { return false }
    for index in text.indices where names[offset &+ 1 &+ index] != text[index] { return false }
    return true
  }
}
