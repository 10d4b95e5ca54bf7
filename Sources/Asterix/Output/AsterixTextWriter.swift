/// Writes records as text for people: one element a line, with its value, unit and meaning.
public struct AsterixTextWriter: Sendable {
  /// Whether quantities are shown as the unsigned number their bits make.
  public var writesRawQuantities: Bool
  /// The items that are written of each record; nil for all.
  public var items: AsterixItemSelection?
  /// UTF-8.
  public private(set) var output: [UInt8] = []

  private var values = AsterixRecordValues()

  public init(writesRawQuantities: Bool = false) { self.writesRawQuantities = writesRawQuantities }

  public mutating func removeOutput() { output.removeAll(keepingCapacity: true) }

  /// Writes one record.
  /// - Parameters:
  ///   - index: The number of the first datagram of the batch in its input.
  public mutating func write(_ record: AsterixRecord, of datagram: DecodedDatagram, index: Int = 0) {
    let place = LinePlace(
      Int(record.start), record.datagramIndex, datagram.datagrams.span, firstIndex: index, byteOffset: 0)
    var lines = TextLines(isRaw: writesRawQuantities)
    lines.text = "CAT\(padded(record.category)) edition \(record.edition?.description ?? "?")"
    lines.text += "  datagram \(place.datagram) block \(record.blockIndex) record \(record.recordIndex)"
    lines.text += " offset \(place.offset)\n"
    datagram.read([record][...], items: items, into: &values) { _, values in values.walk(with: &lines) }
    output += Array(lines.text.utf8)
  }

  /// Writes a line that stands for what is no record.
  public mutating func write(line: String) { output += Array((line + "\n").utf8) }

  private func padded(_ category: UInt8) -> String {
    String(repeating: "0", count: 3 - String(category).count) + String(category)
  }
}

/// The lines of one record.
private struct TextLines: AsterixVisitor {
  let isRaw: Bool
  var text = ""
  private var depth = 1
  /// The next index of each list the walk is in; nil for an item with parts.
  private var indices: [Int?] = []

  init(isRaw: Bool) { self.isRaw = isRaw }

  mutating func beginParts(_ name: String) { begin(name, nil) }
  mutating func beginList(_ name: String) { begin(name, 0) }
  mutating func endParts() { end() }
  mutating func endList() { end() }

  mutating func beginRegister(item: String, index: Int, register: String) {
    begin("\(item) [\(index)] is register \(register)", nil)
  }
  mutating func endRegister() { end() }

  mutating func octets(_ name: String, _ octets: ArraySlice<UInt8>) {
    line(label(name), octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
  }

  mutating func element(_ element: AsterixElement) {
    var value: String
    switch element.kind {
    case .string: value = "\"\(element.string ?? "")\""
    case .quantity: value = isRaw ? "\(element.raw)" : "\(element.physical)"
    case .integer: value = "\(element.integer)"
    case .table, .raw, .commB: value = "\(element.raw)"
    }
    if element.kind == .raw || element.kind == .commB { value += " (hex \(String(element.raw, radix: 16)))" }
    if !isRaw, !element.unit.isEmpty { value += " " + element.unit }
    if element.kind == .table { value += "  " + (element.tableText ?? "(undefined)") }
    if !element.isInRange { value += "  (outside its stated range)" }
    line(label(element.name), value, title: element.title)
  }

  private mutating func begin(_ name: String, _ index: Int?) {
    line(label(name), "")
    depth += 1
    indices.append(index)
  }

  private mutating func end() {
    depth -= 1
    indices.removeLast()
  }

  /// The name, or the index inside a list.
  private mutating func label(_ name: String) -> String {
    guard let index = indices.last ?? nil else { return name }
    indices[indices.count - 1] = index + 1
    return "[\(index)]"
  }

  private mutating func line(_ label: String, _ value: String, title: String = "") {
    text += String(repeating: "  ", count: depth) + label
    if !value.isEmpty { text += ": " + value }
    if !title.isEmpty, title != label { text += "  -- " + title }
    text += "\n"
  }
}
