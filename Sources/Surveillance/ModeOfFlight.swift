/// How an aircraft moves, in the terms of CAT062 (item I062/200). The raw values are those of the item.
public struct ModeOfFlight: Hashable, Sendable {
  /// TRANS: the course.
  public enum Course: UInt8, Hashable, Sendable {
    case constant = 0
    case turningRight = 1
    case turningLeft = 2
    case undetermined = 3
  }

  /// LONGA: the groundspeed.
  public enum Groundspeed: UInt8, Hashable, Sendable {
    case constant = 0
    case increasing = 1
    case decreasing = 2
    case undetermined = 3
  }

  /// VERTA: the level.
  public enum Vertical: UInt8, Hashable, Sendable {
    case level = 0
    case climbing = 1
    case descending = 2
    case undetermined = 3
  }

  public var course: Course
  public var groundspeed: Groundspeed
  public var vertical: Vertical

  /// Makes a mode of flight.
  public init(course: Course, groundspeed: Groundspeed, vertical: Vertical) {
    self.course = course
    self.groundspeed = groundspeed
    self.vertical = vertical
  }
}
