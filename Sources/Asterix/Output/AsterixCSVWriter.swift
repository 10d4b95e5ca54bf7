/// Writes records as comma-separated values: a line each, a column for each element asked for.
///
/// The format is in docs/formats/asterix-csv.md: RFC 4180, a header with names and units, an empty field where a record has
/// no such element.
public struct AsterixCSVWriter: Sendable {
  /// A column: an element of one category.
  public struct Column: Hashable, Sendable {
    /// Nil for whatever category has an element of that path.
    public var category: UInt8?
    /// For example "040/RHO".
    public var path: String

    public init(category: UInt8? = nil, path: String) {
      self.category = category
      self.path = path
    }
  }

  /// Whether quantities are written as the unsigned number their bits make.
  public var writesRawQuantities: Bool
  public let columns: [Column]
  /// UTF-8.
  public private(set) var output: [UInt8] = []
  /// The paths of the columns in each category met, made out once.
  private var resolved: [(category: UInt8, paths: [[Int32]?])] = []

  public init(columns: [Column], writesRawQuantities: Bool = false) {
    self.columns = columns
    self.writesRawQuantities = writesRawQuantities
  }

  /// The elements most wanted of a category.
  public static func usualColumns(of category: UInt8) -> [Column] {
    let paths: [String] =
      switch category {
      case 1: ["040/RHO", "040/THETA", "070/MODE3A", "090/HGT", "161"]
      case 10: ["041/LAT", "041/LON", "042/X", "042/Y", "060/MODE3A", "161/TRK", "220", "245/CHR", "202/VX", "202/VY"]
      case 20: ["041/LAT", "041/LON", "042/X", "042/Y", "070/MODE3A", "090/FL", "161/TRN", "220", "245/TID"]
      case 21: ["130/LAT", "130/LON", "131/LAT", "131/LON", "140", "145", "160/GS", "160/TA", "080", "170"]
      case 34: ["000", "020", "041"]
      case 48:
        [
          "020/TYP", "040/RHO", "040/THETA", "042/X", "042/Y", "070/MODE3A", "090/FL", "220", "240", "161/TRN",
          "200/GSP",
          "200/HDG",
        ]
      case 62:
        [
          "040", "105/LAT", "105/LON", "100/X", "100/Y", "185/VX", "185/VY", "060/MODE3A", "136", "130", "380/ADR",
          "380/ID", "245/CHR",
        ]
      default: []
      }
    return paths.map { Column(category: category, path: $0) }
  }

  public mutating func removeOutput() { output.removeAll(keepingCapacity: true) }

  public mutating func writeHeader() {
    var fields = ["category", "edition", "datagram", "block", "record", "offset", "sac", "sic", "time_s"]
    for column in columns { fields.append(Self.heading(column, isRaw: writesRawQuantities)) }
    line(fields)
  }

  private static func heading(_ column: Column, isRaw: Bool) -> String {
    guard let category = column.category else { return column.path }
    let name = "I" + String(repeating: "0", count: 3 - String(category).count) + "\(category)/" + column.path
    let unit = isRaw ? "" : AsterixCatalogue.unit(ofPath: column.path, category: category)
    return unit.isEmpty ? name : "\(name) [\(unit)]"
  }

  /// Writes records, a line each.
  /// - Parameter index: The number of the first datagram of the batch in its input.
  public mutating func write(_ records: [AsterixRecord], of datagram: DecodedDatagram, index: Int = 0) {
    for record in records { write(record, of: datagram, index: index) }
  }

  private mutating func write(_ record: AsterixRecord, of datagram: DecodedDatagram, index: Int) {
    let place = LinePlace(
      Int(record.start), record.datagramIndex, datagram.datagrams.span, firstIndex: index, byteOffset: 0)
    let source = datagram.source(of: record)
    var fields = ["\(record.category)", record.edition?.description ?? "", "\(place.datagram)"]
    fields += ["\(record.blockIndex)", "\(record.recordIndex)", "\(place.offset)"]
    fields += [source.map { "\($0.sac)" } ?? "", source.map { "\($0.sic)" } ?? ""]
    fields.append(datagram.timeOfDaySeconds(of: record).map { "\($0)" } ?? "")
    for path in paths(of: record.category) {
      fields.append(path.flatMap { datagram.leaf($0, in: record) }.map { text($0) } ?? "")
    }
    line(fields)
  }

  /// The columns' paths in a category; nil for those that are of another one.
  private mutating func paths(of category: UInt8) -> [[Int32]?] {
    if let known = resolved.first(where: { $0.category == category }) { return known.paths }
    let definition = generatedDefinition(category)
    let paths = columns.map { column in
      column.category ?? category == category ? definition?.components(ofPath: column.path) : nil
    }
    resolved.append((category, paths))
    return paths
  }

  private func text(_ leaf: AsterixLeaf) -> String {
    switch leaf.kind {
    case .string:
      let text = (leaf.string ?? "")
      return String(text.reversed().drop { $0 == " " }.reversed())
    case .quantity: return writesRawQuantities ? "\(leaf.raw)" : "\(leaf.quantity ?? 0)"
    case .integer: return "\(leaf.integer)"
    case .table, .raw, .commB: return "\(leaf.raw)"
    }
  }

  private mutating func line(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output += Self.quoted(field).utf8
    }
    output += [0x0D, 0x0A]
  }

  /// A field as RFC 4180 wants it.
  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
