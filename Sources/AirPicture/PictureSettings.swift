public import Geodesy
public import Surveillance

/// What operators set for the whole picture.
public struct PictureSettings: Hashable, Sendable {
  /// Local pressure setting; nil while none was entered.
  public var qnh: QNH?
  /// Below it, and with a QNH entered, levels are altitudes.
  public var transitionAltitude: QNHAltitude

  /// No QNH; transition altitude 5,000 ft.
  public init() {
    qnh = nil
    transitionAltitude = QNHAltitude(feet: 5000)
  }
}

extension PictureSettings: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(qnh?.hectopascals)
    writer.write(transitionAltitude.metres)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    qnh = try reader.optional(Double.self).map { QNH(hectopascals: $0) }
    transitionAltitude = QNHAltitude(metres: try reader.double())
  }
}
