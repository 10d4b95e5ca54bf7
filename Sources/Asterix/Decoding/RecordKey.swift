extension DecodedDatagram {
  /// The source of a record: its item 010; nil where it has none.
  public func source(of record: AsterixRecord) -> DataSource? {
    sourceRange(of: record).map { DataSource(sac: bytes[$0.lowerBound], sic: bytes[$0.lowerBound + 1]) }
  }

  /// The two octets of a record's source; nil where it has none.
  public func sourceRange(of record: AsterixRecord) -> Range<Int>? {
    range(ofField: 1, in: record).flatMap { $0.count == 2 ? $0 : nil }
  }

  /// The time of day of a record, seconds since midnight UTC, by the first item that carries one; nil where there is none.
  public func timeOfDaySeconds(of record: AsterixRecord) -> Double? {
    timeRange(of: record, after: 0).map { Double(readBits(bytes, start: $0.range.lowerBound * 8, count: 24)) / 128 }
  }

  /// The octets of every time of day of a record: items that are 24 bits of 1/128 s and nothing else.
  public func timeRanges(of record: AsterixRecord) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var next = 0
    while let (index, range) = timeRange(of: record, after: next) {
      ranges.append(range)
      next = index + 1
    }
    return ranges
  }

  /// The first time of day among the profile's `index`th and later ones.
  private func timeRange(of record: AsterixRecord, after index: Int) -> (index: Int, range: Range<Int>)? {
    guard let definition = generatedDefinition(record.category), Int(record.profile) < definition.timeFields.count
    else {
      return nil
    }
    let fields = definition.timeFields[Int(record.profile)]
    for place in index..<max(index, fields.count) {
      if let range = range(ofField: Int(fields[place]), in: record), range.count == 3 { return (place, range) }
    }
    return nil
  }
}
