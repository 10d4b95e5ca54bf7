import Geodesy
import Surveillance

/// A pair that may belong together, with what it costs (−2 ln likelihood).
struct PlotTrackPair {
  var row: Int
  var slot: Int
  var cost: Double
}

/// Who gets which plot where several tracks and plots compete: clusters of pairs, each solved for the least sum of costs.
extension Tracker {
  /// The edges of the best assignment, cluster by cluster.
  mutating func solve(
    _ edges: [PlotTrackPair], rows: Int, left: [PlacedReport], reports: [SensorReport]
  ) -> [PlotTrackPair] {
    var columns: [Int] = []
    if columnOfSlot.count < store.slots.count {
      columnOfSlot.append(contentsOf: repeatElement(-1, count: store.slots.count - columnOfSlot.count))
    }
    var clusters = DisjointSets(count: rows)
    var rowOfColumn: [Int] = []
    for edge in edges {
      let column = Int(columnOfSlot[edge.slot])
      if column < 0 {
        columnOfSlot[edge.slot] = Int32(columns.count)
        columns.append(edge.slot)
        rowOfColumn.append(edge.row)
      } else {
        clusters.join(rowOfColumn[column], edge.row)
      }
    }
    defer { for slot in columns { columnOfSlot[slot] = -1 } }
    // Edges come by ascending row, so clusters come by their lowest row.
    var edgesOfCluster = [[PlotTrackPair]](repeating: [], count: rows)
    for edge in edges { edgesOfCluster[clusters.root(of: edge.row)].append(edge) }
    var chosen: [PlotTrackPair] = []
    for cluster in edgesOfCluster where !cluster.isEmpty {
      chosen.append(contentsOf: solveCluster(cluster, left: left, reports: reports))
    }
    return chosen
  }

  private func solveCluster(_ edges: [PlotTrackPair], left: [PlacedReport], reports: [SensorReport]) -> [PlotTrackPair]
  {
    if edges.count == 1 { return edges }
    var rows: [Int] = []
    var slots: [Int] = []
    for edge in edges where rows.last != edge.row { rows.append(edge.row) }
    slots = edges.map(\.slot)
    slots.sort { store.number($0) < store.number($1) }
    var distinct: [Int] = []
    for slot in slots where distinct.last != slot { distinct.append(slot) }
    let columns = distinct.count + rows.count
    guard rows.count * columns <= parameters.greatestClusterCells else { return solveGreedily(edges) }
    // One column of its own for every row: the report starts a track or is false.
    let forbidden = 1e6
    var costs = [Double](repeating: forbidden, count: rows.count * columns)
    for (row, original) in rows.enumerated() {
      costs[row * columns + distinct.count + row] = costOfNoTrack(reports[left[original].index])
    }
    var row = 0
    for edge in edges {
      while rows[row] != edge.row { row += 1 }
      guard let column = distinct.firstIndex(of: edge.slot) else { continue }
      costs[row * columns + column] = edge.cost
    }
    let columnOfRow = Assignment.solve(costs: costs, rows: rows.count, columns: columns)
    var chosen: [PlotTrackPair] = []
    row = 0
    for edge in edges {
      while rows[row] != edge.row { row += 1 }
      let column = columnOfRow[row]
      if column >= 0, column < distinct.count, distinct[column] == edge.slot { chosen.append(edge) }
    }
    return chosen
  }

  /// Cheapest pairs first: for clusters too large to solve exactly in the time of a step.
  private func solveGreedily(_ edges: [PlotTrackPair]) -> [PlotTrackPair] {
    let ordered = edges.sorted {
      ($0.cost, store.number($0.slot), $0.row) < ($1.cost, store.number($1.slot), $1.row)
    }
    var usedRows: Set<Int> = []
    var usedSlots: Set<Int> = []
    var chosen: [PlotTrackPair] = []
    for edge in ordered where !usedRows.contains(edge.row) && !usedSlots.contains(edge.slot) {
      usedRows.insert(edge.row)
      usedSlots.insert(edge.slot)
      chosen.append(edge)
    }
    return chosen
  }
}

/// Which of a number of things belong together.
private struct DisjointSets {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  mutating func root(of thing: Int) -> Int {
    var current = thing
    while parent[current] != current {
      parent[current] = parent[parent[current]]
      current = parent[current]
    }
    return current
  }

  /// Joins two sets under the lower of their roots.
  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    if first < second { parent[second] = first } else { parent[first] = second }
  }
}
