import Surveillance

extension RegistrationFilter.Entry: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(published)
    writer.write(detector)
    writer.write(driftTime)
    writer.write(lastOwnPair)
    writer.write(lastRadarPair)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      published: try reader.value(), detector: try reader.value(), driftTime: try reader.value(),
      lastOwnPair: try reader.value(), lastRadarPair: try reader.value())
  }
}

extension RegistrationFilter: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(entries)
    writer.write(values)
    writer.write(covariance)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let entries: [Entry] = try reader.list()
    values = try reader.list()
    covariance = try reader.list()
    for entry in entries {
      guard self.entry(of: entry.published.sensor) == nil else {
        throw .invalid(offset: start, what: "list of registered radars")
      }
      add(entry)
    }
    guard values.count == 1 + 3 * entries.count, covariance.count == values.count * (values.count + 1) / 2 else {
      throw .invalid(offset: start, what: "joint registration")
    }
  }
}
