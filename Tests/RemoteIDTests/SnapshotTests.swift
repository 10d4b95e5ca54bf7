import Testing

@testable import RemoteID
import TestSupport

@Suite struct SnapshotTests {
  /// A transmitter that has sent every kind of message, and part of a second authentication.
  private func busyState() throws -> RemoteIDState {
    var state = RemoteIDState()
    var messages: [RemoteIDMessage] = [
      .basicID(try #require(RemoteIDBasicID(idType: .session, aircraftType: .glider, identifier: "\u{21}abc"))),
      .basicID(try #require(RemoteIDBasicID(idType: .serialNumber, aircraftType: .glider, identifier: "1596A1"))),
      .basicID(try #require(RemoteIDBasicID(idType: .serialNumber, aircraftType: .glider, identifier: "1596A2"))),
      .location(
        RemoteIDLocation(
          status: .airborne, position: RemoteIDPosition(latitudeDegrees: 48, longitudeDegrees: 11),
          speedMetresPerSecond: 3)),
      .system(RemoteIDSystem(operatorPosition: nil, operatorPositionSource: .live, euCategory: .open, euClass: 2)),
      .operatorID(try #require(RemoteIDOperatorID(identifier: "FIN87astrdge12k8"))),
      .selfID(try #require(RemoteIDSelfID(text: "Survey of a roof"))),
      .reserved(type: 9, octets: try #require(RemoteIDOctets([UInt8](repeating: 0x92, count: 25)))),
    ]
    let signature = try #require(
      RemoteIDAuthentication(kindCode: 1, timeCount: 99, data: [UInt8](repeating: 7, count: 60), additional: [1, 2]))
    messages += signature.pages().map { .authentication($0) }
    let second = try #require(
      RemoteIDAuthentication(kindCode: 2, timeCount: 100, data: [UInt8](repeating: 8, count: 60)))
    messages += second.pages().dropFirst().map { .authentication($0) }
    for (index, message) in messages.enumerated() { state.take(message, timeNanoseconds: Int64(index) * 1_000_000_000) }
    return state
  }

  private func bytes(_ state: RemoteIDState) -> [UInt8] {
    var bytes: [UInt8] = []
    state.encode(into: &bytes)
    return bytes
  }

  @Test func restoredStateEqualsTheOneItWasTakenFromAndGoesOnAlike() throws {
    var state = try busyState()
    var restored = try RemoteIDState(decoding: bytes(state))
    #expect(restored == state)
    #expect(state.authentication?.value.kindCode == 1 && state.identifierChanges == 1 && state.basicIDs.count == 2)
    let second = try #require(
      RemoteIDAuthentication(kindCode: 2, timeCount: 100, data: [UInt8](repeating: 8, count: 60)))
    let first = try #require(second.pages().first)
    state.take(.authentication(first), timeNanoseconds: 12_000_000_000)
    restored.take(.authentication(first), timeNanoseconds: 12_000_000_000)
    #expect(restored == state)
    #expect(restored.authentication?.value == second)
    #expect(try RemoteIDState(decoding: bytes(RemoteIDState())) == RemoteIDState())
  }

  @Test func everyTruncationIsRefusedAndDamageNeverTraps() throws {
    let whole = bytes(try busyState())
    for count in 0..<whole.count {
      #expect(throws: RemoteIDSnapshotError.self) { try RemoteIDState(decoding: Array(whole.prefix(count))) }
    }
    #expect(throws: RemoteIDSnapshotError.malformed) { try RemoteIDState(decoding: whole + [0]) }
    #expect(throws: RemoteIDSnapshotError.unknownVersion(9)) { try RemoteIDState(decoding: [9] + whole.dropFirst()) }
    var numbers = SeededNumbers(seed: 5)
    for _ in 0..<5000 {
      var damaged = whole
      damaged[Int(numbers.next() % UInt64(whole.count))] = UInt8(truncatingIfNeeded: numbers.next())
      // What is accepted is a state with one byte form.
      if let state = try? RemoteIDState(decoding: damaged) { #expect(bytes(state) == damaged) }
    }
  }

  @Test func receptionIsTheTransmitterLittleEndianAndTheMessageAsBroadcast() throws {
    let message = RemoteIDMessage.operatorID(try #require(RemoteIDOperatorID(identifier: "FIN87astrdge12k8")))
    let reception = RemoteIDReception(transmitter: 0x60_60_1F_0A_0B_0C, message: message)
    #expect(reception.bytes.prefix(8) == [0x0C, 0x0B, 0x0A, 0x1F, 0x60, 0x60, 0, 0])
    #expect(Array(reception.bytes.dropFirst(8)) == message.encoded())
    #expect(RemoteIDReception(bytes: reception.bytes) == reception)
    #expect(RemoteIDReception(bytes: [UInt8](repeating: 0, count: 7)) == nil)
  }
}
