/// Data blocks.
public enum AsterixBlock {
  /// The records of one category as data blocks: one where they fit, more where they exceed `maximumBytes`.
  /// - Parameter maximumBytes: The largest block, its three header octets included. A record too large for it gets a
  ///   block of its own; one that no block can hold (65,532 octets) is left out.
  public static func encode(category: UInt8, records: [[UInt8]], maximumBytes: Int = 65535) -> [UInt8] {
    var output: [UInt8] = []
    var body: [UInt8] = []
    func close() {
      guard !body.isEmpty else { return }
      let length = body.count + 3
      output += [category, UInt8(length >> 8), UInt8(length & 0xFF)]
      output += body
      body.removeAll(keepingCapacity: true)
    }
    for record in records where !record.isEmpty && record.count <= 65532 {
      if body.count + record.count + 3 > min(maximumBytes, 65535) { close() }
      body += record
    }
    close()
    return output
  }
}
