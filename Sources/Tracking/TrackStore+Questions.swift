import Surveillance

/// What is asked of a track again and again, answered in its slot: a computed property of the track would copy it first.
extension TrackStore {
  @inline(__always)
  func number(_ slot: Int) -> TrackNumber { slots[slot].published.number }

  @inline(__always)
  func isConfirmed(_ slot: Int) -> Bool { slots[slot].published.status != .tentative }

  /// A confirmed track comes before one that a displaced plot may have started.
  @inline(__always)
  func rankByIdentity(_ slot: Int) -> Int { isConfirmed(slot) ? 0 : 1 }

  /// Whether it is watched by an aircraft's or a transponder's own answers.
  @inline(__always)
  func isCooperative(_ slot: Int) -> Bool { !slots[slot].isPrimaryOnly }

  @inline(__always)
  func isUnmanned(_ slot: Int) -> Bool { slots[slot].isUnmanned }

  @inline(__always)
  func isExternal(_ slot: Int) -> Bool { slots[slot].external != nil }

  /// Index of a sensor among the looks.
  @inline(__always)
  func look(_ slot: Int, of sensor: SensorNumber) -> Int? {
    for index in slots[slot].looks.indices where slots[slot].looks[index].sensor == sensor { return index }
    return nil
  }

  /// Index of a radar among those whose echoes are awaited.
  @inline(__always)
  func clock(_ slot: Int, of sensor: SensorNumber) -> Int? {
    for index in slots[slot].clocks.indices where slots[slot].clocks[index].sensor == sensor { return index }
    return nil
  }

  /// Level for a plot without one; nil where it is too old.
  @inline(__always)
  func level(_ slot: Int, at time: SurveillanceTime, parameters: TrackerParameters) -> Double? {
    guard slots[slot].level.isKnown,
      time.seconds(since: slots[slot].level.time).magnitude < parameters.levelServesSeconds
    else { return nil }
    return slots[slot].level.level(at: time)
  }
}
