/// Something in a datagram that could not be read, and why. Counted, never fatal.
public struct AsterixRefusal: Sendable, Hashable, CustomStringConvertible {
  /// Why; the raw value is a stable number to count by.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// The datagram ends inside a data block.
    case blockTruncated = 1
    /// A block's length is less than its own header.
    case blockLengthInvalid = 2
    /// Octets after the last block that are no block.
    case trailingBytes = 3
    /// The block ends inside a record's FSPEC.
    case fspecTruncated = 4
    /// The block ends inside an item.
    case itemTruncated = 5
    /// The FSPEC announces a field that the edition does not define.
    case fieldUndefined = 6
    /// An extended item goes on past its last defined part.
    case extensionUndefined = 7
    /// A compound item announces a subfield that the edition does not define.
    case subfieldUndefined = 8
    /// The length of an explicit item does not count itself.
    case explicitLengthInvalid = 9
    /// A record without any item.
    case recordEmpty = 10
    /// The datagram is larger than the decoder takes.
    case datagramTooLarge = 11
    /// An item inside a random field sequence is not defined.
    case sequencedFieldUndefined = 12
  }

  public let kind: Kind
  /// The category of the block; 0 where no block was recognised.
  public let category: UInt8
  /// The edition the record was read with; nil where no record was.
  public let edition: AsterixEdition?
  /// The datagram within its batch, from 0.
  public let datagramIndex: Int32
  /// The block within the datagram, from 0.
  public let blockIndex: Int32
  /// The record within the block; nil where the block itself was refused.
  public let recordIndex: Int32?
  /// Where it went wrong, for example "380/IAS"; empty where no item is concerned.
  public let itemPath: String
  /// Where it went wrong, among the octets decoded.
  public let byteOffset: Int
  /// The octets given up because of it.
  public let byteRange: Range<Int>
  /// What was needed: octets, or the highest field defined.
  public let expected: Int
  /// What was there.
  public let found: Int
  /// Where its datagram begins among the octets decoded.
  let datagramStart: Int

  /// A sentence that says where, what was expected and what was found.
  public var description: String { "\(place): \(reason)" }

  private var place: String {
    var text = "block \(blockIndex)"
    if category != 0 { text += ", category \(category)" }
    if let edition { text += " edition \(edition)" }
    if let recordIndex { text += ", record \(recordIndex)" }
    if !itemPath.isEmpty { text += ", item \(itemPath)" }
    return text + ", octet \(byteOffset - datagramStart)"
  }

  private var reason: String {
    switch kind {
    case .blockTruncated: "the block needs \(expected) octets, the datagram has \(found) left"
    case .blockLengthInvalid: "a block's length counts at least its \(expected) header octets, found \(found)"
    case .trailingBytes: "expected a block or the end of the datagram, found \(found) octets that are neither"
    case .fspecTruncated: "the FSPEC goes on for at least \(expected) octet more, the block has \(found) left"
    case .itemTruncated: "the item needs \(expected) octets, the block has \(found) left"
    case .fieldUndefined:
      "the FSPEC announces field \(found), which this edition does not define (its highest field is \(expected))"
    case .extensionUndefined: "the item ends after \(expected) octets in this edition, its last bit announces more"
    case .subfieldUndefined:
      "the item announces subfield \(found), which this edition does not define (its highest is \(expected))"
    case .explicitLengthInvalid: "the length counts at least itself (\(expected)), found \(found)"
    case .recordEmpty: "expected at least one item, found a FSPEC of \(found) octets without any"
    case .datagramTooLarge: "expected at most \(expected) octets, found \(found)"
    case .sequencedFieldUndefined:
      "the sequence names field \(found), which this edition does not define (its highest field is \(expected))"
    }
  }
}

extension AsterixRefusal.Kind {
  /// A stable name for machines.
  public var name: String {
    switch self {
    case .blockTruncated: "blockTruncated"
    case .blockLengthInvalid: "blockLengthInvalid"
    case .trailingBytes: "trailingBytes"
    case .fspecTruncated: "fspecTruncated"
    case .itemTruncated: "itemTruncated"
    case .fieldUndefined: "fieldUndefined"
    case .extensionUndefined: "extensionUndefined"
    case .subfieldUndefined: "subfieldUndefined"
    case .explicitLengthInvalid: "explicitLengthInvalid"
    case .recordEmpty: "recordEmpty"
    case .datagramTooLarge: "datagramTooLarge"
    case .sequencedFieldUndefined: "sequencedFieldUndefined"
    }
  }
}
