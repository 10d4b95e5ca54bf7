import Testing

@testable import RemoteID
import TestSupport

@Suite struct StateTests {
  private func basicID(_ type: RemoteIDBasicID.IDType, _ identifier: String) throws -> RemoteIDMessage {
    .basicID(try #require(RemoteIDBasicID(idType: type, aircraftType: .aeroplane, identifier: identifier)))
  }

  @Test func theLatestOfEachKindIsRemembered() throws {
    var state = RemoteIDState()
    #expect(state.lastHeardNanoseconds == nil && state.identification == nil)
    let slow = RemoteIDLocation(status: .airborne, position: nil, speedMetresPerSecond: 5)
    let fast = RemoteIDLocation(status: .airborne, position: nil, speedMetresPerSecond: 50)
    let system = RemoteIDSystem(
      operatorPosition: RemoteIDPosition(latitudeDegrees: 3, longitudeDegrees: 4), operatorPositionSource: .live)
    let operatorID = try #require(RemoteIDOperatorID(identifier: "FRA1"))
    let selfID = try #require(RemoteIDSelfID(text: "survey"))
    state.take(try basicID(.session, "session"), timeNanoseconds: 1)
    #expect(state.identification?.identifier == "session")
    let pack = try #require(
      RemoteIDPack(messages: [
        .location(slow), .system(system), .operatorID(operatorID), .selfID(selfID),
        try basicID(.serialNumber, "serial"), try basicID(.registration, "F-TEST"),
      ]))
    state.take(.pack(pack), timeNanoseconds: 10)
    #expect(state.basicIDs.map(\.value.identifier) == ["serial", "F-TEST", "session"])
    #expect(state.identification?.identifier == "serial" && state.messageCount == 7)
    #expect(state.location?.value == slow && state.location?.timeNanoseconds == 10)
    #expect(state.system?.value.operatorPosition?.latitudeDegrees == 3)
    #expect(state.operatorID?.value.identifier == "FRA1" && state.selfID?.value.text == "survey")
    state.take(.location(fast), timeNanoseconds: 9)
    #expect(state.location?.value == slow && state.lastHeardNanoseconds == 10)
    state.take(.location(fast), timeNanoseconds: 11)
    #expect(state.location?.value == fast && state.lastHeardNanoseconds == 11)
    state.take(try basicID(.serialNumber, "serial"), timeNanoseconds: 12)
    #expect(state.identifierChanges == 0)
    state.take(try basicID(.serialNumber, "forged"), timeNanoseconds: 13)
    #expect(state.identifierChanges == 1 && state.basicIDs.count == 3)
    state.take(try basicID(.serialNumber, "late"), timeNanoseconds: 2)
    #expect(state.identification?.identifier == "forged" && state.identifierChanges == 1)
  }

  @Test func authenticationPagesAreJoinedInAnyOrder() throws {
    var numbers = SeededNumbers(seed: 16)
    for length in [0, 1, 17, 18, 40, 41, 63, 200, 255] {
      for extra in [0, 1, 60] {
        let sent = try #require(
          RemoteIDAuthentication(
            kindCode: 3, timeCount: 77, data: numbers.bytes(length), additional: numbers.bytes(extra)))
        let pages = sent.pages()
        #expect(RemoteIDAuthentication(pages: pages) == sent)
        var state = RemoteIDState()
        for (place, page) in (pages.reversed() + pages).enumerated() {
          let octets = RemoteIDMessage.authentication(page).encoded()
          state.take(try RemoteIDMessage(octets), timeNanoseconds: Int64(place))
          #expect((state.authentication != nil) == (place >= pages.count - 1))
        }
        #expect(state.authentication?.value == sent && sent.kind == .messageSetSignature)
        #expect(state.authentication?.timeNanoseconds == Int64(2 * pages.count - 1))
      }
    }
    #expect(RemoteIDAuthentication(kindCode: 1, timeCount: 0, data: numbers.bytes(256)) == nil)
    let whole = numbers.bytes(255)
    #expect(RemoteIDAuthentication(kindCode: 1, timeCount: 0, data: whole, additional: whole) == nil)
    let full = try #require(
      RemoteIDAuthentication(kindCode: 1, timeCount: 0, data: whole, additional: numbers.bytes(106)))
    #expect(full.pages().count == 16 && RemoteIDAuthentication(pages: full.pages()) == full)
  }

  @Test func pagesOfDifferentAuthenticationsAreNotMixed() throws {
    var numbers = SeededNumbers(seed: 5)
    let old = try #require(RemoteIDAuthentication(kindCode: 1, timeCount: 1, data: numbers.bytes(63))).pages()
    let new = try #require(RemoteIDAuthentication(kindCode: 1, timeCount: 2, data: numbers.bytes(63)))
    var joiner = RemoteIDAuthenticationJoiner()
    #expect(joiner.take(old[0], timeNanoseconds: 0) == nil)
    #expect(joiner.take(old[1], timeNanoseconds: 1) == nil)
    #expect(joiner.take(new.pages()[1], timeNanoseconds: 2) == nil && joiner.pageCount == 1)
    #expect(joiner.take(new.pages()[2], timeNanoseconds: 3) == nil)
    #expect(joiner.take(new.pages()[0], timeNanoseconds: 4) == new)
    #expect(joiner.take(old[0], timeNanoseconds: 5) == nil && joiner.pageCount == 1)
    let late = RemoteIDAuthenticationJoiner.longestSpanNanoseconds + 6
    #expect(joiner.take(old[1], timeNanoseconds: late) == nil && joiner.pageCount == 1)
    #expect(joiner.take(old[2], timeNanoseconds: .min) == nil && joiner.pageCount == 1)
  }
}
