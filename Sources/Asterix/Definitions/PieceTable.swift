/// Pieces of text, end to end, in words of eight octets: the first octet of a word is its lowest.
struct PieceTable: Sendable {
  private(set) var words: [UInt64] = []
  private(set) var pieces: [Piece] = []
  /// The octets of the longest piece.
  private(set) var longest = 0

  struct Piece: Sendable {
    var firstWord: Int32
    var octets: Int32
  }

  init() {}

  init(_ texts: some Sequence<String>) { for text in texts { append(text) } }

  var count: Int { pieces.count }

  mutating func append(_ text: String) {
    let octets = Array(text.utf8)
    pieces.append(Piece(firstWord: Int32(words.count), octets: Int32(octets.count)))
    longest = max(longest, octets.count)
    for start in stride(from: 0, to: octets.count, by: 8) {
      var word: UInt64 = 0
      for place in start..<min(start + 8, octets.count) { word |= UInt64(octets[place]) << UInt64(8 * (place - start)) }
      words.append(word)
    }
  }
}

extension PieceTable {
  /// The JSON of parts one after the other, cut at their values. The comma before the first name is not part of it.
  mutating func append(parts: some Sequence<Int>, of definition: CategoryDefinition) {
    let outline = parts.flatMap { definition.outlines[definition.parts[$0].outline.range] }
    append(outline: outline, nodes: definition.nodes, names: definition.texts)
  }

  mutating func append(outline: some Sequence<LayoutOutline>, nodes: [LayoutNode], names: [String]) {
    var text = ""
    var needsComma = false
    for outline in outline {
      let name = names[Int(nodes[Int(outline.node)].name)]
      if outline.kind == .endParts {
        text += "}"
        needsComma = true
        continue
      }
      if needsComma { text += "," }
      if !name.isEmpty { text += "\"\(name)\":" }
      needsComma = outline.kind == .element
      if outline.kind == .beginParts {
        text += "{"
      } else {
        append(text)
        text = ""
      }
    }
    append(text)
  }
}
