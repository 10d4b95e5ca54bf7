/// Another system's track of the same aircraft.
public struct OtherSystemTrack: Hashable, Sendable, CanonicalCodable {
  public var sensor: SensorNumber
  /// The number the other system gives it.
  public var localTrackNumber: UInt16

  /// Names a track of another system.
  public init(sensor: SensorNumber, localTrackNumber: UInt16) {
    self.sensor = sensor
    self.localTrackNumber = localTrackNumber
  }

  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(localTrackNumber)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(sensor: try reader.value(), localTrackNumber: try reader.integer())
  }
}
