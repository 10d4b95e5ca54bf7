import AirPicture
import Foundation
import Runtime
import Testing

@testable import Console

/// What a page may ask, and what is refused.
struct RequestTests {
  @Test func readsTheCommandsOfAPage() throws {
    #expect(try command(#"{"command":"acknowledge","alert":7}"#) == .acknowledge(alert: 7, operatorName: "Ada"))
    #expect(
      try command(#"{"command":"setQNH","hectopascals":1011.5,"transitionAltitudeFeet":6000}"#)
        == .setQNH(hectopascals: 1011.5, transitionAltitudeFeet: 6000, operatorName: "Ada"))
    #expect(
      try command(#"{"command":"setQNH","hectopascals":null}"#)
        == .setQNH(hectopascals: nil, transitionAltitudeFeet: 5000, operatorName: "Ada"))
  }

  @Test(arguments: [#"{"command":"launch"}"#, #"{"command":"acknowledge"}"#])
  func saysWhyACommandIsNone(text: String) {
    #expect(throws: CommandProblem.self) { try command(text) }
  }

  @Test func readsTheSpeedOfAReplay() throws {
    #expect(try speed(#"{"speed":10}"#) == .times(10))
    #expect(try speed(#"{"speed":"max"}"#) == .max)
    #expect(try speed(#"{"paused":true}"#) == nil)
    for text in [#"{"speed":0}"#, #"{"speed":-1}"#, #"{"speed":10001}"#] {
      #expect(throws: CommandProblem.self) { try speed(text) }
    }
    #expect(throws: (any Error).self) { try speed(#"{"speed":"fast"}"#) }
  }

  @Test(arguments: [
    ("localhost:8080", true), ("127.0.0.1", true), ("127.0.0.1:8080", true), ("[::1]:8080", true),
    ("example.org", false),
    ("127.example.org", false), ("127.0.0.1.example.org:80", false), ("localhost.example.org", false), ("", false),
    ("[", false), ("192.0.2.1:8080", false),
  ])
  func knowsTheNamesThatMeanThisMachineAlone(authority: String, expected: Bool) {
    #expect(Loopback.isNamed(Loopback.name(in: authority)) == expected)
  }

  private func command(_ text: String) throws -> OperatorCommand {
    try JSONDecoder().decode(CommandRequest.self, from: Data(text.utf8)).operatorCommand(by: "Ada")
  }

  private func speed(_ text: String) throws -> ReplaySpeed? {
    try JSONDecoder().decode(ReplayRequest.self, from: Data(text.utf8)).replaySpeed()
  }
}
