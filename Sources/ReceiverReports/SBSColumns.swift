import ModeS

/// The columns of one line; one that is missing is blank.
struct SBSColumns {
  private let fields: [ArraySlice<UInt8>]

  init(_ fields: [ArraySlice<UInt8>]) { self.fields = fields }

  /// What stands in a column, without white space at its ends.
  subscript(column: SBSColumn) -> ArraySlice<UInt8> {
    guard column.rawValue < fields.count else { return [] }
    var field = fields[column.rawValue]
    while let last = field.last, last <= 0x20 { field.removeLast() }
    while let first = field.first, first <= 0x20 { field.removeFirst() }
    return field
  }

  private func refusal(_ reason: SBSRefusal.Reason, _ column: SBSColumn) -> SBSRefusal {
    SBSRefusal(reason, column, found: self[column])
  }

  func transmissionType() throws(SBSRefusal) -> SBSMessageKind {
    let field = self[.transmissionType]
    guard field.count == 1, let digit = field.first, let kind = SBSMessageKind(rawValue: digit &- 0x30) else {
      throw refusal(.badTransmissionType, .transmissionType)
    }
    return kind
  }

  func address() throws(SBSRefusal) -> ReceiverAddress {
    guard let address = ReceiverAddress(characters: self[.address]) else { throw refusal(.badAddress, .address) }
    return address
  }

  /// Nil where either column is blank.
  func time(_ date: SBSColumn, _ time: SBSColumn) throws(SBSRefusal) -> Int64? {
    let day = self[date].isEmpty ? nil : SBSTime.day(self[date])
    if day == nil && !self[date].isEmpty { throw refusal(.badDate, date) }
    let timeOfDay = self[time].isEmpty ? nil : SBSTime.timeOfDay(self[time])
    if timeOfDay == nil && !self[time].isEmpty { throw refusal(.badTime, time) }
    guard let day, let timeOfDay else { return nil }
    return day * SBSTime.dayNanoseconds + timeOfDay
  }

  /// The time after the word START.
  func start() throws(SBSRefusal) -> Int64 {
    guard let start = SBSTime.start(self[.transmissionType]) else { throw refusal(.badTime, .transmissionType) }
    return start
  }

  /// Blank is no callsign; the flag says that there was something else that is none either.
  func callsign() -> (Callsign?, isUnreadable: Bool) {
    let field = self[.callsign]
    guard !field.isEmpty else { return (nil, false) }
    guard field.count <= 8, let callsign = Callsign(String(decoding: field, as: UTF8.self)) else { return (nil, true) }
    return (callsign, false)
  }

  func number(_ column: SBSColumn, _ range: ClosedRange<Double>) throws(SBSRefusal) -> Double? {
    try number(self[column], column, range)
  }

  private func number(
    _ field: ArraySlice<UInt8>, _ column: SBSColumn, _ range: ClosedRange<Double>
  ) throws(SBSRefusal) -> Double? {
    if field.isEmpty { return nil }
    guard let value = SBSNumber.value(field) else { throw refusal(.badNumber, column) }
    guard range.contains(value) else { throw refusal(.outOfRange, column) }
    return value
  }

  /// A whole number; an `H` after it says that it is geometric, not barometric (readsb with its option for that).
  func height(
    _ column: SBSColumn, _ range: ClosedRange<Double>
  ) throws(SBSRefusal) -> (value: Int32, isGeometric: Bool)? {
    let isGeometric = self[column].last == 0x48
    let field = isGeometric ? self[column].dropLast() : self[column]
    if isGeometric && field.isEmpty { throw refusal(.badNumber, column) }
    return try number(field, column, range).map { (Int32($0.rounded()), isGeometric) }
  }

  func position() throws(SBSRefusal) -> ReceiverReport.Position? {
    let latitude = try number(.latitude, ReceiverLimits.latitudeDegrees)
    let longitude = try number(.longitude, ReceiverLimits.longitudeDegrees)
    switch (latitude, longitude) {
    case (nil, nil): return nil
    case (let latitude?, let longitude?): return ReceiverLimits.position(latitude, longitude)
    case (nil, _): throw refusal(.halfAPosition, .latitude)
    case (_, nil): throw refusal(.halfAPosition, .longitude)
    }
  }

  /// Octal digits; leading zeros may be missing.
  func squawk() throws(SBSRefusal) -> ModeACode? {
    let field = self[.squawk]
    if field.isEmpty { return nil }
    guard field.count <= 4, field.allSatisfy({ (0x30...0x37).contains($0) }) else { throw refusal(.badSquawk, .squawk) }
    return ModeACode(field.reduce(0) { $0 &<< 3 | UInt16($1 &- 0x30) })
  }

  /// -1 is true, 0 false; 1 is true as well, but for the columns where some multilateration servers put numbers of
  /// their own (alert: how many receivers; emergency: the error in kilometres): `orCount` passes over numbers above 0.
  func flag(_ column: SBSColumn, orCount: Bool = false) throws(SBSRefusal) -> Bool? {
    let field = self[column]
    if field.isEmpty { return nil }
    guard let value = SBSNumber.value(field) else { throw refusal(.badFlag, column) }
    if value == 0 { return false }
    if value == -1 || value == 1 && !orCount { return true }
    guard orCount, value > 0 else { throw refusal(.badFlag, column) }
    return nil
  }
}
