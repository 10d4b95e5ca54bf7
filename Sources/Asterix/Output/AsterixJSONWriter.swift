/// Writes decoded datagrams as JSON lines: one object a record, opaque block or refusal, in the order of the octets.
///
/// The format is in docs/formats/asterix-jsonl.md. Numbers are the shortest text that reads back to the same value.
public struct AsterixJSONWriter: Sendable {
  /// Whether quantities are written as the unsigned number their bits make rather than as physical values.
  public var writesRawQuantities: Bool
  /// The items that are written of each record; nil for all.
  public var items: AsterixItemSelection?

  /// Storage of the text: only the first `written` octets count.
  private var storage: [UInt8] = []
  private var written = 0
  private var values = AsterixRecordValues()
  private let phrases = PieceTable(JSONPhrase.allCases.map(\.text))

  public init(writesRawQuantities: Bool = false) { self.writesRawQuantities = writesRawQuantities }

  /// The lines written since ``takeOutput()`` or ``removeOutput()``.
  public var output: ArraySlice<UInt8> { storage[..<written] }

  /// Hands over the lines written so far and begins anew.
  public mutating func takeOutput() -> [UInt8] {
    defer { written = 0 }
    return Array(output)
  }

  /// Forgets the lines written so far and keeps the storage.
  public mutating func removeOutput() { written = 0 }

  /// Writes everything a datagram, or a batch of them, held.
  /// - Parameters:
  ///   - index: The number of the first datagram in its input, from 0.
  ///   - byteOffset: What is to be added to the places of datagrams in their input.
  ///   - records: Those of its records that are wanted; nil for all.
  public mutating func write(
    _ datagram: DecodedDatagram, index: Int = 0, byteOffset: Int = 0, records: [AsterixRecord]? = nil
  ) {
    let records = records ?? datagram.records
    var next = 0
    for part in datagram.partsWithoutRecords {
      var end = next
      while end < records.count, Int(records[end].start) < part.start { end += 1 }
      write(records[next..<end], of: datagram, index: index, byteOffset: byteOffset)
      next = end
      switch part {
      case .opaqueBlock(let block): write(block, of: datagram, index: index, byteOffset: byteOffset)
      case .refusal(let refusal): write(refusal, of: datagram, index: index, byteOffset: byteOffset)
      }
    }
    write(records[next...], of: datagram, index: index, byteOffset: byteOffset)
  }

  /// Writes records of a datagram, a line each.
  public mutating func write(
    _ records: ArraySlice<AsterixRecord>, of datagram: DecodedDatagram, index: Int = 0, byteOffset: Int = 0
  ) {
    var values = AsterixRecordValues()
    swap(&values, &self.values)
    let datagrams = datagram.datagrams
    datagram.read(records, items: items, into: &values) { record, values in
      guard let definition = generatedDefinition(record.category) else { return }
      let place = LinePlace(
        Int(record.start), record.datagramIndex, datagrams.span, firstIndex: index, byteOffset: byteOffset)
      write(record, values, definition, place)
    }
    swap(&values, &self.values)
  }

  private mutating func write(
    _ record: AsterixRecord, _ values: borrowing AsterixRecordValues, _ definition: CategoryDefinition,
    _ place: LinePlace
  ) {
    makeRoom(RecordJSON.octetsMax(values, longestPiece: definition.longestPiece))
    let edition = definition.numbers[Int(record.editionPlace)]
    let nodes = definition.nodes
    let parts = definition.parts
    let steps = definition.steps
    let contents = definition.contents
    let pieces = definition.pieces
    let keys = definition.keys
    let phrases = phrases
    let stretches = values.shapes[0].stretches
    let stretchSteps = values.shapes[0].steps
    let stretchPieces = values.shapes[0].pieces
    var json = RecordJSON(
      nodes: nodes.span, parts: parts.span, steps: steps.span, contents: contents.span,
      stretches: stretches.span, stretchSteps: stretchSteps.span, stretchPieces: stretchPieces.pieces.span,
      stretchWords: stretchPieces.words.span, pieces: pieces.pieces.span,
      pieceWords: pieces.words.span, keys: keys.pieces.span, keyWords: keys.words.span,
      phrases: phrases.pieces.span, phraseWords: phrases.words.span, isRaw: writesRawQuantities)
    var position = written
    do {
      var output = TextOutput(storage.mutableSpan, position: position)
      json.beginLine(record, edition, place, to: &output)
      json.write(values, to: &output)
      position = output.position
    }
    written = position
  }

  /// Writes one block of a category that is not built in.
  private mutating func write(
    _ block: AsterixOpaqueBlock, of datagram: DecodedDatagram, index: Int, byteOffset: Int
  ) {
    let place = LinePlace(
      Int(block.start), block.datagramIndex, datagram.datagrams.span, firstIndex: index, byteOffset: byteOffset)
    var line = "{\"datagram\":\(place.datagram),\"block\":\(block.blockIndex)"
    line += ",\"offset\":\(place.offset),\"category\":\(block.category),\"opaque\":"
    finish(line, datagram.bytes[block.byteRange.clamped(to: datagram.bytes.indices)])
  }

  /// Writes one refusal, with the octets given up.
  private mutating func write(
    _ refusal: AsterixRefusal, of datagram: DecodedDatagram, index: Int, byteOffset: Int
  ) {
    let place = LinePlace(
      refusal.byteOffset, refusal.datagramIndex, datagram.datagrams.span, firstIndex: index, byteOffset: byteOffset)
    var line = "{\"datagram\":\(place.datagram),\"block\":\(refusal.blockIndex)"
    if let record = refusal.recordIndex { line += ",\"record\":\(record)" }
    line += ",\"offset\":\(place.offset),\"category\":\(refusal.category)"
    if let edition = refusal.edition { line += ",\"edition\":\"\(edition)\"" }
    line += ",\"error\":\"\(refusal.kind.name)\""
    if !refusal.itemPath.isEmpty { line += ",\"item\":\"\(refusal.itemPath)\"" }
    line += ",\"message\":\"\(refusal.description)\",\"bytes\":"
    finish(line, datagram.bytes[refusal.byteRange.clamped(to: datagram.bytes.indices)])
  }

  /// Ends a line with octets in hexadecimal. The texts of lines are our own and need no escape.
  private mutating func finish(_ line: String, _ octets: ArraySlice<UInt8>) {
    makeRoom(line.utf8.count + 2 * octets.count + 8)
    var position = written
    do {
      var output = TextOutput(storage.mutableSpan, position: position)
      output.append(line)
      output.append("\"")
      for octet in octets { output.append(hexadecimal: octet) }
      output.append("\"}\n")
      position = output.position
    }
    written = position
  }

  private mutating func makeRoom(_ octets: Int) {
    let wanted = written + octets + TextOutput.slack
    guard storage.count < wanted else { return }
    storage.append(contentsOf: repeatElement(0, count: max(storage.count, wanted - storage.count)))
  }
}
