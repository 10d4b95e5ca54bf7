import AirPicture
import Foundation
import Runtime

/// A command as a page sends it to `POST /api/v1/commands`.
struct CommandRequest: Decodable {
  var command: String
  var alert: UInt32?
  var hectopascals: Double?
  var transitionAltitudeFeet: Double?

  /// The command it asks for; nil with a sentence where it asks for none.
  func operatorCommand(by name: String) throws(CommandProblem) -> OperatorCommand {
    switch command {
    case "acknowledge":
      guard let alert else { throw CommandProblem("\"acknowledge\" needs the number of an \"alert\"") }
      return .acknowledge(alert: alert, operatorName: name)
    case "setQNH":
      return .setQNH(
        hectopascals: hectopascals, transitionAltitudeFeet: transitionAltitudeFeet ?? 5000, operatorName: name)
    default:
      throw CommandProblem("\"\(command)\" is no command: send \"acknowledge\" or \"setQNH\"")
    }
  }
}

/// What is wrong with a request, in a sentence.
struct CommandProblem: Error {
  let sentence: String
  init(_ sentence: String) { self.sentence = sentence }
}

/// A change of the replay as a page sends it to `POST /api/v1/replay`.
struct ReplayRequest: Decodable {
  var paused: Bool?
  var speed: SpeedJSON?

  /// The speed it asks for.
  func replaySpeed() throws(CommandProblem) -> ReplaySpeed? {
    switch speed {
    case .max: return .max
    case .times(let factor):
      guard factor.isFinite, (0.01...10_000).contains(factor) else {
        throw CommandProblem("a replay's speed lies between 0.01 and 10000, or is \"max\"; \(factor) does not")
      }
      return .times(factor)
    case nil: return nil
    }
  }
}
