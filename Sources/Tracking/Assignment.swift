/// Which rows go with which columns so that the sum of costs is least: two-dimensional assignment.
///
/// Shortest augmenting paths with dual variables (Jonker and Volgenant 1987; Crouse 2016 for rectangular costs). Rows are
/// taken in order and the first of equal columns wins, so the same costs always give the same pairs.
enum Assignment {
  /// - Parameters:
  ///   - costs: Row by row; finite.
  ///   - columns: At least as many as rows.
  /// - Returns: The column of each row.
  static func solve(costs: [Double], rows: Int, columns: Int) -> [Int] {
    precondition(rows <= columns && costs.count == rows * columns, "assignment needs a column for every row")
    var rowPotential = [Double](repeating: 0, count: rows)
    var columnPotential = [Double](repeating: 0, count: columns)
    var rowOfColumn = [Int](repeating: -1, count: columns)
    var shortest = [Double](repeating: 0, count: columns)
    var previousColumn = [Int](repeating: -1, count: columns)
    var isDone = [Bool](repeating: false, count: columns)
    for start in 0..<rows {
      for column in 0..<columns {
        shortest[column] = .infinity
        previousColumn[column] = -1
        isDone[column] = false
      }
      var row = start
      var last = -1
      var path = 0.0
      var sink = -1
      var visited: [Int] = []
      while sink < 0 {
        var best = -1
        for column in 0..<columns where !isDone[column] {
          let reduced = path + costs[row * columns + column] - rowPotential[row] - columnPotential[column]
          if reduced < shortest[column] {
            shortest[column] = reduced
            previousColumn[column] = last
          }
          if best < 0 || shortest[column] < shortest[best] { best = column }
        }
        guard best >= 0 else { return rowOfColumn.isEmpty ? [] : columnsOfRows(rowOfColumn, rows: rows) }
        path = shortest[best]
        isDone[best] = true
        if rowOfColumn[best] < 0 {
          sink = best
        } else {
          visited.append(best)
          row = rowOfColumn[best]
          last = best
        }
      }
      rowPotential[start] += path
      for column in visited {
        rowPotential[rowOfColumn[column]] += path - shortest[column]
        columnPotential[column] -= path - shortest[column]
      }
      var column = sink
      while true {
        let previous = previousColumn[column]
        guard previous >= 0 else {
          rowOfColumn[column] = start
          break
        }
        rowOfColumn[column] = rowOfColumn[previous]
        column = previous
      }
    }
    return columnsOfRows(rowOfColumn, rows: rows)
  }

  private static func columnsOfRows(_ rowOfColumn: [Int], rows: Int) -> [Int] {
    var result = [Int](repeating: -1, count: rows)
    for (column, row) in rowOfColumn.enumerated() where row >= 0 { result[row] = column }
    return result
  }
}
