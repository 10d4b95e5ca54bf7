/// One track at one scoring time.
struct TrackState {
  /// Index of the track's name.
  var track: Int
  var place: ScoredPlace
  var record: TrackRecord
}

/// Tracks at the scoring times: the latest record of each that is not older than the period, moved by its own velocity.
struct TrackTimeline {
  /// Names in order of their first record.
  private(set) var names: [String] = []
  private var records: [[TrackRecord]] = []
  /// Times this close count as equal, seconds.
  private static let toleranceSeconds = 1e-6

  init(_ all: [TrackRecord]) {
    var indexOfName: [String: Int] = [:]
    for record in all {
      let index = indexOfName[record.track] ?? names.count
      if index == names.count {
        indexOfName[record.track] = index
        names.append(record.track)
        records.append([])
      }
      records[index].append(record)
    }
    for index in records.indices {
      let given = records[index]
      let order = given.indices.sorted { (given[$0].timeSeconds, $0) < (given[$1].timeSeconds, $1) }
      records[index] = order.map { given[$0] }
    }
  }

  /// The tracks alive at each of the times, which ascend; by ascending index of the track.
  func states(at times: [Double], holdSeconds: Double) -> [[TrackState]] {
    var states = [[TrackState]](repeating: [], count: times.count)
    for (track, own) in records.enumerated() {
      var next = 0
      for index in Self.firstIndex(of: times, notBefore: own[0].timeSeconds)..<times.count {
        let time = times[index]
        while next < own.count, own[next].timeSeconds <= time + Self.toleranceSeconds { next += 1 }
        let latest = own[next - 1]
        if time - latest.timeSeconds < holdSeconds - Self.toleranceSeconds {
          states[index].append(Self.state(of: track, latest, at: time))
        } else if next == own.count {
          break
        }
      }
    }
    return states
  }

  private static func firstIndex(of times: [Double], notBefore time: Double) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if time <= times[middle] + toleranceSeconds { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func state(of track: Int, _ record: TrackRecord, at time: Double) -> TrackState {
    let place = ScoredPlace(latitudeRadians: record.latitudeRadians, longitudeRadians: record.longitudeRadians)
    let age = time - record.timeSeconds
    guard age > 0 else { return TrackState(track: track, place: place, record: record) }
    let moved = place.moved(
      northMetres: record.northMetresPerSecond * age, eastMetres: record.eastMetresPerSecond * age)
    return TrackState(track: track, place: moved, record: record)
  }
}
