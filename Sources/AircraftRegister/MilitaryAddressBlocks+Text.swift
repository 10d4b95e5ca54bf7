extension MilitaryAddressBlocks {
  /// The longest text taken, in bytes; a list of all blocks ever reported has a few thousand.
  public static let bytesMax = 1 << 20

  /// Reads a list: first line `# source, year-month-day`, then a block a line, `first-last state note`, in any order.
  ///
  /// Addresses are hexadecimal in either case. Empty lines and further lines that begin with `#` say nothing.
  public init(text: Span<UInt8>) throws(MilitaryAddressBlocksError) {
    guard text.count <= Self.bytesMax else {
      throw MilitaryAddressBlocksError(reason: .tooLong(bytes: text.count, limit: Self.bytesMax), line: 1)
    }
    var lines = TextLines()
    guard let first = lines.next(text), let heading = Self.heading(text.text(first)) else {
      throw MilitaryAddressBlocksError(reason: .noSourceAndDate, line: 1)
    }
    var found: [(block: Block, line: Int)] = []
    while let line = lines.next(text) {
      do throws(MilitaryAddressBlocksError.Reason) {
        if let block = try Self.block(text, line) { found.append((block, lines.number)) }
      } catch {
        throw MilitaryAddressBlocksError(reason: error, line: lines.number)
      }
    }
    found.sort { ($0.block.addresses.lowerBound, $0.line) < ($1.block.addresses.lowerBound, $1.line) }
    for (one, next) in zip(found, found.dropFirst())
    where one.block.addresses.upperBound >= next.block.addresses.lowerBound {
      throw MilitaryAddressBlocksError(
        reason: .overlaps(line: min(one.line, next.line)), line: max(one.line, next.line))
    }
    self.init(source: heading.source, date: heading.date, blocks: found.map(\.block))
  }

  private static func heading(_ line: String) -> (source: String, date: String)? {
    guard line.first == "#", let comma = line.lastIndex(of: ",") else { return nil }
    let source = trimmed(line[..<comma].dropFirst())
    let date = trimmed(line[line.index(after: comma)...])
    guard !source.isEmpty, isDate(Array(date.utf8)) else { return nil }
    return (source, date)
  }

  /// Whether it reads year-month-day with a month and a day that exist in some month.
  private static func isDate(_ text: [UInt8]) -> Bool {
    let shape = Array("dddd-dd-dd".utf8)
    guard text.count == shape.count else { return false }
    for (byte, wanted) in zip(text, shape) {
      guard wanted == 0x2D ? byte == wanted : (0x30...0x39).contains(byte) else { return false }
    }
    let month = (text[5] &- 0x30) &* 10 &+ text[6] &- 0x30
    let day = (text[8] &- 0x30) &* 10 &+ text[9] &- 0x30
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func block(_ text: Span<UInt8>, _ line: Range<Int>) throws(MilitaryAddressBlocksError.Reason) -> Block?
  {
    var rest = line
    let addresses = nextWord(text, &rest)
    guard !addresses.isEmpty, text[addresses.lowerBound] != UInt8(ascii: "#") else { return nil }
    guard let hyphen = addresses.first(where: { text[$0] == UInt8(ascii: "-") }),
      let first = text.hexadecimal(addresses.lowerBound..<hyphen),
      let last = text.hexadecimal(hyphen + 1..<addresses.upperBound)
    else { throw .noAddresses(text.sample(line)) }
    guard first <= last else { throw .reversed(text.sample(addresses)) }
    let state = nextWord(text, &rest)
    guard state.count == 2, state.allSatisfy({ (0x41...0x5A).contains(text[$0]) }) else {
      throw .noState(text.sample(state))
    }
    return Block(addresses: first...last, state: text.text(state), note: trimmed(text.text(rest)[...]))
  }

  /// The next run of bytes that are no blanks; empty at the end.
  private static func nextWord(_ text: Span<UInt8>, _ rest: inout Range<Int>) -> Range<Int> {
    var start = rest.lowerBound
    while start < rest.upperBound, isBlank(text[start]) { start &+= 1 }
    var end = start
    while end < rest.upperBound, !isBlank(text[end]) { end &+= 1 }
    rest = end..<rest.upperBound
    return start..<end
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}

/// Blank or tabulator.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
