/// How the columns of a text are parted.
struct DelimitedFormat: Hashable, Sendable {
  var separator: UInt8
  /// Stands round a field that holds separators or line ends, doubled where it is meant itself (RFC 4180).
  var quote: UInt8?
  /// Stands before a separator that belongs to the field.
  var escape: UInt8?
}

/// A field of the text, without quotes.
struct DelimitedField {
  var range: Range<Int>
  /// The byte that may have to be taken out: a doubled quote's first, an escape before what it protects.
  var removed: UInt8?
}

/// The records of a delimited text, one after another.
///
/// Real files hold quotes that nobody closed. Such a quote costs its own line alone: a record has a few lines at most,
/// a field over several lines holds no quote that is not doubled, and a record over several lines must come out with
/// the header's number of columns.
struct DelimitedReader {
  enum Outcome {
    case record(line: Int)
    case unclosedQuote(line: Int)
    case tooManyColumns(line: Int)
  }

  /// The most columns a record may have; the widest known file has 32.
  static let columnsMax = 128
  /// The most lines a record may have. What is read again after an open quote is bounded by it.
  static let recordLinesMax = 8

  let format: DelimitedFormat
  /// The columns of a whole record, once known.
  var expectedColumns: Int?
  /// The fields of the record that `next` gave last.
  private(set) var fields: [DelimitedField] = []
  /// Where the next record begins: its offset and its line, from 1.
  private(set) var position: Int
  private var line = 1

  init(_ format: DelimitedFormat, from position: Int = 0) {
    self.format = format
    self.position = position
  }

  /// The next record that is no empty line and no comment (`#`); nil at the end.
  mutating func next(_ text: Span<UInt8>) -> Outcome? {
    skipIdleLines(text)
    guard position < text.count else { return nil }
    let start = (position: position, line: line)
    fields.removeAll(keepingCapacity: true)
    var isLast = false
    while !isLast {
      guard fields.count < Self.columnsMax else {
        restart(text, after: start)
        return .tooManyColumns(line: start.line)
      }
      guard let field = nextField(text, recordLine: start.line) else {
        restart(text, after: start)
        return .unclosedQuote(line: start.line)
      }
      fields.append(field)
      isLast = position >= text.count || text[position] != format.separator
      position &+= 1
    }
    if line > start.line, let expectedColumns, fields.count != expectedColumns {
      restart(text, after: start)
      return .unclosedQuote(line: start.line)
    }
    line &+= 1
    return .record(line: start.line)
  }

  /// Leaves `position` at the separator or line feed behind the field, or at the end.
  private mutating func nextField(_ text: Span<UInt8>, recordLine: Int) -> DelimitedField? {
    if let quote = format.quote, position < text.count, text[position] == quote {
      return quotedField(text, quote, recordLine: recordLine)
    }
    let start = position
    var removed: UInt8?
    while position < text.count, text[position] != format.separator, text[position] != UInt8(ascii: "\n") {
      if text[position] == format.escape, position &+ 1 < text.count, text[position &+ 1] != UInt8(ascii: "\n") {
        removed = format.escape
        position &+= 1
      }
      position &+= 1
    }
    var end = position
    if end > start, text[end &- 1] == UInt8(ascii: "\r"), end >= text.count || text[end] == UInt8(ascii: "\n") {
      end &-= 1
    }
    return DelimitedField(range: start..<end, removed: removed)
  }

  /// A quote that neither ends the field nor is doubled is taken as it stands, if the field stays on its line.
  private mutating func quotedField(_ text: Span<UInt8>, _ quote: UInt8, recordLine: Int) -> DelimitedField? {
    let start = position &+ 1
    let firstLine = line
    var removed: UInt8?
    var hasStrayQuote = false
    position = start
    while position < text.count {
      let byte = text[position]
      position &+= 1
      if byte == UInt8(ascii: "\n") { line &+= 1 }
      guard byte == quote else {
        guard line == firstLine || !hasStrayQuote && line &- recordLine < Self.recordLinesMax else { return nil }
        continue
      }
      if position < text.count, text[position] == quote {
        removed = quote
        position &+= 1
      } else if let end = endOfField(text) {
        defer { position = end }
        return DelimitedField(range: start..<position &- 1, removed: removed)
      } else {
        hasStrayQuote = true
      }
    }
    return nil
  }

  /// Where the separator, line feed or end is, if it comes next.
  private func endOfField(_ text: Span<UInt8>) -> Int? {
    guard position < text.count else { return position }
    if text[position] == format.separator || text[position] == UInt8(ascii: "\n") { return position }
    guard text[position] == UInt8(ascii: "\r") else { return nil }
    return position &+ 1 >= text.count || text[position &+ 1] == UInt8(ascii: "\n") ? position &+ 1 : nil
  }

  /// Goes on behind the first line of a record that was refused.
  private mutating func restart(_ text: Span<UInt8>, after start: (position: Int, line: Int)) {
    position = start.position
    line = start.line
    skipLine(text)
  }

  private mutating func skipLine(_ text: Span<UInt8>) {
    while position < text.count, text[position] != UInt8(ascii: "\n") { position &+= 1 }
    position &+= 1
    line &+= 1
  }

  private mutating func skipIdleLines(_ text: Span<UInt8>) {
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if text[position] == UInt8(ascii: "\n") { line &+= 1 }
        position &+= 1
      case UInt8(ascii: "#"): skipLine(text)
      default: return
      }
    }
  }
}
