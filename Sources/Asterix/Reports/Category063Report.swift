/// The status of one sensor as a surveillance data processing system sees it (CAT063).
public struct Category063Report: Sendable {
  /// I063/010: the system.
  public var source: DataSource?
  /// I063/015.
  public var serviceID: UInt8?
  /// I063/030: seconds since midnight UTC.
  public var timeOfDaySeconds: Double?
  /// I063/050: the sensor.
  public var sensor: DataSource?
  /// I063/060 CON: 0 operational, 1 degraded, 2 initialisation, 3 not connected.
  public var connection: UInt8?
  /// I063/060: the kinds of sensor that are out of order.
  public var isPrimaryInoperative: Bool?
  public var isSecondaryInoperative: Bool?
  public var isModeSInoperative: Bool?
  public var isADSBInoperative: Bool?
  public var isMultilaterationInoperative: Bool?
  /// I063/070: time stamping bias, seconds.
  public var timeBiasSeconds: Double?
  /// I063/080: range gain (dimensionless) and bias of the secondary radar.
  public var secondaryRangeGain: Double?
  public var secondaryRangeBiasNauticalMiles: Double?
  /// I063/081: azimuth bias of the secondary radar.
  public var secondaryAzimuthBiasDegrees: Double?
  /// I063/090: range gain and bias of the primary radar.
  public var primaryRangeGain: Double?
  public var primaryRangeBiasNauticalMiles: Double?
  /// I063/091: azimuth bias of the primary radar.
  public var primaryAzimuthBiasDegrees: Double?
  /// I063/092: elevation bias of the primary radar.
  public var primaryElevationBiasDegrees: Double?

  /// Nil where the record is of another category.
  public init?(_ record: AsterixRecord, in datagram: DecodedDatagram) {
    guard let items = RecordItems(record, in: datagram, category: 63) else { return nil }
    source = items.source(10)
    if let at = items[15] { serviceID = items.uint8(at) }
    timeOfDaySeconds = items.timeOfDaySeconds(30)
    sensor = items.source(50)
    if let at = items[60] {
      connection = items.uint8(at) >> 6
      isPrimaryInoperative = items.flag(at, 6)
      isSecondaryInoperative = items.flag(at, 5)
      isModeSInoperative = items.flag(at, 4)
      isADSBInoperative = items.flag(at, 3)
      isMultilaterationInoperative = items.flag(at, 2)
    }
    readBiases(items)
  }

  private mutating func readBiases(_ items: RecordItems) {
    if let at = items[70] { timeBiasSeconds = items.int16(at) / 1000 }
    if let at = items[80] {
      secondaryRangeGain = items.int16(at) / 100_000
      secondaryRangeBiasNauticalMiles = items.int16(at + 2) / 128
    }
    if let at = items[81] { secondaryAzimuthBiasDegrees = items.int16(at) * (360.0 / 65536) }
    if let at = items[90] {
      primaryRangeGain = items.int16(at) / 100_000
      primaryRangeBiasNauticalMiles = items.int16(at + 2) / 128
    }
    if let at = items[91] { primaryAzimuthBiasDegrees = items.int16(at) * (360.0 / 65536) }
    if let at = items[92] { primaryElevationBiasDegrees = items.int16(at) * (360.0 / 65536) }
  }
}
