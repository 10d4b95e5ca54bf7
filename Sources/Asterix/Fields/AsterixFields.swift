/// Chosen elements of a category's records in fixed places, for programs that need few of them and fast.
///
/// The readers are generated from the same definitions as everything else: straight-line code that steps over every item,
/// checks every length, takes the chosen elements out and allocates nothing.
///
/// ```swift
/// var rows = [Category048Fields](repeating: Category048Fields(), count: 1024)
/// var cursor = BlockPosition()
/// while true {
///   let count = Category048Fields.read(blocks.span, from: &cursor, into: &rows)
///   if count == 0 { break }
///   for row in rows[..<count] where row.hasRhoNauticalMiles { use(row.rhoNauticalMiles, row.thetaDegrees) }
/// }
/// ```
///
/// They read the layout of the newest edition, and so every edition in ``editions``. A record with a random field sequence
/// (CAT001) is refused.
public protocol AsterixFields: Sendable {
  static var category: UInt8 { get }
  /// The editions whose records have the same layout as the newest one's.
  static var editions: [AsterixEdition] { get }
  init()

  /// Reads records of the category out of data blocks, from `position` on, until the rows are full or the blocks end.
  ///
  /// Blocks of other categories are stepped over. A record that cannot be read costs the rest of its block.
  /// - Parameter rows: Storage: as many records are read at once as it has elements.
  /// - Returns: How many rows were filled, from the first on; 0 at the end.
  static func read(_ blocks: Span<UInt8>, from position: inout BlockPosition, into rows: inout [Self]) -> Int
}

/// What the generated readers provide.
protocol ReadableFields: AsterixFields {
  /// Reads the record that begins where `reader` stands, and moves past it.
  @_lifetime(reader: copy reader)
  static func read(_ reader: inout FieldReader, into fields: inout Self) throws(FieldFailure)
}

extension ReadableFields {
  @inline(__always)
  static func readBatch(_ blocks: Span<UInt8>, from position: inout BlockPosition, into rows: inout [Self]) -> Int {
    var filled = 0
    var output = rows.mutableSpan
    while filled < output.count {
      if position.blockEnd == 0, !nextBlock(blocks, &position) { return filled }
      var reader = FieldReader(blocks, at: position.offset, end: position.blockEnd)
      while filled < output.count, !reader.isAtEnd {
        do throws(FieldFailure) {
          try read(&reader, into: &output[filled])
          filled &+= 1
        } catch {
          position.refusedRecords += 1
          reader.advance(position.blockEnd &- reader.position)
        }
      }
      position.offset = reader.position
      if reader.isAtEnd { position.blockEnd = 0 }
    }
    return filled
  }

  /// Moves into the next block of the category; false where there is none.
  @inline(__always)
  private static func nextBlock(_ blocks: Span<UInt8>, _ position: inout BlockPosition) -> Bool {
    while position.offset < blocks.count {
      let left = blocks.count &- position.offset
      let length = left >= 3 ? Int(readWord(blocks, at: position.offset) &>> 40 & 0xFFFF) : 0
      guard length >= 3, length <= left else {
        position.trailingBytes = left
        position.offset = blocks.count
        return false
      }
      if blocks[position.offset] == category, length > 3 {
        position.blockEnd = position.offset &+ length
        position.offset &+= 3
        return true
      }
      position.offset &+= length
    }
    return false
  }
}

/// Where reading stands in a run of data blocks.
public struct BlockPosition: Hashable, Sendable {
  /// The octet to be read next.
  public internal(set) var offset = 0
  /// Records that could not be read; each cost the rest of its block.
  public internal(set) var refusedRecords = 0
  /// Octets at the end that are no whole block.
  public internal(set) var trailingBytes = 0
  /// Where the block under way ends; 0 between blocks.
  var blockEnd = 0

  public init(offset: Int = 0) { self.offset = offset }
}

/// Why a record was not read.
enum FieldFailure: Error { case truncated, undefined, unsupported }

/// Steps through a record. Every function that moves or looks ahead was preceded by a check, or makes one.
struct FieldReader: ~Escapable {
  private let bytes: Span<UInt8>
  private(set) var position: Int
  private let end: Int

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, at position: Int, end: Int) {
    self.bytes = bytes
    self.position = position
    self.end = min(end, bytes.count)
  }

  var isAtEnd: Bool { position >= end }

  @inline(__always)
  func need(_ octets: Int) throws(FieldFailure) {
    guard end &- position >= octets else { throw .truncated }
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func advance(_ octets: Int) { position &+= octets }

  /// Bits from `offset` on, counted from the octet reached; at most 56 of them.
  ///
  /// Both arguments are constants where it is used, so that only one of the cases remains.
  @inline(__always)
  func bits(_ offset: Int, _ count: Int) -> UInt64 {
    let first = position &+ (offset &>> 3)
    let octets = ((offset & 7) &+ count &+ 7) &>> 3
    guard octets <= 3 else { return (readWord(bytes, at: first) &<< UInt64(offset & 7)) &>> UInt64(64 &- count) }
    var value = UInt64(bytes[first])
    if octets > 1 { value = value &<< 8 | UInt64(bytes[first &+ 1]) }
    if octets > 2 { value = value &<< 8 | UInt64(bytes[first &+ 2]) }
    return value &>> UInt64(8 &* octets &- (offset & 7) &- count) & ((1 &<< UInt64(count)) &- 1)
  }

  @inline(__always)
  func unsigned(_ offset: Int, _ count: Int) -> Double { Double(Int64(bitPattern: bits(offset, count))) }

  @inline(__always)
  func signed(_ offset: Int, _ count: Int) -> Double { Double(signExtended(bits(offset, count), bits: count)) }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func skip(_ octets: Int) throws(FieldFailure) {
    try need(octets)
    position &+= octets
  }

  /// The presence bits of a record; those past the 64th must be zero.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func fieldSpecification() throws(FieldFailure) -> UInt64 {
    let presence = try subfieldSpecification()
    guard presence != 0 else { throw .undefined }
    return presence
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func subfieldSpecification() throws(FieldFailure) -> UInt64 {
    guard position < end else { throw .truncated }
    let octet = bytes[position]
    position &+= 1
    var presence = UInt64(octet & 0xFE) &<< 56
    if octet & 1 != 0 { presence |= try laterPresence() }
    return presence
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func laterPresence() throws(FieldFailure) -> UInt64 {
    var presence: UInt64 = 0
    var shift = 50
    while true {
      guard position < end else { throw .truncated }
      let octet = bytes[position]
      position &+= 1
      let fields = UInt64(octet &>> 1)
      if shift >= 0 {
        presence |= fields &<< UInt64(shift)
      } else if fields != 0 {
        // The 64th field is no category's.
        throw .undefined
      }
      shift &-= 7
      if octet & 1 == 0 { return presence }
    }
  }

  /// Steps over an extended item of parts of one octet.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func skipExtended(parts: Int) throws(FieldFailure) {
    var left = parts
    while true {
      guard position < end, left > 0 else { throw left > 0 ? .truncated : .undefined }
      let octet = bytes[position]
      position &+= 1
      left &-= 1
      if octet & 1 == 0 { return }
    }
  }

  @_lifetime(self: copy self)
  mutating func skipExtended(sizes: [Int], endsOpen: Bool) throws(FieldFailure) {
    for (index, size) in sizes.enumerated() {
      try need(size)
      position &+= size
      if endsOpen, index == sizes.count - 1 { return }
      if bytes[position &- 1] & 1 == 0 { return }
    }
    throw .undefined
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func skipRepetitive(countOctets: Int, octets: Int) throws(FieldFailure) {
    try need(countOctets)
    let count = Int(truncatingIfNeeded: bits(0, countOctets &* 8))
    position &+= countOctets
    try need(count &* octets)
    position &+= count &* octets
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func skipRepetitiveByExtension(octets: Int) throws(FieldFailure) {
    repeat {
      try need(octets)
      position &+= octets
    } while bytes[position &- 1] & 1 != 0
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func skipExplicit() throws(FieldFailure) {
    try need(1)
    let length = Int(bytes[position])
    guard length >= 1 else { throw .undefined }
    try need(length)
    position &+= length
  }
}
