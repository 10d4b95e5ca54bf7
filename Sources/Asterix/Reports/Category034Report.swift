/// A monoradar service message (CAT034): north marks, sector crossings, status.
public struct Category034Report: Sendable {
  /// I034/000: what the message says; a number without a case here is in ``messageTypeNumber``.
  public enum MessageType: UInt8, Hashable, Sendable {
    case northMarker = 1
    case sectorCrossing, geographicalFiltering, jammingStrobe, solarStorm
    case ssrJammingStrobe, modeSJammingStrobe
  }

  /// I034/010.
  public var source: DataSource?
  /// I034/000.
  public var messageType: MessageType?
  public var messageTypeNumber: UInt8?
  /// I034/030: seconds since midnight UTC.
  public var timeOfDaySeconds: Double?
  /// I034/020: azimuth of the antenna, clockwise from the radar's north.
  public var sectorDegrees: Double?
  /// I034/041: time of one turn of the antenna.
  public var rotationPeriodSeconds: Double?
  /// I034/050.
  public var status: SystemStatus034?
  /// I034/120: height of the radar in metres. The item is a "3D position in WGS-84 co-ordinates", so above the
  /// ellipsoid; radars are known to send height above mean sea level, or zero, all the same.
  public var heightMetres: Double?
  /// I034/120: position of the radar.
  public var position: GeographicDegrees?
  /// I034/090: averaged range of primary less that of secondary detections, nautical miles.
  public var collimationRangeNauticalMiles: Double?
  /// I034/090: averaged azimuth of primary less that of secondary detections, degrees.
  public var collimationAzimuthDegrees: Double?

  /// Nil where the record is of another category.
  public init?(_ record: AsterixRecord, in datagram: DecodedDatagram) {
    guard let items = RecordItems(record, in: datagram, category: 34) else { return nil }
    source = items.source(10)
    if let at = items[0] {
      messageTypeNumber = items.uint8(at)
      messageType = MessageType(rawValue: items.uint8(at))
    }
    timeOfDaySeconds = items.timeOfDaySeconds(30)
    if let at = items[20] { sectorDegrees = Double(items.uint8(at)) * (360.0 / 256) }
    if let at = items[41] { rotationPeriodSeconds = Double(items.uint16(at)) / 128 }
    if let at = items[50] { status = SystemStatus034(items, at: at) }
    if let at = items[90] {
      collimationRangeNauticalMiles = items.int8(at) / 128
      collimationAzimuthDegrees = items.int8(at + 1) * (360.0 / 16384)
    }
    if let at = items[120] {
      heightMetres = items.int16(at)
      position = GeographicDegrees(
        latitudeDegrees: items.int24(at + 2) * (180.0 / 8_388_608),
        longitudeDegrees: items.int24(at + 5) * (180.0 / 8_388_608))
    }
  }
}

/// I034/050, system configuration and status.
public struct SystemStatus034: Hashable, Sendable {
  /// The status of one sensor of the radar: primary, secondary or Mode S.
  public struct Sensor: Hashable, Sendable {
    /// ANT: antenna 2 rather than 1.
    public var isAntenna2: Bool
    /// CH A/B: 0 none, 1 channel A only, 2 channel B only, 3 both or diversity.
    public var channels: UInt8
    /// OVL (OVL SUR): overload.
    public var isOverloaded: Bool
    /// MSC: the monitoring system is disconnected.
    public var isMonitoringDisconnected: Bool
  }

  /// COM NOGO: operational use of the system is inhibited.
  public var isInhibited: Bool?
  /// COM RDPC: chain 2 selected rather than 1.
  public var isChain2: Bool?
  /// COM RDPR: reset of the processing chain.
  public var isChainReset: Bool?
  /// COM OVL RDP: overload of the processor.
  public var isProcessorOverloaded: Bool?
  /// COM OVL XMT: overload of the transmission.
  public var isTransmissionOverloaded: Bool?
  /// COM MSC: the monitoring system is disconnected.
  public var isMonitoringDisconnected: Bool?
  /// COM TSV: the time source is invalid.
  public var isTimeSourceInvalid: Bool?
  public var primary: Sensor?
  public var secondary: Sensor?
  public var modeS: Sensor?

  init(_ items: RecordItems, at offset: Int) {
    var fields = items.subfields(at: offset)
    if let at = fields.next(1, size: 1) {
      isInhibited = items.flag(at, 8)
      isChain2 = items.flag(at, 7)
      isChainReset = items.flag(at, 6)
      isProcessorOverloaded = items.flag(at, 5)
      isTransmissionOverloaded = items.flag(at, 4)
      isMonitoringDisconnected = items.flag(at, 3)
      isTimeSourceInvalid = items.flag(at, 2)
    }
    primary = fields.next(4, size: 1).map { Sensor(items, at: $0) }
    secondary = fields.next(5, size: 1).map { Sensor(items, at: $0) }
    modeS = fields.next(6, size: 2).map { Sensor(items, at: $0) }
  }
}

extension SystemStatus034.Sensor {
  init(_ items: RecordItems, at offset: Int) {
    isAntenna2 = items.flag(offset, 8)
    channels = items.uint8(offset) >> 5 & 3
    isOverloaded = items.flag(offset, 5)
    isMonitoringDisconnected = items.flag(offset, 4)
  }
}
