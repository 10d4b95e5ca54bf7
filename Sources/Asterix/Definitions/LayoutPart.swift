/// A stretch of bits of fixed layout: a whole element or group, or one part of an extended item up to its extension bit.
///
/// Reading or writing it takes the same few operations for each of its elements, with nothing to decide between them.
struct LayoutPart: Sendable {
  /// The node it belongs to.
  var node: Int32
  /// Its elements, in order.
  var steps = Run()
  /// Spare bits in it.
  var spares = Run()
  /// Its elements and the groups they stand in.
  var outline = Run()
  /// The JSON text before each of its elements, and after the last.
  var pieces: Int32 = 0
  /// All its bits, the extension bit after them left out.
  var bits: Int32 = 0
  /// Whether an extension bit follows it.
  var hasExtensionBit = false
  /// Whether all of it lies in one word wherever it begins, and no value in it needs a division.
  var isSimple = true
  /// The spare bits of a simple part, in a word that begins with it.
  var spareMask: UInt64 = 0
}

/// One element of a ``LayoutPart``.
struct LayoutStep: Sendable {
  /// All bits of the element set.
  var mask: UInt64
  /// The sign bit of a signed element, 0 of others.
  var sign: UInt64
  /// The physical value of one step.
  var scale: Double
  var node: Int32
  /// Where it begins, counted from the beginning of the part.
  var bitOffset: Int32
  var content: UInt16
  var bits: UInt8
  /// How far to shift a word that begins with the part, where that is simple.
  var shift: UInt8
  /// Whether ``scale`` is not exact, and the ratio must be divided out.
  var needsDivision: Bool
}

/// Spare bits of a ``LayoutPart``.
struct LayoutSpare: Sendable {
  var node: Int32
  var bitOffset: Int32
  var bits: Int32
}

/// How the elements of a ``LayoutPart`` stand in groups.
struct LayoutOutline: Sendable {
  enum Kind: UInt8, Sendable { case element, beginParts, endParts }
  var kind: Kind
  var node: Int32
}

/// Makes out the parts of every node that has a fixed layout.
struct LayoutUnroller {
  private(set) var nodes: [LayoutNode]
  private(set) var parts: [LayoutPart] = []
  private(set) var steps: [LayoutStep] = []
  private(set) var spares: [LayoutSpare] = []
  private(set) var outlines: [LayoutOutline] = []
  private(set) var texts = PieceTable()
  /// See ``LayoutNode/sizes``.
  private(set) var sizes: [Int16] = []
  private let contents: [Content]
  private let names: [String]

  init(nodes: [LayoutNode], contents: [Content], names: [String]) {
    self.nodes = nodes
    self.contents = contents
    self.names = names
    for place in nodes.indices {
      if hasFixedLayout(place) { unroll(place) }
      if nodes[place].kind == .compound { measureSubfields(of: place) }
      if nodes[place].kind == .extended { countOctetParts(of: place) }
    }
    for place in parts.indices {
      parts[place].pieces = Int32(texts.count)
      texts.append(outline: outlines[parts[place].outline.range], nodes: self.nodes, names: names)
    }
  }

  /// Whether a node consists of elements of at most 57 bits whose meaning depends on nothing.
  private func hasFixedLayout(_ place: Int, isMember: Bool = false) -> Bool {
    let node = nodes[place]
    guard node.dependency < 0 || !isMember else { return false }
    switch node.kind {
    case .element: return node.bits <= 57 && !node.contentDepends
    case .spare: return isMember && node.bits <= 57
    case .group: return node.children.range.allSatisfy { hasFixedLayout($0, isMember: true) }
    case .extended:
      return !isMember
        && node.children.range.allSatisfy {
          nodes[$0].kind == .extensionBit || hasFixedLayout($0, isMember: true)
        }
    default: return false
    }
  }

  /// Adds up the sizes of subfields for every pattern of an octet of presence bits.
  private mutating func measureSubfields(of place: Int) {
    let members = nodes[place].children.range
    nodes[place].sizes = Int32(sizes.count)
    for first in stride(from: members.lowerBound, to: members.upperBound, by: 7) {
      for pattern in 0..<128 {
        var size = 0
        for bit in 0..<7 where pattern & (64 >> bit) != 0 {
          let member = first + bit
          let isFixed = member < members.upperBound && nodes[member].isItem && nodes[member].fixedBytes >= 0
          size = isFixed && size >= 0 ? size + nodes[member].fixedBytes : -1
        }
        sizes.append(Int16(clamping: size))
      }
    }
  }

  private mutating func countOctetParts(of place: Int) {
    var bits = 0
    var count = 0
    for member in nodes[place].children.range {
      bits += Int(max(0, nodes[member].bits))
      guard nodes[member].kind == .extensionBit else { continue }
      count += 1
      guard bits == 8 * count else { return }
    }
    if bits == 8 * count { nodes[place].octetParts = UInt8(clamping: count) }
  }

  private mutating func unroll(_ place: Int) {
    let first = parts.count
    beginPart(of: place)
    if nodes[place].kind == .extended {
      for member in nodes[place].children.range {
        if nodes[member].kind == .extensionBit {
          parts[parts.count - 1].hasExtensionBit = true
          beginPart(of: place)
        } else {
          append(member)
        }
      }
      // After the last extension bit there is nothing.
      if parts[parts.count - 1].bits == 0 { parts.removeLast() }
    } else {
      append(place)
    }
    nodes[place].parts = Run(first: Int32(first), count: Int32(parts.count - first))
    nodes[place].isOnePart = nodes[place].kind != .extended && nodes[place].dependency < 0
  }

  private mutating func beginPart(of place: Int) {
    parts.append(
      LayoutPart(
        node: Int32(place), steps: Run(first: Int32(steps.count), count: 0),
        spares: Run(first: Int32(spares.count), count: 0),
        outline: Run(first: Int32(outlines.count), count: 0)))
  }

  private mutating func append(_ place: Int) {
    let node = nodes[place]
    let part = parts.count - 1
    switch node.kind {
    case .element: appendElement(place)
    case .spare:
      spares.append(LayoutSpare(node: Int32(place), bitOffset: parts[part].bits, bits: node.bits))
      parts[part].spares.count += 1
      if parts[part].bits + node.bits <= 57 {
        parts[part].spareMask |= ((1 << UInt64(node.bits)) - 1) << UInt64(64 - parts[part].bits - node.bits)
      }
      parts[part].bits += node.bits
    case .group:
      outline(.beginParts, place)
      for member in node.children.range { append(member) }
      outline(.endParts, place)
    default: return
    }
    parts[part].isSimple = parts[part].isSimple && parts[part].bits <= 56
  }

  private mutating func outline(_ kind: LayoutOutline.Kind, _ place: Int) {
    outlines.append(LayoutOutline(kind: kind, node: Int32(place)))
    parts[parts.count - 1].outline.count += 1
  }

  private mutating func appendElement(_ place: Int) {
    let node = nodes[place]
    let part = parts.count - 1
    let content = contents[Int(node.content)]
    outline(.element, place)
    steps.append(
      LayoutStep(
        mask: (1 << UInt64(node.bits)) - 1, sign: content.isSigned ? 1 << UInt64(node.bits - 1) : 0,
        scale: content.scale, node: Int32(place), bitOffset: parts[part].bits, content: UInt16(node.content),
        bits: UInt8(node.bits),
        shift: UInt8(truncatingIfNeeded: 64 - Int(parts[part].bits) - Int(node.bits)),
        needsDivision: !content.isExactScale))
    parts[part].steps.count += 1
    parts[part].bits += node.bits
    parts[part].isSimple = parts[part].isSimple && content.isExactScale
  }
}
