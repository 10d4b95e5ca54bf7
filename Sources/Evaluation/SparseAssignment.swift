/// Which rows go with which columns, or with none, so that the sum of costs is least; only some pairs are possible.
///
/// Shortest augmenting paths with dual variables, one row at a time (Jonker and Volgenant 1987; Crouse 2016). Every row
/// has a column of its own beside the real ones, at the price of staying alone, so each row finds one and the sum is the
/// least there is. A path never leaves its connected component, so work and memory go with the pairs that are possible,
/// not with rows × columns. The same costs always give the same pairs.
struct SparseAssignment {
  /// A pair that is possible.
  struct Edge {
    var column: Int
    var cost: Double
  }

  /// - Parameters:
  ///   - edges: Of each row, by ascending column; costs not negative.
  ///   - costOfNone: What a row without a column costs.
  /// - Returns: The column of each row, or nil.
  static func solve(edges: [[Edge]], columns: Int, costOfNone: Double) -> [Int?] {
    var assignment = SparseAssignment(edges: edges, columns: columns, costOfNone: costOfNone)
    for row in edges.indices where !edges[row].isEmpty { assignment.place(row) }
    return assignment.columnOfRow.map { $0 < 0 ? nil : $0 }
  }

  private static let none = -1

  private let edges: [[Edge]]
  private let costOfNone: Double
  private var rowPotential: [Double]
  private var columnPotential: [Double]
  private var columnOfRow: [Int]
  private var rowOfColumn: [Int]
  // Of the path under search.
  private var pathCost: [Double]
  private var rowBefore: [Int]
  private var isDone: [Bool]
  private var reached: [Int] = []
  private var done: [Int] = []

  private init(edges: [[Edge]], columns: Int, costOfNone: Double) {
    self.edges = edges
    self.costOfNone = costOfNone
    rowPotential = [Double](repeating: 0, count: edges.count)
    columnPotential = [Double](repeating: 0, count: columns)
    columnOfRow = [Int](repeating: Self.none, count: edges.count)
    rowOfColumn = [Int](repeating: Self.none, count: columns)
    pathCost = [Double](repeating: .infinity, count: columns)
    rowBefore = [Int](repeating: Self.none, count: columns)
    isDone = [Bool](repeating: false, count: columns)
  }

  /// Where a path ends: at a free column, or at a row that stays alone.
  private struct End {
    var row: Int
    var column: Int
    var cost: Double
  }

  private mutating func place(_ start: Int) {
    let end = search(from: start)
    rowPotential[start] += end.cost
    for column in done {
      rowPotential[rowOfColumn[column]] += end.cost - pathCost[column]
      columnPotential[column] -= end.cost - pathCost[column]
    }
    augment(to: end, from: start)
    forget()
  }

  /// The cheapest path from a row without a column to a place that is free.
  private mutating func search(from start: Int) -> End {
    var row = start
    var cost = 0.0
    var alone = End(row: start, column: Self.none, cost: .infinity)
    while true {
      let costAlone = cost + costOfNone - rowPotential[row]
      if costAlone < alone.cost { alone = End(row: row, column: Self.none, cost: costAlone) }
      relax(row, at: cost)
      guard let next = cheapestOpenColumn(), pathCost[next] <= alone.cost else { return alone }
      cost = pathCost[next]
      if rowOfColumn[next] == Self.none { return End(row: rowBefore[next], column: next, cost: cost) }
      isDone[next] = true
      done.append(next)
      row = rowOfColumn[next]
    }
  }

  private mutating func relax(_ row: Int, at cost: Double) {
    for edge in edges[row] where !isDone[edge.column] {
      let reduced = cost + edge.cost - rowPotential[row] - columnPotential[edge.column]
      guard reduced < pathCost[edge.column] else { continue }
      if rowBefore[edge.column] == Self.none { reached.append(edge.column) }
      pathCost[edge.column] = reduced
      rowBefore[edge.column] = row
    }
  }

  private func cheapestOpenColumn() -> Int? {
    var best: Int?
    for column in reached where !isDone[column] {
      guard let found = best else {
        best = column
        continue
      }
      if (pathCost[column], column) < (pathCost[found], found) { best = column }
    }
    return best
  }

  private mutating func augment(to end: End, from start: Int) {
    var row = end.row
    var column = end.column
    while true {
      let former = columnOfRow[row]
      columnOfRow[row] = column
      if column != Self.none { rowOfColumn[column] = row }
      guard row != start else { return }
      column = former
      row = rowBefore[former]
    }
  }

  private mutating func forget() {
    for column in reached {
      pathCost[column] = .infinity
      rowBefore[column] = Self.none
      isDone[column] = false
    }
    reached.removeAll(keepingCapacity: true)
    done.removeAll(keepingCapacity: true)
  }
}
