public import Airspace
public import Surveillance

/// One input of the system, as the configuration names it.
public struct FeedDescription: Hashable, Sendable {
  public var number: FeedNumber
  /// What a person gave: a file name or an address.
  public var name: String

  /// Names a feed.
  public init(number: FeedNumber, name: String) {
    self.number = number
    self.name = name
  }
}

/// Where the console first looks.
public struct InitialView: Hashable, Sendable {
  public var latitudeDegrees: Double
  public var longitudeDegrees: Double
  public var rangeNauticalMiles: Double

  /// Looks at a place, so far around.
  public init(latitudeDegrees: Double, longitudeDegrees: Double, rangeNauticalMiles: Double) {
    self.latitudeDegrees = latitudeDegrees
    self.longitudeDegrees = longitudeDegrees
    self.rangeNauticalMiles = rangeNauticalMiles
  }
}

/// Everything about the engine that a person configures: the first entry of every log.
public struct EngineConfiguration: Hashable, Sendable {
  /// What the picture is of.
  public var title: String
  /// Whether the data is made for an exercise. Such data never stands on a page marked LIVE.
  public var isExercise: Bool
  /// What of the picture is made up; nil where nothing is.
  public var fictionalNote: String?
  public var initialView: InitialView?
  public var feeds: [FeedDescription]
  public var sensors: [SensorConfiguration]
  public var airspace: AirspaceModel

  /// Makes a configuration.
  public init(
    title: String, isExercise: Bool = false, fictionalNote: String? = nil, initialView: InitialView? = nil,
    feeds: [FeedDescription] = [], sensors: [SensorConfiguration] = [], airspace: AirspaceModel = AirspaceModel()
  ) {
    self.title = title
    self.isExercise = isExercise
    self.fictionalNote = fictionalNote
    self.initialView = initialView
    self.feeds = feeds
    self.sensors = sensors
    self.airspace = airspace
  }
}

extension EngineConfiguration: CanonicalCodable {
  private static var version: UInt16 { 1 }

  public func encode(to writer: inout CanonicalWriter) {
    writer.write(Self.version)
    writer.write(title)
    writer.write(isExercise)
    writer.write(fictionalNote)
    writer.write(initialView)
    writer.write(feeds)
    writer.write(sensors)
    writer.write(airspace)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    try reader.expectVersion(Self.version, of: "the engine's configuration")
    title = try reader.text()
    isExercise = try reader.bool()
    fictionalNote = try reader.optional()
    initialView = try reader.optional()
    feeds = try reader.list()
    sensors = try reader.list()
    airspace = try reader.value()
  }
}

extension InitialView: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(latitudeDegrees)
    writer.write(longitudeDegrees)
    writer.write(rangeNauticalMiles)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      latitudeDegrees: try reader.double(), longitudeDegrees: try reader.double(),
      rangeNauticalMiles: try reader.double())
  }
}

extension FeedDescription: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(number)
    writer.write(name)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(number: try reader.value(), name: try reader.text())
  }
}
