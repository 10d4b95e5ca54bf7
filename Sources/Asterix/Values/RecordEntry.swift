/// One entry of a record's values: items or a part of fixed layout, or where items that have none begin and end.
struct RecordEntry: Sendable {
  enum Kind: UInt8, Sendable {
    /// Neighbouring items of fixed layout: as many elements follow as the stretch has steps. ``RecordEntry/place`` is the
    /// stretch's among ``AsterixRecordValues/shapes``.
    case stretch
    /// A part: as many elements follow as it has steps. ``RecordEntry/place`` is the part's.
    case part
    /// One element that is no part: `raw` is the place of its content.
    case element
    /// Octets without a value: an explicit or special purpose field, an element wider than 64 bits. `raw` tells where
    /// they are kept.
    case octets
    /// An item with named parts begins. `raw` is the number of an extended item's parts, of a compound item's presence
    /// octets, of an expansion field's definition and presence octets.
    case beginParts
    case endParts
    /// A repetitive item begins: `raw` is the number of its members, which have no names of their own.
    case beginList
    case endList
    /// Spare bits of what follows that are not zero.
    case spare
    /// A Comm-B register, decoded: stands after all items; `raw` is its place among those met.
    case beginRegister
    case endRegister
  }

  var kind: Kind
  /// The place of its node, or part, in the category's layout.
  var place: Int32
  var raw: UInt64

  @inline(__always)
  init(_ kind: Kind, _ place: Int, raw: UInt64 = 0) {
    self.kind = kind
    self.place = Int32(truncatingIfNeeded: place)
    self.raw = raw
  }
}

/// The value of one element.
struct ElementValue: Sendable {
  /// Its bits as an unsigned number.
  var raw: UInt64
  /// The physical value in the definition's unit where it is a quantity, its whole number otherwise.
  var physical: Double

  @inline(__always)
  init(raw: UInt64, physical: Double) {
    self.raw = raw
    self.physical = physical
  }
}

/// Where a Comm-B register was met in a record.
struct RegisterPlace: Sendable {
  /// The nodes of the item it stands in and of its list.
  var slot: Int32
  var list: Int32
  /// Its place in that list.
  var index: Int32
  /// Where its 56 bits begin.
  var bit: Int
  /// Its number, 0x40 for BDS 4,0.
  var register: UInt8
}
