/// Writes decoded datagrams as JSON lines: one object a record, opaque block or refusal, in the order of the bytes.
///
/// The format is in docs/formats/asterix-jsonl.md. Numbers are the shortest text that reads back to the same value.
public struct AsterixJSONWriter: Sendable {
  /// Whether quantities are written as the unsigned number their bits make rather than as physical values.
  public var writesRawQuantities: Bool
  /// The lines written since ``takeOutput()``.
  public private(set) var output: [UInt8] = []

  private var needsComma = false

  public init(writesRawQuantities: Bool = false) { self.writesRawQuantities = writesRawQuantities }

  /// Hands over the lines written so far and begins anew, keeping nothing.
  public mutating func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  /// Forgets the lines written so far and keeps the storage.
  public mutating func removeOutput() { output.removeAll(keepingCapacity: true) }

  /// Writes everything a datagram held.
  /// - Parameters:
  ///   - index: The number of the datagram in its input, from 0.
  ///   - byteOffset: Where the datagram begins in its input.
  public mutating func write(_ datagram: DecodedDatagram, index: Int, byteOffset: Int) {
    var records = datagram.records[...]
    var opaque = datagram.opaqueBlocks[...]
    var refusals = datagram.refusals[...]
    while true {
      let record = records.first?.byteRange.lowerBound ?? .max
      let block = opaque.first?.byteRange.lowerBound ?? .max
      let refusal = refusals.first?.byteRange.lowerBound ?? .max
      if record == .max && block == .max && refusal == .max { return }
      if record <= block && record <= refusal {
        if let record = records.popFirst() { write(record, of: datagram, index: index, byteOffset: byteOffset) }
      } else if block <= refusal {
        if let block = opaque.popFirst() { write(block, of: datagram, index: index, byteOffset: byteOffset) }
      } else if let refusal = refusals.popFirst() {
        write(refusal, of: datagram, index: index, byteOffset: byteOffset)
      }
    }
  }

  /// Writes one record.
  public mutating func write(_ record: AsterixRecord, of datagram: DecodedDatagram, index: Int, byteOffset: Int) {
    beginLine(datagram: index, block: record.blockIndex)
    member("record", Int(record.recordIndex))
    member("offset", byteOffset + record.byteRange.lowerBound)
    member("category", Int(record.category))
    if let edition = record.edition { member("edition", edition.description) }
    beginParts("items")
    datagram.walk(record, with: &self)
    endParts()
    endLine()
  }

  /// Writes one block of a category that is not built in.
  public mutating func write(
    _ block: AsterixOpaqueBlock, of datagram: DecodedDatagram, index: Int, byteOffset: Int
  ) {
    beginLine(datagram: index, block: block.blockIndex)
    member("offset", byteOffset + block.byteRange.lowerBound)
    member("category", Int(block.category))
    key("opaque")
    hexadecimal(datagram.bytes[block.byteRange])
    endLine()
  }

  /// Writes one refusal, with the octets given up.
  public mutating func write(
    _ refusal: AsterixRefusal, of datagram: DecodedDatagram, index: Int, byteOffset: Int
  ) {
    beginLine(datagram: index, block: refusal.blockIndex)
    if let record = refusal.recordIndex { member("record", Int(record)) }
    member("offset", byteOffset + refusal.byteOffset)
    member("category", Int(refusal.category))
    member("error", refusal.kind.name)
    if !refusal.itemPath.isEmpty { member("item", refusal.itemPath) }
    member("message", refusal.description)
    key("bytes")
    hexadecimal(datagram.bytes[refusal.byteRange.clamped(to: 0..<datagram.bytes.count)])
    endLine()
  }

  // MARK: Lines and members

  private mutating func beginLine(datagram: Int, block: Int32) {
    output.append(UInt8(ascii: "{"))
    needsComma = false
    member("datagram", datagram)
    member("block", Int(block))
  }

  private mutating func endLine() {
    output.append(UInt8(ascii: "}"))
    output.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func member(_ name: String, _ value: Int) {
    key(name)
    number(UInt64(value.magnitude), isNegative: value < 0)
  }

  private mutating func member(_ name: String, _ value: String) {
    key(name)
    output.append(UInt8(ascii: "\""))
    for scalar in value.unicodeScalars { character(scalar) }
    output.append(UInt8(ascii: "\""))
  }

  /// A comma where one is needed, and the name; no name inside a list. Names need no escape.
  private mutating func key(_ name: String) {
    if needsComma { output.append(UInt8(ascii: ",")) }
    needsComma = true
    guard !name.isEmpty else { return }
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: name.utf8)
    output.append(UInt8(ascii: "\""))
    output.append(UInt8(ascii: ":"))
  }

  // MARK: Values

  private mutating func number(_ magnitude: UInt64, isNegative: Bool) {
    if isNegative { output.append(UInt8(ascii: "-")) }
    if magnitude < 10 {
      output.append(UInt8(ascii: "0") + UInt8(magnitude))
      return
    }
    let start = output.count
    var rest = magnitude
    while rest > 0 {
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    output[start...].reverse()
  }

  private mutating func character(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x22, 0x5C:
      output.append(UInt8(ascii: "\\"))
      output.append(UInt8(truncatingIfNeeded: scalar.value))
    case 0..<0x20, 0x7F:
      output.append(contentsOf: "\\u00".utf8)
      hexadecimal(UInt8(truncatingIfNeeded: scalar.value))
    default: output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func hexadecimal(_ octet: UInt8) {
    hexadecimalDigit(octet >> 4)
    hexadecimalDigit(octet & 0xF)
  }

  private mutating func hexadecimalDigit(_ nibble: UInt8) {
    output.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble)
  }

  private mutating func hexadecimal(_ octets: ArraySlice<UInt8>) {
    output.append(UInt8(ascii: "\""))
    for octet in octets { hexadecimal(octet) }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func string(_ leaf: AsterixLeaf, width: Int, bytes: [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var bit = leaf.bitOffset
    while bit + width <= leaf.bitOffset + leaf.bitCount {
      let code = UInt8(truncatingIfNeeded: readBits(bytes, start: bit, count: width))
      character(AsterixText.scalar(code, leaf.content.kind))
      bit += width
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func unsigned(_ leaf: AsterixLeaf, bytes: [UInt8]) {
    if leaf.bitCount <= 64 {
      number(leaf.raw, isNegative: false)
    } else {
      let first = leaf.bitOffset >> 3
      hexadecimal(bytes[first..<min(bytes.count, first + leaf.bitCount >> 3)])
    }
  }
}

extension AsterixJSONWriter: AsterixVisitor {
  public mutating func beginParts(_ name: String) {
    key(name)
    output.append(UInt8(ascii: "{"))
    needsComma = false
  }

  public mutating func endParts() {
    output.append(UInt8(ascii: "}"))
    needsComma = true
  }

  public mutating func beginList(_ name: String) {
    key(name)
    output.append(UInt8(ascii: "["))
    needsComma = false
  }

  public mutating func endList() {
    output.append(UInt8(ascii: "]"))
    needsComma = true
  }

  public mutating func leaf(_ leaf: AsterixLeaf, bytes: [UInt8]) {
    key(leaf.name)
    switch leaf.content.kind {
    case .raw, .table, .commB: unsigned(leaf, bytes: bytes)
    case .ascii: string(leaf, width: 8, bytes: bytes)
    case .sixBit: string(leaf, width: 6, bytes: bytes)
    case .octal: string(leaf, width: 3, bytes: bytes)
    case .integer:
      if leaf.content.isSigned {
        number(leaf.integer.magnitude, isNegative: leaf.integer < 0)
      } else {
        unsigned(leaf, bytes: bytes)
      }
    case .quantity:
      if writesRawQuantities {
        unsigned(leaf, bytes: bytes)
      } else {
        output.append(contentsOf: leaf.content.physical(leaf.raw, bits: leaf.bitCount).description.utf8)
      }
    }
  }

  public mutating func opaque(_ name: String, bytes: ArraySlice<UInt8>) {
    beginParts(name)
    key("hex")
    hexadecimal(bytes)
    endParts()
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
