/// How an aircraft database is written: found from its first line.
public struct AircraftDatabaseShape: Hashable, Sendable {
  let format: DelimitedFormat
  /// Whether the first line names the columns.
  public let hasHeader: Bool
  /// What each column says, in the file's order; nil where it is of no use here.
  public let columns: [AircraftDatabaseColumn?]

  /// The character between two columns.
  public var separator: Character { Character(UnicodeScalar(format.separator)) }

  /// The place of a column; nil where the file has none.
  func place(of column: AircraftDatabaseColumn) -> Int? { columns.firstIndex(of: column) }
}

extension AircraftDatabaseShape: CustomStringConvertible {
  public var description: String {
    let names = columns.compactMap { $0?.title }.joined(separator: ", ")
    return "\(hasHeader ? "columns by header" : "columns without header"), parted by “\(separator)”: \(names)"
  }
}

extension AircraftDatabaseShape {
  /// The shape of a text; nil where the first line is of none known.
  static func find(_ text: Span<UInt8>, from position: Int) -> AircraftDatabaseShape? {
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
      if let shape = withHeader(text, from: position, separator: separator) { return shape }
    }
    return withoutHeader(text, from: position)
  }

  /// A header names an address and at least one thing more. The quotes round its first name are the file's quotes.
  private static func withHeader(
    _ text: Span<UInt8>, from position: Int, separator: UInt8
  ) -> AircraftDatabaseShape? {
    var format = DelimitedFormat(separator: separator, quote: UInt8(ascii: "\""))
    var reader = DelimitedReader(format, from: position)
    guard case .record = reader.next(text) else { return nil }
    let first = reader.fields[0].range
    if !first.isEmpty, text[first.lowerBound] == UInt8(ascii: "'") {
      format.quote = UInt8(ascii: "'")
      reader = DelimitedReader(format, from: position)
      guard case .record = reader.next(text) else { return nil }
    }
    let columns = columns(named: reader.fields.map { name(text, $0.range) })
    guard columns.contains(.address), columns.count(where: { $0 != nil }) > 1 else { return nil }
    return AircraftDatabaseShape(format: format, hasHeader: true, columns: columns)
  }

  /// Each column's meaning takes its most telling name that no other meaning has taken.
  private static func columns(named names: [String]) -> [AircraftDatabaseColumn?] {
    var columns = [AircraftDatabaseColumn?](repeating: nil, count: names.count)
    for column in AircraftDatabaseColumn.allCases {
      for name in column.names {
        guard let place = names.indices.first(where: { names[$0] == name && columns[$0] == nil }) else { continue }
        columns[place] = column
        break
      }
    }
    return columns
  }

  /// Small letters and digits alone; nothing of a name that is too long to be one.
  private static func name(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    guard range.count <= 60 else { return "" }
    var name: [UInt8] = []
    for index in range {
      switch text[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): name.append(text[index])
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.append(text[index] | 0x20)
      default: break
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// tar1090's shape: four to eight columns parted by semicolons, of which the first is an address. The eighth is
  /// empty.
  private static func withoutHeader(_ text: Span<UInt8>, from position: Int) -> AircraftDatabaseShape? {
    let format = DelimitedFormat(separator: UInt8(ascii: ";"), quote: nil, escape: UInt8(ascii: "\\"))
    var reader = DelimitedReader(format, from: position)
    guard case .record = reader.next(text), (4...8).contains(reader.fields.count),
      reader.fields[0].range.count == 6, text.hexadecimal(reader.fields[0].range) != nil
    else { return nil }
    return AircraftDatabaseShape(
      format: format, hasHeader: false,
      columns: [.address, .registration, .typeDesignator, .flags, .typeName, .year, .ownerName])
  }
}
