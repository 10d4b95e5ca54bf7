public import Geodesy

/// A fixed transponder (site monitor, PARROT) whose surveyed place tells a radar what it measures wrong.
public struct KnownTransponder: Hashable, Sendable {
  /// Its 24-bit address; nil where it answers Mode A/C alone.
  public var modeSAddress: ModeSAddress?
  /// Its Mode 3/A code; nil where the address tells it.
  public var mode3A: Mode3ACode?
  /// WGS-84, with its ellipsoidal height.
  public var position: GeodeticPosition

  /// Makes a transponder; one with neither address nor code is never recognised.
  public init(modeSAddress: ModeSAddress? = nil, mode3A: Mode3ACode? = nil, position: GeodeticPosition) {
    self.modeSAddress = modeSAddress
    self.mode3A = mode3A
    self.position = position
  }
}

extension KnownTransponder: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(modeSAddress)
    writer.write(mode3A)
    writer.write(position)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      modeSAddress: try reader.optional(), mode3A: try reader.optional(), position: try reader.value())
  }
}
