/// Reads datagrams: one to many data blocks, each with the records of one category.
///
/// Total: any bytes give records, opaque blocks and refusals. A record that cannot be read costs the rest of its block,
/// since nothing says where the next record begins; reading goes on with the next block.
public struct AsterixDecoder: Sendable {
  /// The largest datagram taken, in octets: larger inputs are files and need a ``FramingReader``.
  public static let datagramBytesMax = 1 << 24

  private let editions: EditionSelection

  public init(editions: EditionSelection = .newest) { self.editions = editions }

  /// Decodes one datagram into `result`, replacing what it held. Never throws: see ``DecodedDatagram/refusals``.
  public mutating func decode(_ datagram: [UInt8], into result: inout DecodedDatagram) {
    result.begin(datagram, [AsterixDatagramPlace(datagram.indices, byteOffset: 0)])
    decode(datagram.span, into: &result)
  }

  /// Decodes the datagrams of a batch into `result`, replacing what it held.
  public mutating func decode(_ batch: AsterixBatch, into result: inout DecodedDatagram) {
    result.begin(batch.bytes, batch.datagrams)
    decode(batch.bytes.span, into: &result)
  }

  private func decode(_ bytes: Span<UInt8>, into result: inout DecodedDatagram) {
    var cursor = BlockCursor(result.datagrams)
    while let block = nextBlock(&cursor, bytes, into: &result) {
      let category = bytes[block.lowerBound]
      if let definition = generatedDefinition(category) {
        decodeBlocks(definition, first: block, &cursor, bytes, into: &result)
      } else {
        result.opaqueBlocks.append(
          AsterixOpaqueBlock(
            category: category, datagramIndex: Int32(cursor.datagram), blockIndex: cursor.blockIndex,
            start: Int32(block.lowerBound), end: Int32(block.upperBound)))
        cursor.pass(block)
        result.blockCount += 1
      }
    }
  }

  /// The block at the cursor, which is moved past datagrams that have none left; nil at the end.
  private func nextBlock(
    _ cursor: inout BlockCursor, _ bytes: Span<UInt8>, into result: inout DecodedDatagram
  ) -> Range<Int>? {
    while cursor.datagram < result.datagrams.count {
      if cursor.offset < cursor.end, let block = blockHere(cursor, bytes, into: &result) { return block }
      cursor.nextDatagram(result.datagrams)
    }
    return nil
  }

  @inline(__always)
  private func blockHere(
    _ cursor: BlockCursor, _ bytes: Span<UInt8>, into result: inout DecodedDatagram
  ) -> Range<Int>? {
    let start = cursor.offset
    let remaining = cursor.end &- start
    guard cursor.datagramBytes <= Self.datagramBytesMax else {
      let failure = ScanFailure(
        kind: .datagramTooLarge, offset: start, expected: Self.datagramBytesMax, found: cursor.datagramBytes)
      result.refuse(failure, in: start..<cursor.end, cursor)
      return nil
    }
    guard remaining >= 3 else {
      refuseRest(bytes, cursor, .blockTruncated, expected: 3, found: remaining, into: &result)
      return nil
    }
    let length = Int(bytes[start &+ 1]) &<< 8 | Int(bytes[start &+ 2])
    guard length >= 3 else {
      refuseRest(bytes, cursor, .blockLengthInvalid, expected: 3, found: length, into: &result)
      return nil
    }
    guard length <= remaining else {
      refuseRest(bytes, cursor, .blockTruncated, expected: length, found: remaining, into: &result)
      return nil
    }
    return start..<start &+ length
  }

  /// Gives up the rest of the datagram: trailing octets where good blocks came before, a bad block otherwise.
  private func refuseRest(
    _ bytes: Span<UInt8>, _ cursor: BlockCursor, _ kind: AsterixRefusal.Kind, expected: Int, found: Int,
    into result: inout DecodedDatagram
  ) {
    let rest = cursor.offset..<cursor.end
    // A known category with a length that wants more is a block cut short; anything else after good blocks is a trailer.
    let category = bytes[cursor.offset]
    let isBlock = kind == .blockTruncated && rest.count >= 3 && generatedDefinition(category) != nil
    if cursor.blockIndex > 0 && !isBlock {
      result.refuse(
        ScanFailure(kind: .trailingBytes, offset: cursor.offset, expected: 0, found: rest.count), in: rest, cursor)
    } else {
      result.refuse(
        ScanFailure(kind: kind, offset: cursor.offset, expected: expected, found: found), in: rest, cursor,
        category: category)
    }
  }

  /// Decodes blocks as long as they are of one category.
  private func decodeBlocks(
    _ definition: CategoryDefinition, first: Range<Int>, _ cursor: inout BlockCursor, _ bytes: Span<UInt8>,
    into result: inout DecodedDatagram
  ) {
    let nodes = definition.nodes
    let sizes = definition.sizes
    var scanner = RecordScanner(nodes: nodes.span, sizes: sizes.span, bytes: bytes, end: first.upperBound)
    var place = editions.place(category: definition.category, recordAt: first.lowerBound + 3, in: bytes)
    var edition = EditionLayout(definition, place: place)
    var block = first
    while true {
      scanner.moveEnd(to: block.upperBound)
      decodeRecords(scanner, edition, definition, block, cursor, into: &result)
      cursor.pass(block)
      result.blockCount += 1
      guard let next = nextBlock(&cursor, bytes, into: &result) else { return }
      guard bytes[next.lowerBound] == definition.category else { return }
      block = next
      guard editions.hasSourceChoices else { continue }
      place = editions.place(category: definition.category, recordAt: block.lowerBound + 3, in: bytes)
      if place != edition.place { edition = EditionLayout(definition, place: place) }
    }
  }

  @inline(__always)
  private func decodeRecords(
    _ scanner: borrowing RecordScanner, _ edition: EditionLayout, _ definition: CategoryDefinition,
    _ block: Range<Int>, _ cursor: BlockCursor, into result: inout DecodedDatagram
  ) {
    var offset = block.lowerBound &+ 3
    var recordIndex: Int32 = 0
    while offset < block.upperBound {
      let itemsBefore = result.itemOffsets.count
      do throws(ScanFailure) {
        let scan = try scanner.scanRecord(
          edition, definition, at: offset, offsets: &result.itemOffsets)
        result.records.append(
          AsterixRecord(
            category: definition.category, editionPlace: UInt8(truncatingIfNeeded: edition.place),
            profile: scan.profile, datagramIndex: Int32(truncatingIfNeeded: cursor.datagram),
            blockIndex: cursor.blockIndex, recordIndex: recordIndex, start: Int32(truncatingIfNeeded: offset),
            end: Int32(truncatingIfNeeded: scan.end), presence: scan.presence,
            firstItem: Int32(truncatingIfNeeded: itemsBefore)))
        offset = scan.end
        recordIndex &+= 1
      } catch {
        result.itemOffsets.removeLast(result.itemOffsets.count - itemsBefore)
        result.refuse(
          error, in: offset..<block.upperBound, cursor, category: definition.category, recordIndex: recordIndex,
          definition: definition, edition: definition.editions[edition.place].number)
        return
      }
    }
  }
}

/// Where decoding stands: a block of a datagram.
struct BlockCursor {
  private(set) var datagram = 0
  /// The next block's place, and where its datagram ends.
  private(set) var offset: Int
  private(set) var end: Int
  private(set) var start: Int
  /// The number of the next block in its datagram.
  private(set) var blockIndex: Int32 = 0

  init(_ datagrams: [AsterixDatagramPlace]) {
    start = Int(datagrams.first?.start ?? 0)
    offset = start
    end = Int(datagrams.first?.end ?? 0)
  }

  var datagramBytes: Int { end &- start }

  mutating func pass(_ block: Range<Int>) {
    offset = block.upperBound
    blockIndex &+= 1
  }

  mutating func nextDatagram(_ datagrams: [AsterixDatagramPlace]) {
    datagram &+= 1
    blockIndex = 0
    guard datagram < datagrams.count else { return }
    start = Int(datagrams[datagram].start)
    offset = start
    end = Int(datagrams[datagram].end)
  }
}

extension DecodedDatagram {
  mutating func refuse(
    _ failure: ScanFailure, in range: Range<Int>, _ cursor: BlockCursor, category: UInt8 = 0,
    recordIndex: Int32? = nil, definition: CategoryDefinition? = nil, edition: AsterixEdition? = nil
  ) {
    let names = failure.path.reversed().map { definition?.texts[Int($0)] ?? "" }
    refusals.append(
      AsterixRefusal(
        kind: failure.kind, category: category, edition: edition, datagramIndex: Int32(cursor.datagram),
        blockIndex: cursor.blockIndex, recordIndex: recordIndex, itemPath: names.joined(separator: "/"),
        byteOffset: failure.offset, byteRange: range, expected: failure.expected, found: failure.found,
        datagramStart: cursor.start))
  }
}
