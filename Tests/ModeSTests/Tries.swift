import ModeS
import TestSupport

/// Many tries with values from a seed: how many went wrong, and the first of them, for one `#expect` at the end.
struct Tries {
  private(set) var wrong = 0
  private(set) var first: String?
  private(set) var compared = 0

  mutating func expect(_ isRight: Bool, _ what: @autoclosure () -> String) {
    compared += 1
    if isRight { return }
    wrong += 1
    if first == nil { first = what() }
  }

  /// Equal, nil too.
  mutating func expect<Value: Equatable>(_ name: String, _ value: Value, _ sent: Value) {
    expect(value == sent, "\(name): \(sent) came back as \(value)")
  }

  /// Within a bound, or both nil.
  mutating func expect(_ name: String, _ value: Double?, _ sent: Double?, within bound: Double) {
    let isRight =
      switch (value, sent) {
      case (nil, nil): true
      case (let value?, let sent?): (value - sent).magnitude <= bound + 1e-9
      default: false
      }
    expect(isRight, "\(name): \(sent.map { "\($0)" } ?? "nil") came back as \(value.map { "\($0)" } ?? "nil")")
  }

  /// Within a bound on the circle of 360 degrees, or both nil; what came back is in 0 ..< 360.
  mutating func expectAngle(_ name: String, _ value: Double?, _ sent: Double?, within bound: Double) {
    guard let value, let sent else { return expect(name, value, sent, within: 0) }
    let turn = (value - sent).truncatingRemainder(dividingBy: 360).magnitude
    expect(
      min(turn, 360 - turn) <= bound + 1e-9 && value >= 0 && value < 360, "\(name): \(sent) came back as \(value)")
  }

  var isAllRight: Bool { wrong == 0 && compared > 0 }
  var summary: String { "\(wrong) of \(compared) wrong, the first: \(first ?? "none")" }
}

extension SeededNumbers {
  mutating func flag() -> Bool { next() & 1 == 1 }

  mutating func below(_ count: UInt64) -> UInt64 { next() % count }

  /// Now and then nil.
  mutating func perhaps(_ low: Double, _ high: Double) -> Double? {
    let value = uniform(low, high)
    return below(10) == 0 ? nil : value
  }

  mutating func place() -> CPRPosition {
    CPRPosition(latitudeDegrees: uniform(-90, 90), longitudeDegrees: uniform(-180, 180))
  }

  mutating func callsign() -> Callsign {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789".utf8)
    let text = (0..<Int(below(9))).map { _ in alphabet[Int(below(UInt64(alphabet.count)))] }
    guard let callsign = Callsign(String(decoding: text, as: UTF8.self)) else {
      preconditionFailure("\(text) is no callsign")
    }
    return callsign
  }
}

/// How many values each property test tries.
let tryCount = 10_000 * soakFactor
