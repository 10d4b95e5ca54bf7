/// Takes lines out of text that arrives in pieces: the same lines however it is cut.
///
/// A line ends with LF or CR; lines of white space are passed over. Memory is bounded by the longest line and by what was
/// appended and not yet read.
struct LineReader: Sendable {
  struct Line: Hashable, Sendable {
    /// Without the end of the line.
    var octets: [UInt8]
    /// Where it begins, octets from the start of the text.
    var offset: Int

    var text: String { String(decoding: octets, as: UTF8.self) }
  }

  /// A longer line is counted and not kept.
  static let longestLineOctets = 4096

  private(set) var tooLong = 0
  private var buffer: [UInt8] = []
  /// Where `buffer` begins in the text.
  private var bufferOffset = 0
  /// Where the present line begins in `buffer`, and up to where its end was looked for.
  private var start = 0
  private var searched = 0
  private var isTooLong = false
  private var hasEnded = false

  mutating func append(_ chunk: [UInt8]) {
    buffer.removeFirst(start)
    bufferOffset += start
    searched -= start
    start = 0
    buffer += chunk
  }

  /// Says that the text has ended: what stands behind the last line end is a line too.
  mutating func finish() { hasEnded = true }

  /// The next line; nil where more text is needed.
  mutating func next() -> Line? {
    while searched < buffer.count {
      let octet = buffer[searched]
      searched += 1
      if octet == 0x0A || octet == 0x0D {
        if let line = takeLine(upTo: searched - 1) { return line }
      } else if searched - start > Self.longestLineOctets {
        isTooLong = true
        start = searched
      }
    }
    return hasEnded ? takeLine(upTo: buffer.count) : nil
  }

  private mutating func takeLine(upTo end: Int) -> Line? {
    defer {
      start = searched
      isTooLong = false
    }
    guard !isTooLong else {
      tooLong += 1
      return nil
    }
    let line = buffer[start..<end]
    guard line.contains(where: { $0 > 0x20 }) else { return nil }
    return Line(octets: Array(line), offset: bufferOffset + start)
  }
}
