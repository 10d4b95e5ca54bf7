import Geodesy
import Surveillance
import Testing

@Suite struct CanonicalBytesTests {
  @Test func integersAreLittleEndianAndTextAndListsCounted() {
    var writer = CanonicalWriter()
    writer.write(UInt16(0x1234))
    writer.write(Int64(-2))
    writer.write(true)
    writer.write("é")
    writer.write([UInt16(1), 2])
    writer.write(UInt8?.none)
    writer.write(UInt8?(7))
    #expect(
      writer.bytes == [0x34, 0x12, 0xFE, 255, 255, 255, 255, 255, 255, 255, 1, 2, 0, 0, 0, 0xC3, 0xA9]
        + [2, 0, 0, 0, 1, 0, 2, 0, 0, 1, 7])
  }

  @Test func floatingPointKeepsEveryBit() throws {
    for value in [0.0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .nan, 0.1] {
      var writer = CanonicalWriter()
      writer.write(value)
      var reader = CanonicalReader(writer.bytes)
      #expect(try reader.double().bitPattern == value.bitPattern)
    }
  }

  @Test func everyReportReadsBackAsItWas() throws {
    var numbers = SeededNumbers(seed: 4)
    for _ in 0..<300 { try expectRoundTrip(SensorReport.any(&numbers)) }
  }

  @Test func everyTrackReadsBackAsItWas() throws {
    var numbers = SeededNumbers(seed: 5)
    for _ in 0..<300 { try expectRoundTrip(SystemTrack.any(&numbers)) }
  }

  @Test func everyAlertSensorAndSiteMonitorReadsBackAsItWas() throws {
    var numbers = SeededNumbers(seed: 6)
    for _ in 0..<200 {
      try expectRoundTrip(Alert.any(&numbers))
      try expectRoundTrip(SensorConfiguration.any(&numbers))
      try expectRoundTrip(SiteMonitor.any(&numbers))
    }
  }

  /// Logs written before sensors had anything to say of coverage and site monitors end each with one octet of marks.
  @Test func aSensorOfAnOlderLogIsReadAndWrittenAsItWas() throws {
    let sensor = SensorConfiguration(
      id: .asterix(sac: 20, sic: 129), name: "Å", range: .metres(1), fusesTracks: true, isFictional: true)
    let bytes: [UInt8] =
      [129, 20, 0, 0, 2, 0, 0, 0, 0xC3, 0x85, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]
      + [UInt8](repeating: 0, count: 17) + [3]
    var reader = CanonicalReader(bytes)
    #expect(try reader.value(SensorConfiguration.self) == sensor)
    #expect(reader.isAtEnd)
    var writer = CanonicalWriter()
    writer.write(sensor)
    #expect(writer.bytes == bytes)
  }

  @Test func everyTruncationIsRefused() {
    var numbers = SeededNumbers(seed: 7)
    for _ in 0..<10 {
      expectEveryTruncationRefused(SensorReport.any(&numbers))
      expectEveryTruncationRefused(SystemTrack.any(&numbers))
      expectEveryTruncationRefused(Alert.any(&numbers))
      expectEveryTruncationRefused(SensorConfiguration.any(&numbers))
    }
  }

  @Test func bytesAtRandomAreReadOrRefusedButNeverTrap() {
    var numbers = SeededNumbers(seed: 8)
    for _ in 0..<5000 {
      let count = Int.random(in: 0...300, using: &numbers)
      // Small octets make presence marks and counts that lead further in.
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next() % (numbers.next() & 1 == 0 ? 3 : 256))
      }
      readAndDrop(SensorReport.self, bytes)
      readAndDrop(SystemTrack.self, bytes)
      readAndDrop(Alert.self, bytes)
      readAndDrop(SensorConfiguration.self, bytes)
    }
  }

  @Test(arguments: 2...255 as ClosedRange<UInt8>)
  func truthValuesOtherThan0And1AreRefused(octet: UInt8) {
    expectInvalid([octet]) { reader throws(CanonicalDecodingError) in _ = try reader.bool() }
    expectInvalid([octet, 0]) { reader throws(CanonicalDecodingError) in _ = try reader.optional(UInt8.self) }
  }

  @Test(arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]])
  func textThatIsNotUTF8IsRefused(octets: [UInt8]) {
    var writer = CanonicalWriter()
    writer.write(octets)
    expectInvalid(writer.bytes) { reader throws(CanonicalDecodingError) in _ = try reader.text() }
  }

  @Test func listsLongerThanTheBytesAreRefused() {
    for count in [2, 0x10000, UInt32.max] {
      var writer = CanonicalWriter()
      writer.write(count)
      writer.write(UInt8(0))
      expectInvalid(writer.bytes) { reader throws(CanonicalDecodingError) in _ = try reader.list(of: UInt8.self) }
    }
  }

  @Test func textLongerThanTheBytesIsRefused() {
    var reader = CanonicalReader([0xFF, 0xFF, 0xFF, 0xFF, 0x41])
    #expect(throws: CanonicalDecodingError.truncated(offset: 4)) { try reader.text() }
  }

  @Test func valuesThatNothingHasAreRefused() {
    expectInvalid([6]) { reader throws(CanonicalDecodingError) in _ = try reader.value(FlightStatus.self) }
    expectInvalid([0]) { reader throws(CanonicalDecodingError) in _ = try reader.value(EmergencyState.self) }
    expectInvalid([0, 0x10]) { reader throws(CanonicalDecodingError) in _ = try reader.value(Mode3ACode.self) }
    expectInvalid([0, 0, 0, 1]) { reader throws(CanonicalDecodingError) in _ = try reader.value(ModeSAddress.self) }
    expectInvalid([0, 0, 2, 0]) { reader throws(CanonicalDecodingError) in _ = try reader.value(SensorID.self) }
    expectInvalid([UInt8](repeating: 0x20, count: 8)) { reader throws(CanonicalDecodingError) in
      _ = try reader.value(Callsign.self)
    }
  }

  @Test func anotherVersionIsRefusedInASentence() {
    var reader = CanonicalReader([2, 0])
    let refusal = #expect(throws: CanonicalDecodingError.self) { try reader.expectVersion(1, of: "the thing") }
    #expect(refusal?.description == "the thing has version 2 and this program reads version 1")
  }
}

private func bytes(of value: some CanonicalCodable) -> [UInt8] {
  var writer = CanonicalWriter()
  writer.write(value)
  return writer.bytes
}

/// Compared by bytes, since a number that is none equals nothing.
private func expectRoundTrip<Value: CanonicalCodable>(_ value: Value) throws {
  let written = bytes(of: value)
  var reader = CanonicalReader(written)
  let read: Value = try reader.value()
  #expect(reader.isAtEnd)
  #expect(bytes(of: read) == written)
}

private func expectEveryTruncationRefused<Value: CanonicalCodable>(_ value: Value) {
  let written = bytes(of: value)
  for count in 0..<written.count {
    var reader = CanonicalReader(Array(written.prefix(count)))
    if (try? reader.value(Value.self)) != nil { Issue.record("\(count) of \(written.count) octets were read") }
  }
}

private func expectInvalid(
  _ bytes: [UInt8], _ read: (inout CanonicalReader) throws(CanonicalDecodingError) -> Void,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var reader = CanonicalReader(bytes)
  do {
    try read(&reader)
    Issue.record("was read", sourceLocation: sourceLocation)
  } catch {
    guard case .invalid(let offset, _) = error else {
      Issue.record("\(error)", sourceLocation: sourceLocation)
      return
    }
    #expect(offset == 0, sourceLocation: sourceLocation)
  }
}

private func readAndDrop<Value: CanonicalCodable>(_ type: Value.Type, _ bytes: [UInt8]) {
  var reader = CanonicalReader(bytes)
  guard let value = try? reader.value(type) else { return }
  var writer = CanonicalWriter()
  writer.write(value)
  #expect(writer.bytes == Array(bytes.prefix(reader.offset)))
}
