import Geodesy
import Surveillance

/// What it says of a primary-only track that a radar did not see it in a turn: every radar that sends primary plots is asked,
/// whether it ever saw the track or not, and as much as its echoes are known to come. A turn in which the radar sent no
/// echo of anything was none, and a radar that cannot see the place is not asked.
extension Tracker {
  /// Notes an echo: the radar's next turn is awaited from now on.
  mutating func noteHit(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) {
    guard report.isPrimaryOnly, case .polar(let range, _) = report.position else { return }
    let sensor = report.sensor
    if let index = store.clock(slot, of: sensor) {
      takeBackMiss(of: index, report, rangeMetres: range, slot)
      store.slots[slot].clocks[index].since = max(store.slots[slot].clocks[index].since, report.time)
    } else {
      store.slots[slot].clocks.append(MissClock(sensor: sensor, since: report.time))
      store.slots[slot].clocks.sort { $0.sensor < $1.sensor }
    }
    guard store.isConfirmed(slot), store.slots[slot].isPrimaryOnly else { return }
    if detection[sensor.index] == nil { detection[sensor.index] = DetectionMap() }
    detection[sensor.index]?.count(rangeMetres: range, isHit: true)
  }

  /// Counts the turns that went by without an echo.
  mutating func countMisses(_ slot: Int) {
    guard store.slots[slot].isPrimaryOnly, store.slots[slot].external == nil else { return }
    let page = store.slots[slot].published.page
    for sensor in clutter.indices where clutter[sensor] != nil && prepared[sensor]?.page == page {
      countMiss(slot, SensorNumber(rawValue: UInt16(sensor)))
    }
  }

  private mutating func countMiss(_ slot: Int, _ sensor: SensorNumber) {
    let period = max(periodSeconds(of: sensor, look: nil), 0.5)
    guard let index = store.clock(slot, of: sensor) else {
      store.slots[slot].clocks.append(MissClock(sensor: sensor, since: stepTime))
      store.slots[slot].clocks.sort { $0.sensor < $1.sensor }
      return
    }
    let wait = period * parameters.missGraceTurns + parameters.batchSeconds
    let since = store.slots[slot].clocks[index].since
    guard stepTime.seconds(since: since) > wait else { return }
    store.slots[slot].clocks[index].since = since.adding(seconds: period)
    guard newestEcho[sensor.index] > since, let range = rangeInCoverage(of: slot, sensor) else { return }
    var probability = detection[sensor.index]?.probability(rangeMetres: range)
    if probability == nil, store.look(slot, of: sensor) != nil {
      probability = parameters.assumedDetectionProbability
    }
    if store.isConfirmed(slot) {
      if detection[sensor.index] == nil { detection[sensor.index] = DetectionMap() }
      detection[sensor.index]?.count(rangeMetres: range, isHit: false)
    }
    let cost = probability.map { Elementary.log(1 - $0) } ?? 0
    store.slots[slot].score += cost
    noteMiss(of: index, cost: cost, slot)
  }
}
