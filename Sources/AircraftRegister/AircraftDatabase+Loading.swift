extension AircraftDatabase {
  /// The longest file taken, in bytes; the longest known has about 110 million.
  public static let bytesMax = 1 << 29

  /// Loads a database from the bytes of a file. Nothing of `text` is kept.
  ///
  /// Lines that cannot be read are left out and counted in `report`; only a file of no known shape is an error.
  public init(_ text: Span<UInt8>) throws(AircraftDatabaseError) {
    guard text.count <= Self.bytesMax else { throw .tooLong(bytes: text.count, limit: Self.bytesMax) }
    let start = Self.startsWith(text, [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard text.count > start else { throw .empty }
    for signature: [UInt8] in [[0x1F, 0x8B], [0x50, 0x4B, 0x03, 0x04], [0xFD, 0x37], [0x28, 0xB5, 0x2F, 0xFD]]
    where Self.startsWith(text, signature) { throw .compressed }
    guard let shape = AircraftDatabaseShape.find(text, from: start) else {
      throw .unknownShape(firstLine: Self.firstLine(text, from: start))
    }
    var loader = AircraftDatabaseLoader(shape)
    loader.load(text, from: start)
    self = loader.finish()
  }

  private static func startsWith(_ text: Span<UInt8>, _ bytes: [UInt8]) -> Bool {
    text.count >= bytes.count && bytes.indices.allSatisfy { text[$0] == bytes[$0] }
  }

  private static func firstLine(_ text: Span<UInt8>, from start: Int) -> String {
    var end = start
    while end < text.count, end < start + 80, text[end] != UInt8(ascii: "\n"), text[end] != UInt8(ascii: "\r") {
      end &+= 1
    }
    return text.sample(start..<end)
  }
}

/// Fills a store from the records of a text.
struct AircraftDatabaseLoader {
  private let shape: AircraftDatabaseShape
  /// Where each column stands, by `AircraftDatabaseColumn.rawValue`; -1 where the file has none.
  private let places: [Int]
  private var store = AircraftStore()
  private var memory = NameMemory()
  private var report: AircraftDatabaseReport
  private var field = FieldText()

  init(_ shape: AircraftDatabaseShape) {
    self.shape = shape
    places = AircraftDatabaseColumn.allCases.map { shape.place(of: $0) ?? -1 }
    report = AircraftDatabaseReport(shape: shape)
  }

  mutating func load(_ text: Span<UInt8>, from start: Int) {
    var reader = DelimitedReader(shape.format, from: start)
    if shape.hasHeader { _ = reader.next(text) }
    reader.expectedColumns = shape.columns.count
    while let outcome = reader.next(text) {
      report.records &+= 1
      switch outcome {
      case .unclosedQuote(let line): report.refuse(.unclosedQuote, line: line)
      case .tooManyColumns(let line): report.refuse(.tooManyColumns, line: line)
      case .record(let line):
        if let reason = take(reader.fields, text) { report.refuse(reason, line: line) }
      }
    }
  }

  mutating func finish() -> AircraftDatabase {
    report.duplicates = store.sort()
    report.entries = store.index.count
    return AircraftDatabase(store: store, report: report)
  }

  /// Makes a row of a record; returns why there is none.
  private mutating func take(_ fields: [DelimitedField], _ text: Span<UInt8>) -> AircraftDatabaseReport.Reason? {
    if fields.count > shape.columns.count {
      for field in fields[shape.columns.count...] where !field.range.isEmpty { return .tooManyColumns }
    }
    read(.address, fields, text)
    guard let address = field.hexadecimal else { return .badAddress }
    guard ICAOAddressAllocation.isPossible(address) else { return .impossibleAddress }
    let flags = flags(fields, text)
    read(.year, fields, text)
    let year = field.year
    store.beginRow(address, flags: flags, year: year)
    var says = flags != 0 || year != 0
    says = takeShortTexts(fields, text) || says
    says = takeNames(fields, text) || says
    guard says else {
      store.dropRow()
      return .saysNothing
    }
    return nil
  }

  private mutating func flags(_ fields: [DelimitedField], _ text: Span<UInt8>) -> UInt8 {
    read(.flags, fields, text)
    var flags = field.flags
    read(.flagBits, fields, text)
    flags |= field.flagBits
    read(.military, fields, text)
    return field.isYes ? flags | AircraftDatabaseFlags.military.rawValue : flags
  }

  private mutating func takeShortTexts(_ fields: [DelimitedField], _ text: Span<UInt8>) -> Bool {
    read(.registration, fields, text)
    var says = keepShortText()
    read(.typeDesignator, fields, text)
    says = keepShortText() || says
    read(.typeDescription, fields, text)
    if !field.isTypeDescription { read(.typeName, fields, text) }
    if !field.isTypeDescription { field.clear() }
    says = keepShortText() || says
    read(.operatorDesignator, fields, text)
    if !field.isOperatorDesignator { field.clear() }
    return keepShortText() || says
  }

  private mutating func takeNames(_ fields: [DelimitedField], _ text: Span<UInt8>) -> Bool {
    read(.typeName, fields, text)
    if field.bytes.isEmpty || field.isTypeDescription { readManufacturerAndModel(fields, text) }
    var says = keepName()
    read(.operatorName, fields, text)
    says = keepName() || says
    read(.ownerName, fields, text)
    return keepName() || says
  }

  /// The manufacturer stands before the model, unless the model begins with him.
  private mutating func readManufacturerAndModel(_ fields: [DelimitedField], _ text: Span<UInt8>) {
    read(.manufacturer, fields, text)
    let manufacturer = field.bytes
    read(.model, fields, text)
    field.putBefore(manufacturer)
  }

  /// Puts the field into the row itself; returns whether it says anything.
  private mutating func keepShortText() -> Bool {
    store.appendText(field.bytes)
    return !field.bytes.isEmpty
  }

  /// Puts the field among the names; returns whether it says anything.
  private mutating func keepName() -> Bool {
    store.appendName(at: memory.offset(of: field.bytes, in: &store))
    return !field.bytes.isEmpty
  }

  private mutating func read(_ column: AircraftDatabaseColumn, _ fields: [DelimitedField], _ text: Span<UInt8>) {
    let place = places[column.rawValue]
    guard place >= 0, place < fields.count else { return field.clear() }
    field.read(fields[place], text)
  }
}
