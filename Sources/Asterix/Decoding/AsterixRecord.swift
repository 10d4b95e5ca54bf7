/// One decoded record: where it is and where its items are. The bytes stay in ``DecodedDatagram``.
public struct AsterixRecord: Sendable {
  /// The category, for example 48.
  public let category: UInt8
  /// The place of the edition it was read with among the category's, newest first.
  let editionPlace: UInt8
  /// The user application profile it was read with.
  let profile: UInt16
  /// The datagram within its batch, from 0.
  public let datagramIndex: Int32
  /// The data block within the datagram, from 0.
  public let blockIndex: Int32
  /// The record within its block, from 0.
  public let recordIndex: Int32
  let start: Int32
  let end: Int32
  /// Which items are present: field reference number 1 is the most significant bit.
  public let presence: UInt64
  /// The place of its first item among the datagram's item offsets.
  let firstItem: Int32

  /// The octets of the record in the datagram, FSPEC included.
  public var byteRange: Range<Int> { Int(start)..<Int(end) }

  /// The number of items present.
  public var itemCount: Int { presence.nonzeroBitCount }

  /// The edition of the category the record was read with.
  public var edition: AsterixEdition? {
    guard let editions = generatedDefinition(category)?.editions, Int(editionPlace) < editions.count else { return nil }
    return editions[Int(editionPlace)].number
  }

  /// How many items precede field reference number `field`; nil where that field is absent.
  @inline(__always)
  func rank(ofField field: Int) -> Int? {
    guard field >= 1, field <= 64, presence & (1 &<< UInt64(64 &- field)) != 0 else { return nil }
    return field == 1 ? 0 : (presence &>> UInt64(65 &- field)).nonzeroBitCount
  }
}

/// A well-formed data block of a category that is not built in: passed on, not looked into.
public struct AsterixOpaqueBlock: Sendable {
  public let category: UInt8
  public let datagramIndex: Int32
  public let blockIndex: Int32
  let start: Int32
  let end: Int32

  /// The octets of the block in the datagram, its three header octets included.
  public var byteRange: Range<Int> { Int(start)..<Int(end) }
}
