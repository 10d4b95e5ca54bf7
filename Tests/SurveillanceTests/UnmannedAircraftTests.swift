import Surveillance
import Testing

@Suite struct UnmannedAircraftTests {
  private func statement(_ serial: String?, by transmitter: UInt64 = 0) -> UnmannedAircraft {
    var statement = UnmannedAircraft(transmitter: transmitter)
    statement.identifier = serial.flatMap { UnmannedIdentifier(.serialNumber, text: $0) }
    return statement
  }

  @Test func namesDecideElseTransmittersDo() {
    #expect(statement("A", by: 1).relation(to: statement("A", by: 2)) == .same)
    #expect(statement("A", by: 1).relation(to: statement("B", by: 1)) == .other)
    #expect(statement("A", by: 1).relation(to: statement(nil, by: 1)) == .same)
    #expect(statement("A", by: 1).relation(to: statement(nil, by: 2)) == .other)
    #expect(statement("A", by: 1).relation(to: statement(nil)) == .undecided)
    #expect(statement(nil).relation(to: statement(nil)) == .undecided)
    var session = statement(nil, by: 1)
    session.identifier = UnmannedIdentifier(.session, octets: [1, 2])
    #expect(session.relation(to: statement("A", by: 1)) == .same)
    #expect(session.relation(to: statement("A", by: 2)) == .other)
    session.transmitter = 0
    #expect(session.relation(to: statement("A", by: 2)) == .other)
  }

  @Test func laterStatementsAddToFormerOnesButStatusIsOnlyTheLatest() {
    var known = statement("A", by: 1)
    known.kind = .glider
    known.status = .emergency
    known.operatorIdentifier = ShortText("OP1")
    var newer = statement(nil, by: 1)
    newer.selfDescription = ShortText("Survey")
    known.merge(newer)
    #expect(known.identifier?.description == "A" && known.kind == .glider && known.status == nil)
    #expect(known.operatorIdentifier?.description == "OP1" && known.selfDescription?.description == "Survey")
    known.merge(statement("B", by: 1))
    #expect(known == statement("B", by: 1))
  }

  @Test func aircraftDataTakesOverAndKeepsTheStatement() {
    var data = AircraftData()
    var newer = AircraftData()
    newer.unmanned = statement("A", by: 1)
    data.merge(newer)
    #expect(data.unmanned == newer.unmanned)
    data.merge(AircraftData())
    #expect(data.unmanned == newer.unmanned)
  }

  @Test(
    arguments: [
      (UnmannedIdentifier.Kind.serialNumber, Array("1581F4XFC229400A1B2C".utf8), "1581F4XFC229400A1B2C"),
      (.serialNumber, Array("ABC".utf8) + [0, 0, 0x41], "ABC"), (.registration, Array("D-X  ".utf8), "D-X"),
      (.serialNumber, [0x41, 0x07], "4107"), (.session, [1, 0x20, 0x01, 0x00, 0x3F, 0, 0], "1:2001003f"),
      (
        .trafficManagement,
        [0x12, 0x3E, 0x45, 0x67, 0xE8, 0x9B, 0x12, 0xD3, 0xA4, 0x56, 0x42, 0x66, 0x14, 0x17, 0x40, 0],
        "123e4567-e89b-12d3-a456-426614174000"
      ),
    ] as [(UnmannedIdentifier.Kind, [UInt8], String)])
  func identifiersReadAsPeopleWriteThem(kind: UnmannedIdentifier.Kind, octets: [UInt8], text: String) throws {
    let identifier = try #require(UnmannedIdentifier(kind, octets: octets))
    #expect(identifier.description == text && identifier.octets.count == 20)
    #expect(UnmannedIdentifier(kind, octets: identifier.octets) == identifier)
  }

  @Test func whatNamesNothingIsNoIdentifier() {
    #expect(UnmannedIdentifier(.serialNumber, text: "") == nil)
    #expect(UnmannedIdentifier(.registration, text: "   ") == nil)
    #expect(UnmannedIdentifier(.session, octets: [UInt8](repeating: 0, count: 20)) == nil)
    #expect(UnmannedIdentifier(.serialNumber, text: "123456789012345678901") == nil)
  }

  @Test func shortTextIsPrintableAndAtMost24Characters() throws {
    #expect(ShortText("Survey of a roof   ")?.description == "Survey of a roof")
    #expect(ShortText(ascii: [0x41, 0x07, 0x42, 0, 0x43])?.description == "A?B")
    #expect(ShortText("123456789012345678901234")?.description == "123456789012345678901234")
    #expect(ShortText("1234567890123456789012345") == nil && ShortText("") == nil && ShortText("  ") == nil)
  }

  @Test func bytesThatNoEncoderWritesAreRefused() {
    for bytes in [
      [UInt8](repeating: 0, count: 24), [UInt8](repeating: 0x80, count: 24),
      [0x41] + [UInt8](repeating: 0, count: 22) + [0x41],
    ] {
      var reader = CanonicalReader(bytes)
      #expect(throws: CanonicalDecodingError.self) { try reader.value(ShortText.self) }
    }
    var reader = CanonicalReader([1] + [UInt8](repeating: 0x20, count: 20))
    #expect(throws: CanonicalDecodingError.self) { try reader.value(UnmannedIdentifier.self) }
  }
}
