/// The part of a stream that is not consumed yet.
struct ByteQueue {
  private(set) var bytes: [UInt8] = []
  /// The first octet not consumed.
  private(set) var head = 0
  /// Where ``bytes`` begins in the stream.
  private var base = 0

  var count: Int { bytes.count - head }
  /// Where the first octet not consumed lies in the stream.
  var offset: Int { base + head }

  mutating func append(_ chunk: [UInt8]) {
    dropConsumed()
    bytes.append(contentsOf: chunk)
  }

  mutating func append(_ chunk: Span<UInt8>) {
    dropConsumed()
    bytes.append(addingCapacity: chunk.count) { output in
      for place in chunk.indices { output.append(chunk[place]) }
    }
  }

  private mutating func dropConsumed() {
    guard head > 0 && head * 2 >= bytes.count else { return }
    bytes.removeSubrange(0..<head)
    base += head
    head = 0
  }

  mutating func consume(_ octets: Int) { head += min(max(0, octets), count) }

  /// Octet `index` past the head; 0 past the end.
  subscript(_ index: Int) -> UInt8 {
    let place = head + index
    return index >= 0 && place < bytes.count ? bytes[place] : 0
  }

  func uint16(_ index: Int) -> Int { Int(self[index]) << 8 | Int(self[index + 1]) }

  func uint24(_ index: Int) -> Int { uint16(index) << 8 | Int(self[index + 2]) }

  func uint32(_ index: Int, littleEndian: Bool) -> UInt32 {
    var value: UInt32 = 0
    for step in 0..<4 { value = value << 8 | UInt32(self[index + (littleEndian ? 3 - step : step)]) }
    return value
  }

  func uint16(_ index: Int, littleEndian: Bool) -> UInt16 {
    let first = UInt16(self[index])
    let second = UInt16(self[index + 1])
    return littleEndian ? second << 8 | first : first << 8 | second
  }

  /// The octets `range` of ``bytes``.
  @_lifetime(borrow self)
  func span(_ range: Range<Int>) -> Span<UInt8> { bytes.span.extracting(range.clamped(to: bytes.indices)) }

  /// The octets `range` past the head, clamped to what is there.
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let lower = min(bytes.count, head + max(0, range.lowerBound))
    return bytes[lower..<max(lower, min(bytes.count, head + range.upperBound))]
  }
}
