/// The items of records as JSON.
struct RecordJSON: ~Escapable {
  let nodes: Span<LayoutNode>
  let parts: Span<LayoutPart>
  let steps: Span<LayoutStep>
  let contents: Span<Content>
  let stretches: Span<ItemStretch>
  let stretchSteps: Span<ItemStretch.Step>
  /// The text of stretches, cut at their values.
  let stretchPieces: Span<PieceTable.Piece>
  let stretchWords: Span<UInt64>
  /// The text of parts, cut at their values.
  let pieces: Span<PieceTable.Piece>
  let pieceWords: Span<UInt64>
  /// The names of nodes.
  let keys: Span<PieceTable.Piece>
  let keyWords: Span<UInt64>
  let phrases: Span<PieceTable.Piece>
  let phraseWords: Span<UInt64>
  let isRaw: Bool
  private var needsComma = false

  @_lifetime(
    copy nodes, copy parts, copy steps, copy contents, copy stretches, copy stretchSteps, copy stretchPieces,
    copy stretchWords, copy pieces, copy pieceWords, copy keys, copy keyWords,
    copy phrases, copy phraseWords)
  init(
    nodes: Span<LayoutNode>, parts: Span<LayoutPart>, steps: Span<LayoutStep>, contents: Span<Content>,
    stretches: Span<ItemStretch>, stretchSteps: Span<ItemStretch.Step>, stretchPieces: Span<PieceTable.Piece>,
    stretchWords: Span<UInt64>, pieces: Span<PieceTable.Piece>, pieceWords: Span<UInt64>, keys: Span<PieceTable.Piece>,
    keyWords: Span<UInt64>,
    phrases: Span<PieceTable.Piece>, phraseWords: Span<UInt64>, isRaw: Bool
  ) {
    self.nodes = nodes
    self.parts = parts
    self.steps = steps
    self.contents = contents
    self.stretches = stretches
    self.stretchSteps = stretchSteps
    self.stretchPieces = stretchPieces
    self.stretchWords = stretchWords
    self.pieces = pieces
    self.pieceWords = pieceWords
    self.keys = keys
    self.keyWords = keyWords
    self.phrases = phrases
    self.phraseWords = phraseWords
    self.isRaw = isRaw
  }

  /// The most octets a record's line takes: an element with the text before it, numbers of at most 26 and strings of at
  /// most 50 octets; an entry with its name.
  static func octetsMax(_ values: borrowing AsterixRecordValues, longestPiece: Int) -> Int {
    let longestPiece = max(longestPiece, values.shapes[0].pieces.longest)
    return 512 &+ (values.entryCount &+ values.elementCount) &* (longestPiece &+ 64)
      &+ values.kept.registers.count &* (3 &* longestPiece &+ 128) &+ 2 &* values.kept.octets.count
  }

  /// Everything of a line before its items.
  @_lifetime(self: copy self)
  mutating func beginLine(
    _ record: AsterixRecord, _ edition: AsterixEdition, _ place: LinePlace, to output: inout TextOutput
  ) {
    append(.datagram, place.datagram, to: &output)
    append(.block, Int(record.blockIndex), to: &output)
    append(.record, Int(record.recordIndex), to: &output)
    append(.offset, place.offset, to: &output)
    append(.category, Int(record.category), to: &output)
    append(.edition, Int(edition.major), to: &output)
    append(.point, Int(edition.minor), to: &output)
    append(.items, to: &output)
    needsComma = false
  }

  /// The members of the items, and the registers after them.
  @_lifetime(self: copy self)
  mutating func write(_ values: borrowing AsterixRecordValues, to output: inout TextOutput) {
    let entries = values.entries.span
    let elements = values.elements.span
    var element = 0
    var isAmongRegisters = false
    for place in 0..<values.entryCount {
      let entry = entries[place]
      switch entry.kind {
      case .stretch: writeStretch(Int(entry.place), elements, &element, to: &output)
      case .part: writePart(Int(entry.place), elements, &element, to: &output)
      case .element:
        key(entry, to: &output)
        writeElement(elements[element], Int(entry.raw), bits: Int(nodes[Int(entry.place)].bits), to: &output)
        element &+= 1
      case .beginParts: begin(entry, UInt8(ascii: "{"), to: &output)
      case .beginList: begin(entry, UInt8(ascii: "["), to: &output)
      case .endParts: end(UInt8(ascii: "}"), to: &output)
      case .endList: end(UInt8(ascii: "]"), to: &output)
      case .octets: writeOctets(entry, values.kept.octets.span, to: &output)
      case .beginRegister:
        if !isAmongRegisters { append(.registers, to: &output) }
        beginRegister(entry, values.kept.registers[Int(entry.raw)], isFirst: !isAmongRegisters, to: &output)
        isAmongRegisters = true
      case .endRegister: output.append(word: 0x7D7D, octets: 2)
      case .spare: continue
      }
    }
    append(isAmongRegisters ? .endRegisters : .endItems, to: &output)
  }

  /// A stretch's text, cut at its values.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func writeStretch(
    _ place: Int, _ elements: Span<ElementValue>, _ element: inout Int, to output: inout TextOutput
  ) {
    let stretch = stretches[place]
    let count = Int(stretch.steps.count)
    let piece = Int(stretch.pieces)
    if count == 0, stretchPieces[piece].octets == 0 { return }
    comma(to: &output)
    let run = stretchSteps.extracting(stretch.steps.range)
    let values = elements.extracting(element..<element &+ count)
    let texts = stretchPieces.extracting(piece..<piece &+ count &+ 1)
    for index in 0..<count {
      output.append(texts[index], stretchWords)
      writeElement(values[index], Int(run[index].content), bits: Int(run[index].bits), to: &output)
    }
    output.append(texts[count], stretchWords)
    element &+= count
  }

  /// A part's text, cut at its values.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func writePart(
    _ place: Int, _ elements: Span<ElementValue>, _ element: inout Int, to output: inout TextOutput
  ) {
    let first = Int(parts[place].steps.first)
    let count = Int(parts[place].steps.count)
    let piece = Int(parts[place].pieces)
    if count == 0, pieces[piece].octets == 0 { return }
    comma(to: &output)
    let run = steps.extracting(first..<first &+ count)
    let values = elements.extracting(element..<element &+ count)
    let texts = pieces.extracting(piece..<piece &+ count)
    for index in 0..<count {
      output.append(texts[index], pieceWords)
      writeElement(values[index], Int(run[index].content), bits: Int(run[index].bits), to: &output)
    }
    output.append(pieces[piece &+ count], pieceWords)
    element &+= count
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func comma(to output: inout TextOutput) {
    if needsComma { output.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func begin(_ entry: RecordEntry, _ bracket: UInt8, to output: inout TextOutput) {
    key(entry, to: &output)
    output.append(bracket)
    needsComma = false
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func end(_ bracket: UInt8, to output: inout TextOutput) {
    output.append(bracket)
    needsComma = true
  }

  /// A comma where one is needed, and the name; no name inside a list.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func key(_ entry: RecordEntry, to output: inout TextOutput) {
    comma(to: &output)
    let node = Int(entry.place)
    output.append(keys[Int(nodes[node].name)], keyWords)
    // A random field sequence is the one list without a name of its own.
    if nodes[node].kind == .randomFieldSequencing, entry.kind == .beginList { append(.sequence, to: &output) }
  }

  @inline(__always)
  private func writeElement(_ value: ElementValue, _ content: Int, bits: Int, to output: inout TextOutput) {
    switch contents[content].kind {
    case .raw, .table, .commB: output.append(number: value.raw)
    case .integer:
      if contents[content].isSigned {
        output.append(number: signExtended(value.raw, bits: bits))
      } else {
        output.append(number: value.raw)
      }
    case .quantity:
      if isRaw {
        output.append(number: value.raw)
      } else {
        output.append(quantity: value, contents[content], bits: bits)
      }
    case .ascii, .sixBit, .octal: writeString(value.raw, bits, contents[content].kind, to: &output)
    }
  }

  private func writeString(_ raw: UInt64, _ bits: Int, _ kind: Content.Kind, to output: inout TextOutput) {
    let width = kind == .ascii ? 8 : kind == .sixBit ? 6 : 3
    output.append(UInt8(ascii: "\""))
    var left = bits
    while left >= width {
      left &-= width
      output.append(character: AsterixText.scalar(UInt8(truncatingIfNeeded: raw &>> UInt64(left)), kind))
    }
    output.append(UInt8(ascii: "\""))
  }

  @_lifetime(self: copy self)
  private mutating func writeOctets(_ entry: RecordEntry, _ octets: Span<UInt8>, to output: inout TextOutput) {
    key(entry, to: &output)
    let isElement = nodes[Int(entry.place)].kind == .element
    if isElement { output.append(UInt8(ascii: "\"")) } else { append(.hexadecimal, to: &output) }
    for place in KeptOctets.range(entry.raw).clamped(to: octets.indices) { output.append(hexadecimal: octets[place]) }
    output.append(UInt8(ascii: "\""))
    if !isElement { output.append(UInt8(ascii: "}")) }
  }

  @_lifetime(self: copy self)
  private mutating func beginRegister(
    _ entry: RecordEntry, _ place: RegisterPlace, isFirst: Bool, to output: inout TextOutput
  ) {
    append(isFirst ? .firstRegister : .nextRegister, to: &output)
    appendName(Int(place.slot), to: &output)
    if place.list != place.slot {
      output.append(UInt8(ascii: "/"))
      appendName(Int(place.list), to: &output)
    }
    append(.registerIndex, Int(place.index), to: &output)
    append(.registerNumber, to: &output)
    appendName(Int(entry.place), to: &output)
    append(.registerValues, to: &output)
    needsComma = false
  }

  /// A node's name without its quotes and colon.
  private func appendName(_ node: Int, to output: inout TextOutput) {
    let key = keys[Int(nodes[node].name)]
    for place in 1..<max(1, Int(key.octets) - 2) {
      output.append(UInt8(truncatingIfNeeded: keyWords[Int(key.firstWord) + place / 8] >> UInt64(8 * (place % 8))))
    }
  }

  @inline(__always)
  private func append(_ phrase: JSONPhrase, to output: inout TextOutput) {
    output.append(phrases[Int(phrase.rawValue)], phraseWords)
  }

  @inline(__always)
  private func append(_ phrase: JSONPhrase, _ value: Int, to output: inout TextOutput) {
    append(phrase, to: &output)
    output.append(number: Int64(value))
  }
}

/// Where a line's record lies in its input.
struct LinePlace {
  /// The number of its datagram.
  var datagram: Int
  var offset: Int

  /// - Parameters:
  ///   - start: Where it lies among the octets decoded.
  ///   - index: Its datagram within the batch.
  @inline(__always)
  init(_ start: Int, _ index: Int32, _ datagrams: Span<AsterixDatagramPlace>, firstIndex: Int, byteOffset: Int) {
    datagram = firstIndex &+ Int(index)
    offset = byteOffset &+ start
    guard Int(index) < datagrams.count else { return }
    offset &+= datagrams[Int(index)].byteOffset &- Int(datagrams[Int(index)].start)
  }
}

/// The texts of a line that are always the same.
enum JSONPhrase: UInt8, CaseIterable {
  case datagram, block, record, offset, category, edition, point, items, endItems
  case registers, firstRegister, nextRegister, registerIndex, registerNumber, registerValues, endRegisters
  case sequence, hexadecimal

  var text: String {
    switch self {
    case .datagram: "{\"datagram\":"
    case .block: ",\"block\":"
    case .record: ",\"record\":"
    case .offset: ",\"offset\":"
    case .category: ",\"category\":"
    case .edition: ",\"edition\":\""
    case .point: "."
    case .items: "\",\"items\":{"
    case .endItems: "}}\n"
    case .registers: "},\"registers\":["
    case .firstRegister: "{\"item\":\""
    case .nextRegister: ",{\"item\":\""
    case .registerIndex: "\",\"index\":"
    case .registerNumber: ",\"register\":\""
    case .registerValues: "\",\"values\":{"
    case .endRegisters: "]}\n"
    case .sequence: "\"RFS\":"
    case .hexadecimal: "{\"hex\":\""
    }
  }
}
