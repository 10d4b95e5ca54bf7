/// How the items that presence bits announce follow one another: worked out once, used for every record alike.
struct RecordShape: Sendable {
  let category: UInt8
  /// The nodes that presence bits choose from: a profile's slots, or a compound item's subfields.
  let members: Run
  /// Which of them are there: the first is the most significant bit.
  let presence: UInt64
  fileprivate(set) var segments = Run()

  /// What follows next.
  struct Segment: Sendable {
    /// Whether ``place`` is that of a stretch; that of an item to be followed by itself otherwise.
    var isStretch: Bool
    var place: Int32
  }
}

/// Neighbouring items of fixed layout, read and written as one.
struct ItemStretch: Sendable {
  /// The first of the nodes that its items are chosen from, and which they are.
  let firstMember: Int32
  fileprivate(set) var presence: UInt64 = 0
  fileprivate(set) var octets: Int32 = 0
  fileprivate(set) var parts: Run
  fileprivate(set) var steps: Run
  fileprivate(set) var spares: Run
  fileprivate(set) var divisions: Run
  /// The JSON text before each of its elements, and after the last.
  fileprivate(set) var pieces: Int32 = 0

  /// One of its parts.
  struct Part: Sendable {
    var place: Int32
    /// Where it begins, counted from the beginning of the stretch.
    var octet: Int32
  }

  /// One of its elements.
  struct Step: Sendable {
    /// All bits of the element set.
    var mask: UInt64
    /// The sign bit of a signed element, 0 of others.
    var sign: UInt64
    /// The physical value of one step.
    var scale: Double
    /// Where the word that holds it begins, counted from the beginning of the stretch. No octet belongs to two words.
    var octet: Int32
    var content: UInt16
    var bits: UInt8
    /// How far to shift the word.
    var shift: UInt8
  }

  /// Bits of a word that carry nothing.
  struct Spare: Sendable {
    var octet: Int32
    var mask: UInt64
  }
}

/// The shapes met so far.
struct RecordShapes: Sendable {
  private(set) var shapes: [RecordShape] = []
  private(set) var segments: [RecordShape.Segment] = []
  private(set) var stretches: [ItemStretch] = []
  private(set) var parts: [ItemStretch.Part] = []
  private(set) var steps: [ItemStretch.Step] = []
  private(set) var spares: [ItemStretch.Spare] = []
  /// Elements, counted from the first of their stretch, whose ``ItemStretch/Step/scale`` is not exact.
  private(set) var divisions: [Int32] = []
  private(set) var pieces = PieceTable()
  /// The places of shapes and one more, by the hash of what they stand for; 0 where there is none.
  private var places: [Int32] = []

  private static let hashBits = 10
  /// Recordings need some dozens of shapes. Octets made up to need ever new ones do not grow the table for long.
  private static let stepsMax = 1 << 14
  private static let shapesMax = 1 << (hashBits - 1)

  /// Makes room before a record, where made-up octets filled the table.
  @inline(__always)
  mutating func beginRecord() {
    if steps.count > Self.stepsMax || shapes.count > Self.shapesMax { self = RecordShapes() }
  }

  /// The segments of the members that `presence` announces.
  @inline(__always)
  mutating func segments(
    of members: Run, _ presence: UInt64, _ definition: CategoryDefinition, _ nodes: Span<LayoutNode>
  ) -> Run {
    var slot = Self.hash(definition.category, members, presence)
    if !places.isEmpty {
      let places = places.span
      let shapes = shapes.span
      while places[slot] != 0 {
        let place = Int(places[slot] &- 1)
        if shapes[place].presence == presence, shapes[place].members.first == members.first,
          shapes[place].category == definition.category
        {
          return shapes[place].segments
        }
        slot = (slot &+ 1) & (1 &<< Self.hashBits &- 1)
      }
    }
    return makeShape(members, presence, definition, nodes, slot: slot)
  }

  /// The stretch that the first parts of an extended item make; nil where they make none.
  @inline(__always)
  mutating func stretch(
    ofExtended node: Int, parts: UInt64, _ definition: CategoryDefinition, _ nodes: Span<LayoutNode>
  ) -> Int? {
    // The complement tells the item from members that begin at its place.
    let members = Run(first: ~Int32(truncatingIfNeeded: node), count: 0)
    let segments = segments(of: members, parts, definition, nodes)
    return segments.count == 1 ? Int(self.segments[Int(segments.first)].place) : nil
  }

  /// The stretch that one item by itself makes; nil where its layout is not fixed.
  @inline(__always)
  mutating func stretch(of node: Int, _ definition: CategoryDefinition, _ nodes: Span<LayoutNode>) -> Int? {
    guard nodes[node].isOnePart else { return nil }
    let members = Run(first: Int32(truncatingIfNeeded: node), count: 1)
    let segment = self.segments[Int(segments(of: members, 1 &<< 63, definition, nodes).first)]
    return segment.isStretch ? Int(segment.place) : nil
  }

  @inline(__always)
  private static func hash(_ category: UInt8, _ members: Run, _ presence: UInt64) -> Int {
    let key = presence ^ (UInt64(category) &<< 32 | UInt64(UInt32(bitPattern: members.first))) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (key &* 0xD6E8_FEB8_6659_FD93) &>> UInt64(64 &- hashBits))
  }

  // MARK: Working out a shape

  @inline(never)
  private mutating func makeShape(
    _ members: Run, _ presence: UInt64, _ definition: CategoryDefinition, _ nodes: Span<LayoutNode>, slot: Int
  ) -> Run {
    if places.isEmpty { places = [Int32](repeating: 0, count: 1 << Self.hashBits) }
    var shape = RecordShape(category: definition.category, members: members, presence: presence)
    let first = segments.count
    var stretch: StretchMaker?
    if members.first < 0 {
      stretch = makeStretch(ofExtended: members, parts: Int(presence), definition, nodes)
    }
    var remaining = members.first < 0 ? 0 : presence
    while remaining != 0 {
      let index = remaining.leadingZeroBitCount
      remaining &= ~((1 << 63) >> UInt64(index))
      guard index < Int(members.count) else { break }
      let place = Int(members.first) + index
      if nodes[place].isOnePart, let words = StretchMaker.words(ofPart: Int(nodes[place].parts.first), definition) {
        var maker = stretch ?? StretchMaker(members: members, self)
        maker.append(Int(nodes[place].parts.first), words, member: index, definition, to: &self)
        stretch = maker
      } else {
        close(&stretch, definition)
        segments.append(RecordShape.Segment(isStretch: false, place: Int32(place)))
      }
    }
    close(&stretch, definition)
    shape.segments = Run(first: Int32(first), count: Int32(segments.count - first))
    shapes.append(shape)
    places[slot] = Int32(shapes.count)
    return shape.segments
  }

  private mutating func makeStretch(
    ofExtended members: Run, parts count: Int, _ definition: CategoryDefinition, _ nodes: Span<LayoutNode>
  ) -> StretchMaker? {
    let parts = nodes[Int(~members.first)].parts.range.prefix(count)
    let words = parts.compactMap { StretchMaker.words(ofPart: $0, definition) }
    guard words.count == count else { return nil }
    var maker = StretchMaker(members: members, self)
    for (index, part) in parts.enumerated() {
      maker.append(part, words[index], member: index, definition, to: &self)
    }
    return maker
  }

  private mutating func close(_ maker: inout StretchMaker?, _ definition: CategoryDefinition) {
    guard var stretch = maker?.stretch else { return }
    maker = nil
    stretch.pieces = Int32(pieces.count)
    pieces.append(parts: parts[stretch.parts.range].lazy.map { Int($0.place) }, of: definition)
    segments.append(RecordShape.Segment(isStretch: true, place: Int32(stretches.count)))
    stretches.append(stretch)
  }

  /// Puts parts one after the other into a stretch.
  private struct StretchMaker {
    private(set) var stretch: ItemStretch

    init(members: Run, _ shapes: RecordShapes) {
      func next(_ count: Int) -> Run { Run(first: Int32(count), count: 0) }
      stretch = ItemStretch(
        firstMember: members.first, parts: next(shapes.parts.count), steps: next(shapes.steps.count),
        spares: next(shapes.spares.count), divisions: next(shapes.divisions.count))
    }

    /// Where the word of each of a part's elements begins, in octets from the part's beginning; nil where an element
    /// shares an octet with another word, or the part does not end with a whole octet.
    static func words(ofPart place: Int, _ definition: CategoryDefinition) -> [Int]? {
      let part = definition.parts[place]
      let bits = Int(part.bits) + (part.hasExtensionBit ? 1 : 0)
      guard bits % 8 == 0, part.spares.count == 0 || bits <= 64 else { return nil }
      var words: [Int] = []
      var word = 0
      for step in definition.steps[part.steps.range] {
        if Int(step.bitOffset) + Int(step.bits) > 8 * word + 64 {
          guard step.bitOffset % 8 == 0 else { return nil }
          word = Int(step.bitOffset) / 8
        }
        words.append(word)
      }
      return words
    }

    mutating func append(
      _ place: Int, _ words: [Int], member: Int, _ definition: CategoryDefinition, to shapes: inout RecordShapes
    ) {
      let part = definition.parts[place]
      shapes.parts.append(ItemStretch.Part(place: Int32(place), octet: stretch.octets))
      for (index, step) in definition.steps[part.steps.range].enumerated() {
        if step.needsDivision {
          shapes.divisions.append(stretch.steps.count)
          stretch.divisions.count += 1
        }
        shapes.steps.append(
          ItemStretch.Step(
            mask: step.mask, sign: step.sign, scale: step.scale, octet: stretch.octets + Int32(words[index]),
            content: step.content, bits: step.bits,
            shift: UInt8(64 - (Int(step.bitOffset) - 8 * words[index]) - Int(step.bits))))
        stretch.steps.count += 1
      }
      var mask: UInt64 = 0
      for spare in definition.spares[part.spares.range] {
        mask |= (~0 << UInt64(64 - spare.bits)) >> UInt64(spare.bitOffset)
      }
      if mask != 0 {
        shapes.spares.append(ItemStretch.Spare(octet: stretch.octets, mask: mask))
        stretch.spares.count += 1
      }
      stretch.parts.count += 1
      stretch.octets += (part.bits + (part.hasExtensionBit ? 1 : 0)) / 8
      stretch.presence |= (1 << 63) >> UInt64(member)
    }
  }
}
