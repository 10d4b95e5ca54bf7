/// Where one datagram lies among others, and where it came from.
public struct AsterixDatagramPlace: Hashable, Sendable {
  /// Its octets among those of the batch.
  public var byteRange: Range<Int> { Int(start)..<Int(end) }
  /// Where its first octet lies in the input.
  public let byteOffset: Int

  let start: Int32
  let end: Int32

  init(_ range: Range<Int>, byteOffset: Int) {
    start = Int32(truncatingIfNeeded: range.lowerBound)
    end = Int32(truncatingIfNeeded: range.upperBound)
    self.byteOffset = byteOffset
  }
}

/// Datagrams end to end, decoded in one go: a decoder's set-up then costs once for all of them.
public struct AsterixBatch: Sendable {
  /// The octets a batch should have before it is decoded; one more datagram may exceed it.
  public static let octetsWanted = 1 << 15

  public private(set) var bytes: [UInt8] = []
  public private(set) var datagrams: [AsterixDatagramPlace] = []

  /// - Parameter octetsReserved: Storage set aside at once.
  public init(octetsReserved: Int = octetsWanted + (1 << 16)) { bytes.reserveCapacity(octetsReserved) }

  public var isEmpty: Bool { datagrams.isEmpty }

  /// Adds a datagram; one larger than ``AsterixDecoder/datagramBytesMax`` is cut there, which the decoder then reports.
  /// - Parameter byteOffset: Where it lies in its input.
  public mutating func append(_ datagram: Span<UInt8>, byteOffset: Int) {
    let start = bytes.count
    let count = min(datagram.count, AsterixDecoder.datagramBytesMax + 1)
    bytes.append(addingCapacity: count) { output in
      for place in 0..<count { output.append(datagram[place]) }
    }
    datagrams.append(AsterixDatagramPlace(start..<start + count, byteOffset: byteOffset))
  }

  /// Forgets the datagrams and keeps the storage.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    datagrams.removeAll(keepingCapacity: true)
  }
}
