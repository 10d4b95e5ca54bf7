/// What a sensor can see at all, as far as a person knows it: what is not given does not limit it.
public struct CoverageLimits: Hashable, Sendable {
  /// Beyond this slant range it shows nothing (instrumented range).
  public var greatestRangeMetres: Double?
  /// Its beam's lower and upper edge above the antenna's horizon; above the upper one is the cone of silence.
  public var leastElevationRadians: Double?
  public var greatestElevationRadians: Double?
  /// Where it does not transmit, or suppresses all plots.
  public var blankedSectors: [AzimuthSector]

  /// Makes limits; none where nothing is given.
  public init(
    greatestRangeMetres: Double? = nil, leastElevationRadians: Double? = nil,
    greatestElevationRadians: Double? = nil, blankedSectors: [AzimuthSector] = []
  ) {
    self.greatestRangeMetres = greatestRangeMetres
    self.leastElevationRadians = leastElevationRadians
    self.greatestElevationRadians = greatestElevationRadians
    self.blankedSectors = blankedSectors
  }
}

/// A sector of azimuths, clockwise from one to the other; it may hold north.
public struct AzimuthSector: Hashable, Sendable {
  /// From true north, 0 ..< 2π.
  public var fromRadians: Double
  public var toRadians: Double

  /// Makes a sector.
  public init(fromRadians: Double, toRadians: Double) {
    self.fromRadians = fromRadians
    self.toRadians = toRadians
  }

  /// Whether an azimuth, 0 ..< 2π, lies in it.
  public func contains(_ azimuthRadians: Double) -> Bool {
    if fromRadians <= toRadians { return azimuthRadians >= fromRadians && azimuthRadians <= toRadians }
    return azimuthRadians >= fromRadians || azimuthRadians <= toRadians
  }
}

extension CoverageLimits: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(greatestRangeMetres)
    writer.write(leastElevationRadians)
    writer.write(greatestElevationRadians)
    writer.write(blankedSectors)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      greatestRangeMetres: try reader.optional(), leastElevationRadians: try reader.optional(),
      greatestElevationRadians: try reader.optional(), blankedSectors: try reader.list())
  }
}

extension AzimuthSector: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(fromRadians)
    writer.write(toRadians)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(fromRadians: try reader.double(), toRadians: try reader.double())
  }
}
