/// The status of a surveillance data processing system's service (CAT065).
public struct Category065Report: Sendable {
  /// I065/000.
  public enum MessageType: UInt8, Hashable, Sendable {
    case systemStatus = 1
    case endOfBatch, serviceStatus
  }

  /// I065/010.
  public var source: DataSource?
  /// I065/000.
  public var messageType: MessageType?
  /// I065/015.
  public var serviceID: UInt8?
  /// I065/030: seconds since midnight UTC.
  public var timeOfDaySeconds: Double?
  /// I065/020: number of the batch.
  public var batchNumber: UInt8?
  /// I065/040 NOGO: 0 operational, 1 degraded, 2 not connected, 3 unknown.
  public var systemStatus: UInt8?
  /// I065/040 OVL.
  public var isOverloaded: Bool?
  /// I065/040 TSV.
  public var isTimeSourceInvalid: Bool?
  /// I065/040 PSS: the selected processor, 1 to 3; 0 not applicable.
  public var selectedProcessor: UInt8?
  /// I065/050: service status report.
  public var serviceStatus: UInt8?

  /// Nil where the record is of another category.
  public init?(_ record: AsterixRecord, in datagram: DecodedDatagram) {
    guard let items = RecordItems(record, in: datagram, category: 65) else { return nil }
    source = items.source(10)
    if let at = items[0] { messageType = MessageType(rawValue: items.uint8(at)) }
    if let at = items[15] { serviceID = items.uint8(at) }
    timeOfDaySeconds = items.timeOfDaySeconds(30)
    if let at = items[20] { batchNumber = items.uint8(at) }
    if let at = items[40] {
      systemStatus = items.uint8(at) >> 6
      isOverloaded = items.flag(at, 6)
      isTimeSourceInvalid = items.flag(at, 5)
      selectedProcessor = items.uint8(at) >> 3 & 3
    }
    if let at = items[50] { serviceStatus = items.uint8(at) }
  }
}
