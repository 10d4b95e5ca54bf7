import Testing

@testable import RemoteID

@Suite struct PackTests {
  private func identified(_ identifier: String) throws -> RemoteIDMessage {
    .basicID(
      try #require(RemoteIDBasicID(idType: .serialNumber, aircraftType: .hybridLift, identifier: identifier)))
  }

  private func reason(_ octets: [UInt8]) -> RemoteIDError? {
    do throws(RemoteIDError) {
      _ = try RemoteIDMessage(octets)
      return nil
    } catch {
      return error
    }
  }

  @Test func refusalsSayWhatAndWhere() throws {
    let message = try identified("A").encoded()
    #expect(reason([]) == RemoteIDError(.wrongLength(octets: 0, expected: 25), octet: 0))
    #expect(reason(message.dropLast()) == RemoteIDError(.wrongLength(octets: 24, expected: 25), octet: 24))
    #expect(reason(message + [0]) == RemoteIDError(.wrongLength(octets: 26, expected: 25), octet: 25))
    #expect(reason([0xF2]) == RemoteIDError(.wrongLength(octets: 1, expected: 3), octet: 1))
    #expect(reason([0xF2, 24, 1] + message) == RemoteIDError(.packMessageLength(24), octet: 1))
    #expect(reason([0xF2, 25, 0]) == RemoteIDError(.packCount(0), octet: 2))
    #expect(reason([0xF2, 25, 10] + message) == RemoteIDError(.packCount(10), octet: 2))
    #expect(reason([0xF2, 25, 2] + message) == RemoteIDError(.wrongLength(octets: 28, expected: 53), octet: 28))
    #expect(reason([0xF2, 25, 1] + message + [0]) == RemoteIDError(.wrongLength(octets: 29, expected: 28), octet: 28))
    var page = [UInt8](repeating: 0, count: 25)
    page[0] = 0x22
    page[2] = 16
    #expect(reason(page) == RemoteIDError(.authenticationLastPage(16), octet: 2))
    page[2] = 1
    page[3] = 41
    #expect(reason(page) == RemoteIDError(.authenticationLength(41, capacity: 40), octet: 3))
    #expect(reason(page)?.description == "octet 3: 41 octets of authentication in pages that carry 40")
  }

  @Test func aBadMessageIsRefusedAloneAndItsNeighboursKept() throws {
    let first = try identified("FIRST")
    let last = try identified("LAST")
    let nested = [0xF2, 25, 1] + [UInt8](repeating: 9, count: 22)
    let octets = [0xF1, 25, 3] + first.encoded() + nested + last.encoded()
    let message = try RemoteIDMessage(octets)
    guard case .pack(let pack) = message else {
      Issue.record("no pack")
      return
    }
    #expect(pack.messages == [first, last] && pack.elements.count == 3 && pack.version == .asdStan4709)
    guard case .refused(let refused, let error) = pack.elements[1] else {
      Issue.record("not refused")
      return
    }
    #expect(refused.bytes == nested && error == RemoteIDError(.nestedPack, octet: 28))
    #expect(message.encoded() == octets)
    #expect(RemoteIDPack(messages: [message]) == nil && RemoteIDPack(messages: []) == nil)
    #expect(RemoteIDPack(messages: Array(repeating: first, count: 10)) == nil)
    let nine = try #require(RemoteIDPack(messages: Array(repeating: first, count: 9)))
    #expect(try RemoteIDMessage(RemoteIDMessage.pack(nine).encoded()) == .pack(nine))
  }

  @Test func reservedTypesAreKept() throws {
    let octets = [0x97] + (1...24).map { UInt8($0) }
    let message = try RemoteIDMessage(octets)
    guard case .reserved(let type, let kept) = message else {
      Issue.record("not reserved")
      return
    }
    #expect(type == 9 && kept.bytes == octets && message.encoded() == octets && message.version.rawValue == 7)
    #expect(RemoteIDMessage.reserved(type: 6, octets: kept).encoded().first == 0x67)
  }
}
