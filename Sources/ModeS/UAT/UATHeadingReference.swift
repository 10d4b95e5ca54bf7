/// From which north a heading counts.
@frozen
public enum UATHeadingReference: UInt8, Hashable, Sendable {
  case trueNorth = 0
  case magneticNorth = 1
}
