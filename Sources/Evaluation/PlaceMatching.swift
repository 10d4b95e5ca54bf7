/// A target and the track that was found to be its.
struct MatchedPair {
  /// Index of the target's place.
  var target: Int
  /// Index of the track's place.
  var track: Int
  var distanceMetres: Double
}

/// Which track is whose: the pairs within a gate whose sum of squared distances is least, where a target and a track that
/// stay alone cost half of the gate's square each.
struct PlaceMatching {
  let targets: [ScoredPlace]
  let tracks: [ScoredPlace]
  private let targetPoints: [SIMD2<Double>]
  private let trackPoints: [SIMD2<Double>]

  init(targets: [ScoredPlace], tracks: [ScoredPlace]) {
    self.targets = targets
    self.tracks = tracks
    guard !targets.isEmpty else {
      (targetPoints, trackPoints) = ([], [])
      return
    }
    let plane = ScoringPlane(about: targets)
    targetPoints = targets.map(plane.metres)
    trackPoints = tracks.map(plane.metres)
  }

  /// How far the plane is searched so that nothing within the gate is overlooked.
  private static func searchMetres(gateMetres: Double) -> Double { gateMetres * 1.3 + 50 }

  /// - Parameter kept: Pairs that stay as they are while they lie within the gate. Two targets may both keep one track:
  ///   what was last theirs is theirs until they have another.
  func pairs(withinMetres gate: Double, keeping kept: [(target: Int, track: Int)] = []) -> [MatchedPair] {
    var pairs: [MatchedPair] = []
    var isTargetTaken = [Bool](repeating: false, count: targets.count)
    var isTrackTaken = [Bool](repeating: false, count: tracks.count)
    for (target, track) in kept {
      let distance = targets[target].distanceMetres(to: tracks[track])
      guard distance < gate else { continue }
      pairs.append(MatchedPair(target: target, track: track, distanceMetres: distance))
      isTargetTaken[target] = true
      isTrackTaken[track] = true
    }
    let nearby = NearbyPlaces(trackPoints, withinMetres: Self.searchMetres(gateMetres: gate))
    var edges = [[SparseAssignment.Edge]](repeating: [], count: targets.count)
    for target in targets.indices where !isTargetTaken[target] {
      for found in nearby.near(targetPoints[target]) where !isTrackTaken[found.index] {
        let distance = targets[target].distanceMetres(to: tracks[found.index])
        guard distance < gate else { continue }
        edges[target].append(SparseAssignment.Edge(column: found.index, cost: distance * distance))
      }
    }
    let columns = SparseAssignment.solve(edges: edges, columns: tracks.count, costOfNone: gate * gate)
    for (target, column) in columns.enumerated() {
      guard let track = column else { continue }
      let distance = targets[target].distanceMetres(to: tracks[track])
      pairs.append(MatchedPair(target: target, track: track, distanceMetres: distance))
    }
    return pairs
  }

  /// For each track the nearest target, where it lies within the gate.
  func nearestTargets(withinMetres gate: Double) -> [Int?] {
    let nearby = NearbyPlaces(targetPoints, withinMetres: Self.searchMetres(gateMetres: gate))
    return tracks.indices.map { track in
      let found = nearby.near(trackPoints[track])
      guard let nearest = found.min(by: { $0.squaredMetres < $1.squaredMetres }) else { return nil }
      return targets[nearest.index].distanceMetres(to: tracks[track]) < gate ? nearest.index : nil
    }
  }
}
