internal import CZlib

/// Why a gzip stream was refused.
public enum GzipError: Error, Hashable, Sendable {
  /// The octets are no gzip stream, or damaged: what zlib says, and how many octets had been read before.
  case damaged(reason: String, offset: Int64)
  /// The stream ends in its middle.
  case truncated
}

extension GzipError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .damaged(let reason, let offset): "the gzip stream is damaged near octet \(offset): \(reason)"
    case .truncated: "the gzip stream ends in its middle: the file is not whole"
    }
  }
}

/// Gzip (RFC 1952) to plain octets, piece by piece: memory does not grow with the stream, whatever it inflates to.
///
/// Members that follow each other are one stream, as `gzip -d` takes them. Zeros after the last member are padding.
public final class GzipInflater {
  /// Octets handed out at once at most.
  public static let pieceSize = 1 << 16
  /// Above 15, the window's size asks zlib for a gzip header and nothing else.
  private static let gzipWindowBits: Int32 = 15 + 16

  // zlib keeps the address of this structure, so it must not move: it is allocated, not a stored value.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isWithinMember = false
  private var hasEnded = false
  private var taken: Int64 = 0

  /// Makes an inflater at the beginning of a stream.
  public init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, Self.gzipWindowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib of the version this program was built with starts unless memory is out")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Takes octets and hands out what they inflate to, in pieces of at most ``pieceSize`` octets.
  public func inflate(_ octets: [UInt8], deliver: (ArraySlice<UInt8>) throws -> Void) throws {
    var place = 0
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    // A full piece may leave more behind, even when every octet was read.
    var mayHoldMore = false
    while place < octets.count || mayHoldMore, !hasEnded {
      guard isWithinMember || begin(with: octets[place]) else { return }
      let step = try advance(octets, from: place, into: &piece)
      place += step.read
      mayHoldMore = isWithinMember && step.written == piece.count
      if step.written > 0 { try deliver(piece[..<step.written]) }
    }
  }

  /// What follows a member is another one, or padding.
  private func begin(with octet: UInt8) -> Bool {
    if taken > 0, octet == 0 {
      hasEnded = true
      return false
    }
    isWithinMember = true
    inflateReset(stream)
    return true
  }

  /// Says that no more octets come.
  public func finish() throws(GzipError) {
    if isWithinMember || taken == 0 { throw .truncated }
  }

  private func advance(
    _ octets: [UInt8], from place: Int, into piece: inout [UInt8]
  ) throws(GzipError) -> (read: Int, written: Int) {
    let offered = min(octets.count - place, 1 << 24)
    let room = piece.count
    let status = octets.withUnsafeBufferPointer { source in
      piece.withUnsafeMutableBufferPointer { target in
        // zlib's interface of the C language lacks a const; it does not write to its input.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { $0 + place })
        stream.pointee.avail_in = UInt32(offered)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(room)
        return CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    let read = offered - Int(stream.pointee.avail_in)
    let written = room - Int(stream.pointee.avail_out)
    taken += Int64(read)
    switch status {
    case Z_STREAM_END:
      isWithinMember = false
    case Z_OK, Z_BUF_ERROR:
      // The second: nothing was left to do.
      break
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib's status \(status)"
      throw .damaged(reason: reason, offset: taken)
    }
    return (read, written)
  }
}
